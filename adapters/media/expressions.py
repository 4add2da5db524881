"""Expressions of ffmpeg's filters that stay within what its parser takes, however many terms they have."""

from collections.abc import Iterable, Sequence

_NEVER = "0"


def any_of(terms: Iterable[str]) -> str:
    """True where any of `terms` is; false for none of them.

    The parser nests every `+` of a chain one level deeper and gives up at about a hundred levels, so the terms are
    added up as a balanced tree: 300 of them are nine levels deep.
    """
    listed = list(terms)
    return _tree(listed) if listed else _NEVER


def frames_at(frames: Iterable[int]) -> str:
    """True at the frames with these numbers, counted from the filter's first one."""
    return any_of(f"eq(n,{frame})" for frame in frames)


def _tree(terms: Sequence[str]) -> str:
    if len(terms) == 1:
        return terms[0]
    middle = len(terms) // 2
    return f"({_tree(terms[:middle])}+{_tree(terms[middle:])})"
