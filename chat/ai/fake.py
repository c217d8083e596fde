"""A provider without a model, for tests of what stands around it: says what it was asked, word by word."""

import asyncio
from collections.abc import AsyncIterator

from chat.ai.provider import Piece, ProviderError, Question


class FakeProvider:
    """Answers "You said: <the last line>". The words `fail` and `hang` in the question do that; nothing is random."""

    async def generate(self, question: Question) -> AsyncIterator[Piece]:
        asked = question.prompt.rstrip().splitlines()[-2].split(": ", 1)[-1]
        yield Piece(model="fake")
        for word in f"You said: {asked}".split(" ")[: question.settings.max_tokens]:
            await asyncio.sleep(0)
            yield Piece(text=f"{word} ")
        if "fail" in asked:
            raise ProviderError("broken")
        if "hang" in asked:
            await asyncio.Event().wait()

    async def close(self) -> None:
        """Nothing is held."""
