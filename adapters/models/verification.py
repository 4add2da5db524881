"""Proof that model files are intact: digests checked once and remembered by size and modification time."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from adapters.models.entries import ModelEntry, ModelFile

STAMP_NAME = ".verified.json"


def is_intact(path: Path, file: ModelFile) -> bool:
    """Whether the file is there with the right size and digest; reads all of it."""
    if not path.is_file() or path.stat().st_size != file.size:
        return False
    return digest_of(path) == file.sha256


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def is_stamped(folder: Path, entry: ModelEntry) -> bool:
    """Whether every file was verified before and has not been touched since; reads no model file."""
    try:
        seen = json.loads((folder / STAMP_NAME).read_text(encoding="utf-8"))
        return isinstance(seen, dict) and all(seen.get(file.name) == _mark(folder, file) for file in entry.files)
    except (OSError, ValueError):
        return False


def stamp(folder: Path, entry: ModelEntry) -> None:
    """Remember that all files of `entry` in `folder` were verified just now."""
    marks = {file.name: _mark(folder, file) for file in entry.files}
    _write(folder / STAMP_NAME, [json.dumps(marks).encode()], wanted=None)


def write_verified(target: Path, blocks: Iterable[bytes], sha256: str) -> bool:
    """Write `blocks` to `target` in one step if they have the digest; otherwise leave `target` as it is."""
    return _write(target, blocks, wanted=sha256)


def _write(target: Path, blocks: Iterable[bytes], wanted: str | None) -> bool:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".incoming-")
    incoming = Path(name)
    try:
        digest = hashlib.sha256()
        with os.fdopen(handle, "wb") as sink:
            for block in blocks:
                digest.update(block)
                sink.write(block)
            sink.flush()
            os.fsync(sink.fileno())
        if wanted is not None and digest.hexdigest() != wanted:
            return False
        # mkstemp makes files that only their owner reads; workers may run as another user than the one who pulled.
        incoming.chmod(0o644)
        incoming.replace(target)
        return True
    finally:
        incoming.unlink(missing_ok=True)


def _mark(folder: Path, file: ModelFile) -> list[object]:
    status = (folder / file.name).stat()
    return [status.st_size, status.st_mtime_ns, file.sha256]
