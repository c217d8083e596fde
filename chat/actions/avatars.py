"""Faces: a picture that a person brought, shown in the place of the drawn one."""

from functools import partial
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction

from chat.actions.clock import lock_person, lock_rooms
from chat.actions.people import list_room_ids, lock_members, tell_changed_person
from chat.actions.settings import tell_settings
from chat.files.names import clean_name
from chat.files.pictures import make_avatar
from chat.files.preparing import bare, check_size
from chat.files.sniffing import sniff
from chat.files.storage import AVATARS, remove, store
from chat.models import User
from chat.protocol.shapes import SettingsData
from chat.queries.people import settings_data
from chat.refusals import Refused


def set_avatar(*, user: User, upload: "File[Any]") -> SettingsData:
    """Show this picture as one's face; the one before is removed. Raises Refused with a kind line."""
    content = bare(upload)
    found = sniff(content, clean_name(upload.name or ""))
    if found.kind != "image":
        raise Refused("bad_frame", "avatar_kind")
    check_size(upload.size, found)
    name = store(AVATARS, "webp", ContentFile(make_avatar(content, found)))
    try:
        return _change_face(user, name)
    except BaseException:
        remove([name])
        raise


def remove_avatar(*, user: User) -> SettingsData:
    """Show the drawn face again."""
    return _change_face(user, "")


def _change_face(user: User, name: str) -> SettingsData:
    with lock_rooms(list_room_ids(user)) as clocks:
        members = lock_members(clocks, user)
        row = lock_person(user.pk)  # the account may have gone while the picture was looked at
        before, row.avatar_file = row.avatar_file, name
        if before == name:
            return settings_data(row)
        row.save(update_fields=["avatar_file"])
        tell_changed_person(clocks, members, row)
        if before:
            transaction.on_commit(partial(remove, [before]), robust=True)
        return tell_settings(row)
