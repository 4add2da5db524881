"""Where captions break: cues and burned groups over many passages, read at speeds from slow to fast.

`python -m bench.cues [--part N] [--show]` needs no running stack. It counts broken hard rules, cues that end where a
reader would not stop, and cues that are too fast to read, and exits with 1 when a bar is missed.
"""

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bench.cue_material import PACES, Passage, spoken, talks, written_passages
from domain.contracts.base import TimeRange
from domain.contracts.speech import Transcript
from domain.heuristics.caption_groups import GroupLimits, group_words
from domain.heuristics.caption_pieces import Piece, clip_pieces
from domain.heuristics.cue_timing import time_cues
from domain.heuristics.reading_rules import ReadingRules, rules_for
from domain.heuristics.subtitle_check import Cue, characters, check_cues
from domain.heuristics.subtitle_text import SPACELESS

FASTEST = 20.0
"""Characters a second above which a cue counts as too fast, where the target is 17; others in proportion."""
TOO_FAST_BAR = 0.02
RATES = (25.0, 30000 / 1001)
GROUP_LETTERS = 15
"""Letters of a line of burned captions, about what the look `bold` has in 9:16."""

# Written apart from the product's own lists: a word that is missing there shall be found here.
UNFINISHED = {
    "en": "a an the my your his its our their of in on at to for with from by into onto over under about after before "
    "between through during without within against across along behind toward towards than and or but nor because if "
    "when while although that which who unless until every mr. mrs. ms. dr. prof.",
    "es": "el la los las un una unos unas del al de a en con por para sin sobre entre desde hasta hacia según contra "
    "durante y e o u pero porque si cuando que quien aunque mi tu su sus mis dr. sra. sr.",
    "de": "der die das den dem des ein eine einen einem einer eines in im an am auf aus bei mit nach von vom zu zum "
    "zur für um über unter vor durch ohne gegen seit bis und oder aber denn sondern wenn weil dass ob als mein meine "
    "meinen meinem meiner sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer kein keine keinen dr.",
    "fr": "le la les l' un une des du de d' à au aux en dans sur sous avec sans pour par chez entre vers depuis "
    "pendant et ou mais que qui quand si mon ma mes son sa ses notre votre leur leurs ce cet cette ces m. dr",
    "id": "sebuah seorang para sang di ke dari pada kepada untuk dengan oleh dalam tentang sebagai sampai sejak dan "
    "atau tetapi tapi jika kalau karena ketika yang bahwa sehingga meskipun sementara pak bu ibu",
}
_UNFINISHED = {code: frozenset(words.split()) for code, words in UNFINISHED.items()}


@dataclass
class Tally:
    """What was counted; `cases` hold the first of each kind in words."""

    cues: int = 0
    hard: int = 0
    senseless: int = 0
    too_fast: int = 0
    lines: int = 0
    bad_lines: int = 0
    groups: int = 0
    bad_groups: int = 0
    lone_groups: int = 0
    by_pace: Counter[tuple[float, str]] = field(default_factory=Counter)
    cases: list[str] = field(default_factory=list)

    @property
    def fast_share(self) -> float:
        """Cues too fast to read, as a share of all."""
        return self.too_fast / max(1, self.cues)


def pieces_of(transcript: Transcript, rules: ReadingRules) -> list[Piece]:
    """The pieces of the whole passage, as a job makes them."""
    closing = {sentence.last - 1 for sentence in transcript.sentences}
    words = transcript.words
    clip = TimeRange(start=0, end=transcript.duration)
    return clip_pieces(words, [index in closing for index in range(len(words))], clip, rules)


def hard_breaches(cues: Sequence[Cue], rules: ReadingRules, cuts: Sequence[int]) -> list[str]:
    """Every broken rule but the reading speed, which yields to sense."""
    return [problem for problem in check_cues(cues, rules, cuts) if "characters per second" not in problem]


def unfinished(texts: Sequence[str], sentences: Sequence[str], language: str) -> list[str]:
    """Captions that end inside a sentence on a word that waits for the next, or on its first or second word."""
    words = [(word, place, len(row) - place) for row in map(str.split, sentences) for place, word in enumerate(row, 1)]
    ends: dict[int, tuple[str, int, int]] = {}
    letters = 0
    for word, place, left in words:
        letters += _letters(word)
        ends[letters] = (word, place, left)
    found, seen = [], 0
    for text, following in pairwise(texts):
        seen += _letters(text)
        if seen not in ends:
            found.append(f"{text!r} | {following!r}: inside a word")
            continue
        word, place, left = ends[seen]
        if left == 0:
            continue
        why = _why(word, place, language)
        if why:
            found.append(f"{text!r} | {following!r}: {why}")
    return found


