"""`createsuperuser`: Django's, without the question for a username that nobody sees. The operator's word counts:

the address needs no mail to be believed, and that person signs in with address and password.
"""

from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.core.management.base import CommandError
from django.db import transaction

from chat.actions.accounts import trust_address
from chat.models import User
from chat.models.person import new_username


class Command(createsuperuser.Command):
    """Asks for e-mail address, name and password."""

    def handle(self, *arguments: Any, **options: Any) -> None:
        options["username"] = options.get("username") or new_username()
        with transaction.atomic():  # nobody is left behind without an address
            super().handle(*arguments, **options)
            person = User.objects.filter(username=options["username"]).first()
            if person is None or not person.email:
                message = "An address is needed to sign in."
                raise CommandError(message)
            trust_address(user=person)
