"""The moments at which a caption file has to be looked at, and the filter that shows only those."""

import re
from collections.abc import Sequence

import pysubs2

_TRANSFORM = re.compile(r"\\t\((-?\d+),(-?\d+),([^()]*(?:\([^()]*\)[^()]*)*)\)")
_NEAR_MS = 25


def sample_times(ass: str) -> list[int]:
    r"""Milliseconds, ascending: the middle of every event, and every end of a transform that changes a shape.

    Colours change nothing of where ink is, so that only transforms of scale, border, blur, size, spacing, shadow,
    rotation and position count.
    """
    wanted: set[int] = set()
    for event in pysubs2.SSAFile.from_string(ass, format_="ass"):
        if event.is_comment or event.end <= event.start:
            continue
        wanted.add((event.start + event.end) // 2)
        for match in _TRANSFORM.finditer(event.text):
            if not re.search(r"\\(fs|bord|blur|shad|xshad|yshad|fr|be|[xy]bord|fa[xy]|i?clip)", match.group(3)):
                continue
            at = event.start + int(match.group(2))
            if event.start <= at < event.end:
                wanted.add(at)
    kept: list[int] = []
    for time in sorted(wanted):
        # Two moments in the same frame of any video show the same picture.
        if not kept or time - kept[-1] >= _NEAR_MS:
            kept.append(time)
    return kept


def time_table(times: Sequence[int]) -> str:
    """An expression of N, the number of the frame, for `setpts`: a balanced tree, quick for thousands of frames."""

    def tree(low: int, high: int) -> str:
        if high - low == 1:
            return str(times[low])
        middle = (low + high) // 2
        return f"if(lt(N,{middle}),{tree(low, middle)},{tree(middle, high)})"

    return tree(0, len(times))


def filter_path(path: str) -> str:
    """A path as one option value inside a filter graph: escaped for the option, then for the graph."""
    option = re.sub(r"([\\':])", r"\\\1", path)
    return re.sub(r"([\\'\[\],;])", r"\\\1", option)
