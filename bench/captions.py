"""Captions against their rules: cues, highlights, safe area and glyphs, beside a greedy captioner as the baseline.

`python -m bench.captions [--truth samples/talk.truth.json]` needs no running stack, and exits with 1 when a bar is
missed.
"""

import argparse
import asyncio
import json
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pysubs2

from adapters.media.child import FrameStream
from adapters.media.ffmpeg import FfmpegRunner
from adapters.subtitles.ass import plain
from adapters.subtitles.fonts import PackagedFonts
from adapters.subtitles.libass import LibassRenderer
from adapters.subtitles.sampling import filter_path
from domain.contracts.base import TimeRange
from domain.contracts.captions import PixelBox
from domain.contracts.speech import Word
from domain.heuristics.caption_pieces import Piece, clip_pieces
from domain.heuristics.caption_styles import FRAME_SIZES, STYLES, burn_color, safe_area
from domain.heuristics.cue_timing import time_cues
from domain.heuristics.reading_rules import ReadingRules, rules_for
from domain.heuristics.sentence_bounds import closing_words
from domain.heuristics.subtitle_check import Cue, characters, check_cues
from domain.heuristics.subtitle_script import CaptionScript, ScriptRequest, lay_out
from domain.heuristics.subtitle_text import display_width, without_emoji

LANGUAGES = {
    "en": "Here is a number that nobody believes: 99% of the data never goes near a satellite.",
    "es": "Nadie te cuenta esto: los primeros diez clientes no son clientes, ¡son maestros!",
    "vi": "Đây là điều không ai nói với bạn về việc xây dựng một công ty.",
    "tr": "Kimsenin söylemediği şey işte bu: ilk on müşteri öğretmendir.",
    "ru": "Вот то, о чём никто не говорит: первые десять клиентов — это учителя.",
    "el": "Αυτό είναι που κανείς δεν σου λέει για την εταιρεία.",
    "ar": "في البداية، لم يكن لدينا أي شيء. ثم بدأنا مع Google في عام 2024.",
    "hi": "यह वह बात है जो कोई आपको नहीं बताता। पहले दस ग्राहक शिक्षक हैं।",
    "th": "นี่ คือ สิ่ง ที่ ไม่มี ใคร บอก คุณ เกี่ยวกับ การ สร้าง บริษัท",
    "zh": "这 就是 没有 人 告诉 你 的 事情。 前 十个 客户 是 老师。",
    "ja": "誰も 教えて くれない こと が あります。 最初 の 十人 は 先生 です。",
    "ko": "아무도 말해주지 않는 것이 있습니다. 처음 열 명은 선생님입니다.",
}
HIGHLIGHT_BAR = 2.0
_COLOR = re.compile(r"(?:\\t\((\d+),\d+,)?\\1c&H([0-9A-F]{6})&")
_SCALE = 4


@dataclass(frozen=True)
class Lit:
    """One word of an ASS file and the seconds at which it is lit."""

    text: str
    on: float
    off: float


def lit_words(ass: str, active: str) -> list[Lit]:
    """Every word event with the times of its highlight, read from the file alone."""
    red, green, blue = burn_color(active)
    wanted, found = f"{blue:02X}{green:02X}{red:02X}", []
    for event in pysubs2.SSAFile.from_string(ass):
        if event.is_drawing:
            continue
        on, off = None, event.end
        for start, color in _COLOR.findall(event.text):
            if color == wanted and on is None:
                on = event.start + int(start or 0)
            elif color != wanted and on is not None:
                off = event.start + int(start or 0)
        found.append(Lit(plain(event.text), (event.start if on is None else on) / 1000, off / 1000))
    return found


def greedy_cues(pieces: Sequence[Piece], rules: ReadingRules) -> list[Cue]:
    """The baseline: fill two lines, then cut; times as spoken."""
    cues: list[Cue] = []
    lines: list[str] = [""]
    start, end = pieces[0].start, pieces[0].end
    for piece in pieces:
        longer = f"{lines[-1]} {piece.text}".strip()
        if display_width(longer, wide=rules.wide) <= rules.chars_per_line:
            lines[-1] = longer
        elif len(lines) < rules.lines:
            lines.append(piece.text)
        else:
            cues.append(Cue(start, end, tuple(lines), start, end))
            lines, start = [piece.text], piece.start
        end = piece.end
    return [*cues, Cue(start, end, tuple(lines), start, end)]


