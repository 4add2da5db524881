"""Small talks for the tests of clip discovery: sentences spoken at a steady pace, with vectors that are made up."""

import math
import random
from collections.abc import Sequence
from itertools import pairwise

from domain.contracts.base import TimeRange
from domain.contracts.media import AudioAnalysis, FrameRate, Loudness
from domain.contracts.picture import FaceBox, FaceSample, PictureAnalysis, Shot
from domain.contracts.speech import Sentence, Transcript, Word
from domain.heuristics.clip_scoring_anchors import GRIPPING, ROUTINE
from domain.heuristics.clip_scoring_facts import TalkFacts, TalkVectors, prepare
from domain.heuristics.clip_scoring_interest import AnchorVectors

RATE = FrameRate(num=25, den=1)
DIMENSIONS = 8


def spoken(
    lines: Sequence[str],
    language: str = "en",
    pause: float | Sequence[float] = 0.4,
    word: float = 0.3,
    tail: float = 1.0,
) -> Transcript:
    """A talk with one sentence per line; `pause` seconds after each, `word` seconds per word."""
    words: list[Word] = []
    sentences: list[Sentence] = []
    clock = 0.5
    pauses = [pause] * len(lines) if isinstance(pause, float) else list(pause)
    for line, gap in zip(lines, pauses, strict=True):
        first = len(words)
        for text in line.split():
            words.append(Word(text=text, start=round(clock, 3), end=round(clock + word, 3)))
            clock += word
        sentences.append(Sentence(first=first, last=len(words)))
        clock += gap
    return Transcript(
        language=language, duration=round(clock + tail, 3), words=tuple(words), sentences=tuple(sentences)
    )


def heard(transcript: Transcript, loud: TimeRange | None = None) -> AudioAnalysis:
    """Words at -25 dB, 4 dB more within `loud`; the rest silent."""
    level = [-80.0] * math.ceil(transcript.duration * 20)
    for word in transcript.words:
        gain = 4.0 if loud is not None and loud.start <= word.start < loud.end else 0.0
        for hop in range(int(word.start * 20), min(len(level), int(word.end * 20) + 1)):
            level[hop] = -25.0 + gain
    return AudioAnalysis(
        duration=transcript.duration,
        hop=0.05,
        level_db=tuple(level),
        silences=(),
        loudness=Loudness(integrated_lufs=-20, true_peak_dbtp=-3),
    )


def seen(transcript: Transcript, cuts: Sequence[int] = (), faces: bool = True) -> PictureAnalysis:
    """A picture at 25 frames a second with the given cuts and a face a second."""
    frames = int(transcript.duration * 25)
    bounds = [0, *cuts, frames]
    box = FaceBox(x=0.4, y=0.3, w=0.1, h=0.2, score=0.9)
    return PictureAnalysis(
        frame_rate=RATE,
        frame_count=frames,
        width=640,
        height=360,
        shots=tuple(Shot(first=a, last=b) for a, b in pairwise(bounds)),
        motion=(0.05,) * math.ceil(transcript.duration),
        faces=tuple(FaceSample(time=float(t), boxes=(box,) if faces else ()) for t in range(int(transcript.duration))),
    )


def vectors_for(pulls: Sequence[float], topics: Sequence[int] | None = None, keywords: int = 0) -> TalkVectors:
    """Vectors whose first two numbers say how gripping (1) or routine (0) a sentence is, the rest what it is about."""
    noise = random.Random(1)

    def anchor(grip: float) -> list[float]:
        return _unit([grip + noise.uniform(-0.2, 0.2), 1 - grip + noise.uniform(-0.2, 0.2), *([0.1] * 6)])

    about = topics or [0] * len(pulls)
    sentences = [
        _unit([pull, 1 - pull, *(0.8 if place == topic % 6 else 0.05 for place in range(6))])
        for pull, topic in zip(pulls, about, strict=True)
    ]
    anchors = AnchorVectors([anchor(1.0) for _ in GRIPPING], [anchor(0.0) for _ in ROUTINE])
    return TalkVectors(sentences=sentences, anchors=anchors, keywords=[_unit([0.5] * 8)] * keywords)


def facts_of(
    lines: Sequence[str],
    pulls: Sequence[float] | None = None,
    topics: Sequence[int] | None = None,
    language: str = "en",
    pause: float | Sequence[float] = 0.4,
    keywords: Sequence[str] = (),
    loud: TimeRange | None = None,
) -> TalkFacts:
    """The facts of a talk made of `lines`; all sentences are equally gripping unless `pulls` says otherwise."""
    transcript = spoken(lines, language, pause)
    vectors = vectors_for(pulls or [0.5] * len(lines), topics, len(keywords))
    return prepare(transcript, heard(transcript, loud), seen(transcript), vectors, keywords)


def _unit(vector: list[float]) -> list[float]:
    length = math.sqrt(sum(value * value for value in vector))
    return [value / length for value in vector]
