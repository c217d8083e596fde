"""Messages: what people and Lily said."""

from django.conf import settings
from django.db import models

from chat.models.fields import ExactCharField


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
    reactions = models.JSONField(default=list)  # as on the wire; the rows of Reaction are the truth
    mentions = models.JSONField(default=list)  # user ids
    attachments = models.JSONField(default=list)  # as on the wire; the rows of Attachment are the truth
    pinned = models.BooleanField(default=False)
    deleted = models.BooleanField(default=False)
    edited_at = models.DateTimeField(null=True)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["room", "author", "client_id"], name="one_message_per_client_id"),
            models.UniqueConstraint(fields=["room", "created_seq"], name="one_message_per_created_seq"),
        )
        indexes = (models.Index(fields=["room", "seq"], name="message_room_seq"),)

    def __str__(self) -> str:
        return f"{self.author_name}: {self.text[:40]}"


class Wording(models.Model):
    """What a message said before it was edited or taken back; for the room's keepers."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="wordings")
    text = models.TextField()
    until = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return self.text[:40]


class Reaction(models.Model):
    """One person's emoji under a message."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reaction_rows")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    emoji = ExactCharField(max_length=32)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["message", "emoji", "user"], name="one_reaction"),)

    def __str__(self) -> str:
        return str(self.emoji)


class Favorite(models.Model):
    """A message that a person keeps; nobody else learns of it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="favorites")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "message"], name="one_favorite"),)

    def __str__(self) -> str:
        return f"{self.message_id} of {self.user_id}"
