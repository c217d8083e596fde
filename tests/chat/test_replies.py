"""Lily's answers: a leased, fenced row; told while written; stopped, failed, asked again, recovered."""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from chat.actions import replies
from chat.actions.members import join_room
from chat.actions.messages import send_message
from chat.models import Message, Reply, Room, User
from chat.protocol.commands import NewMessage
from chat.refusals import Refused
from chat.runtime import runtime
from chat.threads import run_action, run_query
from tests.tab import Tab, ai_settings, new_message

OpenTab = Callable[[User], Awaitable[Tab]]


@pytest.fixture
def asked(fireplace: Room, alice: User) -> Message:
    """Lily's message, queued, after Alice asked."""
    new = new_message("Lily?")
    member = join_room(user=alice, room=fireplace)
    send_message(member=member, new=NewMessage.model_validate_json(json.dumps(new)))
    return Message.objects.get(author_kind="lily")


def claim() -> replies.Claim:
    claimed = replies.claim_reply()
    assert claimed is not None
    return claimed


def test_a_job_is_claimed_once(asked: Message) -> None:
    mine = claim()
    assert mine.message_id == asked.pk
    assert replies.claim_reply() is None
    assert Message.objects.get(pk=asked.pk).status == "writing"


def test_a_worker_that_slept_through_its_lease_changes_nothing(asked: Message) -> None:
    slept = claim()
    Reply.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    quick = claim()
    assert replies.renew_lease(claim=slept) == "lost"
    assert not replies.finish_reply(claim=slept, status="complete", text="too late", model="m")
    assert not replies.fail_reply(claim=slept, code="broken", error="too late")
    replies.give_back(claim=slept)
    assert replies.finish_reply(claim=quick, status="complete", text="in time", model="m")
    message = Message.objects.get(pk=asked.pk)
    assert (message.text, message.status) == ("in time", "complete")
    assert not replies.finish_reply(claim=quick, status="complete", text="twice", model="m")


def test_a_stop_that_a_dead_worker_never_heard_ends_the_answer(asked: Message) -> None:
    claim()
    Reply.objects.update(stop_asked=True, lease_until=timezone.now() - timedelta(seconds=1))
    assert replies.claim_reply() is None
    assert Message.objects.get(pk=asked.pk).status == "stopped"


def test_every_change_of_the_answer_takes_a_number_of_the_room(asked: Message) -> None:
    mine = claim()
    replies.finish_reply(claim=mine, status="complete", text="words", model="m")
    assert Message.objects.get(pk=asked.pk).seq == Room.objects.get().head == 5


