"""Reports: somebody finds that words or a person do not belong here; the room's keepers look at it and decide."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from chat.actions.clock import RoomClock, lock_room
from chat.actions.memberships import look_again
from chat.actions.messages import delete_message
from chat.actions.sanctions import ban_member, mute_member, take_out, tell_why
from chat.models import Member, Message, Report, User
from chat.protocol.safety import NewReport, ReportData, ReportDecision
from chat.queries.access import require
from chat.queries.members import find_member
from chat.queries.reports import access_report, access_reported, list_deciders, report_data
from chat.refusals import Refused

MOST_EXCERPT = 500  # characters of the reported words
MUTE_HOURS = 24  # where the keeper names none


def create_report(*, member: Member, new: NewReport) -> ReportData:
    """Ask the keepers to look at a message or a person; the same again while it waits is the same report.

    Raises Refused: not_found, bad_frame, forbidden (oneself; a one-to-one room, which nobody keeps).
    """
    if member.room.visibility == "direct":
        raise Refused("forbidden", "report_nobody_keeps")
    message, about = access_reported(member, new)
    with lock_room(member.room_id) as clock:
        known = _find_open(member, message, about)
        if known is not None:
            return report_data(known)
        report = Report.objects.create(
            room=clock.room,
            message=message,
            about=about,
            reporter=member.user,
            reason=new.reason,
            excerpt=message.text[:MOST_EXCERPT] if message else "",
        )
        for keeper in list_deciders(report):
            tell_why(keeper, member, "told_report", new.reason)
    return report_data(report)


def decide_report(*, keeper: Member, report_id: UUID, decision: ReportDecision) -> ReportData:
    """Decide once, do it and tell both sides, all in one transaction.

    Raises Refused: not_found, conflict (decided already; not here any more), forbidden (not below oneself), bad_frame.
    """
    with lock_room(keeper.room_id) as clock:
        keeper = look_again(clock, keeper)
        require(keeper, "decide_reports")
        report = access_report(keeper, report_id)
        if report.decision:
            raise Refused("conflict", "report_decided")
        _act(clock, keeper, report, decision)
        report.decision, report.note = decision.decision, decision.note
        report.decided_by, report.decided_at = keeper.user, timezone.now()
        report.save()
        if report.reporter is not None and report.reporter_id != keeper.user_id:
            tell_why(report.reporter, keeper, "told_left" if decision.decision == "kept" else "told_acted", "")
    return report_data(report)


def _find_open(member: Member, message: Message | None, about: User | None) -> Report | None:
    same = Report.objects.filter(room_id=member.room_id, reporter=member.user, message=message, decision="")
    if message is None:
        same = same.filter(about=about)
    return same.select_related("about", "reporter", "decided_by", "message").first()


def _act(clock: RoomClock, keeper: Member, report: Report, decision: ReportDecision) -> None:
    match decision.decision:
        case "kept":
            return
        case "message_removed":
            _remove_message(keeper, report, decision.note)
        case _:
            _sanction(clock, keeper, report, decision)


def _remove_message(keeper: Member, report: Report, note: str) -> None:
    """Its own lock within ours: the numbers that it takes are its own, and ours takes none."""
    if report.message is None:
        raise Refused("bad_frame", "report_no_message")
    if not report.message.deleted:
        delete_message(member=keeper, message=report.message)
    if report.about is not None:
        tell_why(report.about, keeper, "told_message_removed", note)


def _sanction(clock: RoomClock, keeper: Member, report: Report, decision: ReportDecision) -> None:
    if report.about_id is None:
        raise Refused("bad_frame", "report_about_nobody")
    member = find_member(clock.room, report.about_id)
    now, hours, note = timezone.now(), decision.hours, decision.note
    if decision.decision == "banned":
        ban_member(clock, keeper, member, until=now + timedelta(hours=hours) if hours else None, reason=note)
    elif member.left_at is not None:
        raise Refused("conflict", "report_left_already")
    elif decision.decision == "muted":
        mute_member(clock, keeper, member, until=now + timedelta(hours=hours or MUTE_HOURS), reason=note)
    else:
        take_out(clock, keeper, member, reason=note)
