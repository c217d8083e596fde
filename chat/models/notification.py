"""Notifications: what happened to a person while he may have been away."""

import uuid

from django.conf import settings
from django.db import models


class Notification(models.Model):
    """`kind`: mention, reply, invite, keeper. The excerpt goes when its message is taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=8)
    room = models.ForeignKey("chat.Room", on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey("chat.Message", null=True, on_delete=models.CASCADE, related_name="+")
    from_name = models.CharField(max_length=40)
    excerpt = models.CharField(max_length=200, blank=True, default="")
    read = models.BooleanField(default=False)
    push = models.CharField(max_length=8, default="none")  # none queued running done: whether web push is to tell it
    push_at = models.DateTimeField(null=True)  # not before; while it runs: the lease, and whose it is
    push_tries = models.PositiveSmallIntegerField(default=0)
    push_left = models.JSONField(null=True)  # ids of the subscriptions that are still to be told; null: all of them
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (
            models.Index(fields=["user", "read", "created_at"], name="notification_user"),
            models.Index(fields=["push", "push_at"], name="notification_push"),
        )

    def __str__(self) -> str:
        return f"{self.kind} for {self.user_id}"
