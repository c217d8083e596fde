#!/usr/bin/env python
"""Django's command line. The product's own commands are in `chat/management/commands`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth_chat.settings")
    execute_from_command_line(sys.argv)
