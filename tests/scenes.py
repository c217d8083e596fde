"""A room with its people, and somebody who stands to it in one of all possible ways."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from chat.models import Attachment, Ban, Invite, JoinRequest, Member, Message, Reply, Report, Room, User
from tests.conftest import make_person

# How somebody may stand to a room: what the room is, and what he is in it.
STANDINGS: dict[str, dict[str, Any]] = {
    "outside, private": {},
    "outside, public": {"visibility": "public"},
    "left": {"left": True},
    "banned": {"visibility": "public", "left": True, "banned": True},
    "guest": {"role": "guest"},
    "member": {"role": "member"},
    "muted": {"role": "member", "muted": True},
    "archived": {"role": "member", "archived": True},
    "keeper": {"role": "keeper"},
    "owner": {"role": "owner"},
    "house staff": {"visibility": "public", "house_kept": True, "role": "member", "staff": True},
}


@dataclass
class Scene:
    """`actor` tries; `bob` is a member, `kim` a keeper. Each message is of this room; Bob asked Lily."""

    room: Room
    actor: User
    bob: User
    kim: User
    own: Message
    his: Message
    answer: Message
    failed: Message
    report: Report
    invite: Invite
    asking: User
    attachment: Attachment


def set_scene(standing: str, *, slow_seconds: int = 0) -> Scene:
    """A room in which somebody called Aki stands like this."""
    known = STANDINGS[standing]
    room = Room.objects.create(
        name="The porch",
        visibility=known.get("visibility", "private"),
        archived=known.get("archived", False),
        house_kept=known.get("house_kept", False),
        slow_seconds=slow_seconds,
        lily="off",
    )
    actor, bob, kim = _make_aki(known), make_person("Bob"), make_person("Kim")
    role = known.get("role")
    if role != "owner" and not room.house_kept:
        Member.objects.create(room=room, user=make_person("Olivia"), role="owner", seq=0, joined_seq=0)
    Member.objects.create(room=room, user=bob, role="member", seq=0, joined_seq=0)
    Member.objects.create(room=room, user=kim, role="member" if room.house_kept else "keeper", seq=0, joined_seq=0)
    User.objects.filter(pk=kim.pk).update(is_staff=room.house_kept)
    _let_in(room, actor, known)
    say = _speaking(room)
    own, his = say(actor, "mine"), say(bob, "his")
    answer, failed = say(None, "Lily"), say(None, "", status="failed")
    Reply.objects.create(message=answer, asker=bob, status="done", attempt=1)  # a running one would be taken up again
    Reply.objects.create(message=failed, asker=bob, status="failed", attempt=1)
    report = Report.objects.create(room=room, about=bob, reporter=kim, reason="This hurts.")
    invite = Invite.objects.create(room=room, token="A" * 43)
    asking = make_person("Somebody at the door")
    JoinRequest.objects.create(room=room, user=asking)
    attachment = _bring_picture(room, bob, his)
    return Scene(room, actor, bob, kim, own, his, answer, failed, report, invite, asking, attachment)


def _make_aki(known: dict[str, Any]) -> User:
    aki = make_person("Aki")
    aki.is_guest, aki.is_staff = known.get("role") == "guest", known.get("staff", False)
    aki.save()
    return aki


def _let_in(room: Room, actor: User, known: dict[str, Any]) -> None:
    if known.get("banned"):
        Ban.objects.create(room=room, user=actor)
    if "role" in known or "left" in known:
        Member.objects.create(
            room=room,
            user=actor,
            role=known.get("role", "member"),
            muted_until=timezone.now() + timedelta(hours=1) if known.get("muted") else None,
            left_at=timezone.now() if known.get("left") else None,
            seq=0,
            joined_seq=0,
        )


def _speaking(room: Room) -> Callable[..., Message]:
    def say(author: User | None, text: str, **fields: Any) -> Message:
        room.head += 1
        room.save(update_fields=["head"])
        kind = {"author_kind": "lily", "author_name": "Lily"} if author is None else {"author_name": author.name}
        return Message.objects.create(
            room=room,
            seq=room.head,
            created_seq=room.head,
            author=author,
            text=text,
            **kind,
            **fields,
        )

    return say


def _bring_picture(room: Room, uploader: User, message: Message) -> Attachment:
    return Attachment.objects.create(
        room=room,
        uploader=uploader,
        message=message,
        kind="image",
        name="fire.png",
        media_type="image/png",
        bytes=3,
        file="aa/fire",
        thumbnail="aa/small",
    )
