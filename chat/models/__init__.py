"""Tables and constraints, a file a noun. No rule, no query, no event.

Imported here because Django finds models through this package.
"""

from chat.models.house import House
from chat.models.message import Favorite, Message, Reaction, Wording
from chat.models.notification import Notification
from chat.models.person import User
from chat.models.reply import Reply
from chat.models.room import Member, Room

__all__ = [
    "Favorite",
    "House",
    "Member",
    "Message",
    "Notification",
    "Reaction",
    "Reply",
    "Room",
    "User",
    "Wording",
]
