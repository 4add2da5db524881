"""How lively a sentence is spoken, against the video's own median: level in dB and pace in characters per second."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from domain.contracts.media import AudioAnalysis
from domain.contracts.speech import Transcript
from domain.heuristics.clip_scoring_text import SentenceText

AUDIBLE_DB = -60.0
"""Levels below are pauses inside words."""
LOUDER_DB = 2.0
"""Decibels above the median that count as lively (76 % of the way)."""
FASTER_SHARE = 0.10
"""Share above the median pace that counts as lively."""
LEVEL_SHARE = 0.6


@dataclass(frozen=True)
class Delivery:
    """`level_db`: above the talk's median; `pace`: 1.0 is the talk's median; `liveliness` 0..1, 0.5 is the median."""

    level_db: float
    pace: float
    liveliness: float


def deliveries(transcript: Transcript, texts: Sequence[SentenceText], audio: AudioAnalysis) -> list[Delivery]:
    """The delivery of every sentence."""
    levels = [_level(transcript, text, audio) for text in texts]
    paces = [_pace(transcript, text) for text in texts]
    heard = [level for level in levels if level is not None]
    usual_level = median(heard) if heard else 0.0
    usual_pace = median(paces) if paces else 1.0
    return [
        _delivery(0.0 if level is None else level - usual_level, pace / usual_pace if usual_pace > 0 else 1.0)
        for level, pace in zip(levels, paces, strict=True)
    ]


def _delivery(level_db: float, pace: float) -> Delivery:
    lift = LEVEL_SHARE * math.tanh(level_db / LOUDER_DB) + (1 - LEVEL_SHARE) * math.tanh((pace - 1.0) / FASTER_SHARE)
    return Delivery(round(level_db, 3), round(pace, 4), round(0.5 + 0.5 * lift, 4))


def _level(transcript: Transcript, text: SentenceText, audio: AudioAnalysis) -> float | None:
    found: list[float] = []
    for word in transcript.words[text.first : text.last]:
        begin = int(word.start / audio.hop)
        end = max(begin + 1, int(word.end / audio.hop))
        found.extend(level for level in audio.level_db[begin:end] if level > AUDIBLE_DB)
    return median(found) if found else None


def _pace(transcript: Transcript, text: SentenceText) -> float:
    words = transcript.words[text.first : text.last]
    spoken = sum(max(0.0, word.end - word.start) for word in words)
    return sum(len(token) for token in text.tokens) / spoken if spoken > 0 else 0.0
