"""Finds the black bars that surround a picture all through its source: letterbox, pillarbox, or both.

Bars are lines at opposite edges that are black in every frame that was looked at, and end at a straight, sharp edge:
the first lines beside them are, at some time, lit nearly all along. So nothing that is shown is ever lost, and neither
a dark scene, a lone figure before black, nor text on a black screen or in credits is taken for a picture with bars.
"""

from collections.abc import Iterable, Sequence

from domain.contracts.picture import Area, Lit

_BLACK = 3
"""Thousandths of a line that may be brighter: a few pixels of noise."""

_STRAIGHT = 0.6
"""How much of the picture's first line is lit at some time, as a share of the picture's length there."""

_EDGE_LINES = 4
"""So soon the picture begins in full, past the blur of scaling and compression."""

_LEAST_BAR = 0.01
_LEAST_PICTURE = 0.25
_ALIKE = 0.5


def join_lit(parts: Iterable[Lit | None]) -> Lit | None:
    """What was lit in any part; None when nothing is known of one."""
    joined: Lit | None = None
    for part in parts:
        if part is None:
            return None
        if joined is None:
            joined = part
            continue
        joined = Lit(
            rows=tuple(map(max, joined.rows, part.rows)), columns=tuple(map(max, joined.columns, part.columns))
        )
    return joined


def active_area(lit: Lit | None) -> Area | None:
    """The picture without its bars, or None where there are none (for sure)."""
    if lit is None:
        return None
    rows, columns = _lit_lines(lit.rows), _lit_lines(lit.columns)
    if not rows or not columns:
        return None
    down = _between_bars(lit.rows, rows, len(columns) / len(lit.columns))
    across = _between_bars(lit.columns, columns, len(rows) / len(lit.rows))
    if down is None and across is None:
        return None
    top, bottom = down or (0.0, 1.0)
    left, right = across or (0.0, 1.0)
    return Area(x=left, y=top, w=round(right - left, 5), h=round(bottom - top, 5))


def _lit_lines(lines: Sequence[int]) -> range:
    """From the first to the last line that is ever lit."""
    lit = [index for index, share in enumerate(lines) if share > _BLACK]
    return range(lit[0], lit[-1] + 1) if lit else range(0)


def _between_bars(lines: Sequence[int], lit: range, length: float) -> tuple[float, float] | None:
    """The shares of the frame at which the picture begins and ends; `length`: of the picture along these lines."""
    before, after = lit.start, len(lines) - lit.stop
    if min(before, after) < max(_LEAST_BAR * len(lines), _ALIKE * max(before, after)):
        return None
    first = _sharp(lines[lit.start : lit.stop], length)
    last = _sharp(lines[lit.start : lit.stop][::-1], length)
    if first is None or last is None:
        return None
    start, stop = lit.start + first, lit.stop - last
    if stop - start < _LEAST_PICTURE * len(lines):
        return None
    return round(start / len(lines), 5), round(stop / len(lines), 5)


def _sharp(lines: Sequence[int], length: float) -> int | None:
    """After how many lines the picture is there in full, past its blurred edge; None without a straight edge."""
    for index, share in enumerate(lines[:_EDGE_LINES]):
        if share >= 1000 * _STRAIGHT * length:
            return index + 1
    return None
