"""The client of a Lily server against a stand-in on a real port: form, token, answers, failures, log."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import pytest
import structlog
from pytest_django.fixtures import Settings

from chat.ai.lily import LilyProvider
from chat.ai.provider import ProviderError, Question
from chat.ai.settings import AiSettings
from chat.models import Room, User
from tests.lily_stand_in import StandIn
from tests.tab import Tab

FAILURES = [
    ("unauthorized", "refused"),
    ("broken", "broken"),
    ("busy", "busy"),
    ("html", "nonsense"),
    ("list", "nonsense"),
    ("nothing", "empty"),
    ("redirect", "broken"),
    ("slow", "timeout"),
    ("stream-error", "broken"),
    ("stream-cut", "broken"),
    ("stream-hang", "timeout"),
]


@pytest.fixture
def lily(settings: Settings) -> Iterator[StandIn]:
    with StandIn() as stand_in:
        settings.LILY_API_URL = stand_in.url
        settings.LILY_TOKEN = "secret-token"
        settings.LILY_SILENCE_SECONDS = settings.LILY_CONNECT_SECONDS = 0.3
        settings.AI_PROVIDERS = {"lily": "chat.ai.lily.LilyProvider"}
        yield stand_in


@pytest.fixture
async def provider(lily: StandIn) -> AsyncIterator[LilyProvider]:
    provider = LilyProvider()
    yield provider
    await provider.close()


def ask(url: str) -> Question:
    return Question("Minji: Lily?\nLily:", AiSettings("lily", url, None, 20, None), room_id=7)


async def gather(provider: LilyProvider, url: str) -> str:
    return "".join([piece.text async for piece in provider.generate(ask(url))])


async def test_the_form_is_the_one_of_the_contract(lily: StandIn, provider: LilyProvider) -> None:
    assert await gather(provider, lily.url) == "옛날 옛적에 a story."
    assert lily.calls[0]["form"] == {
        "prompt": "Minji: Lily?\nLily:",
        "max_length": "20",
        "max_new_tokens": "20",
        "temperature": "0.7",
        "top_p": "0.9",
        "do_sample": "False",
        "room_id": "room-7",
    }
    assert lily.calls[0]["authorization"] == "Bearer secret-token"


@pytest.mark.parametrize(
    ("behaviour", "text"),
    [("rag", "from a document"), ("stream", "옛날 옛적에."), ("stream-null", "hello"), ("null", "still words")],
)
async def test_every_shape_of_answer_is_understood(
    lily: StandIn, provider: LilyProvider, behaviour: str, text: str
) -> None:
    lily.behaviour = behaviour
    assert await gather(provider, lily.url) == text


async def test_the_token_stays_home_when_the_address_is_not_the_operators(
    lily: StandIn, provider: LilyProvider, settings: Settings
) -> None:
    settings.LILY_API_URL = "http://127.0.0.1:9"
    await gather(provider, lily.url)
    assert lily.calls[0]["authorization"] is None


@pytest.mark.parametrize(("behaviour", "kind"), FAILURES)
async def test_every_failure_is_one_family_and_leaves_one_log_line(
    lily: StandIn, provider: LilyProvider, behaviour: str, kind: str
) -> None:
    lily.behaviour = behaviour
    with structlog.testing.capture_logs() as logs, pytest.raises(ProviderError) as error:
        await gather(provider, lily.url)
    assert error.value.kind == kind
    calls = [line for line in logs if line["event"] == "lily_call"]
    assert [line["outcome"] for line in calls] == [kind]
    assert "secret-token" not in str(logs)
    assert len(lily.calls) == 1  # a redirect is not followed


async def test_the_log_line_has_parameters_times_and_the_body_of_a_failure(
    lily: StandIn, provider: LilyProvider
) -> None:
    lily.behaviour = "unauthorized"
    with structlog.testing.capture_logs() as logs, pytest.raises(ProviderError):
        await gather(provider, lily.url)
    line = next(line for line in logs if line["event"] == "lily_call")
    assert line["body"] == '{"detail":"no entry for ***"}'
    assert (line["status"], line["max_length"], line["do_sample"]) == (401, "20", "False")
    assert {"total_ms", "prompt_chars", "url"} <= line.keys()


async def test_nobody_home_is_unreachable(provider: LilyProvider) -> None:
    with pytest.raises(ProviderError) as error:
        await gather(provider, "http://127.0.0.1:9")
    assert error.value.kind == "unreachable"


async def test_an_answer_that_never_ends_is_cut(lily: StandIn, provider: LilyProvider, settings: Settings) -> None:
    settings.LILY_TOTAL_SECONDS = 0.2
    settings.LILY_SILENCE_SECONDS = 60
    lily.behaviour = "stream-hang"
    with pytest.raises(ProviderError) as error:
        await gather(provider, lily.url)
    assert error.value.kind == "timeout"


async def test_closing_the_answer_closes_the_connection(
    lily: StandIn, provider: LilyProvider, settings: Settings
) -> None:
    settings.LILY_SILENCE_SECONDS = 60
    lily.behaviour = "stream-hang"
    pieces = provider.generate(ask(lily.url))
    assert (await anext(pieces)).text == "Once"
    await pieces.aclose()  # type: ignore[attr-defined]
    assert await asyncio.to_thread(lily.closed.wait, 5)


@pytest.mark.parametrize(("behaviour", "kind"), FAILURES)
async def test_the_room_goes_on_and_the_answer_fails_kindly(
    fireplace: Room,
    alice: User,
    lily: StandIn,
    open_tab: Callable[[User], Awaitable[Tab]],
    behaviour: str,
    kind: str,
) -> None:
    lily.behaviour = behaviour
    tab = await open_tab(alice)
    await tab.enter(fireplace.pk)
    await tab.send(fireplace.pk, "Lily?")
    done = await tab.send(fireplace.pk, "talk goes on")
    assert done["type"] == "command.done"
    failed = await tab.wait_message(status="failed")
    assert failed["error"]["code"] == kind
    assert "Lily" in failed["error"]["message"]
    assert failed["text"] == ""


async def test_after_a_failure_asking_again_brings_the_answer(
    fireplace: Room, alice: User, lily: StandIn, open_tab: Callable[[User], Awaitable[Tab]]
) -> None:
    lily.behaviour = "broken"
    tab = await open_tab(alice)
    await tab.enter(fireplace.pk)
    await tab.send(fireplace.pk, "Lily?")
    failed = await tab.wait_message(status="failed")
    lily.behaviour = "whole"
    await tab.ask("reply.retry", message_id=failed["id"])
    final: dict[str, Any] = await tab.wait_message(id=failed["id"], status="complete")
    assert (final["text"], final["model"]) == ("옛날 옛적에 a story.", "stand-in")


async def test_stop_closes_the_connection_to_lily(
    fireplace: Room, alice: User, lily: StandIn, open_tab: Callable[[User], Awaitable[Tab]], settings: Settings
) -> None:
    settings.LILY_SILENCE_SECONDS = 60
    lily.behaviour = "stream-hang"
    tab = await open_tab(alice)
    await tab.enter(fireplace.pk)
    await tab.send(fireplace.pk, "Lily?")
    progress = await tab.wait_for(lambda frame: frame["type"] == "reply.progress")
    await tab.ask("reply.stop", message_id=progress["message_id"])
    assert (await tab.wait_message(status="stopped"))["text"] == "Once"
    assert await asyncio.to_thread(lily.closed.wait, 5)
