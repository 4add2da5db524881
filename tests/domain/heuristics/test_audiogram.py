"""The places of an audiogram, and the bars that move with a voice."""

from typing import get_args

import numpy as np
import pytest

from domain.contracts.framing import Aspect
from domain.heuristics.audiogram_layout import audiogram_layout
from domain.heuristics.caption_styles import FRAME_SIZES, SAFE_ZONES, STYLES, safe_area
from domain.heuristics.voice_bars import BARS, band_edges, bar_heights

BANDS = len(band_edges()) - 1


@pytest.mark.parametrize("aspect", get_args(Aspect))
@pytest.mark.parametrize("cover", [True, False])
def test_everything_stands_in_the_safe_area_and_above_two_lines_of_captions(aspect: Aspect, cover: bool) -> None:
    layout = audiogram_layout(aspect, FRAME_SIZES[aspect], cover=cover)
    area = safe_area(aspect)
    boxes = [box for box in (layout.cover, layout.title, layout.wave) if box is not None]
    assert (layout.cover is not None) == cover
    two_lines = max(style.em * (1 + style.line_height) for style in STYLES.values()) / 2
    captions = SAFE_ZONES[aspect].anchor * FRAME_SIZES[aspect][1] - two_lines
    for box in boxes:
        assert box.left >= area.left - 1 or aspect in {"1:1", "4:5"}
        assert box.left >= 60
        assert box.left + box.width <= FRAME_SIZES[aspect][0] - 60
        assert area.top <= box.top
        assert box.top + box.height <= captions
    for one in boxes:
        for other in boxes:
            apart = (
                one.left + one.width <= other.left
                or other.left + other.width <= one.left
                or one.top + one.height <= other.top
                or other.top + other.height <= one.top
            )
            assert one is other or apart


def test_a_smaller_output_has_the_same_picture() -> None:
    whole, half = (audiogram_layout("9:16", size, cover=True) for size in ((1080, 1920), (540, 960)))
    assert half.wave.top * 2 == pytest.approx(whole.wave.top)
    assert half.em * 2 == pytest.approx(whole.em)


def powers(decibels: list[float]) -> np.ndarray:
    """Bands of a voice, the highest ten decibels below the deepest, one row for each level of `decibels`."""
    return np.asarray(10 ** ((np.array(decibels)[:, None] - np.linspace(0, 10, BANDS)) / 10))


def test_silence_lies_still_and_a_voice_rises_at_once_and_falls_slowly() -> None:
    heights = bar_heights(powers([-120.0] * 30 + [-30.0] * 30 + [-120.0] * 30), 30.0)
    assert heights.shape == (90, BARS)
    middle = heights[:, BARS // 2]
    assert middle[:30].max() < 0.01
    assert middle[32] > 0.8
    assert 0.3 < middle[62] < 0.9
    assert middle[-1] < 0.02


def test_a_soft_voice_moves_as_much_as_a_loud_one_and_noise_below_hearing_not_at_all() -> None:
    loud, soft, nothing = (bar_heights(powers([level] * 40), 30.0)[-1].max() for level in (-20.0, -50.0, -95.0))
    assert loud == pytest.approx(soft, abs=0.01)
    assert nothing < 0.05


def test_bars_are_mirrored_and_lower_to_the_sides() -> None:
    row = bar_heights(powers([-25.0] * 40), 30.0)[-1]
    assert row == pytest.approx(row[::-1])
    assert row[0] < row[BARS // 2]


def test_the_same_voice_moves_alike_at_other_rates() -> None:
    slow = bar_heights(powers([-120.0] * 10 + [-30.0] * 3), 25.0)
    fast = bar_heights(powers([-120.0] * 20 + [-30.0] * 6), 50.0)
    assert slow[-1] == pytest.approx(fast[-1], abs=0.02)
