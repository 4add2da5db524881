"""Counts what a process and all its descendants use: CPU-seconds, and memory without counting shared pages twice."""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

_TICK = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """User and system seconds of the tree below `pid`, children that have ended included.

    A child that ended is in its parent's account, one that lives in its own, so nothing is counted twice.
    """
    return sum(_own_and_reaped(part) for part in _tree(pid))


def memory_bytes(pids: list[int]) -> int:
    """Proportional set size of these trees: a page shared by n processes counts 1/n in each."""
    return sum(_pss(part) for pid in pids for part in _tree(pid))


@dataclass
class Peak:
    """The highest value that a watched figure has reached."""

    value: float = 0.0
    samples: list[float] = field(default_factory=list)


@contextlib.contextmanager
def watching(measure: Callable[[], float], every_seconds: float = 0.5) -> Iterator[Peak]:
    """Sample a figure in the background while the context is open."""
    peak, stop = Peak(), threading.Event()

    def sample() -> None:
        while not stop.wait(every_seconds):
            now = measure()
            peak.samples.append(now)
            peak.value = max(peak.value, now)

    thread = threading.Thread(target=sample, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        stop.set()
        thread.join()


def folder_bytes(folder: Path) -> int:
    """Bytes that the files below a folder take on disk; hard links count once."""
    seen: set[tuple[int, int]] = set()
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                info = (Path(root) / name).lstat()
                if (info.st_dev, info.st_ino) not in seen:
                    seen.add((info.st_dev, info.st_ino))
                    total += info.st_blocks * 512
    return total


def _tree(pid: int) -> list[psutil.Process]:
    with contextlib.suppress(psutil.NoSuchProcess):
        top = psutil.Process(pid)
        return [top, *top.children(recursive=True)]
    return []


def _own_and_reaped(process: psutil.Process) -> float:
    try:
        fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(ticks) for ticks in fields[11:15]) / _TICK


def _pss(process: psutil.Process) -> int:
    try:
        for line in Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0
