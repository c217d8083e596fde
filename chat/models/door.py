"""Who may come into a room: invite links, who asked to join, who must stay away."""

import uuid

from django.conf import settings
from django.db import models

from chat.models.fields import ExactCharField


class Invite(models.Model):
    """A link into a room. `uses` counts who came by it; with `approval` it only lets people ask."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    room = models.ForeignKey("chat.Room", on_delete=models.CASCADE, related_name="invites")
    token = ExactCharField(max_length=43, unique=True)  # 32 random bytes, URL-safe
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField(null=True)
    max_uses = models.PositiveIntegerField(null=True)
    uses = models.PositiveIntegerField(default=0)
    approval = models.BooleanField(default=False)
    revoked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"invite to {self.room_id}"


class JoinRequest(models.Model):
    """Somebody who asked to be let in; the row goes with the answer."""

    room = models.ForeignKey("chat.Room", on_delete=models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["room", "user"], name="one_join_request"),)

    def __str__(self) -> str:
        return f"{self.user_id} asks for {self.room_id}"


class Ban(models.Model):
    """Somebody who may not come in until `until` (null: until it is lifted)."""

    room = models.ForeignKey("chat.Room", on_delete=models.CASCADE, related_name="bans")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=500, blank=True, default="")
    until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["room", "user"], name="one_ban"),)

    def __str__(self) -> str:
        return f"{self.user_id} banned from {self.room_id}"
