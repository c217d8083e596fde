"""The promise of sync as a property: random acts, events dropped, doubled, shuffled; catching up == fresh state.

The client here follows the rules of the wire in Python, as `frontend/src/lib/sync.ts` does in the page.
"""

import json
import random
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import pytest
from django.test import TestCase
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from chat.actions.leaving import delete_account
from chat.actions.members import join_room, leave_room, mark_read
from chat.actions.messages import delete_message, edit_message, pin_message, send_message
from chat.actions.reactions import set_reaction
from chat.actions.rooms import change_room
from chat.actions.sanctions import remove_member
from chat.actions.settings import save_settings
from chat.events import room_topic
from chat.hub import Envelope, hub
from chat.models import Member, Message, Room, User
from chat.protocol.commands import NewMessage
from chat.protocol.mine import SettingsPatch
from chat.protocol.rooms import RoomPatch
from chat.queries.entry import load_room
from chat.refusals import Refused
from tests.conftest import make_person
from tests.tab import new_message

PEOPLE, TABS = 3, 2
Json = dict[str, Any]


@dataclass
class Replica:
    """What one person's page holds of the room."""

    user: User
    room: Json = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict)
    members: dict[int, Json] = field(default_factory=dict)
    cursor: int | None = None
    heard: set[int] = field(default_factory=set)  # numbers above the cursor
    connected: bool = True

    def keep(self, held: dict[int, Json], key: int, new: Json) -> None:
        """An object is applied only if its number is newer than the one held."""
        if key not in held or new["seq"] > held[key]["seq"]:
            held[key] = new

    def hear(self, event: Json) -> None:
        match event["type"]:
            case "message.changed":
                self.keep(self.messages, event["message"]["id"], event["message"])
            case "member.changed":
                self.keep(self.members, event["member"]["user_id"], event["member"])
            case "room.changed":
                if event["room"]["seq"] > self.room.get("seq", -1):
                    self.room = event["room"]
        if self.cursor is not None and event["seq"] > self.cursor:
            self.heard.add(event["seq"])
            while self.cursor + 1 in self.heard:
                self.cursor += 1
                self.heard.discard(self.cursor)

    def catch_up(self, member: Member) -> None:
        """`room.enter` with the cursor; an incomplete answer starts the room afresh."""
        load = load_room(self.user, member, self.cursor)
        if not load.complete or self.cursor is None:
            self.messages, self.members = {}, {}
        for message in load.messages:
            self.keep(self.messages, message.id, json.loads(message.model_dump_json()))
        for each in load.members:
            self.keep(self.members, each.user_id, json.loads(each.model_dump_json()))
        self.room = json.loads(load.room.model_dump_json())
        self.cursor, self.heard = load.head, {number for number in self.heard if number > load.head}

    def view(self) -> Json:
        here = {user_id: member for user_id, member in self.members.items() if not member["left"]}
        settled = {name: value for name, value in self.room.items() if name not in ("my_role", "head")}
        return {"messages": self.messages, "members": here, "room": settled}


