"""SHA-256 of files, by which every blob is named."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def digest_and_size(path: Path) -> tuple[str, int]:
    """SHA-256 in lower-case hexadecimal and bytes of a file; blocks, so call it in a thread."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return digest, file.tell()
