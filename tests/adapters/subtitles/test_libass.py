"""What libass draws of our captions: every script, inside the safe area, in time, in the colours asked for, literally."""

import re
from pathlib import Path

import numpy as np
import pysubs2
import pytest

from adapters.asr.languages import WHISPER_LANGUAGES
from adapters.media.ffmpeg import FfmpegRunner
from adapters.subtitles.ass import literal, plain
from adapters.subtitles.fonts import PackagedFonts
from adapters.subtitles.libass import LibassRenderer
from domain.contracts.captions import CaptionLayout
from domain.contracts.speech import Word
from domain.errors import PermanentError
from domain.heuristics.caption_styles import FRAME_SIZES, STYLES, safe_area
from domain.heuristics.subtitle_script import CaptionScript, ScriptRequest, lay_out
from domain.heuristics.subtitle_text import SPACELESS
from domain.heuristics.subtitle_text import script_of as script_of_text
from domain.heuristics.written_language import is_drawable, main_script

from .conftest import Drawn
from .script_lines import LINES
from .talk import RATE, TALKS, pieces_of, words_of


def script_of(
    fonts: PackagedFonts, language: str, style: str = "bold", aspect: str = "9:16", words: list[Word] | None = None
) -> CaptionScript:
    spoken = words or words_of(language)
    pieces = pieces_of(spoken, language)
    return lay_out(pieces, ScriptRequest(style, aspect, language, RATE, int((pieces[-1].end + 0.5) * RATE)), fonts)


async def layout_of(renderer: LibassRenderer, script: CaptionScript, aspect: str, folder: Path) -> CaptionLayout:
    return await renderer.layout(renderer.write(script), script.width, script.height, safe_area(aspect), folder)


@pytest.mark.parametrize("language", list(TALKS))
async def test_every_script_is_drawn(
    renderer: LibassRenderer, fonts: PackagedFonts, language: str, tmp_path: Path
) -> None:
    """No missing glyph, no other font than asked for, all ink in the safe area, all text in the file, in each look."""
    for style in STYLES:
        script = script_of(fonts, language, style)
        layout = await layout_of(renderer, script, "9:16", tmp_path)
        area = layout.safe_area
        assert layout.missing_glyphs == ()
        assert layout.ink is not None
        assert layout.ink.left >= area.left
        assert layout.ink.right <= area.right
        assert layout.ink.bottom <= area.bottom
        events = pysubs2.SSAFile.from_string(renderer.write(script)).events
        drawn = [plain(event.text) for event in events if not event.is_drawing]
        # Scripts without spaces are drawn by phrases, whatever tokens they came in.
        assert (drawn if language not in SPACELESS else "".join(drawn)) == (
            TALKS[language].split() if language not in SPACELESS else "".join(TALKS[language].split())
        )


@pytest.mark.parametrize("aspect", list(FRAME_SIZES))
async def test_every_aspect_is_safe(
    renderer: LibassRenderer, fonts: PackagedFonts, aspect: str, tmp_path: Path
) -> None:
    """Long words and many of them stay inside, in every look and aspect."""
    texts = ("Extraordinarily", "uncharacteristically", "internationalization", "misunderstandings,", "unbelievable!")
    words = [Word(text=text, start=index * 0.6, end=index * 0.6 + 0.5) for index, text in enumerate(texts)]
    for style in STYLES:
        layout = await layout_of(renderer, script_of(fonts, "en", style, aspect, words), aspect, tmp_path)
        ink, area = layout.ink, layout.safe_area
        assert ink is not None
        assert (ink.left >= area.left, ink.right <= area.right, ink.bottom <= area.bottom) == (True, True, True)


async def test_a_missing_glyph_is_told(renderer: LibassRenderer, fonts: PackagedFonts, tmp_path: Path) -> None:
    """A script that no font covers is named by its characters."""
    words = [Word(text="ᚠᚢ", start=0.2, end=0.9)]
    layout = await layout_of(renderer, script_of(fonts, "en", words=words), "9:16", tmp_path)
    assert set(layout.missing_glyphs) == {"ᚠ", "ᚢ"}


