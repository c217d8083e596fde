"""The house itself: what exists from the first start."""

from django.db import transaction

from chat.models import House, Room

FIREPLACE_NAME = "벽난로 앞"


def light_fire() -> House:
    """Make sure of the epoch and the fireplace: a public room without a limit, where Lily keeps company."""
    with transaction.atomic():
        house = House.objects.first()
        if house is None:
            room = Room.objects.create(name=FIREPLACE_NAME, visibility="public", lily="company", house_kept=True)
            house = House.objects.create(fireplace=room)
        return house
