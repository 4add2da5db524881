"""What a dub is like: how its lines lie on their slots, and what is heard of them in its sound."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import inf, log10

import jiwer
import numpy as np
from numpy.typing import NDArray

from bench.asr_scores import word_error_rate
from domain.contracts.base import TimeRange
from domain.contracts.lines import PlacedLine
from domain.heuristics.voice_edges import HOP, levels

PAUSE = 0.5
_CUT = 0.005
"""Seconds that a line's place may be shorter than its sound."""
_HEARD_DB = -36.0
_OVER_FLOOR_DB = 8.0
_STEADY = 4
"""Windows of 10 ms, 2.5 ms apart, that are loud one after the other where a voice begins."""
_ENDING = 0.01
_FADE = 0.006
_ENDED_DB = -30.0
_SEARCHED = 0.25
_DYING, _WINDOW = 0.1, 0.01

Audio = NDArray[np.float32]


def voiced(lines: Sequence[PlacedLine]) -> list[PlacedLine]:
    """Those that a voice says."""
    return [line for line in lines if line.spoken.audio is not None]


def off_slot(lines: Sequence[PlacedLine]) -> list[float]:
    """Seconds by which each voice starts after its slot; negative before it."""
    return [line.start - line.spoken.line.slot.start for line in voiced(lines)]


def overlaps(lines: Sequence[PlacedLine]) -> int:
    """Lines that begin before the one before them has ended, also where the original speaks for one of them."""
    heard = sorted((line for line in lines if line.spoken.audio or line.left_to_original), key=lambda line: line.start)
    return sum(other.start < one.end - 1e-6 for one, other in pairwise(heard))


def cut_short(lines: Sequence[PlacedLine], duration: float) -> list[int]:
    """Numbers of the lines whose place does not hold all of their sound."""
    return [
        line.spoken.line.number
        for line in voiced(lines)
        if (line.end - line.start) * line.speed < line.spoken.seconds - _CUT or line.end > duration + _CUT
    ]


def hurried(lines: Sequence[PlacedLine], speed: float) -> float:
    """The share of voiced lines that are faster than `speed`."""
    said = voiced(lines)
    return sum(line.speed > speed + 1e-6 for line in said) / len(said) if said else 0.0


def pauses(words: Sequence[tuple[float, float]]) -> list[TimeRange]:
    """The pauses of the source that are to be kept; `words` are their starts and ends."""
    return [TimeRange(start=one[1], end=other[0]) for one, other in pairwise(words) if other[0] - one[1] > PAUSE]


def between_lines(source: Sequence[TimeRange], lines: Sequence[PlacedLine]) -> list[TimeRange]:
    """Those pauses that are not inside a line: a sentence is said as one, whatever its speaker's pauses."""
    slots = [line.spoken.line.slot for line in lines]
    return [one for one in source if not any(slot.start < one.start and one.end < slot.end for slot in slots)]


def lost(source: Sequence[TimeRange], lines: Sequence[PlacedLine]) -> list[TimeRange]:
    """Those pauses of the source at which nobody is silent for as long as counts as a pause."""
    spans = sorted((line.start, line.end) for line in lines if line.spoken.audio or line.left_to_original)
    begins, ends = [start for start, _ in spans], [end for _, end in spans]
    silent = [(end, start) for end, start in zip([0.0, *ends], [*begins, inf], strict=True) if start - end >= PAUSE]
    return [pause for pause in source if not any(start < pause.end and end > pause.start for start, end in silent)]


def starts_heard(audio: Audio, rate: int, lines: Sequence[PlacedLine]) -> list[float | None]:
    """When each voice is heard to begin, in seconds; None where nothing rises over what is heard between lines."""
    found: list[float | None] = []
    before = 0.0
    for line in lines:
        if line.spoken.audio is None:
            # Somebody's own voice dies away after the last of its words.
            before = line.end + _DYING if line.left_to_original else before
            continue
        first = max(min(before, line.start - _WINDOW), line.start - _SEARCHED)
        part = audio[round(first * rate) : round(line.end * rate)]
        onset = _onset(part, rate, line.start - first)
        found.append(None if onset is None else first + onset)
        before = line.end
    return found


