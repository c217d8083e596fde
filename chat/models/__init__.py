"""Tables and constraints, a file a noun. No rule, no query, no event.

Imported here because Django finds models through this package.
"""

from chat.models.attachment import Attachment
from chat.models.door import Ban, Invite, JoinRequest
from chat.models.house import House
from chat.models.message import Favorite, Message, Reaction, Wording
from chat.models.notification import Notification
from chat.models.person import Block, PushSubscription, User
from chat.models.reply import Reply
from chat.models.report import Report
from chat.models.room import Member, Room
from chat.models.search import SearchEntry

__all__ = [
    "Attachment",
    "Ban",
    "Block",
    "Favorite",
    "House",
    "Invite",
    "JoinRequest",
    "Member",
    "Message",
    "Notification",
    "PushSubscription",
    "Reaction",
    "Reply",
    "Report",
    "Room",
    "SearchEntry",
    "User",
    "Wording",
]