async def frame_errors(
    runner: FfmpegRunner, script: CaptionScript, ass: str, words: Sequence[Piece], folder: Path, fonts: Path
) -> list[float]:
    """Frames between each word's sound and its yellow, on every frame that libass draws of a `bold` file."""
    width, height = script.width // _SCALE, script.height // _SCALE
    frames = int((words[-1].end + 0.3) * script.frame_rate)
    path = folder / "drawn.ass"
    path.write_text(ass, encoding="utf-8")
    areas = np.zeros((frames, len(words)))
    boxes = [
        (slice(_at(w.y - w.em / 2), _at(w.y + w.em / 2)), slice(_at(w.x - w.width / 2), _at(w.x + w.width / 2)))
        for w in script.words
    ]
    seen = 0

    def look(frame: memoryview) -> None:
        nonlocal seen
        pixels = np.frombuffer(frame, np.uint8).reshape(height, width, 3)
        yellow = (pixels[..., 0] > 200) & (pixels[..., 1] > 170) & (pixels[..., 2] < 110)
        for index, box in enumerate(boxes):
            word = script.words[index]
            if seen < frames and word.start <= seen < word.end:
                areas[seen, index] = yellow[box].mean()
        seen += 1

    graph = f"format=yuv420p,subtitles={filter_path(str(path))}:fontsdir={filter_path(str(fonts))},format=rgb24"
    source = f"color=c=black:s={width}x{height}:r={script.frame_rate}"
    await runner.run(
        (
            *("-f", "lavfi", "-i", source, "-vf", graph, "-frames:v", str(frames)),
            *("-f", "rawvideo", "-pix_fmt", "rgb24", FrameStream(width * height * 3, look)),
        ),
        seconds=300,
    )
    errors = []
    for index, piece in enumerate(words):
        lit = np.flatnonzero(areas[:, index] > 0.03)
        if not lit.size:
            errors.append(float("inf"))
            continue
        errors += [
            abs(float(lit[0]) - piece.start * script.frame_rate),
            abs(float(lit[-1]) + 1 - piece.end * script.frame_rate),
        ]
    return errors


def _at(pixels: float) -> int:
    return int(pixels / _SCALE)


def _inside(ink: PixelBox | None, area: PixelBox) -> bool:
    return ink is not None and (
        ink.left >= area.left and ink.right <= area.right and ink.top >= area.top and ink.bottom <= area.bottom
    )


