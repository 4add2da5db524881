"""Log files of the stack: rotated by size without the writer's help, and read back."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

MAX_BYTES = 10 * 1024 * 1024
KEPT = 3


def rotate(log: Path, max_bytes: int = MAX_BYTES) -> bool:
    """Move a log that outgrew `max_bytes` to `<name>.1` and shift older ones, keeping three; whether it did.

    Copied and cut, not renamed: the writer holds the file open for appending, and goes on at its new end.
    """
    if not log.exists() or log.stat().st_size <= max_bytes:
        return False
    for age in range(KEPT - 1, 0, -1):
        older = log.with_name(f"{log.name}.{age}")
        if older.exists():
            older.replace(log.with_name(f"{log.name}.{age + 1}"))
    shutil.copyfile(log, log.with_name(f"{log.name}.1"))
    os.truncate(log, 0)
    return True


def last_lines(log: Path, count: int, window_bytes: int = 1024 * 1024) -> list[str]:
    """The last lines of a log, looking back at most `window_bytes`; empty when there is none."""
    if not log.exists():
        return []
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - window_bytes))
        return list(deque((line.decode(errors="replace").rstrip("\n") for line in file), maxlen=count))


async def follow(logs: dict[str, Path], poll_s: float = 0.3) -> AsyncIterator[tuple[str, str]]:
    """(name, line) for every line that is written from now on; survives rotation; ends when cancelled."""
    positions = {name: log.stat().st_size if log.exists() else 0 for name, log in logs.items()}
    while True:
        for name, log in logs.items():
            size = log.stat().st_size if log.exists() else 0
            positions[name] = 0 if size < positions[name] else positions[name]
            if size == positions[name]:
                continue
            with log.open("rb") as file:
                file.seek(positions[name])
                for raw in file:
                    if not raw.endswith(b"\n"):
                        break  # half a line: read it whole next time
                    positions[name] += len(raw)
                    yield name, raw.decode(errors="replace").rstrip("\n")
        await asyncio.sleep(poll_s)
