"""Local copies of blobs, shared by all processes of a machine: pinned while in use, the longest unused dropped first.

A copy that is in use carries a shared `flock` on the file itself, an arriving one an exclusive lock: the kernel drops
both with their process, so nothing is ever left locked.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import fcntl
import os
import re
import shutil
import time
import uuid
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from adapters.disk import disk_full_translated
from domain.errors import TransientError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from domain.contracts.base import ArtifactRef

_FICLONE = 0x40049409
_WAIT_SECONDS = 0.05
_READ_ONLY = 0o444
# Kept free on the disk for the files that stages write beside the cache.
_RESERVE_BYTES = 256 * 1024 * 1024


class Pin:
    """A hold on a cached file: while it is open the file stays at `path`."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def release(self) -> None:
        """Let go; the file may be dropped from now on."""
        os.close(self._descriptor)


@dataclass
class Arrival:
    """A blob on its way into the cache: the one who holds it writes `path`, then calls `BlobCache.settle`."""

    path: Path
    descriptor: int
    settled: bool = False


class BlobCache:
    """Blobs below `root`, at most `limit_bytes` of them, each under its organisation and digest."""

    def __init__(self, root: Path, limit_bytes: int) -> None:
        self._root = root
        self._limit = limit_bytes
        self._incoming = root / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)
        # How much may arrive before the folder is looked through again.
        self._unseen = self._allowance = 0
        self._sweep()

    def path_of(self, org_id: str, digest: str) -> Path:
        """Where the blob lies once it is there."""
        return self._root / _plain(org_id) / digest[:2] / digest

    def pin(self, org_id: str, ref: ArtifactRef) -> Pin | None:
        """Hold the blob's copy, or None when there is none."""
        path = self.path_of(org_id, ref.digest)
        while True:
            try:
                descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
            except FileNotFoundError:
                return None
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            if not _is_at(descriptor, path):
                os.close(descriptor)  # dropped, or replaced, between opening and locking
                continue
            if os.fstat(descriptor).st_size != ref.size:
                path.unlink(missing_ok=True)  # cut off by a crash of the machine
                os.close(descriptor)
                continue
            os.utime(descriptor, ns=(time.time_ns(), os.fstat(descriptor).st_mtime_ns))
            return Pin(path, descriptor)

    @asynccontextmanager
    async def arriving(self, name: str | None = None) -> AsyncIterator[Arrival]:
        """An empty file to write a blob into; of several with one `name`, in all processes, one at a time goes on.

        What was not settled is removed on leaving. Raises TransientError `storage.disk_full`.
        """
        path = self._incoming / _plain(name or uuid.uuid4().hex)
        # The lock may be another process's, so there is nothing to await but time.
        while (descriptor := _locked(path)) is None:  # noqa: ASYNC110
            await asyncio.sleep(_WAIT_SECONDS)
        arrival = Arrival(path, descriptor)
        try:
            os.ftruncate(descriptor, 0)
            with disk_full_translated():
                yield arrival
        finally:
            if not arrival.settled:
                path.unlink(missing_ok=True)
                os.close(descriptor)

    def settle(self, arrival: Arrival, org_id: str, ref: ArtifactRef) -> Pin:
        """Put a written and checked arrival in its place, all at once, and hold it."""
        path = self.path_of(org_id, ref.digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        arrival.path.chmod(_READ_ONLY)
        with contextlib.suppress(FileExistsError):
            # Not by renaming: a copy that is there may be in use, and its hold counts for that very file.
            os.link(arrival.path, path)
        arrival.path.unlink()
        arrival.settled = True
        os.close(arrival.descriptor)
        self._arrived(ref.size)
        pin = self.pin(org_id, ref)
        if pin is None:
            raise TransientError("storage.cache_lost", "A file vanished from the cache while it was put there.")
        return pin

    def keep(self, org_id: str, ref: ArtifactRef, file: Path) -> None:
        """Take over a local file that was hashed just now: by sharing its blocks where the disk can, else by a link.

        The caller doesn't change the file afterwards. A full disk is no failure: the blob is then fetched when needed.
        """
        path = self.path_of(org_id, ref.digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._incoming / uuid.uuid4().hex
        while (descriptor := _locked(draft)) is None:  # a sweep was faster than the lock
            continue
        try:
            if _cloned(file, descriptor):
                os.link(draft, path)
            elif not _linked(file, path):
                _copied(file, descriptor)
                os.link(draft, path)
        except FileExistsError:
            return
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
        else:
            os.utime(path)
        finally:
            draft.unlink(missing_ok=True)
            os.close(descriptor)
        self._arrived(ref.size)

    def drop(self, org_id: str, ref: ArtifactRef) -> None:
        """Remove a copy that is not needed any more, unless somebody holds it."""
        _dropped(self.path_of(org_id, ref.digest))

    def make_room(self, size: int) -> None:
        """Drop what was not used for longest until `size` more bytes fit into the limit and onto the disk."""
        entries = sorted(self._entries(), key=lambda entry: entry[0])
        excess = sum(length for _, length, _ in entries) + size - self._limit
        shortage = size + _RESERVE_BYTES - shutil.disk_usage(self._root).free
        to_free = max(excess, shortage)
        for _, length, path in entries:
            if to_free <= 0:
                break
            if _dropped(path):
                to_free -= length
        self._unseen, self._allowance = 0, max(0, min(self._limit // 32, -to_free))

    def _arrived(self, size: int) -> None:
        self._unseen += size
        if self._unseen > self._allowance:
            self.make_room(0)

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        for path in self._root.glob("*/??/*"):
            with contextlib.suppress(FileNotFoundError):
                seen = path.stat()
                yield seen.st_atime, seen.st_size, path

    def _sweep(self) -> None:
        """Remove what died on its way in; what is still being written is locked."""
        for path in self._incoming.iterdir():
            _dropped(path)


def _locked(path: Path) -> int | None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    if not _is_at(descriptor, path):
        os.close(descriptor)
        return None
    return descriptor


def _dropped(path: Path) -> bool:
    """Remove the file unless somebody holds it."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if _is_at(descriptor, path):
            path.unlink()
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _cloned(source: Path, descriptor: int) -> bool:
    """Make a copy that shares the source's blocks; False where the disk has no such thing."""
    with source.open("rb") as read:
        try:
            fcntl.ioctl(descriptor, _FICLONE, read.fileno())
        except OSError:
            return False
    return True


def _copied(source: Path, descriptor: int) -> None:
    with source.open("rb") as read, open(descriptor, "wb", closefd=False) as write:
        shutil.copyfileobj(read, write)


def _linked(source: Path, target: Path) -> bool:
    """Give the file a second name; False on another disk, or one that has no links."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        return False
    return True


def _plain(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,200}", name):
        raise ValueError(f"not a plain name: {name!r}")
    return name
