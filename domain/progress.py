"""How long work tells how far it is."""

from collections.abc import Callable

ProgressCallback = Callable[[float], None]
"""Takes the done share, 0..1; may be called from any thread."""


def no_progress(share: float) -> None:
    """A ProgressCallback for callers that do not watch."""


def part_of(progress: ProgressCallback, start: float, end: float) -> ProgressCallback:
    """For a step of a longer work, which takes it from share `start` to share `end`."""
    return lambda share: progress(start + (end - start) * share)
