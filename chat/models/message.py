"""Messages: what people and Lily said."""

from django.conf import settings
from django.db import models


class Message(models.Model):
    """One message. `created_seq` never changes and orders; `seq` grows with every change.

    Nothing cascades onto a message: who goes leaves the words, under `author_name`.
    """

    room = models.ForeignKey("chat.Room", on_delete=models.PROTECT, related_name="messages")
    seq = models.BigIntegerField()
    created_seq = models.BigIntegerField()
    client_id = models.UUIDField(null=True)
    author_kind = models.CharField(max_length=8, default="user")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(max_length=40)
    text = models.TextField(blank=True, default="")
    status = models.CharField(max_length=8, default="complete")
    error_code = models.CharField(max_length=32, blank=True, default="")
    error_text = models.CharField(max_length=300, blank=True, default="")
    question = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="answers")
    reply_to = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    model = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["room", "author", "client_id"], name="one_message_per_client_id"),
            models.UniqueConstraint(fields=["room", "created_seq"], name="one_message_per_created_seq"),
        )
        indexes = (models.Index(fields=["room", "seq"], name="message_room_seq"),)

    def __str__(self) -> str:
        return f"{self.author_name}: {self.text[:40]}"
