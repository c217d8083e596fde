"""The house: one row about the whole database."""

import uuid

from django.db import models


class House(models.Model):
    """`epoch` names this database: a client that knew another one forgets all that it held."""

    epoch = models.UUIDField(default=uuid.uuid4)
    fireplace = models.ForeignKey("chat.Room", on_delete=models.PROTECT, related_name="+")
    tidied_at = models.DateTimeField(null=True)  # when the hourly tidying was last begun

    def __str__(self) -> str:
        return str(self.epoch)
