"""`python -m bench [--quick] [names]`: run the scenarios and print one table, for docs/performance.md.

--quick runs everything small: it says that the bench works, not how fast the product is.
"""

import os
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Callable

from bench.fanout import measure_fanout, measure_fanout_redis
from bench.first_words import measure_first_words
from bench.history import measure_history, measure_resume
from bench.house import say
from bench.idle import measure_idle, measure_storm
from bench.machine import LOAD_CORE, allow_many_files, pin
from bench.replies import measure_replies
from bench.rows import Row, print_table
from bench.search import measure_search
from bench.sends import measure_sends

SCENARIOS: dict[str, Callable[[bool], list[Row]]] = {
    "fanout": measure_fanout,
    "fanout-redis": measure_fanout_redis,
    "sends": measure_sends,
    "idle": measure_idle,
    "storm": measure_storm,
    "replies": measure_replies,
    "history": measure_history,
    "resume": measure_resume,
    "search": measure_search,
    "first-words": measure_first_words,
}


def main() -> int:
    parser = ArgumentParser(prog="script/bench", description="Measure what docs/performance.md claims.")
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(SCENARIOS))
    parser.add_argument("--quick", action="store_true", help="everything small: does the bench itself work?")
    given = parser.parse_args()
    if unknown := set(given.names) - SCENARIOS.keys():
        parser.error(f"no such scenario: {', '.join(sorted(unknown))}. There are: {', '.join(SCENARIOS)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was started is stopped on the way out
    allow_many_files()
    pin(0, LOAD_CORE)
    rows: list[Row] = []
    try:
        for name in given.names or SCENARIOS:
            say(f"{name} ... (load of the machine: {os.getloadavg()[0]:.1f})")
            rows += SCENARIOS[name](given.quick)
    finally:
        print_table(rows)  # also what was measured before something broke
    return 0


if __name__ == "__main__":
    sys.exit(main())
