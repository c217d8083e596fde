"""Reads about reports: what is reported, who decides, the keepers' queue."""

from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from chat.models import Member, Message, Report, User
from chat.protocol.safety import NewReport, ReportData, ReportList
from chat.queries.access import access_message
from chat.queries.members import find_member, list_keepers
from chat.refusals import NotFound, Refused

MOST_OPEN, MOST_DECIDED = 200, 200  # in one list


def access_reported(member: Member, new: NewReport) -> tuple[Message | None, User | None]:
    """The message that the person sees, with its author (null: Lily, or nobody any more), or somebody of the room.

    Raises Refused: bad_frame unless exactly one is named, not_found, forbidden for oneself.
    """
    if (new.message_id is None) == (new.user_id is None):
        raise Refused("bad_frame", "report_one_thing")
    message, about = None, None
    if new.message_id is not None:
        _, message = access_message(member.user, new.message_id)
        if message.room_id != member.room_id or message.author_kind == "system":
            raise NotFound
        about = message.author
    elif new.user_id is not None:
        about = find_member(member.room, new.user_id).user
    if about is not None and about.pk == member.user_id:
        raise Refused("forbidden", "report_self")
    return message, about


def access_report(member: Member, report_id: UUID) -> Report:
    """A report of the person's room; of one about himself he learns nothing. Raises NotFound."""
    report = _of_room(member).filter(pk=report_id).first()
    if report is None:
        raise NotFound
    return report


def list_reports(member: Member, *, waiting: bool | None) -> ReportList:
    """The keepers' queue: those that wait, oldest first; then the decided, newest first. `waiting`: only the ones."""
    rows = _of_room(member)
    first = [] if waiting is False else list(rows.filter(decision="").order_by("created_at", "pk")[:MOST_OPEN])
    decided = rows.exclude(decision="").order_by(F("decided_at").desc(), "pk")
    later = [] if waiting else list(decided[:MOST_DECIDED])
    return ReportList.model_construct(reports=[report_data(row) for row in [*first, *later]])


def list_deciders(report: Report) -> list[User]:
    """Who is told that a report waits: the keepers of the room, else of a house-kept room all of the house's staff.

    Neither who reported it nor whom it is about.
    """
    apart = {report.reporter_id, report.about_id}
    keepers = [row.user for row in list_keepers(report.room) if row.user_id not in apart]
    if keepers or not report.room.house_kept:
        return keepers
    staff = User.objects.filter(is_staff=True, is_active=True).order_by("pk")
    return [user for user in staff if user.pk not in apart]


def report_data(row: Report) -> ReportData:
    """A report on the wire. Needs `about`, `reporter`, `decided_by` and `message`."""
    stored: Any = row  # its words are only ever written by the actions
    return ReportData.model_construct(
        id=row.pk,
        room_id=row.room_id,
        message_id=row.message_id,
        about_user_id=row.about_id,
        about_name=_name_reported(row),
        reporter_name=row.reporter.name if row.reporter else "",
        reason=row.reason,
        excerpt=row.excerpt,
        decision=stored.decision or None,
        note=row.note,
        decided_by=row.decided_by.name if row.decided_by else None,
        decided_at=row.decided_at,
        created_at=row.created_at,
    )


def _name_reported(row: Report) -> str:
    if row.about is not None:
        return row.about.name
    return row.message.author_name if row.message is not None else ""


def _of_room(member: Member) -> QuerySet[Report]:
    rows = Report.objects.filter(room_id=member.room_id).exclude(about_id=member.user_id)
    return rows.select_related("room", "about", "reporter", "decided_by", "message")
