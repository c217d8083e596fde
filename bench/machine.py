"""What a scenario asks of Linux: which core a process runs on, what CPU time and memory it took, how many files."""

import os
import resource
from collections.abc import Iterable, Sequence
from pathlib import Path

SERVER_CORE, LOAD_CORE = 0, 1
FILES_EACH = 20_000  # open files that a process may have: 5,000 sockets and room to spare


def pin(pid: int, core: int) -> None:
    """Keep a process, and what it starts from now on, on one core; with a single core there is nothing to choose."""
    if (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(pid, {core})


def allow_many_files() -> None:
    """Raise this process's limit of open files; what it starts inherits it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = FILES_EACH if hard == resource.RLIM_INFINITY else min(FILES_EACH, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def cpu_seconds(pids: Iterable[int]) -> float:
    """User and system time of these processes in seconds (in steps of 10 ms), ended threads included."""
    stats = [Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split() for pid in pids]
    return sum(int(fields[11]) + int(fields[12]) for fields in stats) / os.sysconf("SC_CLK_TCK")


def resident_bytes(pid: int) -> int:
    """The memory of a process that is in RAM."""
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def children_of(pid: int) -> list[int]:
    """The processes that this one has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which this part (0 to 1) of the sorted values lies; 0 without values."""
    return values[min(len(values) - 1, int(len(values) * part))] if values else 0.0
