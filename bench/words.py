"""Talk to search in: lines of made-up Korean and English whose words are as unevenly common as those of real talk."""

import random
from collections.abc import Iterator
from itertools import accumulate

COMMON = "에서"  # an ending that a third of the lines have
ALSO_COMMON = "하고"  # and another
RARE, EVERY = "군고구마", 200_000  # one line in so many
_ENDINGS = ("은", "는", "이", "가", "을", "를", COMMON, "에", "도", ALSO_COMMON)
_LETTERS = "etaoinshrdlucmfwypvbgkjqxz"


def say_lines(seed: int = 7) -> Iterator[str]:
    """Endlessly; the same ones for the same seed."""
    chance = random.Random(seed)
    syllables = [chr(0xAC00 + chance.randrange(11_172)) for _ in range(600)]
    korean = ["".join(chance.choices(syllables, k=chance.choice((2, 2, 3, 3, 4)))) for _ in range(12_000)]
    weights = range(len(_LETTERS), 0, -1)
    english = ["".join(chance.choices(_LETTERS, weights, k=chance.randint(3, 8))) for _ in range(4_000)]
    often = list(accumulate(1 / (rank + 5) for rank in range(len(korean))))
    number = 0
    while True:
        count, number = chance.randint(2, 9), number + 1
        if number % EVERY == 0:
            yield f"오늘은 {RARE} 먹는 날"
        elif chance.random() < 0.8:
            words = chance.choices(korean, cum_weights=often, k=count)
            yield " ".join(word + chance.choice(_ENDINGS) for word in words)
        else:
            yield " ".join(chance.choices(english, cum_weights=often[: len(english)], k=count))
