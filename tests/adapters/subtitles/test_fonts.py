"""The font folder is complete, safe to build at once, and measures as libass draws."""

import multiprocessing
from pathlib import Path

import numpy as np
import pytest
from fontTools.ttLib import TTFont

from adapters.subtitles.font_files import SOURCES
from adapters.subtitles.fonts import PackagedFonts

from .conftest import Drawn

HEAD = """[Script Info]
ScriptType: v4.00+
Kerning: yes
PlayResX: 1600
PlayResY: 300
[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, Bold, BorderStyle, Outline, Shadow, Alignment, Encoding
Style: A,{family},{size},&H00FFFFFF,0,1,0,0,5,-1
[Events]
Format: Layer, Start, End, Style, Text
Dialogue: 0,0:00:00.00,0:00:05.00,A,{text}
"""


def test_every_file_names_its_own_family(fonts: PackagedFonts) -> None:
    """Families are read from the files: static, and named as ASS asks for them."""
    for source in SOURCES:
        with TTFont(fonts.folder() / (source.family.replace(" ", "") + ".ttf")) as font:
            assert font["name"].getDebugName(1) == source.family
            assert "fvar" not in font


def _build(cache: str) -> str:
    return str(PackagedFonts(Path(cache)).folder())


def test_two_processes_may_build_at_once(tmp_path: Path) -> None:
    """Both get the same complete folder and nothing half-made stays."""
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        folders = pool.map(_build, [str(tmp_path)] * 2)
    assert folders[0] == folders[1]
    assert len(list(Path(folders[0]).iterdir())) == len(SOURCES)
    assert [path.name for path in tmp_path.iterdir()] == [Path(folders[0]).name]


@pytest.mark.parametrize(
    ("text", "language"), [("Hello there", "en"), ("Привет", "ru"), ("مرحبا", "ar"), ("नमस्ते", "hi"), ("你好吗", "zh")]
)
def test_widths_are_those_that_libass_draws(fonts: PackagedFonts, draw: Drawn, text: str, language: str) -> None:
    """The measured width is within a sixth of an em of the ink."""
    family = fonts.family_for(text, "loud", language)
    metrics = fonts.metrics(family)
    ass = HEAD.format(family=family, size=100 * (metrics.ascent + metrics.descent), text=text)
    columns = np.flatnonzero((draw(ass, [1.0])[0].max(axis=2) > 60).any(axis=0))
    assert abs((columns[-1] - columns[0]) - fonts.text_width(text, family, 100)) < 17


def test_small_letters_look_like_capitals_in_the_loud_face(fonts: PackagedFonts, draw: Drawn) -> None:
    """The file says `shout`, the screen shows what `SHOUT` shows."""
    family = fonts.family_for("shout", "loud", "en")
    quiet, loud = (draw(HEAD.format(family=family, size=150, text=text), [1.0]) for text in ("shout ñ", "SHOUT Ñ"))
    assert np.array_equal(quiet, loud)
    assert fonts.family_for("shout", "loud", "tr") != family
