"""What a full disk means to the rest."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from domain.errors import TransientError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def disk_full_translated() -> Iterator[None]:
    """Raise a full disk as TransientError `storage.disk_full`."""
    try:
        yield
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        raise TransientError(
            "storage.disk_full", "The disk of this worker is full. Free some space; the work goes on by itself."
        ) from error