class Bench:
    """Collects what is missed while it prints."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fonts = PackagedFonts(folder / "fonts")
        self.runner = FfmpegRunner()
        self.renderer = LibassRenderer(self.runner, self.fonts)
        self.missed: list[str] = []

    def cues(self, name: str, pieces: list[Piece], rules: ReadingRules, frames: int, cuts: list[int]) -> None:
        began = time.process_time()
        cues = time_cues(pieces, rules, frames, cuts)
        seconds = time.process_time() - began
        problems = check_cues(cues, rules, cuts)
        baseline = check_cues(greedy_cues(pieces, rules), rules, cuts)
        fastest = max(characters(cue.lines, rules) / (cue.end - cue.start) for cue in cues)
        print(
            f"  {name:<16} {len(cues):>4} cues, {len(problems)} violations (greedy {len(baseline)}), "
            f"fastest {fastest:.1f} of {rules.chars_per_second:g} characters/s, {seconds:.2f} CPU-s"
        )
        self.missed += [f"{name}: {problem}" for problem in problems]

    async def burned(self, name: str, pieces: list[Piece], request: ScriptRequest, *, on_frames: bool = False) -> None:
        began = time.perf_counter()
        script = lay_out(pieces, request, self.fonts)
        ass = self.renderer.write(script)
        area = safe_area(request.aspect)
        layout = await self.renderer.layout(ass, script.width, script.height, area, self.folder)
        wall = time.perf_counter() - began
        lit = lit_words(ass, script.style.active)
        spoken = [piece for piece in pieces if without_emoji(piece.text)]
        same = [word.text for word in lit] == [without_emoji(piece.text) for piece in spoken]
        errors = [
            error * request.frame_rate
            for word, piece in zip(lit, spoken, strict=True)
            for error in (abs(word.on - piece.start), abs(word.off - piece.end))
        ]
        inside = _inside(layout.ink, area)
        note = ""
        if on_frames:
            drawn = await frame_errors(self.runner, script, ass, spoken, self.folder, self.fonts.folder())
            note = f", on frames max {max(drawn):.2f}"
            errors += drawn
        print(
            f"  {name:<16} text {'equal' if same else 'DIFFERS'}, highlight error median "
            f"{statistics.median(errors):.2f}, max {max(errors):.2f} frames{note}, "
            f"{'inside' if inside else 'OUTSIDE'}, missing glyphs {len(layout.missing_glyphs)}, {wall:.1f} s wall"
        )
        bars = {"text": same, "highlights": max(errors) <= HIGHLIGHT_BAR, "safe area": inside}
        bars["glyphs"] = not layout.missing_glyphs
        self.missed += [f"{name}: {bar}" for bar, kept in bars.items() if not kept]


async def measure(truth: str, folder: Path) -> list[str]:
    bench = Bench(folder)
    talk = json.loads(truth)
    rate = float(talk["frame_rate"])
    rules = rules_for(talk["language"], rate)
    words = [Word(text=w["text"], start=w["start"], end=w["end"]) for w in talk["words"]]
    last = [
        i + 1 == len(words) or talk["words"][i + 1]["sentence"] != w["sentence"] for i, w in enumerate(talk["words"])
    ]
    stretches = [("whole talk", 0.0, talk["duration"])]
    stretches += [(h["name"], h["start"], h["end"]) for h in talk["highlights"]]
    print("SRT and VTT, on the sample's true words:")
    clips: dict[str, list[Piece]] = {}
    for name, start, end in stretches:
        chosen = [i for i, word in enumerate(words) if start - 0.01 <= word.start and word.end <= end + 0.01]
        clip = TimeRange(start=max(0.0, start - 0.2), end=min(talk["duration"], end + 0.4))
        pieces = clip_pieces([words[i] for i in chosen], [last[i] for i in chosen], clip, rules)
        first = round(clip.start * rate)
        frames = round(clip.duration * rate)
        cuts = [cut["frame"] - first for cut in talk["cuts"] if 0 < cut["frame"] - first < frames]
        bench.cues(name, pieces, rules, frames, cuts)
        clips[name] = pieces
    print("Burned captions of one clip, per look and aspect:")
    pieces = clips[stretches[-1][0]]
    for style in STYLES:
        for aspect in FRAME_SIZES:
            request = ScriptRequest(style, aspect, talk["language"], rate, round((pieces[-1].end + 0.4) * rate))
            await bench.burned(f"{style} {aspect}", pieces, request, on_frames=(style, aspect) == ("bold", "9:16"))
    print("Languages, bold, 9:16:")
    for language, text in LANGUAGES.items():
        tokens = text.split()
        times = [0.3 + 0.36 * index for index in range(len(tokens))]
        row = [Word(text=token, start=at, end=at + 0.33) for token, at in zip(tokens, times, strict=True)]
        clip = TimeRange(start=0, end=row[-1].end + 0.5)
        pieces = clip_pieces(row, closing_words(tokens, language), clip, rules_for(language, rate))
        await bench.burned(language, pieces, ScriptRequest("bold", "9:16", language, rate, round(clip.end * rate)))
    return bench.missed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--truth", type=Path, default=Path("samples/talk.truth.json"))
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="captions-bench-") as folder:
        missed = asyncio.run(measure(chosen.truth.read_text(), Path(folder)))
    print("every bar kept" if not missed else "MISSED:\n" + "\n".join(f"  {line}" for line in missed))
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
