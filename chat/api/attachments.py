"""Files: bringing one, getting one, and one's own face."""

import re
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import File, Form, Router, Status, UploadedFile
from ninja.security import django_auth
from pydantic import Field

from chat.actions.attachments import bring_file, drop_unsent
from chat.actions.avatars import remove_avatar, set_avatar
from chat.addresses import address_of_request
from chat.api.bounds import uploader_auth
from chat.api.downloads import CHECKED, FOR_GOOD, answer_file, answer_small
from chat.files.storage import AVATARS
from chat.limits import commands_of_person, take_upload
from chat.protocol.base import MAX_SAFE_INTEGER
from chat.protocol.shapes import AttachmentData, SettingsData
from chat.queries.access import access_attachment, access_membership
from chat.refusals import NotFound

router = Router(tags=["files"], auth=django_auth)
RoomId = Annotated[int, Field(ge=1, le=MAX_SAFE_INTEGER)]
_AVATAR_NAME = re.compile(r"[0-9a-f]{32}\.webp")


@router.post("/attachments", response={201: AttachmentData}, auth=uploader_auth)
def bring(request: HttpRequest, file: File[UploadedFile], room_id: Form[RoomId]) -> Status[AttachmentData]:
    """Bring a file into a room; a message carries it later. Nobody else sees it until then."""
    user: Any = request.user
    take_upload(user.pk, address_of_request(request.META))
    return Status(201, bring_file(member=access_membership(user, room_id), upload=file))


@router.delete("/attachments/{uuid:attachment_id}", response={204: None})
def drop(request: HttpRequest, attachment_id: UUID) -> Status[None]:
    """Take back a file that I have not sent."""
    user: Any = request.user
    drop_unsent(user=user, attachment_id=attachment_id)
    return Status(204, None)


@router.get("/attachments/{uuid:attachment_id}/file")
def get_file(request: HttpRequest, attachment_id: UUID) -> HttpResponseBase:
    """The file, or a range of it."""
    user: Any = request.user
    return answer_file(request, access_attachment(user, attachment_id))


@router.get("/attachments/{uuid:attachment_id}/thumbnail")
def get_thumbnail(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """A small still picture of an image."""
    user: Any = request.user
    row = access_attachment(user, attachment_id)
    if not row.thumbnail:
        raise NotFound
    return answer_small(request, row.thumbnail, CHECKED)


@router.post("/me/avatar", response=SettingsData, auth=uploader_auth)
def bring_face(request: HttpRequest, file: File[UploadedFile]) -> SettingsData:
    """Show a picture as my face."""
    user: Any = request.user
    take_upload(user.pk, address_of_request(request.META))
    return set_avatar(user=user, upload=file)


@router.delete("/me/avatar", response=SettingsData)
def drop_face(request: HttpRequest) -> SettingsData:
    """Show my drawn face again."""
    user: Any = request.user
    commands_of_person.take(str(user.pk))
    return remove_avatar(user=user)


@router.get("/avatars/{name}")
def get_face(request: HttpRequest, name: str) -> HttpResponse:
    """Somebody's face; for everyone who is signed in."""
    if _AVATAR_NAME.fullmatch(name) is None:
        raise NotFound
    return answer_small(request, f"{AVATARS}/{name[:2]}/{name}", FOR_GOOD)
