"""How long work tells how far it is."""

from collections.abc import Callable

ProgressCallback = Callable[[float], None]
"""Takes the done share, 0..1; may be called from any thread."""


def no_progress(share: float) -> None:
    """A ProgressCallback for callers that do not watch."""
