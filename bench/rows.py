"""The lines of the table: what was measured, the goal, the result, and the reference of the same run beside it."""

import unicodedata
from collections.abc import Sequence
from dataclasses import astuple, dataclass

HEAD = ("what", "goal", "result", "reference", "ratio")


@dataclass(frozen=True)
class Row:
    """One line; every cell as it is printed."""

    what: str
    goal: str = ""
    result: str = ""
    reference: str = ""
    ratio: str = ""


def compare(what: str, goal: str, unit: str, result: float, reference: float, name: str) -> Row:
    """A row whose reference is measured in the same unit; the ratio says how much cheaper the result is."""
    ratio = f"{reference / result:.1f}x" if result else ""
    return Row(what, goal, f"{result:.1f} {unit}", f"{reference:.1f} {unit} ({name})", ratio)


def print_table(rows: Sequence[Row]) -> None:
    """Print a Markdown table with aligned columns."""
    lines = [HEAD, *(astuple(row) for row in rows)]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(HEAD))]
    for number, line in enumerate(lines):
        print(
            "| "
            + " | ".join(cell + " " * (wide - _width(cell)) for cell, wide in zip(line, widths, strict=True))
            + " |"
        )
        if number == 0:
            print("|" + "|".join("-" * (wide + 2) for wide in widths) + "|", flush=True)


def _width(cell: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in cell)
