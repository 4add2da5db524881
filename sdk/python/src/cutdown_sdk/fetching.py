"""Brings a file from object storage: it goes on after a break, and takes its name when it is whole."""

import hashlib
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import httpx

from cutdown_sdk.api import Api, log
from cutdown_sdk.errors import DamagedFileError, StorageError
from cutdown_sdk.models import ArtifactRef, DownloadView
from cutdown_sdk.patience import Patience, said
from cutdown_sdk.steps import Progress, Request, Steps, head_of, read, wait, work

_QUIET_SECONDS = 60.0
_PARTIAL = 206
_PAST_ITS_END = 416


@dataclass
class _Part:
    """What has arrived, under a name of its own beside the file's."""

    path: Path
    size: int = 0
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    @classmethod
    def found(cls, path: Path, most: int) -> "_Part":
        """What an earlier attempt has left."""
        part = cls(path)
        if path.exists() and path.stat().st_size <= most:
            with path.open("rb") as source:
                part.digest = hashlib.file_digest(source, "sha256")
                part.size = source.tell()
        return part

    def drop(self) -> None:
        """Begin from nothing."""
        self.path.unlink(missing_ok=True)
        self.size, self.digest = 0, hashlib.sha256()

    def add(self, block: bytes) -> None:
        """Keep what has come."""
        with self.path.open("ab" if self.size else "wb") as target:
            target.write(block)
        self.digest.update(block)
        self.size += len(block)


def fetch(api: Api, ref: ArtifactRef, target: Path, progress: Progress | None) -> Steps[Path]:
    """The file, as `target`. Raises DamagedFileError when other bytes came, StorageError when none did."""
    place = target.with_name(f".{target.name}.{ref.digest[:16]}.part")
    yield from work(partial(target.parent.mkdir, parents=True, exist_ok=True))
    part = yield from work(partial(_Part.found, place, ref.size))
    patience = Patience(api.patience)
    while True:
        problem = yield from _receive(api, ref, target.name, part, patience, progress)
        if part.size >= ref.size and not problem:
            break
        pause = patience.pause()
        if pause is None:
            raise StorageError("download.failed", f"{target.name} did not arrive ({problem}). Try again: it goes on.")
        log.info("%s of %s bytes of %s, again in %.1f s: %s", part.size, ref.size, target.name, pause, problem)
        yield from wait(pause)
    if part.digest.hexdigest() != ref.digest:
        yield from work(part.drop)
        raise DamagedFileError("download.damaged", f"{target.name} arrived damaged. Try again.")
    yield from work(partial(_finish, part, target))
    return target


def where(api: Api, digest: str, filename: str) -> Steps[DownloadView]:
    """An address that hands out a file for an hour."""
    path = "/v1/artifacts/{digest}/download"
    return api.ask(DownloadView, "GET", path, query={"filename": filename, "redirect": False}, digest=digest)


def _receive(
    api: Api, ref: ArtifactRef, name: str, part: _Part, patience: Patience, progress: Progress | None
) -> Steps[str]:
    """Receive what is missing; returns what went wrong, if anything did. Raises StorageError for what stays so."""
    found = yield from where(api, ref.digest, name[:200])
    wanted = {"Range": f"bytes={part.size}-"} if part.size else {}
    try:
        head = yield from head_of(Request("GET", found.url, wanted, quiet_seconds=_QUIET_SECONDS))
        if head.status == _PAST_ITS_END:
            return "" if part.size == ref.size else f"{head.status}"
        if not head.good:
            if head.status < 500:
                raise StorageError("download.failed", f"The storage does not give {name} ({head.status}).")
            return f"{head.status}"
        if part.size and head.status != _PARTIAL:
            yield from work(part.drop)
        while block := (yield from read()):
            yield from work(partial(part.add, block))
            patience.renew()
            if progress is not None:
                progress(min(part.size, ref.size), ref.size)
            if part.size > ref.size:
                break  # other bytes than were promised, and nobody knows how many
    except httpx.TransportError as error:
        return said(error)
    return "" if part.size >= ref.size else "it ended early"


def _finish(part: _Part, target: Path) -> None:
    if not part.path.exists():  # a file of no bytes
        part.path.touch()
    part.path.replace(target)
