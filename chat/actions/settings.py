"""What a person saves: his name and face, language, what others may see, quiet hours, AI settings."""

from functools import cache, partial
from zoneinfo import available_timezones

from django.db import transaction

from chat.actions.clock import lock_person, lock_rooms, tick_person
from chat.actions.people import list_room_ids, lock_members, tell_changed_person
from chat.ai.settings import check_policy, load_policy
from chat.events import publish, user_topic
from chat.models import User
from chat.presence import seats
from chat.protocol.events import MeSettingsChanged
from chat.protocol.mine import SettingsPatch
from chat.protocol.shapes import SettingsData
from chat.queries.people import settings_data
from chat.refusals import Refused

_SHOWN = frozenset({"name", "avatar_seed"})  # what the others in a room see of a person


def save_settings(*, user: User, patch: SettingsPatch) -> SettingsData:
    """Save what is given; the person's rooms hear of another name or face.

    Raises Refused: forbidden (AI settings that the house does not allow), bad_frame (a time zone that does not exist).
    """
    check_policy(patch.client_ai_settings, load_policy())
    if patch.time_zone is not None and patch.time_zone not in _list_time_zones():
        raise Refused("bad_frame", "time_zone_unknown")
    shown = any(getattr(patch, name) is not None for name in _SHOWN)
    with lock_rooms(list_room_ids(user) if shown or patch.presence is False else ()) as clocks:
        members = lock_members(clocks, user)
        row = lock_person(user.pk)
        _take(row, patch)
        row.save()
        if shown:
            tell_changed_person(clocks, members, row)
        if patch.presence is False:
            for clock in clocks:
                transaction.on_commit(partial(seats.remove, clock.room.pk, row.pk), robust=True)
        return tell_settings(row)


def tell_settings(user: User) -> SettingsData:
    """Tell the person's own tabs what is saved now; inside the transaction that saved it."""
    data = settings_data(user)
    publish(user_topic(user.pk), MeSettingsChanged(user_head=tick_person(user.pk), data=data))
    return data


@cache
def _list_time_zones() -> set[str]:
    """The names of the IANA database."""
    return available_timezones()


def _take(row: User, patch: SettingsPatch) -> None:
    for name in ("name", "avatar_seed", "language", "receipts", "presence", "time_zone", "digest"):
        if (value := getattr(patch, name)) is not None:
            setattr(row, name, value)
    if patch.page is not None:
        row.page_settings |= patch.page.model_dump(mode="json", exclude_unset=True)
    if "quiet" in patch.model_fields_set:
        row.quiet_from = patch.quiet.begin if patch.quiet else None
        row.quiet_until = patch.quiet.end if patch.quiet else None
    if patch.client_ai_settings is not None:
        row.ai_settings = patch.client_ai_settings.model_dump(mode="json")
