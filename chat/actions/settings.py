"""What a person saves: language, whether others see how far he has read, AI settings."""

from django.db import transaction

from chat.actions.clock import tick_person
from chat.ai.settings import check_policy, load_policy
from chat.events import publish, user_topic
from chat.models import User
from chat.protocol.events import MeSettingsChanged
from chat.protocol.mine import SettingsPatch
from chat.protocol.shapes import SettingsData
from chat.queries.people import settings_data


def save_settings(*, user: User, patch: SettingsPatch) -> SettingsData:
    """Save what is given. Raises Refused("forbidden") for AI settings that the house does not allow."""
    check_policy(patch.client_ai_settings, load_policy())
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        row.language = patch.language or row.language
        row.receipts = row.receipts if patch.receipts is None else patch.receipts
        if patch.page is not None:
            row.page_settings |= patch.page.model_dump(mode="json", exclude_unset=True)
        if patch.client_ai_settings is not None:
            row.ai_settings = patch.client_ai_settings.model_dump(mode="json")
        row.save(update_fields=["language", "receipts", "page_settings", "ai_settings"])
        data = settings_data(row)
        publish(user_topic(user.pk), MeSettingsChanged(user_head=tick_person(user.pk), data=data))
    return data
