"""Blobs and results in memory, for tests of stages."""

import contextlib
import hashlib
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from domain.contracts.base import ArtifactRef


class FolderBlobs:
    """The part of an ObjectStore that stages use, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.forgotten: set[str] = set()
        """Digests of blobs whose local copies were given up."""

    async def put_bytes(self, org_id: str, data: bytes, media_type: str) -> ArtifactRef:
        digest = hashlib.sha256(data).hexdigest()
        (self._folder / f"{org_id}-{digest}").write_bytes(data)
        return ArtifactRef(digest=digest, size=len(data), media_type=media_type)

    async def put_file(self, org_id: str, path: Path, media_type: str) -> ArtifactRef:
        return await self.put_bytes(org_id, _content(path), media_type)

    async def read_bytes(self, org_id: str, ref: ArtifactRef) -> bytes:
        return (self._folder / f"{org_id}-{ref.digest}").read_bytes()

    def forget(self, _org_id: str, *refs: ArtifactRef) -> None:
        self.forgotten |= {ref.digest for ref in refs}

    @contextlib.asynccontextmanager
    async def local(self, org_id: str, ref: ArtifactRef) -> AsyncIterator[Path]:
        yield self._folder / f"{org_id}-{ref.digest}"


def _content(path: Path) -> bytes:
    return path.read_bytes()


class DictResults:
    """A StageMemory that counts what it keeps."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    async def find(self, org_id: str, fingerprint: str) -> str | None:
        return self.kept.get((org_id, fingerprint))

    async def keep(self, org_id: str, fingerprint: str, stage: str, result: str) -> None:
        self.kept[org_id, fingerprint] = result


class CountedScratch:
    """Folders below one folder; `left` tells what was not removed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._made = 0

    @contextlib.contextmanager
    def folder(self, label: str) -> Iterator[Path]:
        self._made += 1
        path = self._root / f"{label}-{self._made}"
        path.mkdir(parents=True)
        try:
            yield path
        finally:
            shutil.rmtree(path)

    @property
    def left(self) -> list[Path]:
        return list(self._root.glob("*"))
