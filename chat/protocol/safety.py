"""Bodies about people who do not get on: reports with their decisions, and blocks."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from chat.protocol.base import Frame, Id, Reason, Time, shows_something
from chat.protocol.shapes import Avatar

Decision = Literal["kept", "message_removed", "muted", "removed", "banned"]


def _need_words(reason: str) -> str:
    if not shows_something(reason):
        message = "must not be empty"
        raise ValueError(message)
    return reason


class NewReport(Frame):
    """`POST /api/rooms/{id}/reports`: a message (`message_id`), or a person (`user_id`); exactly one of them."""

    message_id: Id | None = None
    user_id: Id | None = None
    reason: Annotated[Reason, AfterValidator(_need_words)]


class ReportData(Frame):
    """A report in the keepers' queue. `excerpt`: the words as they were. `decision` null while it waits."""

    id: UUID
    room_id: Id
    message_id: Id | None
    about_user_id: Id | None
    about_name: str
    reporter_name: str
    reason: str
    excerpt: str
    decision: Decision | None
    note: str
    decided_by: str | None
    decided_at: Time | None
    created_at: Time


class ReportList(Frame):
    """`GET /api/rooms/{id}/reports?open=`: those that wait first, oldest first; then the decided, newest first."""

    reports: list[ReportData]


class ReportDecision(Frame):
    """`POST /api/rooms/{id}/reports/{report_id}/decision`. `hours` of a mute or ban (null: a day; a ban: for good)."""

    decision: Decision
    note: Reason = ""
    hours: Annotated[int, Field(ge=1, le=8_760)] | None = None


class BlockedPerson(Frame):
    """Somebody whom one does not want to hear."""

    user_id: Id
    name: str
    avatar: Avatar
    created_at: Time


class BlockList(Frame):
    """`GET /api/blocks`: newest first. `PUT` and `DELETE /api/blocks/{user_id}` change it."""

    people: list[BlockedPerson]