class RoomMachine(RuleBasedStateMachine):
    """One room, three people with two sockets each, every one of which misses, doubles and shuffles what it hears."""

    people = st.integers(0, PEOPLE * TABS - 1)  # a socket, two of each person
    picks = st.integers(0, 30)

    @initialize()
    def open_room(self) -> None:
        self.sent: list[Envelope] = []
        self.told: list[int] = []
        self.chance = random.Random(7)
        self.room = Room.objects.create(name="property", visibility="public", lily="called")
        users = [make_person(f"person {number}") for number in range(PEOPLE)]
        self.replicas = [Replica(user) for user in users for _ in range(TABS)]
        for replica in self.replicas[::TABS]:
            self.act(lambda user=replica.user: join_room(user=user, room=self.room))
        Member.objects.filter(room=self.room, user=self.replicas[0].user).update(role="owner")
        for replica in self.replicas:
            replica.catch_up(self.member(replica))

    def member(self, replica: Replica) -> Member:
        rows = Member.objects.select_related("room", "user")
        return rows.get(room=self.room, user=replica.user)

    def act(self, action: Any) -> None:
        """Run an action, commit, and let its events loose; a refusal is an answer like any other."""
        with patch.object(hub, "publish", self.sent.append), TestCase.captureOnCommitCallbacks(execute=True):
            try:
                action()
            except Refused:
                return

    def speak_as(self, person: int, action: Any) -> None:
        member = self.member(self.replicas[person])
        if member.left_at is None:
            self.act(lambda: action(member))

    def some_message(self, pick: int) -> Message | None:
        rows = list(Message.objects.filter(room=self.room).order_by("pk"))
        return rows[pick % len(rows)] if rows else None

    @rule(person=people, text=st.sampled_from(["hello", "안녕", "@person 1 look", "Lily?", "🔥"]))
    def send(self, person: int, text: str) -> None:
        new = NewMessage.model_validate_json(json.dumps(new_message(text)))
        self.speak_as(person, lambda member: send_message(member=member, new=new))

    @rule(person=people, pick=picks, text=st.sampled_from(["edited", "다시"]))
    def edit(self, person: int, pick: int, text: str) -> None:
        if message := self.some_message(pick):
            self.speak_as(person, lambda member: edit_message(member=member, message=message, text=text))

    @rule(person=people, pick=picks)
    def take_back(self, person: int, pick: int) -> None:
        if message := self.some_message(pick):
            self.speak_as(person, lambda member: delete_message(member=member, message=message))

    @rule(person=people, pick=picks, emoji=st.sampled_from(["👍", "🔥"]), on=st.booleans())
    def react(self, person: int, pick: int, emoji: str, *, on: bool) -> None:
        if message := self.some_message(pick):
            self.speak_as(person, lambda member: set_reaction(member=member, message=message, emoji=emoji, on=on))

    @rule(person=people, pick=picks, on=st.booleans())
    def pin(self, person: int, pick: int, *, on: bool) -> None:
        if message := self.some_message(pick):
            self.speak_as(person, lambda member: pin_message(member=member, message=message, on=on))

    @rule(person=people, mark=st.integers(0, 40))
    def read(self, person: int, mark: int) -> None:
        self.speak_as(person, lambda member: mark_read(member=member, created_seq=mark))

    @rule(person=people)
    def leave(self, person: int) -> None:
        self.speak_as(person, lambda member: leave_room(member=member))

    @rule(person=people)
    def come_back(self, person: int) -> None:
        user = self.replicas[person].user
        self.act(lambda: join_room(user=user, room=Room.objects.get(pk=self.room.pk)))

    @rule(person=st.integers(TABS, PEOPLE * TABS - 1))
    def remove(self, person: int) -> None:
        user_id = self.replicas[person].user.pk
        self.speak_as(0, lambda owner: remove_member(keeper=owner, user_id=user_id))

    @rule(person=people, name=st.sampled_from(["person 1", "할머니"]))
    def rename(self, person: int, name: str) -> None:
        self.speak_as(person, lambda member: save_settings(user=member.user, patch=SettingsPatch(name=name)))

    @rule(person=st.integers(TABS, PEOPLE * TABS - 1), messages=st.sampled_from(["keep", "remove"]))
    def leave_the_house(self, person: int, messages: Any) -> None:
        """Somebody new takes the place; the numbers that no event carries are told by their being missed."""
        user = User.objects.get(pk=self.replicas[person].user.pk)
        if not Member.objects.filter(room=self.room, left_at__isnull=True).exclude(user=user).exists():
            return  # with the last one the room would go, too
        self.act(lambda: delete_account(user=user, name=user.name, messages=messages))
        told = set(self.told) | {json.loads(each.text)["seq"] for each in self.room_events()}
        self.told += set(range(1, Room.objects.get(pk=self.room.pk).head + 1)) - told
        if Room.objects.get(pk=self.room.pk).deleted_at is not None:
            return  # the last one left, and nobody can come any more
        newcomer = make_person("newcomer")
        first = person - person % TABS
        self.replicas[first : first + TABS] = [Replica(newcomer) for _ in range(TABS)]
        self.act(lambda: join_room(user=newcomer, room=Room.objects.get(pk=self.room.pk)))

    @rule(seconds=st.integers(0, 3))
    def slow_down(self, seconds: int) -> None:
        if seconds < 3:  # slow mode itself would stop most of the talk here
            self.speak_as(0, lambda owner: change_room(member=owner, patch=RoomPatch(slow_seconds=0, lily="called")))

    @rule(person=people, connected=st.booleans())
    def plug(self, person: int, *, connected: bool) -> None:
        self.replicas[person].connected = connected

    @rule(drop=st.sampled_from([0.0, 0.3, 0.9]), seed=st.integers(0, 999))
    def deliver(self, drop: float, seed: int) -> None:
        """What was sent arrives: out of order, some twice, some never."""
        chance = random.Random(seed)
        events = self.take_events()
        for replica in self.replicas:
            heard = [event for event in events * 2 if chance.random() >= drop]
            chance.shuffle(heard)
            for event in heard if replica.connected else []:
                replica.hear(event)

    @rule(person=people)
    def catch_up(self, person: int) -> None:
        member = self.member(self.replicas[person])
        if member.left_at is None:
            self.replicas[person].catch_up(member)

    @invariant()
    def issued_numbers_have_no_hole_and_no_double(self) -> None:
        if not hasattr(self, "room"):
            return
        told = self.told + [json.loads(each.text)["seq"] for each in self.room_events()]
        assert sorted(told) == list(range(1, Room.objects.get(pk=self.room.pk).head + 1))

    def room_events(self) -> list[Envelope]:
        return [envelope for envelope in self.sent if envelope.topic == room_topic(self.room.pk)]

    def take_events(self) -> list[Json]:
        events = [json.loads(envelope.text) for envelope in self.room_events()]
        self.told += [event["seq"] for event in events]
        self.sent = []
        return events

    def teardown(self) -> None:
        """After catching up everyone holds exactly the fresh state."""
        for replica in self.replicas if hasattr(self, "replicas") else []:
            member = self.member(replica)
            if member.left_at is not None:
                continue
            replica.catch_up(member)
            fresh = Replica(replica.user)
            fresh.catch_up(member)
            assert replica.view() == fresh.view()


@pytest.mark.django_db
def test_whoever_catches_up_is_exactly_where_those_are_who_stayed() -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    unshrunk = [Phase.explicit, Phase.reuse, Phase.generate]  # shrinking takes minutes; 25 steps can be read
    few = settings(
        max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=checks, phases=unshrunk
    )
    run_state_machine_as_test(RoomMachine, settings=few)
