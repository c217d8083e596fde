"""What the search index holds of a message: its pairs of characters and what one may filter by. No query, no write.

Every word carries its chapter: `bd88af43z1f`, `room12z1f`. A chapter is 16,384 message ids. MariaDB reads all of a
word's rows before it gives the newest ones; with chapters a search begins in the newest one and goes back only as far
as it must. `z` is in no hexadecimal number.
"""

import re
from typing import Literal

from chat.bigrams import fold, list_pairs
from chat.models import Message

CHAPTER_BITS = 14
Has = Literal["image", "document", "audio", "link"]
_LINK = re.compile(r"\bhttps?://\S", re.IGNORECASE)


def chapter_of(message_id: int) -> int:
    """The chapter that a message belongs to."""
    return message_id >> CHAPTER_BITS


def in_chapter(word: str, chapter: int) -> str:
    """A word as it stands in the index."""
    return f"{word}z{chapter:x}"


def room_word(room_id: int) -> str:
    """The word that all messages of a room have."""
    return f"room{room_id}"


def author_word(user_id: int) -> str:
    """The word that all messages of a person have."""
    return f"author{user_id}"


def has_word(kind: Has) -> str:
    """The word of what carries a file of this kind, or a link."""
    return f"has{kind}"


PINNED_WORD = "pinned"


def list_kinds(message: Message) -> set[str]:
    """What a message carries: the kinds of its files, and `link`."""
    kinds = {str(attachment["kind"]) for attachment in message.attachments}
    return kinds | {"link"} if _LINK.search(message.text) else kinds


def can_be_found(message: Message) -> bool:
    """Finished words of people and of Lily; not what was taken back, not what the house notes."""
    return not message.deleted and message.author_kind in ("user", "lily") and message.status in ("complete", "stopped")


def write_tokens(message: Message) -> str:
    """Everything the index holds of a message, or nothing when it cannot be found."""
    if not can_be_found(message):
        return ""
    words = [*list_pairs(fold(message.text)), room_word(message.room_id)]
    words += [f"has{kind}" for kind in sorted(list_kinds(message))]
    if message.author_id is not None:
        words.append(author_word(message.author_id))
    if message.pinned:
        words.append(PINNED_WORD)
    ending = in_chapter("", chapter_of(message.pk))
    return " ".join(word + ending for word in words)
