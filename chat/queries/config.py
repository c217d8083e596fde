"""What this house offers: the `config` of a session."""

from typing import get_args

from django.conf import settings

from chat.ai.settings import load_policy
from chat.files.kinds import ENDINGS, MEDIA_TYPES
from chat.protocol.base import MAX_ATTACHMENTS, MAX_NAME, MAX_REASON, MAX_ROOM_NAME, MAX_TEXT, MAX_TOPIC
from chat.protocol.bodies import AttachmentLimits, Config, Limits, SignIn, SignInProvider
from chat.protocol.shapes import AiProvider
from chat.push import may_push
from chat.queries.people import load_house


def load_config() -> Config:
    policy = load_policy()
    return Config.model_construct(
        default_room_id=load_house().fireplace_id,
        guests_enabled=settings.GUESTS_ENABLED,
        languages=["ko", "en"],
        limits=Limits(
            text_length=MAX_TEXT,
            name_length=MAX_NAME,
            max_tokens_default=policy.max_tokens_default,
            max_tokens_cap=policy.max_tokens_cap,
            room_name_length=MAX_ROOM_NAME,
            topic_length=MAX_TOPIC,
            reason_length=MAX_REASON,
            attachments=AttachmentLimits(
                count=MAX_ATTACHMENTS,
                image_bytes=settings.MAX_IMAGE_BYTES,
                document_bytes=settings.MAX_DOCUMENT_BYTES,
                audio_bytes=settings.MAX_AUDIO_BYTES,
                pixels=settings.MAX_IMAGE_PIXELS,
                media_types=MEDIA_TYPES,
                extensions=ENDINGS,
            ),
        ),
        providers=[name for name in get_args(AiProvider) if name in policy.providers],
        lily_urls=list(policy.lily_urls),
        lily_api_url=policy.lily_urls[0],
        sign_in=_load_sign_in(),
        livekit=False,
        push_key=settings.VAPID_PUBLIC_KEY if may_push() else None,
    )


def _load_sign_in() -> SignIn:
    """Passkeys belong to accounts that exist, so they stay when nobody may make a new one."""
    return SignIn(
        guests=settings.GUESTS_ENABLED,
        accounts=settings.ACCOUNTS_ENABLED,
        passkeys=settings.MFA_PASSKEY_LOGIN_ENABLED,
        providers=[SignInProvider(id=id_, name=name) for id_, name in settings.SIGN_IN_PROVIDERS.items()],
    )
