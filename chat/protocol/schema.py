"""The wire as one JSON schema with its hash. The TypeScript types are generated from it."""

import hashlib
import json
import re
from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from chat.protocol import bodies, commands, events, mine, rooms, safety, search, shapes
from chat.protocol.base import Frame

_MODULES = (shapes, commands, events, bodies, rooms, safety, mine, search)


def _frames() -> list[type[Frame]]:
    """Every frame class that the modules define, by name."""
    found = {
        value.__name__: value
        for module in _MODULES
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Frame) and value is not Frame
    }
    return [found[name] for name in sorted(found)]


_ASKED = re.compile(r"^New|Patch$|Decision$")  # bodies of which only a part need be given


def _require_all(name: str, definition: dict[str, Any]) -> None:
    """No field is optional on the wire, `type` with its default included; only a patch may leave some out."""
    fields = definition.get("properties", {})
    partial = _ASKED.search(name) is not None
    definition["required"] = sorted(key for key, field in fields.items() if not (partial and "default" in field))
    for field in fields.values():
        field.pop("title", None)
        field.pop("default", None)


@cache
def build_schema() -> dict[str, Any]:
    """The schema of all frames and bodies; `x-hash` is the SHA-256 (16 hex digits) of its definitions."""
    _, schema = models_json_schema([(frame, "serialization") for frame in _frames()])
    definitions = schema["$defs"]
    for name, definition in definitions.items():
        _require_all(name, definition)
    unions = {
        "Command": [frame.__name__ for frame in commands.Command.__args__],
        "ServerFrame": [frame.__name__ for frame in events.ServerFrame.__args__],
    }
    for name, members in unions.items():
        definitions[name] = {"oneOf": [{"$ref": f"#/$defs/{member}"} for member in members]}
    text = json.dumps(definitions, sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "x-hash": digest, "$defs": definitions}


def protocol_hash() -> str:
    """The hash that `hello` carries."""
    return str(build_schema()["x-hash"])
