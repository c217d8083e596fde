"""`manage.py write_schema`: the wire's JSON schema for the page, or a check that it is fresh."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from chat.protocol.schema import build_schema


class Command(BaseCommand):
    """Write frontend/src/protocol/schema.json."""

    help = "Write frontend/src/protocol/schema.json from the classes in chat/protocol."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing, fail when the file is stale")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        path = settings.BASE_DIR / "frontend" / "src" / "protocol" / "schema.json"
        text = json.dumps(build_schema(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
        if not check:
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            raise CommandError("frontend/src/protocol/schema.json is stale: run ./script/protocol")
