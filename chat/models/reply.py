"""Reply jobs: the queue of Lily's answers. The table is the queue, a conditional UPDATE is the lock."""

from django.conf import settings
from django.db import models


class Reply(models.Model):
    """The job behind one of Lily's messages.

    `attempt` fences: a worker writes only WHERE attempt = its own AND status = "running".
    `lease_until` says how long a running job is believed to be alive.
    """

    message = models.OneToOneField("chat.Message", on_delete=models.CASCADE, related_name="reply")
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    client_ai_settings = models.JSONField(null=True)
    status = models.CharField(max_length=8, default="queued")  # queued running done stopped failed
    stop_asked = models.BooleanField(default=False)
    attempt = models.PositiveIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)  # attempts before it was asked again
    lease_until = models.DateTimeField(null=True)
    queued_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=["status", "queued_at"], name="reply_queue"),)

    def __str__(self) -> str:
        return f"reply {self.message_id} ({self.status})"
