"""Titles of written sentences, checked and to be read: `python -m bench.titles [--set tune|held] [--read 50]`.

Every sentence is a clip by itself, and every four in a row of one language are one, too. A violation is a title that
says something else than its sentence by the rules of `domain/heuristics/title_check.py`. Counted are the titles that
are given, and beside them every candidate that making titles came up with, which the same rules guard.
"""

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

from domain.contracts.base import TimeRange
from domain.contracts.media import AudioAnalysis, FrameRate, Loudness
from domain.contracts.picture import PictureAnalysis
from domain.contracts.speech import Sentence, Transcript, Word
from domain.heuristics.clip_candidates import Candidate
from domain.heuristics.clip_descriptions import propose_description
from domain.heuristics.clip_scoring_anchors import GRIPPING, ROUTINE
from domain.heuristics.clip_scoring_facts import TalkFacts, TalkVectors, prepare
from domain.heuristics.clip_scoring_interest import AnchorVectors
from domain.heuristics.clip_titles import propose_title, title_candidates
from domain.heuristics.hashtags import propose_hashtags
from domain.heuristics.title_check import title_faults

SENTENCES = Path(__file__).parent / "titles"
TOGETHER = 4
_WORD_SECONDS = 0.35


@dataclass(frozen=True)
class WrittenSentence:
    """A sentence of the set, and the kind of trap that it holds."""

    language: str
    kind: str
    text: str


@dataclass(frozen=True)
class Titled:
    """What a clip of some sentences was given: its title, the faults of it, and of the candidates for it."""

    sentences: tuple[WrittenSentence, ...]
    title: str
    description: str
    hashtags: tuple[str, ...]
    faults: tuple[str, ...]
    candidates: int
    candidate_faults: tuple[tuple[str, tuple[str, ...]], ...]


def read_sentences(name: str) -> list[WrittenSentence]:
    """The sentences of `tune` or `held`, in order."""
    lines = (SENTENCES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [WrittenSentence(*line.split("|", 2)) for line in lines if line]


def clips_of(sentences: list[WrittenSentence]) -> list[tuple[WrittenSentence, ...]]:
    """Each sentence, and each run of `TOGETHER` of one language."""
    single = [(one,) for one in sentences]
    runs = [tuple(sentences[at : at + TOGETHER]) for at in range(0, len(sentences) - TOGETHER + 1, TOGETHER)]
    return single + [run for run in runs if len({one.language for one in run}) == 1]


def titled(sentences: tuple[WrittenSentence, ...]) -> Titled:
    """Title a clip of these sentences."""
    facts = facts_of(sentences)
    clip = Candidate(0, len(sentences), TimeRange(start=0, end=30))
    language = sentences[0].language
    title = propose_title(facts, clip)
    candidates = title_candidates(facts, clip)
    judged = [(one.text, tuple(title_faults(one.text, sentences[one.sentence].text, language))) for one in candidates]
    return Titled(
        sentences,
        title,
        propose_description(facts, clip, title),
        propose_hashtags(facts, clip),
        tuple(faults_among(title, [one.text for one in sentences], language)),
        len(candidates),
        tuple(one for one in judged if one[1]),
    )


def faults_among(title: str, sentences: list[str], language: str) -> list[str]:
    """The faults of a title against the sentence that it is of: the one that it does least to. Names claim nothing."""
    if " · " in title:
        return []
    return min((title_faults(title, text, language) for text in sentences), key=len)


def facts_of(sentences: tuple[WrittenSentence, ...]) -> TalkFacts:
    """The sentences as a talk: spoken at an even pace, all alike for an embedder."""
    words: list[Word] = []
    bounds: list[Sentence] = []
    clock = 0.5
    for one in sentences:
        first = len(words)
        for text in one.text.split():
            words.append(Word(text=text, start=clock, end=clock + 0.9 * _WORD_SECONDS))
            clock += _WORD_SECONDS
        bounds.append(Sentence(first=first, last=len(words)))
        clock += 0.5
    transcript = Transcript(language=sentences[0].language, duration=clock, words=tuple(words), sentences=tuple(bounds))
    audio = AudioAnalysis(
        duration=clock,
        hop=0.05,
        level_db=(-25.0,) * (int(clock / 0.05) + 1),
        silences=(),
        loudness=Loudness(integrated_lufs=-20, true_peak_dbtp=-3),
    )
    picture = PictureAnalysis(
        frame_rate=FrameRate(num=25, den=1), frame_count=0, width=0, height=0, shots=(), motion=(), faces=()
    )
    anchors = AnchorVectors([[1.0, 0.0]] * len(GRIPPING), [[0.0, 1.0]] * len(ROUTINE))
    return prepare(transcript, audio, picture, TalkVectors([[0.7, 0.7]] * len(sentences), anchors))


def main() -> int:
    """Print what violates, and the titles to be read; returns the number of violations."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=("tune", "held"), action="append")
    parser.add_argument("--read", type=int, default=50, help="titles that are printed beside their sentences")
    chosen = parser.parse_args()
    made = [titled(clip) for name in chosen.set or ("tune", "held") for clip in clips_of(read_sentences(name))]
    wrong = [one for one in made if one.faults]
    guarded = [(one, found) for one in made for found in one.candidate_faults]
    for one in wrong:
        print(f"VIOLATION {', '.join(one.faults)}: {one.title!r} of {[s.text for s in one.sentences]}")
    for one, (text, faults) in guarded:
        print(f"guarded {', '.join(faults)}: {text!r} of {[s.text for s in one.sentences]}")
    for one in random.Random(1).sample(made, min(chosen.read, len(made))):
        print(f"\n{one.title}\n  {one.description}\n  {' '.join(one.hashtags)}")
        print(*(f"    [{s.language} {s.kind}] {s.text}" for s in one.sentences), sep="\n")
    named = sum(" · " in one.title for one in made)
    print(
        f"\n{len(made)} clips, {sum(one.candidates for one in made)} candidates: {len(wrong)} violations, "
        f"{len(guarded)} candidates held back, {named} named by their words only"
    )
    return len(wrong)


if __name__ == "__main__":
    raise SystemExit(min(1, main()))
