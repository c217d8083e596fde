"""The mails that a real house wrote as files, and the links in them."""

import email
import re
import time
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

PATIENCE = 10.0
RULE = "-" * 79  # Django's, after each mail in a file


@dataclass(frozen=True)
class Letters:
    """A folder of mail."""

    folder: Path

    def to(self, address: str) -> list[EmailMessage]:
        """All that were written to this address, oldest first."""
        files = sorted(self.folder.glob("*.log"), key=lambda file: file.stat().st_mtime_ns)
        mails = [
            email.message_from_string(text.lstrip("\n"), policy=default)
            for file in files
            for text in file.read_text().split(RULE)
            if text.strip()
        ]
        return [mail for mail in mails if address in str(mail["To"])]

    def link(self, address: str, page: str, count: int = 1) -> str:
        """The link to `/account/<page>/…` in the last of `count` mails that have one."""
        end = time.monotonic() + PATIENCE
        while True:
            texts = [str(mail.get_content()) for mail in self.to(address)]
            links = re.findall(rf"http://\S+/account/{page}/\S+", "\n".join(texts))
            if len(links) >= count:
                return str(links[-1])
            assert time.monotonic() < end, texts
            time.sleep(0.05)