def _onset(part: Audio, rate: int, expected: float) -> float | None:
    level = levels(part, rate)
    quiet = level[: max(0, round((expected - 0.02) / HOP))]
    over = max(_HEARD_DB, float(np.median(quiet)) + _OVER_FLOOR_DB if len(quiet) > _STEADY else _HEARD_DB)
    loud = level > over
    if len(loud) < _STEADY:
        return None
    steady = np.flatnonzero(np.convolve(loud, np.ones(_STEADY), "valid") == _STEADY)
    return float(steady[0]) * HOP + 0.005 if len(steady) else None


def ends_abruptly(audio: Audio, rate: int) -> bool:
    """Whether a line's own sound is still loud where it ends, before the fade of its last 5 ms."""
    last = audio[: len(audio) - round(_FADE * rate)]
    window = round(_ENDING * rate)
    level = levels(audio, rate)
    if not len(level) or len(last) < window:
        return False
    powers = np.convolve(np.square(audio, dtype=np.float64), np.ones(window) / window, "valid")
    ending = float(powers[len(last) - window])
    return 10 * log10(max(ending, 1e-18) / float(powers.max())) > _ENDED_DB


def voice_over_bed(mix: Audio, source: Audio, rate: int, lines: Sequence[PlacedLine]) -> float:
    """By how many dB the voice is louder than the original while lines are spoken, of the line where that is least.

    What of the mix goes with the source, by projection, is the original, and the rest is the voice.
    """
    least = inf
    for line in voiced(lines):
        span = slice(round(line.start * rate), round(line.end * rate))
        whole, under = mix[span].astype(np.float64), source[span].astype(np.float64)
        count = min(len(whole), len(under))
        whole, under = whole[:count], under[:count]
        power = float(under @ under)
        if power <= 0:
            continue
        bed = float(whole @ under) / power * under
        voice = whole - bed
        least = min(least, 10 * log10(max(float(voice @ voice), 1e-12) / max(float(bed @ bed), 1e-12)))
    return least


def lag(mix: Audio, source: Audio) -> int:
    """By how many samples, up to 4000, the source is later in the mix than by itself."""
    size = 1 << (len(mix) + len(source)).bit_length()
    product = np.fft.irfft(np.fft.rfft(mix, size) * np.conj(np.fft.rfft(source, size)), size)
    reach = np.concatenate([product[-4000:], product[:4001]])
    return int(np.argmax(reach)) - 4000


@dataclass(frozen=True)
class Heard:
    """How a dub is understood: `error_rate` over its script, and the lines whose last word was not heard at all."""

    error_rate: float
    endings_missed: tuple[str, ...]


def understood(texts: Sequence[str], whole: str, alone: Sequence[str]) -> Heard:
    """The text of each line, what a recogniser has written down of all of them in one go, and of each alone.

    Where the first has nothing at all of a line, the second counts: in long sounds recognisers leave out sentences.
    """
    said = [figures(text) for text in texts]
    heard = [word for word in figures(whole).split() if _bare(word)]
    found = jiwer.process_words(" ".join(map(_joined, said)), " ".join(map(_joined, heard)) or "-").alignments[0]
    dropped = {
        place: chunk.hyp_start_idx
        for chunk in found
        if chunk.type == "delete"
        for place in range(chunk.ref_start_idx, chunk.ref_end_idx)
    }
    bounds = list(pairwise(accumulate((len(_bare(text)) for text in said), initial=0)))
    missed: list[str] = []
    for (first, last), text, reading in reversed(list(zip(bounds, said, alone, strict=True))):
        if first < last and all(place in dropped for place in range(first, last)):
            heard[dropped[first] : dropped[first]] = figures(reading).split()
        if first < last and last - 1 in dropped and _ending_missed(_bare(text), _bare(figures(reading))):
            missed.insert(0, text.strip())
    return Heard(word_error_rate(" ".join(said), " ".join(heard)), tuple(missed))


def _joined(text: str) -> str:
    return " ".join(_bare(text))


def _ending_missed(said: Sequence[str], heard: Sequence[str]) -> bool:
    """Whether the last word has nothing beside it, not even another word."""
    found = jiwer.process_words(" ".join(said), " ".join(heard)).alignments[0]
    return any(chunk.type == "delete" and chunk.ref_end_idx == len(said) for chunk in found)


def _bare(text: str) -> list[str]:
    return re.sub(r"[^\w\s]", "", text.lower()).split()


def figures(text: str) -> str:
    """Numbers without signs between their thousands, and signs apart from words."""
    return re.sub(r"(?<=\d)[.,](?=\d{3})", "", re.sub(r"[¿¡…—–]", " ", text)).replace(" %", "%")
