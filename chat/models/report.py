"""Reports: somebody finds that a message or a person does not belong here, and the room's keepers decide."""

import uuid

from django.conf import settings
from django.db import models


class Report(models.Model):
    """`about` is the person it is about; `message` the message, or null for the person as such.

    `decision` is empty while it waits, else one of the wire's words; `note` is what the keeper says about it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    room = models.ForeignKey("chat.Room", on_delete=models.CASCADE, related_name="reports")
    message = models.ForeignKey("chat.Message", null=True, on_delete=models.CASCADE, related_name="+")
    about = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=500)
    excerpt = models.CharField(max_length=500, blank=True, default="")  # the words as they were when reported
    decision = models.CharField(max_length=16, blank=True, default="")
    note = models.CharField(max_length=500, blank=True, default="")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=["room", "decision", "created_at"], name="report_queue"),)

    def __str__(self) -> str:
        return f"report in {self.room_id}"
