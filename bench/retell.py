"""Tells written talks again and judges the recaps: `python -m bench.retell [--seconds N] [--tone NAME] [--spoken]`.

A key point counts as told when the sentence that makes it is; in talks whose points are not marked, when at least two
sentences and a third of the words of its passage are. Voices are estimates, up to an eighth faster or slower by the
line, or with `--spoken` real ones. Bars: on every held-out talk two of its three points; and on all talks every quote
in the transcript at its range, the length within 5 % of the wish, picture and voice of a line ending within a frame of
each other, no shot cut to itself, no picture shorter than 1.2 s.
"""

import argparse
import random
import sys
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from rich.console import Console
from rich.table import Table

from adapters.container import Container
from adapters.embed.registry import text_embedder
from adapters.settings import Settings
from bench.discover_talks import Talk, read_sample, read_talk, read_talks
from domain.contracts.base import ArtifactRef, TimeRange
from domain.contracts.lines import Line, SpokenLine
from domain.contracts.retell import RetellScript, RetellWish, ScriptLine
from domain.engines import TextEmbedder
from domain.errors import RejectedError
from domain.heuristics.outline import sentence_worths
from domain.heuristics.retell_cut import RetellCut, cut_retell
from domain.heuristics.retell_edits import edited_lines
from domain.heuristics.retell_script import expected_seconds, require_enough, require_length, write_script
from domain.heuristics.retell_source import RetellSource, retell_source, retell_texts
from domain.heuristics.shot_picking import pieces_of
from domain.heuristics.speaking_pace import seconds_to_say

RECAPS = Path(__file__).parent / "recaps"
POINTS = 2
LENGTH = 0.05
_AUDIO = ArtifactRef(digest="0" * 64, size=0, media_type="audio/flac")

Speak = Callable[[str, str, int], float]
"""Seconds that a text in a language takes; the number makes it another line."""


@dataclass(frozen=True)
class Judgement:
    """What a recap of one talk is like; `drift` in frames, the most of any line."""

    talk: str
    split: str
    seconds: float
    points: dict[str, bool]
    quotes: bool
    drift: float
    repeats: int
    shortest: float
    hooked: bool

    def faults(self, wish: RetellWish) -> list[str]:
        """The bars that are missed."""
        checks = (
            (self.split != "held" or sum(self.points.values()) >= POINTS, "points"),
            (self.quotes, "quotes"),
            (abs(self.seconds / wish.seconds - 1) <= LENGTH, "length"),
            (self.drift <= 1.0 + 1e-6, "drift"),
            (self.repeats == 0, "repeats"),
            (self.shortest >= 1.2 - 1e-6, "shortest"),
        )
        return [name for kept, name in checks if not kept]


def all_talks() -> list[Talk]:
    """The sample, the talks of clip discovery, and those with marked points."""
    return [read_sample(), *read_talks(), *(read_talk(path) for path in sorted(RECAPS.glob("*.txt")))]


def source_of(talk: Talk, engine: TextEmbedder) -> RetellSource:
    """A talk as the stage would prepare it."""
    vectors = engine.embed(retell_texts(talk.transcript)).tolist()
    return retell_source(talk.transcript, talk.audio, talk.picture, vectors)


def recap(source: RetellSource, wish: RetellWish, speak: Speak) -> tuple[RetellScript, RetellCut]:
    """Write, speak and cut; refused as the stage would refuse it."""
    worths = sentence_worths(source.facts, source.claims, wish.tone)
    require_enough(source, worths, wish)
    script = write_script(source, worths, wish)
    require_length(expected_seconds(script, source, wish), wish)
    language = script.language
    spoken = {line.number: _spoken(line, speak(line.text, language, line.number)) for line in script.lines if line.text}
    lines = edited_lines(script, ())
    cut = cut_retell(lines, spoken, (language, language), source.transcript, source.footage, wish.seconds)
    return script, cut


