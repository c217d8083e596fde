"""Every kind of frame, made from the wire's own schema, whole and broken: it is answered or refused by name."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chat.frames import FrameError, parse_command
from chat.models import Room, User
from chat.protocol.commands import Command
from chat.protocol.schema import build_schema
from chat.texts import say
from tests.tab import Tab

FRAMES = [each.__name__ for each in Command.__args__]
MOST_BYTES = 128 * 1024
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.just("\u202e\u200b\x00")
    | st.just(10**400),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
SOME = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


BY_TYPE: dict[str, Callable[[dict[str, Any]], st.SearchStrategy[Any]]] = {
    "string": lambda of: st.text(min_size=of.get("minLength", 0), max_size=min(of.get("maxLength", 50), 100)),
    "integer": lambda of: st.integers(of.get("minimum", -(10**9)), of.get("maximum", 10**9)),
    "number": lambda of: st.floats(allow_nan=False, allow_infinity=False),
    "array": lambda of: st.lists(values_of(of["items"]), max_size=of.get("maxItems", 3)),
    "object": lambda of: (
        st.fixed_dictionaries({name: values_of(each) for name, each in of["properties"].items()})
        if "properties" in of
        else st.dictionaries(st.text(max_size=5), JUNK, max_size=3)
    ),
    "null": lambda of: st.none(),
    "boolean": lambda of: st.booleans(),
}


def values_of(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that fit a schema of ours. (hypothesis-jsonschema does not run with this hypothesis.)"""
    if "$ref" in schema:
        return values_of(build_schema()["$defs"][schema["$ref"].rsplit("/", 1)[1]])
    if "const" in schema or "enum" in schema:
        return st.sampled_from(schema.get("enum", [schema.get("const")]))
    if "anyOf" in schema:
        return st.one_of([values_of(each) for each in schema["anyOf"]])
    if schema.get("format") == "uuid":
        return st.uuids().map(str)
    return BY_TYPE[schema["type"]](schema)


def frames_of(name: str) -> st.SearchStrategy[Any]:
    return values_of(build_schema()["$defs"][name])


def parse(text: str) -> Command | str:
    """The command, or the line in both languages why there is none."""
    try:
        return parse_command(text, MOST_BYTES)
    except FrameError as error:
        return "".join(say(error.key, language, **error.values) for language in ("ko", "en"))


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_of_the_schema_is_read_or_its_field_is_named(name: str) -> None:
    @SOME
    @given(frame=frames_of(name))
    def check(frame: dict[str, Any]) -> None:
        result = parse(json.dumps(frame))
        if isinstance(result, str):
            assert any(field in result for field in frame)
        else:
            assert type(result).__name__ == name

    check()


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_with_junk_in_one_field_never_breaks_the_parser(name: str) -> None:
    fields = sorted(build_schema()["$defs"][name]["properties"])

    @SOME
    @given(frame=frames_of(name), field=st.sampled_from([*fields, "surprise"]), junk=JUNK)
    def check(frame: dict[str, Any], field: str, junk: Any) -> None:
        assert parse(json.dumps(frame | {field: junk}))

    check()


@SOME
@given(text=st.text() | st.binary().map(lambda raw: raw.decode("utf-8", "surrogateescape")) | JUNK.map(json.dumps))
def test_any_text_is_refused_in_one_line(text: str) -> None:
    result = parse(text)
    assert isinstance(result, str)
    assert "\n" not in result


async def test_a_socket_lives_through_frames_that_look_right(
    fireplace: Room, alice: User, open_tab: Callable[[User], Awaitable[Tab]]
) -> None:
    tab = await open_tab(alice)
    await tab.enter(fireplace.pk)
    ids = [1, fireplace.pk, 2**53 - 1]
    texts = ["\u202eflip", "a\u0000b", "\u200bx", "👩‍👩‍👧‍👦" * 50, "؟العربية"]
    for number in ids:
        for text in texts:
            answers = [
                await tab.send(number, text),
                await tab.ask("message.edit", message_id=number, text=text),
                await tab.ask("reaction.set", message_id=number, emoji=text[:1], on=True),
                await tab.ask(
                    "signal.send", room_id=number, to_user_id=number, to_connection=text, payload={"x": text}
                ),
                await tab.ask("room.read", room_id=number, created_seq=number),
                await tab.ask("room.unread", room_id=number, created_seq=number),
            ]
            assert {answer["type"] for answer in answers} <= {"command.done", "command.failed"}
            assert "unavailable" not in {answer.get("code") for answer in answers}
    assert (await tab.ask("ping"))["type"] == "pong"
