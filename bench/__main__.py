"""`python -m bench [names]`: run the scenarios and print one table. Figures go to docs/performance.md by hand."""

import asyncio
import sys
from collections.abc import Callable, Coroutine

from bench.first_words import measure_first_words
from bench.talk import measure_talk

SCENARIOS: dict[str, Callable[[], Coroutine[None, None, list[str]]]] = {
    "first-words": measure_first_words,
    "talk": measure_talk,
}


def main() -> int:
    names = sys.argv[1:] or list(SCENARIOS)
    unknown = [name for name in names if name not in SCENARIOS]
    if unknown:
        print(f"no such scenario: {', '.join(unknown)}. There are: {', '.join(SCENARIOS)}")
        return 2
    for name in names:
        print(f"== {name}")
        for line in asyncio.run(SCENARIOS[name]()):
            print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
