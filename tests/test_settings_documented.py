"""`.env.example` names every setting that the code reads, with its default, and none that nobody reads."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from pydantic_core import PydanticUndefined

from lily.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS_ONLY = {  # neither of the two settings files reads these; who does, and why it is not a setting of the house
    "PYTHON": "script/setup",  # which Python makes the environment, before there is one to read settings with
    "HEARTH_URL": "frontend/vite.config.ts",  # where Vite's proxy finds the server; development only
    "REQUIRE_SERVICES": "script/test",  # CI: no skipped test passes
    "PYTEST_WORKERS": "script/test",
    "TEST_REDIS_URL": "script/test",  # services of the tests
    "TEST_DATABASE_URL": "script/test",
    "HEARTH_TEST_DATABASE": "tests/settings.py",
}
Setting = dict[str, Any]


def read_example() -> Setting:
    """Every name of .env.example with the value that stands there."""
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    found = re.findall(r"^# ([A-Z][A-Z0-9_]*)=(.*)$", text, re.MULTILINE)
    assert len(found) == len(dict(found)), "a name stands twice"
    return dict(found)


def read_hearth() -> Setting:
    """Every `env.<type>("NAME", default=...)` of hearth_chat/settings.py; None where the default is worked out."""
    tree = ast.parse((ROOT / "hearth_chat" / "settings.py").read_text(encoding="utf-8"))
    found: Setting = {}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "env"
        ):
            name = ast.literal_eval(node.args[0])
            default = next((keyword.value for keyword in node.keywords if keyword.arg == "default"), None)
            found[name] = _literal(default)
    return found


def _literal(node: ast.expr | None) -> Any:
    try:
        return None if node is None else ast.literal_eval(node)
    except ValueError:
        return None


def read_lily() -> Setting:
    """Every field of Lily's settings under its name in the environment."""
    prefix = Settings.model_config["env_prefix"]
    found: Setting = {}
    for name, field in Settings.model_fields.items():
        default = field.default
        if isinstance(default, SecretStr):
            default = default.get_secret_value()
        known = field.validation_alias or f"{prefix}{name}".upper()
        found[str(known)] = None if default is PydanticUndefined else default
    return found


def says_the_same(written: str, default: Any) -> bool:
    """Whether a written value means this default. A default that is worked out is described in words, not written."""
    match default:
        case None:
            return True
        case bool():
            return written == str(int(default))
        case int() | float():
            return float(written) == default
        case list():
            return written.split(",") == default or (written, default) == ("", [])
        case _:
            return written == str(default)


def test_the_example_names_what_is_read_and_nothing_else() -> None:
    read = {*read_hearth(), *read_lily(), *SCRIPTS_ONLY}
    documented = set(read_example())
    assert sorted(read - documented) == [], "read, but not in .env.example"
    assert sorted(documented - read) == [], "in .env.example, but nobody reads it"


@pytest.mark.parametrize("settings", [read_hearth(), read_lily()], ids=["hearth", "lily"])
def test_the_example_shows_the_defaults(settings: Setting) -> None:
    example = read_example()
    wrong = {name: example[name] for name, default in settings.items() if not says_the_same(example[name], default)}
    assert wrong == {}


def test_the_example_holds_no_secret() -> None:
    example = read_example()
    secrets = [name for name in example if name == "SECRET_KEY" or name.endswith("_TOKEN")]
    assert secrets
    assert [name for name in secrets if example[name]] == []


@pytest.mark.parametrize(("name", "path"), SCRIPTS_ONLY.items())
def test_a_name_for_scripts_only_is_used_there_and_is_no_setting(name: str, path: str) -> None:
    assert re.search(rf"\b{name}\b", (ROOT / path).read_text(encoding="utf-8"))
    assert name not in read_hearth() | read_lily()
