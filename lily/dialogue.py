"""What is said to a model: persona, examples, the talk, as the messages of its chat template.

Here: the shape that made the small models answer best (docs/lily.md). Not here: reading a prompt (``prompt``), tokens.
"""

from lily.manifest import Manner
from lily.prompt import Conversation, detect_language, focus_question

Message = dict[str, str]  # role, content

GREETINGS = {"en": "Hello", "ko": "안녕"}


class Dialogue:
    """Examples are in the language of the question: a small model shown two languages mixes them up."""

    def __init__(self, system: str, manner: Manner) -> None:
        self._system = system
        self._manner = manner
        self.languages = tuple(manner.examples) or ("any",)

    @property
    def greetings(self) -> list[str]:
        """One short prompt a language."""
        return [GREETINGS.get(language, "Hello") for language in self.languages]

    def choose_language(self, talk: Conversation) -> str:
        language = detect_language(talk.question)
        return language if language in self.languages else self.languages[0]

    def find_sampling(self, language: str) -> dict[str, float]:
        return self._manner.sampling.get(language, {})

    def find_stops(self, talk: Conversation) -> list[str]:
        """Where an answer ends at the latest: when the model begins to speak for somebody."""
        names = (*talk.names, talk.answerer, "User", "Assistant")
        return [*(f"\n{name}:" for name in names), *self._manner.stops]

    def build_messages(self, talk: Conversation) -> list[Message]:
        messages = [{"role": "system", "content": talk.persona or self._system}]
        for example in self._manner.examples.get(self.choose_language(talk), ()):
            messages.append({"role": "user", "content": example.question})
            messages.append({"role": "assistant", "content": example.answer})
        question = focus_question(talk.question) if self._manner.examples else talk.question
        earlier = "\n".join(talk.earlier)
        messages.append({"role": "user", "content": f"{earlier}\n\n{question}" if earlier else question})
        return messages
