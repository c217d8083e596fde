"""Settings for a real process whose providers stand on 127.0.0.1, at OAUTH_URL (tests/oauth_server.py)."""

import os

from hearth_chat.settings import *  # noqa: F403
from hearth_chat.settings import CONTENT_SECURITY_POLICY, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.provider_app.ProviderApp"]
CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] = ["'self'", os.environ["OAUTH_URL"]]  # in the place of theirs
