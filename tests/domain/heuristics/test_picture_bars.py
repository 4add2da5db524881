"""Bars are found where they surround a picture all through, and nowhere else."""

import pytest

from domain.contracts.picture import Lit
from domain.heuristics.picture_bars import active_area, join_lit

ROWS, COLUMNS = 540, 960
FULL = 1000


def lines(count: int, before: int, after: int, *, share: int = FULL, edge: tuple[int, ...] = ()) -> tuple[int, ...]:
    """`share` thousandths are lit between black lines; `edge`: what the first and the last lines of it have instead."""
    inside = [share] * (count - before - after)
    for index, value in enumerate(edge):
        inside[index] = inside[-1 - index] = value
    return (0,) * before + tuple(inside) + (0,) * after


def lit(top: int = 0, bottom: int = 0, left: int = 0, right: int = 0, **how) -> Lit:
    wide, high = (COLUMNS - left - right) / COLUMNS, (ROWS - top - bottom) / ROWS
    share = how.pop("share", FULL)
    return Lit(
        rows=lines(ROWS, top, bottom, share=round(share * wide), **how),
        columns=lines(COLUMNS, left, right, share=round(share * high), **how),
    )


@pytest.mark.parametrize(
    ("bars", "expected"),
    [
        ({"top": 69, "bottom": 69}, (0, 70 / 540, 1, 400 / 540)),
        ({"left": 120, "right": 120}, (121 / 960, 0, 718 / 960, 1)),
        ({"top": 60, "bottom": 60, "left": 106, "right": 106}, (107 / 960, 61 / 540, 746 / 960, 418 / 540)),
        ({"top": 60, "bottom": 80}, (0, 61 / 540, 1, 398 / 540)),
        ({"left": 328, "right": 328}, (329 / 960, 0, 302 / 960, 1)),
    ],
    ids=["letterbox", "pillarbox", "window", "not quite in the middle", "an upright phone in a wide frame"],
)
def test_bars_are_left_out(bars: dict[str, int], expected: tuple[float, ...]) -> None:
    area = active_area(lit(**bars))
    assert area is not None
    assert (area.x, area.y, area.w, area.h) == pytest.approx(expected, abs=1e-4)


def test_a_blurred_edge_is_left_out_with_the_bars() -> None:
    area = active_area(lit(top=69, bottom=69, edge=(40, 300)))
    assert area is not None
    assert (area.y * 540, area.h * 540) == pytest.approx((72, 396), abs=0.01)


def test_a_little_noise_in_the_bars_does_not_hide_them() -> None:
    noisy = lit(top=69, bottom=69)
    speckled = tuple(max(share, 2) for share in noisy.rows)
    assert active_area(noisy.model_copy(update={"rows": speckled})) == active_area(noisy)


@pytest.mark.parametrize(
    "what",
    [
        lit(),
        lit(top=69),
        lit(top=69, bottom=10),
        lit(top=3, bottom=3),
        # A figure before black: light comes and goes towards the edges.
        Lit(rows=(FULL // 2,) * ROWS, columns=(0,) * 200 + tuple(range(560)) + (0,) * 200),
        # Text on black: no line of it is lit nearly all along.
        lit(top=80, bottom=90, left=100, right=140, share=250),
        Lit(rows=(0,) * ROWS, columns=(0,) * COLUMNS),
        # A logo in one of the bars.
        Lit(rows=tuple(40 if 20 <= i < 40 else v for i, v in enumerate(lines(ROWS, 69, 69))), columns=(740,) * COLUMNS),
    ],
    ids=["full", "one edge", "lopsided", "hair lines", "limbo", "credits", "black", "logo in the bar"],
)
def test_what_only_looks_like_bars_stays(what: Lit) -> None:
    assert active_area(what) is None


def test_a_stretch_without_bars_is_enough_to_keep_all() -> None:
    boxed, full = lit(top=69, bottom=69), lit()
    assert active_area(join_lit([boxed, boxed])) is not None
    assert active_area(join_lit([boxed, full])) is None
    assert active_area(join_lit([boxed, None])) is None
    assert active_area(join_lit([])) is None


def test_bars_that_differ_from_stretch_to_stretch_are_cut_to_what_all_have() -> None:
    dark = lit(top=90, bottom=90)
    area = active_area(join_lit([dark, lit(top=69, bottom=69)]))
    assert area is not None
    assert area.h * 540 == pytest.approx(400, abs=0.01)
