"""Rooms and who belongs to them."""

from django.conf import settings
from django.db import models

from chat.models.fields import ExactCharField


class Room(models.Model):
    """A room. `head` is its clock: a change takes head + 1 under this row's lock. `seq` stamps its own change."""

    name = models.CharField(max_length=80)
    topic = models.CharField(max_length=200, blank=True, default="")
    visibility = models.CharField(max_length=8, default="public")
    capacity = models.PositiveIntegerField(null=True)
    lily = models.CharField(max_length=8, default="called")
    slow_seconds = models.PositiveIntegerField(default=0)
    history = models.CharField(max_length=16, default="all")
    archived = models.BooleanField(default=False)
    ai_settings = models.JSONField(default=dict)
    seq = models.BigIntegerField(default=0)
    head = models.BigIntegerField(default=0)
    members_version = models.BigIntegerField(default=0)  # grows with every removal: see hub.py
    purged_before_seq = models.BigIntegerField(default=0)
    house_kept = models.BooleanField(default=False)  # nobody owns it: the house's staff keeps it (the fireplace)
    direct_key = ExactCharField(max_length=48, null=True, unique=True)  # "low:high" of the two people's ids
    deleted_at = models.DateTimeField(null=True)  # nobody sees it any more; its words go with the next tidying
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person in a room. The row stays when he leaves (`left_at`), so that those who were away learn of it."""

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=8, default="member")
    muted_until = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    seq = models.BigIntegerField()
    joined_seq = models.BigIntegerField()
    read_seq = models.BigIntegerField(default=0)
    favorite = models.BooleanField(default=False)
    notify = models.CharField(max_length=8, default="all")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["room", "user"], name="one_membership"),)
        indexes = (models.Index(fields=["room", "seq"], name="member_room_seq"),)

    def __str__(self) -> str:
        return f"{self.user_id} in {self.room_id}"
