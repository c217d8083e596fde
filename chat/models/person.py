"""People: accounts and guests in one table."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.db import models


def new_username() -> str:
    """A name for the database only; nobody sees it."""
    return uuid.uuid4().hex


class User(AbstractBaseUser, PermissionsMixin):
    """A person. `name` is what others see (1 to 40 characters, names may repeat); `head` is the person's clock."""

    username = models.CharField(max_length=150, unique=True, default=new_username)
    email = models.EmailField(blank=True, default="")
    name = models.CharField(max_length=40)
    language = models.CharField(max_length=8, default="en")
    avatar_seed = models.CharField(max_length=32, default=new_username)
    is_guest = models.BooleanField(default=False)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    head = models.BigIntegerField(default=0)
    ai_settings = models.JSONField(default=dict)
    receipts = models.BooleanField(default=True)  # whether others may see how far one has read
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name