def _why(word: str, place: int, language: str) -> str:
    bare = word.lower().strip("\"'“”„«»()¿¡")
    if place <= 2:
        return f"after word {place} of its sentence"
    if bare in _UNFINISHED.get(language, frozenset()):
        return f"on {bare!r}"
    return "on a number" if bare[-1:].isdigit() else ""


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)


def measure(passages: Iterable[Passage], paces: Sequence[float], *, seed: int = 0) -> Tally:
    """All passages at all paces, with shot changes about every four seconds in every other one."""
    tally = Tally()
    for number, passage in enumerate(passages):
        for step, pace in enumerate(paces):
            transcript = spoken(passage, pace, seed)
            rules = rules_for(passage.language, RATES[(number + step) % 2])
            pieces = pieces_of(transcript, rules)
            frames = int(transcript.duration * rules.frame_rate)
            dice = random.Random(f"{passage.name} {pace} cuts")
            cuts = sorted({dice.randrange(frames) for _ in range(int(transcript.duration / 4))}) if step % 2 else []
            _count_cues(tally, passage, pace, time_cues(pieces, rules, frames, cuts), rules, cuts)
            _count_groups(tally, passage, pieces, rules, frames)
    return tally


def _count_cues(
    tally: Tally, passage: Passage, pace: float, cues: Sequence[Cue], rules: ReadingRules, cuts: Sequence[int]
) -> None:
    tally.cues += len(cues)
    tally.by_pace[pace, "cues"] += len(cues)
    broken = hard_breaches(cues, rules, cuts)
    tally.hard += len(broken)
    tally.cases += [f"{passage.name} at {pace:g}: {problem}" for problem in broken]
    limit = FASTEST * rules.chars_per_second / 17
    fast = sum(characters(cue.lines, rules) / (cue.end - cue.start) > limit for cue in cues)
    tally.too_fast += fast
    tally.by_pace[pace, "fast"] += fast
    if passage.language in SPACELESS:
        return
    joined = [" ".join(re.sub(r"-$", "", line) for line in cue.lines) for cue in cues]
    bad = unfinished(joined, passage.sentences, passage.language)
    tally.senseless += len(bad)
    tally.by_pace[pace, "senseless"] += len(bad)
    tally.cases += [f"{passage.name} at {pace:g}: {case}" for case in bad]
    lines = [line for cue in cues for line in cue.lines]
    tops = [cue.lines[0].split()[-1] for cue in cues if len(cue.lines) > 1]
    tally.lines += len(lines)
    tally.bad_lines += sum(_why(word, 3, passage.language) != "" for word in tops)


def _count_groups(tally: Tally, passage: Passage, pieces: Sequence[Piece], rules: ReadingRules, frames: int) -> None:
    if passage.language in SPACELESS:
        return
    limits = GroupLimits(
        passage.language, 4, 2, rules.frame_rate, frames, lambda row: sum(len(w.text) + 1 for w in row) <= GROUP_LETTERS
    )
    groups = group_words(pieces, limits)
    texts = [" ".join(word.text for word in group.words) for group in groups]
    bad = [case for case in unfinished(texts, passage.sentences, passage.language) if "word" not in case.split(":")[-1]]
    tally.groups += len(groups)
    tally.bad_groups += len(bad)
    short = {sentence for sentence in passage.sentences if len(sentence.split()) == 1}
    tally.lone_groups += sum(len(group.words) == 1 for group in groups if group.words[0].text not in short)


def main() -> None:
    """Prints what was counted, per pace."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", type=int, default=1, help="every N-th passage only")
    parser.add_argument("--show", type=int, default=40, help="cases to print")
    parser.add_argument("--language", default="", help="only this one")
    chosen = parser.parse_args()
    passages = [*written_passages(), *talks()]
    passages = [one for one in passages if not chosen.language or one.language == chosen.language][:: chosen.part]
    began = time.process_time()
    tally = measure(passages, PACES)
    print(f"{len(passages)} passages, {len(PACES)} paces, {tally.cues} cues, {time.process_time() - began:.0f} CPU-s")
    for pace in PACES:
        print(
            f"  {pace:>5g} characters/s: {tally.by_pace[pace, 'cues']:>5} cues, "
            f"{tally.by_pace[pace, 'senseless']} senseless, {tally.by_pace[pace, 'fast']} too fast"
        )
    print(f"hard rules broken: {tally.hard}")
    print(f"cues that end where no reader stops: {tally.senseless}")
    print(f"cues above {FASTEST:g} characters/s: {tally.too_fast} ({tally.fast_share:.2%})")
    print(f"first lines that end so: {tally.bad_lines} of {tally.lines}")
    print(f"burned groups: {tally.groups}, dangling {tally.bad_groups}, of one word {tally.lone_groups}")
    for case in tally.cases[: chosen.show]:
        print("  " + case)
    sys.exit(1 if tally.hard or tally.senseless or tally.fast_share > TOO_FAST_BAR else 0)


if __name__ == "__main__":
    main()
