"""Editable things carry a revision: one more with each change, so that nobody overwrites what they have not seen."""

from domain.errors import StaleError


def require_revision(expected: int | None, actual: int) -> None:
    """Raises StaleError `revision.stale` when the caller's edit was made on another revision; None: no matter."""
    if expected is not None and expected != actual:
        raise StaleError(
            "revision.stale", f"This was changed in the meantime: it is at revision {actual}. Get it again and retry."
        )
