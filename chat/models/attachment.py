"""Attachments: the files that people bring into a room."""

import uuid

from django.conf import settings
from django.db import models


class Attachment(models.Model):
    """One file. Until a message carries it (`message`), it is its uploader's alone.

    `file` and `thumbnail` are random names in the media storage, never made of the name that a person gave.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    room = models.ForeignKey("chat.Room", on_delete=models.PROTECT, related_name="attachments")
    uploader = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    message = models.ForeignKey("chat.Message", null=True, on_delete=models.PROTECT, related_name="attachment_rows")
    position = models.PositiveSmallIntegerField(default=0)  # within the message
    kind = models.CharField(max_length=8)  # image document audio
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    bytes = models.BigIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    seconds = models.FloatField(null=True)
    placeholder = models.CharField(max_length=2000, blank=True, default="")  # a tiny picture as a data: address
    state = models.CharField(max_length=10, default="ready")  # ready processing failed
    detail = models.CharField(max_length=300, blank=True, default="")
    file = models.CharField(max_length=100)
    thumbnail = models.CharField(max_length=100, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=["message", "created_at"], name="attachment_unsent"),)

    def __str__(self) -> str:
        return self.name
