"""Where CPU-seconds go while a job runs: per process of the stack, per kind of child process, and per stage.

The kernel keeps what ended children have spent in their parent's account, so totals are exact to the hundredth. Which
stage they belong to is seen by looking ten times a second; what was spent between two looks is shared out by that.
"""

import contextlib
import itertools
import os
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.meter import cpu_seconds
from cutdown.processes import LOCAL_GROUPS
from cutdown_sdk import StageView

_TICK = os.sysconf("SC_CLK_TCK")
_EVERY_SECONDS = 0.1

# Names of scratch folders, which are among the arguments of the children that work there.
_FOLDERS = {
    "/audio-": "extract_audio",
    "/picture-": "analyse_picture",
    "/assemble-": "assemble_picture",
    "/captions-": "write_subtitles",
    "/render-": "render_clip",
    "/mix-": "mix_sound",
    "/dub-": "assemble_dub",
}
_INSPECTION = "adapters.media.inspect_child"
# The one child that works on a file where it lies, in the cache: it measures a finished clip.
_ELSEWHERE = "check_clip"
_LAUNCHER = "launch.py"
SUPERVISOR = "supervisor"
"""The parent of all others: what they spend is not counted as its children's."""
_POOLS = {pool: name for name, pools in LOCAL_GROUPS.items() for pool in pools}


@dataclass
class Spending:
    """CPU-seconds between the opening and the closing of `watching_spending`."""

    own: dict[str, float] = field(default_factory=dict)
    """Of each process of the stack itself, by its name."""
    children: dict[str, float] = field(default_factory=dict)
    """Of all that each of them has started."""
    child_stages: dict[str, float] = field(default_factory=dict)
    """Of the workers' children, by the stage that they worked for."""
    moments: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    """(time, own seconds since its start) of each process, for every look."""

    @property
    def total(self) -> float:
        """All of it."""
        return sum(self.own.values()) + sum(self.children.values())

    def in_process(self, stages: Sequence[StageView]) -> dict[str, float]:
        """What workers spent themselves while stages ran in them, by stage; stages of one moment share it by time."""
        spans = [
            (_POOLS[stage.pool], stage.stage, stage.started_at.timestamp(), stage.finished_at.timestamp())
            for stage in stages
            if stage.finished_at is not None
        ]
        found: dict[str, float] = defaultdict(float)
        for name, moments in self.moments.items():
            for (began, before), (ended, after) in itertools.pairwise(moments):
                inside = [
                    (stage, min(end, ended) - max(start, began))
                    for worker, stage, start, end in spans
                    if worker == name and start < ended and end > began
                ]
                busy = max(ended - began, sum(length for _, length in inside))
                for stage, length in inside:
                    found[stage] += (after - before) * length / busy
        return dict(found)


@contextlib.contextmanager
def watching_spending(pids: Mapping[str, int]) -> Iterator[Spending]:
    """Look at these processes of the stack until the context is closed; only then the figures are there."""
    spending, watch, stop = Spending(), _Watch(pids), threading.Event()
    before = {name: (_own(pid), cpu_seconds(pid)) for name, pid in pids.items()}

    def look_again() -> None:
        while True:
            watch.look(spending)
            if stop.wait(_EVERY_SECONDS):
                return

    thread = threading.Thread(target=look_again, daemon=True)
    thread.start()
    try:
        yield spending
    finally:
        stop.set()
        thread.join()
        for name, pid in pids.items():
            own, tree = _own(pid) - before[name][0], cpu_seconds(pid) - before[name][1]
            spending.own[name] = own
            spending.children[name] = 0.0 if name == SUPERVISOR else tree - own
        spending.child_stages = watch.shared_out(spending.children)


class _Watch:
    """Remembers every child of the workers with what it had spent when it was last seen."""

    def __init__(self, pids: Mapping[str, int]) -> None:
        self._pids = pids
        self._seen: dict[tuple[str, int], tuple[str, float]] = {}

    def look(self, spending: Spending) -> None:
        for name, pid in self._pids.items():
            spending.moments[name].append((time.time(), _own(pid)))
            if name not in LOCAL_GROUPS:
                continue
            for child in _children_of(pid):
                stage, _ = self._seen.get((name, child), ("", 0.0))
                spent = _own(child)
                if spent:
                    self._seen[name, child] = (stage or _stage_of(child), spent)

    def shared_out(self, children: Mapping[str, float]) -> dict[str, float]:
        found: dict[str, float] = defaultdict(float)
        for worker in LOCAL_GROUPS:
            seen = [entry for (name, _), entry in self._seen.items() if name == worker]
            known = sum(spent for _, spent in seen)
            for stage, spent in seen:
                found[stage or "unseen"] += spent * children[worker] / known
        return dict(found)


def _stage_of(pid: int) -> str:
    """What a child works for; empty until its launcher has become the program."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
        folder = str(Path(f"/proc/{pid}/cwd").readlink())
    except OSError:
        return ""
    if _INSPECTION in words:
        return "inspect_source"
    if not words or _LAUNCHER in words:
        return ""
    return next((stage for mark, stage in _FOLDERS.items() if mark in f"{words} {folder}"), _ELSEWHERE)


def _children_of(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _own(pid: int) -> float:
    """CPU-seconds of a process without its children; 0 when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICK
