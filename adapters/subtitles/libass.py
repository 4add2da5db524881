"""A SubtitleRenderer: libass inside ffmpeg, looked at on grey at a third of the size, one frame per moment."""

import re
from pathlib import Path

import numpy as np
import pysubs2

from adapters.media.child import FrameStream, Limits
from adapters.media.ffmpeg import FfmpegRunner
from adapters.subtitles.ass import plain, write_ass
from adapters.subtitles.font_files import SOURCES
from adapters.subtitles.sampling import filter_path, sample_times, time_table
from domain.contracts.captions import CaptionLayout, PixelBox
from domain.engines import FontLibrary
from domain.errors import PermanentError
from domain.heuristics.subtitle_script import CaptionScript

_SHRINK = 3
_GREY = 126
"""Luma of the backdrop `0x808080`: dark outlines and light letters both differ from it."""
_INK = 24
"""Luma steps that count as ink; the faint rim of a soft shadow does not."""
_LIMITS = Limits(cpu_seconds=120, file_bytes=1 << 30)
_WALL_SECONDS = 180
_FONT = re.compile(r"fontselect: \((.+?), (\d+), \d+\) -> (.+?), -?\d+, (.+)$", re.MULTILINE)
_NO_GLYPH = re.compile(r"failed to find any fallback with glyph 0x([0-9A-Fa-f]+)")


class LibassRenderer:
    """Writes and draws ASS files with the fonts of one library."""

    def __init__(self, runner: FfmpegRunner, fonts: FontLibrary) -> None:
        self._runner = runner
        self._fonts = fonts

    @property
    def identity(self) -> str:
        """The program that draws, and the fonts that it draws with."""
        return f"libass/{self._runner.identity}/{self._fonts.identity}"

    def write(self, script: CaptionScript) -> str:
        """The laid-out captions as an ASS file, every text literal."""
        return write_ass(script, self._fonts)

    async def layout(self, ass: str, width: int, height: int, safe_area: PixelBox, folder: Path) -> CaptionLayout:
        """Draw every event at its middle and at its largest, and measure the ink to about three pixels.

        `folder` takes two small working files.

        Raises PermanentError `subtitles.font_substituted` when libass took another font than the file names.
        """
        times = sample_times(ass)
        if not times:
            return CaptionLayout(ink=None, safe_area=safe_area)
        ink = _Ink(width // _SHRINK // 2 * 2, height // _SHRINK // 2 * 2)
        captions, graph = folder / "captions.ass", folder / "graph.txt"
        captions.write_text(ass, encoding="utf-8")
        fonts = filter_path(str(self._fonts.folder()))
        graph.write_text(
            f"settb=1/1000,setpts='{time_table(times)}',format=yuv420p,"
            f"subtitles={filter_path(str(captions))}:fontsdir={fonts},extractplanes=y",
            encoding="utf-8",
        )
        source = f"color=c=0x808080:s={ink.width}x{ink.height}:r=25,format=yuv420p"
        result = await self._runner.run(
            (
                *("-f", "lavfi", "-i", source, "-/filter:v", str(graph), "-frames:v", str(len(times))),
                *("-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "gray"),
                FrameStream(ink.width * ink.height, ink.add),
            ),
            seconds=_WALL_SECONDS,
            limits=_LIMITS,
            log_level="verbose",
        )
        asked = _families(ass)
        _check_fonts(result.log, asked)
        return CaptionLayout(
            ink=ink.box(width, height),
            safe_area=safe_area,
            missing_glyphs=self._missing(ass, result.log),
            fonts=tuple(sorted(asked)),
        )

    def _missing(self, ass: str, log: str) -> tuple[str, ...]:
        """What libass complains of, and what the font files do not cover: its log is kept only in part."""
        own = {source.family for source in SOURCES}
        found = {chr(int(code, 16)) for code in _NO_GLYPH.findall(log)}
        subs = pysubs2.SSAFile.from_string(ass, format_="ass")
        for event in subs:
            family = subs.styles[event.style].fontname if event.style in subs.styles else ""
            if family in own and not event.is_drawing:
                found.update(self._fonts.missing(plain(event.text), family))
        return tuple(sorted(found))


def _families(ass: str) -> set[str]:
    subs = pysubs2.SSAFile.from_string(ass, format_="ass")
    shown = [event for event in subs if not event.is_comment and not event.is_drawing and plain(event.text).strip()]
    return {subs.styles[event.style].fontname for event in shown if event.style in subs.styles}


def _check_fonts(log: str, asked: set[str]) -> None:
    for family, _, _, postscript in _FONT.findall(log):
        if family in asked and postscript.strip() != family.replace(" ", "") + "-Regular":
            raise PermanentError(
                "subtitles.font_substituted",
                f"The font {family} was not found, {postscript.strip()} was drawn instead.",
            )


class _Ink:
    """The union of all pixels that differ from the backdrop, over frames of `width` x `height`."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._columns = np.zeros(width, dtype=bool)
        self._rows = np.zeros(height, dtype=bool)

    def add(self, frame: memoryview) -> None:
        luma = np.frombuffer(frame, dtype=np.uint8).reshape(self.height, self.width)
        # One unsigned comparison instead of a signed difference: frames come by the hundred.
        inked = (luma - np.uint8(_GREY - _INK)) > np.uint8(2 * _INK)
        self._columns |= inked.any(axis=0)
        self._rows |= inked.any(axis=1)

    def box(self, width: int, height: int) -> PixelBox | None:
        """The union in pixels of the full frame; None when nothing was drawn."""
        columns, rows = np.flatnonzero(self._columns), np.flatnonzero(self._rows)
        if not columns.size or not rows.size:
            return None
        across, down = width / self.width, height / self.height
        return PixelBox(
            left=int(columns[0] * across),
            top=int(rows[0] * down),
            right=min(width, round((columns[-1] + 1) * across)),
            bottom=min(height, round((rows[-1] + 1) * down)),
        )
