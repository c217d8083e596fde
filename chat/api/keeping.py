"""Keeping a room: what is done to its members, who is banned, what was reported."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from ninja.security import django_auth

from chat import limits
from chat.actions.reports import create_report, decide_report
from chat.actions.sanctions import change_member, remove_member
from chat.protocol.rooms import BanList, MemberPatch
from chat.protocol.safety import NewReport, ReportData, ReportDecision, ReportList
from chat.protocol.shapes import MemberData
from chat.queries.access import access_membership, require
from chat.queries.members import list_bans
from chat.queries.reports import list_reports

router = Router(tags=["keeping"], auth=django_auth)


@router.patch("/rooms/{int:room_id}/members/{int:user_id}", response=MemberData)
def set_member(request: HttpRequest, room_id: int, user_id: int, patch: MemberPatch) -> MemberData:
    """Another role, a mute, a ban: keepers, and only upon those below them."""
    user: Any = request.user
    limits.acts_of_person.take(str(user.pk))
    return change_member(keeper=access_membership(user, room_id), user_id=user_id, patch=patch)


@router.delete("/rooms/{int:room_id}/members/{int:user_id}", response={204: None})
def remove(request: HttpRequest, room_id: int, user_id: int) -> Status[None]:
    """Take somebody out of the room; its keepers only, and only those below them."""
    user: Any = request.user
    limits.acts_of_person.take(str(user.pk))
    remove_member(keeper=access_membership(user, room_id), user_id=user_id)
    return Status(204, None)


@router.get("/rooms/{int:room_id}/bans", response=BanList)
def show_bans(request: HttpRequest, room_id: int) -> BanList:
    """Who has to stay away; for the keepers."""
    user: Any = request.user
    require(access_membership(user, room_id), "sanction")
    return list_bans(room_id)


@router.post("/rooms/{int:room_id}/reports", response={201: ReportData})
def report(request: HttpRequest, room_id: int, new: NewReport) -> Status[ReportData]:
    """Ask the keepers to look at a message or a person."""
    user: Any = request.user
    member = access_membership(user, room_id)
    limits.reports_of_person.take(str(user.pk))
    return Status(201, create_report(member=member, new=new))


@router.get("/rooms/{int:room_id}/reports", response=ReportList)
def show_reports(request: HttpRequest, room_id: int, open: bool | None = None) -> ReportList:  # noqa: A002  wire name
    """What waits for a decision, then what was decided; for the keepers."""
    user: Any = request.user
    member = access_membership(user, room_id)
    require(member, "decide_reports")
    return list_reports(member, waiting=open)


@router.post("/rooms/{int:room_id}/reports/{uuid:report_id}/decision", response=ReportData)
def decide(request: HttpRequest, room_id: int, report_id: UUID, decision: ReportDecision) -> ReportData:
    """Decide a report; both sides are told."""
    user: Any = request.user
    limits.acts_of_person.take(str(user.pk))
    return decide_report(keeper=access_membership(user, room_id), report_id=report_id, decision=decision)