async def test_the_room_sees_queued_then_writing_then_words_then_the_answer(
    fireplace: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    hers, his = await open_tab(alice), await open_tab(bob)
    await hers.enter(fireplace.pk)
    await his.enter(fireplace.pk)
    done = await hers.send(fireplace.pk, "안녕, Lily! hang no more")
    for tab in (hers, his):
        queued = await tab.wait_message(status="queued")
        assert (queued["text"], queued["question_id"]) == ("", done["message"]["id"])
        assert queued["author"] == {"kind": "lily", "user_id": None, "name": "Lily"}
        await tab.wait_message(id=queued["id"], status="writing")
        progress = await tab.wait_for(lambda f: f["type"] == "reply.progress")
        assert (progress["message_id"], progress["attempt"]) == (queued["id"], 1)
        assert progress["text"].startswith("You said:")
    stopped = await hers.ask("reply.stop", message_id=queued["id"])
    assert stopped["type"] == "command.done"
    final = await his.wait_message(id=queued["id"], status="stopped")
    assert final["text"] == "You said: 안녕, Lily! hang no more"


async def test_a_finished_answer_is_one_row_under_the_same_id(fireplace: Room, alice: User, open_tab: OpenTab) -> None:
    tab = await open_tab(alice)
    await tab.enter(fireplace.pk)
    question = (await tab.send(fireplace.pk, "hello there"))["message"]
    final = await tab.wait_message(status="complete", question_id=question["id"])
    assert (final["text"], final["model"], final["error"]) == ("You said: hello there", "fake", None)
    assert (await tab.ask("reply.retry", message_id=final["id"]))["code"] == "conflict"
    rows = await run_query(lambda: list(Message.objects.filter(author_kind="lily").values_list("pk", flat=True)))
    assert rows == [final["id"]]


async def test_the_senders_settings_reach_the_provider(fireplace: Room, alice: User, open_tab: OpenTab) -> None:
    tab = await open_tab(alice)
    await tab.enter(fireplace.pk)
    wish = ai_settings(max_tokens=3)
    question = (await tab.send(fireplace.pk, "one two three four", client_ai_settings=wish))["message"]
    final = await tab.wait_message(status="complete", question_id=question["id"])
    assert final["text"] == "You said: one"


async def test_a_failed_answer_has_a_kind_line_and_can_be_asked_again(
    fireplace: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    tab = await open_tab(alice)
    await tab.enter(fireplace.pk)
    await tab.send(fireplace.pk, "fail please")
    failed = await tab.wait_message(status="failed")
    assert failed["error"]["code"] == "broken"
    assert "Lily" in failed["error"]["message"]
    again = await tab.ask("reply.retry", message_id=failed["id"])
    assert (again["message"]["status"], again["message"]["error"]) == ("queued", None)
    tab.frames.clear()
    assert (await tab.wait_message(status="failed"))["id"] == failed["id"]
    assert (await run_query(Reply.objects.get)).attempt == 2


async def test_only_who_asked_or_keeps_the_room_may_stop(
    fireplace: Room, alice: User, bob: User, charlie: User, open_tab: OpenTab
) -> None:
    hers, his, outside = await open_tab(alice), await open_tab(bob), await open_tab(charlie)
    await hers.enter(fireplace.pk)
    await his.enter(fireplace.pk)
    await hers.send(fireplace.pk, "Lily, hang")
    writing = await his.wait_message(status="writing")
    assert (await his.ask("reply.stop", message_id=writing["id"]))["code"] == "forbidden"
    for kind in ("reply.stop", "reply.retry"):
        assert (await outside.ask(kind, message_id=writing["id"]))["code"] == "not_found"
        assert (await outside.ask(kind, message_id=987654))["code"] == "not_found"
        question = await hers.ask(kind, message_id=writing["question_id"])
        assert question["code"] == "not_found"
    assert (await hers.ask("reply.stop", message_id=writing["id"]))["type"] == "command.done"
    await his.wait_message(status="stopped")


async def test_talk_goes_on_while_lily_hangs(fireplace: Room, alice: User, bob: User, open_tab: OpenTab) -> None:
    hers, his = await open_tab(alice), await open_tab(bob)
    await hers.enter(fireplace.pk)
    await his.enter(fireplace.pk)
    await hers.send(fireplace.pk, "Lily, hang")
    await his.wait_message(status="writing")
    for number in range(20):
        done = await his.send(fireplace.pk, f"line {number}")
        assert await hers.wait_message(id=done["message"]["id"])


async def test_an_answer_survives_the_end_of_its_process(
    fireplace: Room, alice: User, open_tab: OpenTab, settings: Settings
) -> None:
    tab = await open_tab(alice)
    await tab.enter(fireplace.pk)
    await tab.send(fireplace.pk, "Lily, hang")
    await tab.wait_message(status="writing")
    await runtime.stop()
    assert (await run_query(Reply.objects.get)).status == "queued"
    tab.frames.clear()
    again = await open_tab(alice)  # the next process
    await again.wait_for(lambda f: f["type"] == "reply.progress" and f["attempt"] == 2)


def test_stopping_a_waiting_answer_ends_it_at_once(asked: Message, alice: User, fireplace: Room) -> None:
    member = join_room(user=alice, room=fireplace)
    data = replies.stop_reply(member=member, message=asked)
    assert (data.status, Reply.objects.get().status) == ("stopped", "stopped")
    assert replies.claim_reply() is None
    again = replies.retry_reply(member=member, message=asked)
    assert again.status == "queued"
    with pytest.raises(Refused):
        replies.retry_reply(member=member, message=asked)


async def test_jobs_of_a_process_that_was_killed_are_taken_up_again(transactional_db: None, asked: Message) -> None:
    await run_action(replies.claim_reply)
    assert await run_action(replies.requeue_orphans) == 1
    assert (await run_query(Reply.objects.get)).status == "queued"


def test_a_day_s_jump_of_the_clock_ends_with_one_answer(asked: Message, monkeypatch: pytest.MonkeyPatch) -> None:
    before = claim()
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    after = claim()
    ended = [replies.finish_reply(claim=each, status="complete", text="words", model="m") for each in (before, after)]
    assert ended == [False, True]
    assert replies.claim_reply() is None
