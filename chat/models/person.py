"""People: accounts and guests in one table, and what hangs on a person alone."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.db import models

from chat.models.fields import ExactCharField


def new_username() -> str:
    """A name for the database only; nobody sees it."""
    return uuid.uuid4().hex


class User(AbstractBaseUser, PermissionsMixin):
    """A person. `name` is what others see (1 to 40 characters, names may repeat); `head` is the person's clock.

    Who deletes the account leaves a row without anything personal (`deleted_at`): memberships that ended name it.
    """

    username = models.CharField(max_length=150, unique=True, default=new_username)
    email = models.EmailField(blank=True, default="")
    name = models.CharField(max_length=40)
    language = models.CharField(max_length=8, default="en")
    avatar_seed = models.CharField(max_length=32, default=new_username)
    avatar_file = models.CharField(max_length=100, blank=True, default="")  # its name in the media storage
    is_guest = models.BooleanField(default=False)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    head = models.BigIntegerField(default=0)
    ai_settings = models.JSONField(default=dict)
    page_settings = models.JSONField(default=dict)  # theme, text_size, motion: what only the page needs
    receipts = models.BooleanField(default=True)  # whether others may see how far one has read
    presence = models.BooleanField(default=True)  # whether others may see that one is seated
    time_zone = models.CharField(max_length=64, default="UTC")
    quiet_from = models.PositiveSmallIntegerField(null=True)  # minutes after midnight in `time_zone`
    quiet_until = models.PositiveSmallIntegerField(null=True)
    digest = models.CharField(max_length=8, default="never")  # never daily
    digest_sent_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email", "name"]

    def __str__(self) -> str:
        return self.name


class Block(models.Model):
    """`user` does not want to hear `blocked`: words folded, no notifications, no one-to-one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "blocked"], name="one_block"),)

    def __str__(self) -> str:
        return f"{self.user_id} blocks {self.blocked_id}"


class PushSubscription(models.Model):
    """One browser that wants web push. `endpoint` is an address that a browser gave: fenced when it is called.

    It lives as long as the session that made it: who is signed out there is told nothing there any more.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="push_subscriptions")
    endpoint = models.TextField()
    endpoint_hash = ExactCharField(max_length=64, unique=True)  # SHA-256, hexadecimal
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    session_key = ExactCharField(max_length=40)
    failures = models.PositiveSmallIntegerField(default=0)  # in a row
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.endpoint_hash)