async def test_a_substituted_font_is_an_error(renderer: LibassRenderer, fonts: PackagedFonts, tmp_path: Path) -> None:
    """libass falls back silently; the log tells, and the stage refuses."""
    ass = renderer.write(script_of(fonts, "en")).replace("Cutdown Caps", "No Such Font")
    with pytest.raises(PermanentError, match="No Such Font"):
        await renderer.layout(ass, 1080, 1920, safe_area("9:16"), tmp_path)


async def test_ink_outside_is_measured(runner: FfmpegRunner, fonts: PackagedFonts, tmp_path: Path) -> None:
    """Captions pushed to the right edge are found there."""
    renderer = LibassRenderer(runner, fonts)
    ass = re.sub(r"\\pos\([\d.]+", r"\\pos(1000", renderer.write(script_of(fonts, "en")))
    layout = await renderer.layout(ass, 1080, 1920, safe_area("9:16"), tmp_path)
    assert layout.ink is not None
    assert layout.ink.right > layout.safe_area.right


@pytest.mark.parametrize("text", ["توقف", "بنسبة", "في", "الساعة", "خادم"])
def test_arabic_words_stand_where_they_are_placed(
    renderer: LibassRenderer, fonts: PackagedFonts, draw: Drawn, text: str
) -> None:
    """The ink is centred on the word's place: beside it, it would touch its neighbour."""
    script = script_of(fonts, "ar", words=[Word(text=text, start=0.2, end=0.9)])
    drawn = draw(renderer.write(script), [1.0])[0]
    columns = np.flatnonzero((drawn.max(axis=2) > 100).any(axis=0))
    (word,) = script.words
    assert (columns[0] + columns[-1]) / 2 == pytest.approx(word.x, abs=0.12 * word.em)


@pytest.mark.parametrize("style", list(STYLES))
def test_accents_of_two_lines_do_not_touch(
    renderer: LibassRenderer, fonts: PackagedFonts, draw: Drawn, style: str
) -> None:
    """Marks below the upper line and accents upon accents of the lower one leave rows of the picture free."""
    texts = ("NGƯỠNGMỘẬỢỰ", "NHỮNGĐIỀUẾỂỖ")
    words = [Word(text=text, start=0.2 + index * 0.4, end=0.6 + index * 0.4) for index, text in enumerate(texts)]
    script = script_of(fonts, "vi", style, words=words)
    first, second = script.words
    assert second.y > first.y
    assert first.family == second.family
    drawn = draw(renderer.write(script), [1.05])[0]
    middle = drawn[int(first.y) : int(second.y), int(first.x - first.width / 4) : int(first.x + first.width / 4)]
    light = (middle.min(axis=2) > 150).any(axis=1)
    assert (~light).any()


METACHARACTERS = [r"{\an8}x", r"a\Nb", r"a\hb", r"\{x\}", "{x}", "\\", r"{\1c&HFF&}r", r"C:\new\{d}"]


@pytest.mark.parametrize("text", METACHARACTERS)
def test_metacharacters_are_literal(renderer: LibassRenderer, fonts: PackagedFonts, draw: Drawn, text: str) -> None:
    """Braces and backslashes are drawn as such: the ink differs from that of the override, and text reads back."""
    assert plain(literal(text)) == text
    ass = renderer.write(script_of(fonts, "en", words=[Word(text=text, start=0.2, end=0.9)]))
    bare = ass.replace(literal(text), text)
    drawn, overridden = draw(ass, [0.7])[0], draw(bare, [0.7])[0]
    columns = np.flatnonzero((drawn.max(axis=2) > 100).any(axis=0))
    family = fonts.family_for(text, "loud", "en")
    expected = fonts.text_width(text, family, STYLES["bold"].em)
    assert columns[-1] - columns[0] == pytest.approx(expected, rel=0.25, abs=30)
    if text != "\\":
        assert not np.array_equal(drawn, overridden)