def judge(talk: Talk, source: RetellSource, script: RetellScript, cut: RetellCut) -> Judgement:
    """Look at a recap with other eyes than those that made it."""
    told = [line for line in script.lines if line.number in cut.kept]
    pieces = pieces_of(cut.edl.entries)
    rate = float(cut.edl.frame_rate.value)
    hooks = {text.first: source.facts.interest[n] for n, text in enumerate(source.facts.texts)}
    usual = sorted(source.facts.interest)[len(hooks) // 2]
    return Judgement(
        talk=talk.name,
        split=talk.split,
        seconds=cut.seconds,
        points={name: _covered(talk, name, told) for name in talk.highlights},
        quotes=all(_quoted(talk, line) for line in script.lines),
        drift=_drift(cut) * rate,
        repeats=sum(one[0] == other[0] for one, other in pairwise(pieces)),
        shortest=min(len(frames) for _, frames in pieces) / rate,
        hooked=hooks[told[0].first_word] >= usual,
    )


def _covered(talk: Talk, name: str, told: list[ScriptLine]) -> bool:
    transcript = talk.transcript
    words = {word for line in told for word in range(line.first_word, line.last_word)}

    def sentences(span: TimeRange) -> list[range]:
        found = [range(s.first, s.last) for s in transcript.sentences]
        return [run for run in found if span.start - 0.05 <= transcript.words[run.start].start < span.end]

    if name in talk.points:
        return all(set(run) <= words for run in sentences(talk.points[name]))
    passage = sentences(talk.highlights[name])
    whole = [run for run in passage if set(run) <= words]
    return len(whole) >= 2 and 3 * sum(map(len, whole)) >= sum(map(len, passage))


def _quoted(talk: Talk, line: ScriptLine) -> bool:
    words = talk.transcript.words[line.first_word : line.last_word]
    span = (words[0].start, words[-1].end)
    return line.quote == talk.transcript.text_of(line.first_word, line.last_word) and span == (
        line.range.start,
        line.range.end,
    )


def _drift(cut: RetellCut) -> float:
    """The most seconds between the end of a line's voice and of its picture."""
    rate = float(cut.edl.frame_rate.value)
    ends: dict[int, float] = {}
    at = 0
    for entry in cut.edl.entries:
        at += entry.last - entry.first
        ends[entry.line] = at / rate
    return max((abs(ends[line.spoken.line.number] - line.end) for line in cut.placed.lines), default=0.0)


def _spoken(line: ScriptLine, seconds: float) -> SpokenLine:
    said = Line(
        number=line.number,
        slot=line.range,
        first_word=line.first_word,
        last_word=line.last_word,
        source=line.text,
        text=line.text,
    )
    return SpokenLine(line=said, voice="bench", audio=_AUDIO, seconds=round(seconds, 4))


def estimated(text: str, language: str, number: int) -> float:
    """The estimate, up to an eighth faster or slower; the same for the same text."""
    noise = random.Random(zlib.crc32(f"{number}{text}".encode()))
    return seconds_to_say(text, language) * noise.uniform(0.875, 1.125)


def really_spoken() -> Speak:
    """The first voice of the catalogue that speaks the language."""
    voices = Container(Settings.load(), "bench").voices

    def speak(text: str, language: str, _: int) -> float:
        voice = next(voice for voice in voices.voices if language in voice.languages)
        samples, rate = voices.speak(text, voice.id, language)
        return len(samples) / rate

    return speak


def main() -> int:
    """Print one row per talk; 1 when a bar was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--embedder", default="auto")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--tone", choices=("neutral", "dramatic", "playful"), default="neutral")
    parser.add_argument("--mode", choices=("narration", "both"), default="narration")
    parser.add_argument("--spoken", action="store_true")
    parser.add_argument("--show", action="store_true", help="print what is told")
    parser.add_argument("talks", nargs="*")
    chosen = parser.parse_args()
    engine = text_embedder(chosen.embedder)
    console = Console(width=130)
    console.print(f"embedder: {engine.identity}")
    wish = RetellWish(seconds=chosen.seconds, tone=chosen.tone, mode=chosen.mode)
    speak = really_spoken() if chosen.spoken else estimated
    began = time.process_time()
    table = Table("talk", "split", "seconds", "points told", "quotes", "drift", "repeats", "shortest", "hook", "missed")
    judged: list[Judgement] = []
    for talk in all_talks():
        if chosen.talks and talk.name not in chosen.talks:
            continue
        source = source_of(talk, engine)
        try:
            script, cut = recap(source, wish, speak)
        except RejectedError as error:
            console.print(f"{talk.name}: refused, {error.message}")
            continue
        one = judge(talk, source, script, cut)
        judged.append(one)
        names = " ".join(name if told else f"({name})" for name, told in one.points.items())
        faults = one.faults(wish)
        table.add_row(
            one.talk,
            one.split,
            f"{one.seconds:.2f}",
            f"{sum(one.points.values())} {names}",
            "yes" if one.quotes else "NO",
            f"{one.drift:.2f}",
            str(one.repeats),
            f"{one.shortest:.2f}",
            "yes" if one.hooked else "no",
            ", ".join(faults),
        )
        if chosen.show:
            for line in script.lines:
                console.print("*" if line.number in cut.kept else " ", line.mode, line.text or f"“{line.quote}”")
    console.print(table)
    for split in dict.fromkeys(one.split for one in judged):
        own = [one for one in judged if one.split == split]
        enough = sum(sum(one.points.values()) >= POINTS for one in own)
        points = sum(sum(one.points.values()) for one in own)
        console.print(f"{split}: two points or more on {enough} of {len(own)} talks, {points} of {3 * len(own)} points")
    console.print(f"{time.process_time() - began:.1f} CPU-seconds")
    return int(any(one.faults(wish) for one in judged))


if __name__ == "__main__":
    sys.exit(main())
