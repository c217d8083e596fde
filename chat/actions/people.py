"""People: how a guest comes to be."""

from chat.models import User
from chat.protocol.bodies import NewGuest


def create_guest(*, new: NewGuest) -> User:
    """A person with a name and no password."""
    user = User(name=new.name, language=new.language, is_guest=True)
    user.set_unusable_password()
    user.save()
    return user
