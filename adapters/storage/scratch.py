"""Temporary folders that never outlive the work: removed when it ends, or by the next worker when its owner died."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from adapters.disk import disk_full_translated
from domain.errors import TransientError

LEAST_FREE_BYTES = 1 << 30
"""No work is begun with less room than this: it would fail in the middle."""

_STARTED = 19  # field of /proc/PID/stat after the name: start time in clock ticks since boot


class ScratchFolders:
    """Folders below `root`/<owner>-<pid>-<start time>; a recycled process id has another start time."""

    def __init__(self, root: Path, owner: str, least_free_bytes: int = LEAST_FREE_BYTES) -> None:
        self._root = root
        self._mine = root / f"{owner}-{os.getpid()}-{_start_time(os.getpid()) or 0}"
        self._least_free_bytes = least_free_bytes

    @contextlib.contextmanager
    def folder(self, label: str) -> Iterator[Path]:
        """An empty folder, gone with everything in it on leaving; `label` helps whoever looks at the disk.

        Raises TransientError `storage.disk_full` when too little room is left to begin.
        """
        with disk_full_translated():
            self._mine.mkdir(parents=True, exist_ok=True, mode=0o700)
            free = shutil.disk_usage(self._mine).free
            if free < self._least_free_bytes:
                raise TransientError(
                    "storage.disk_full",
                    f"The disk of this worker has {free >> 20} MiB left. Free some space; the work goes on by itself.",
                )
            folder = Path(tempfile.mkdtemp(prefix=f"{label}-", dir=self._mine))
        try:
            with disk_full_translated():
                yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            with contextlib.suppress(OSError):
                self._mine.rmdir()  # only succeeds once it is empty

    def sweep(self) -> int:
        """Remove what dead workers left behind; returns how many folders went."""
        swept = 0
        for left in self._root.glob("*-*-*") if self._root.is_dir() else ():
            _, process, started = left.name.rsplit("-", 2)
            if not (process.isdigit() and started.isdigit()):
                continue
            if _start_time(int(process)) == int(started):
                continue
            shutil.rmtree(left, ignore_errors=True)
            swept += 1
        return swept


def _start_time(process: int) -> int | None:
    """When a process started, or None when there is none."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    state, *rest = stat.rpartition(")")[2].split()
    # A zombie has no work left, whatever its folder holds.
    return None if state == "Z" else int(rest[_STARTED - 1])