@pytest.mark.parametrize(("style", "attribute"), [("bold", "active"), ("bold", "fill"), ("clean", "active")])
def test_colours_survive_the_burning(
    renderer: LibassRenderer, fonts: PackagedFonts, draw: Drawn, style: str, attribute: str
) -> None:
    """Seen as BT.709, the frame shows the palette's colour to within five steps a channel."""
    wished = getattr(STYLES[style], attribute)
    ass = renderer.write(script_of(fonts, "en", style, words=[Word(text="MMMMMM", start=0.2, end=1.2)]))
    seconds = 0.9 if attribute == "active" else 1.4
    pixels = draw(ass, [seconds])[0].reshape(-1, 3).astype(int)
    target = np.array([int(wished[at : at + 2], 16) for at in (1, 3, 5)])
    inside = pixels[np.abs(pixels - target).sum(axis=1) < 60]
    assert len(inside) > 2000
    assert np.abs(np.median(inside, axis=0) - target).max() <= 5


def test_highlights_are_on_time_on_the_frames(renderer: LibassRenderer, fonts: PackagedFonts, draw: Drawn) -> None:
    """Counted on every rendered frame, each word is yellow from its start to its end, to within two frames."""
    words = words_of("en")
    script = script_of(fonts, "en", words=words)
    frames = int((words[-1].end + 0.4) * RATE)
    drawn = draw(renderer.write(script), [(frame + 0.01) / RATE for frame in range(frames)], shrink=4)
    yellow = (drawn[..., 0] > 200) & (drawn[..., 1] > 170) & (drawn[..., 2] < 90)
    for word, placed in zip(words, script.words, strict=True):
        left, right = int((placed.x - placed.width / 2) / 4), int((placed.x + placed.width / 2) / 4)
        top, bottom = int((placed.y - placed.em / 2) / 4), int((placed.y + placed.em / 2) / 4)
        area = yellow[:, top:bottom, left:right].sum(axis=(1, 2))
        lit = np.flatnonzero(area[placed.start : placed.end] > 0.03 * (bottom - top) * (right - left)) + placed.start
        assert abs(lit[0] - word.start * RATE) <= 2
        assert abs(lit[-1] + 1 - word.end * RATE) <= 2
        assert len(lit) == lit[-1] - lit[0] + 1


@pytest.mark.parametrize("language", list(LINES))
async def test_every_offered_language_is_drawn_in_its_own_script(
    renderer: LibassRenderer, fonts: PackagedFonts, language: str, tmp_path: Path
) -> None:
    """A line of each language has all of its glyphs, from a face of its own script, inside the safe area."""
    words = [
        Word(text=text, start=0.3 * number, end=0.3 * number + 0.28)
        for number, text in enumerate(LINES[language].split(" "))
    ]
    layout = await layout_of(renderer, script_of(fonts, language, words=words), "9:16", tmp_path)
    assert layout.missing_glyphs == ()
    assert layout.ink is not None
    assert layout.ink.left >= layout.safe_area.left
    assert layout.ink.right <= layout.safe_area.right
    assert layout.ink.bottom <= layout.safe_area.bottom
    word = next(text for text in LINES[language].split(" ") if script_of_text(text))
    own = fonts.family_for(word, "loud", language)
    assert own in layout.fonts
    assert not fonts.missing(word, own)


def test_every_drawable_language_of_the_recogniser_has_a_line() -> None:
    """What has no fonts is told to be so; languages in Latin letters share the faces that other tests draw."""
    undrawn = {language for language in WHISPER_LANGUAGES if not is_drawable(language)}
    assert undrawn == {"bo"}
    unproved = {language for language in WHISPER_LANGUAGES if main_script(language) not in {"latin", "cyrillic"}}
    assert unproved - undrawn - set(LINES) == {"sa"}
