"""Tables and constraints, a file a noun. No rule, no query, no event.

Imported here because Django finds models through this package.
"""

from chat.models.house import House
from chat.models.message import Message
from chat.models.person import User
from chat.models.reply import Reply
from chat.models.room import Member, Room

__all__ = ["House", "Member", "Message", "Reply", "Room", "User"]
