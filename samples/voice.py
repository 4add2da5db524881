"""Sentences to speech with the exact time of every word."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from samples.kokoro import SAMPLE_RATE, Kokoro, Samples, Speech
from samples.phonemes import spell

if TYPE_CHECKING:
    from samples.script import Sentence

# Kokoro's phoneme times run late against its sound: inside a phrase a word is heard this long (seconds) before the
# space in front of it begins. Measured against a forced aligner.
_SPACE_LEAD = 0.03
_HOP = 0.005
_WINDOW = 0.010
_SHORTEST_PAUSE = 0.03
_SHORTEST_WORD = 0.06
# Levels in dB under the sentence's loudest 10 ms. Breath stays under the first, so a pause is what never reaches it;
# the weak beginning or end of a word (an f, an h) is then followed down to the second, for at most `_WEAK` seconds.
_BREATH, _SILENCE = -36.0, -45.0
_WEAK = 0.06
_EDGE = 0.02


@dataclass(frozen=True)
class SpokenSentence:
    """Mono sound at 24 kHz, trimmed to the speech, and each word's start and end in seconds of it."""

    samples: Samples
    words: tuple[tuple[float, float], ...]


class Voice:
    """Speaks sentences; sound that was made once is kept in the cache folder."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._kokoro: Kokoro | None = None

    def say(self, sentence: Sentence, voice: str, speed: float) -> SpokenSentence:
        """Return the sentence spoken by a Kokoro voice at a relative speed."""
        spelled = spell([word.spoken for word in sentence.words], voice[0])
        phonemes = " ".join(word.phonemes + word.tail for word in spelled)
        speech = self._speak(phonemes, voice, speed)
        spans: list[tuple[int, int]] = []
        position = 0
        for word in spelled:
            spans.append((position, position + len(word.phonemes)))
            position += len(word.phonemes) + len(word.tail) + 1
        return _trim(speech, _word_times(speech, spans, [bool(word.tail) for word in spelled]))

    def _speak(self, phonemes: str, voice: str, speed: float) -> Speech:
        name = hashlib.sha256(f"1|{voice}|{speed:.4f}|{phonemes}".encode()).hexdigest()[:24]
        path = self._cache / f"speech-{name}.npz"
        if path.exists():
            with np.load(path) as stored:
                return Speech(stored["samples"], tuple(stored["starts"].tolist()), tuple(stored["ends"].tolist()))
        if self._kokoro is None:
            self._kokoro = Kokoro(self._cache)
        speech = self._kokoro.speak(phonemes, voice, speed)
        with tempfile.NamedTemporaryFile(dir=self._cache, delete=False) as file:
            np.savez(file, samples=speech.samples, starts=speech.starts, ends=speech.ends)
        Path(file.name).replace(path)
        return speech


def _word_times(speech: Speech, spans: list[tuple[int, int]], paused: list[bool]) -> list[tuple[float, float]]:
    """Return each word's start and end: from the phonemes inside a phrase, from the sound's energy at pauses."""
    level = _level(speech.samples)
    first, last = spans[0], spans[-1]
    onset = _quiet_run(level, 0.0, speech.ends[first[0]])[1]
    offset = _quiet_run(level, speech.starts[last[1] - 1] + _EDGE, len(speech.samples) / SAMPLE_RATE)[0]
    starts, ends = [onset], []
    for index in range(1, len(spans)):
        before, after = spans[index - 1], spans[index]
        found = (0.0, 0.0)
        if paused[index - 1]:
            found = _quiet_run(level, speech.starts[before[1] - 1], speech.ends[after[0] + 1])
        if found[1] - found[0] < _SHORTEST_PAUSE:
            gap = before[1] if paused[index - 1] else after[0] - 1
            edge = max(speech.starts[gap] - _SPACE_LEAD, starts[-1] + _SHORTEST_WORD)
            found = (edge, edge)
        ends.append(found[0])
        starts.append(found[1])
    return list(zip(starts, [*ends, offset], strict=True))


def _level(samples: Samples) -> npt.NDArray[np.float64]:
    """Return the level of each 10 ms window every 5 ms, in dB under the loudest."""
    hop, window = int(_HOP * SAMPLE_RATE), int(_WINDOW * SAMPLE_RATE)
    energy = np.concatenate(([0.0], np.cumsum(samples.astype(np.float64) ** 2)))
    starts = np.arange(0, len(samples) - window, hop)
    power = (energy[starts + window] - energy[starts]) / window
    decibel: npt.NDArray[np.float64] = 10.0 * np.log10(np.maximum(power, 1e-12) / max(power.max(), 1e-12))
    return decibel


def _quiet_run(level: npt.NDArray[np.float64], start: float, end: float) -> tuple[float, float]:
    """Return the longest pause between two times, in seconds; (end, start) of the span where there is none."""
    first, last = int(start / _HOP), min(int(end / _HOP), len(level))
    best = (0, 0)
    run = first
    for index in range(first, last + 1):
        if index == last or level[index] > _BREATH:
            best = max(best, (run, index), key=lambda found: found[1] - found[0])
            run = index + 1
    if best[1] == best[0]:
        return (end, start)
    begin, stop, reach = best[0], best[1], round(_WEAK / _HOP)
    while begin < min(best[0] + reach, stop) and level[begin] > _SILENCE:
        begin += 1
    while stop > max(best[1] - reach, begin) and level[stop - 1] > _SILENCE:
        stop -= 1
    # A window's middle is where its energy is counted.
    return (begin * _HOP + _WINDOW / 2, stop * _HOP + _WINDOW / 2)


def _trim(speech: Speech, words: list[tuple[float, float]]) -> SpokenSentence:
    begin = max(0.0, words[0][0] - _EDGE)
    end = words[-1][1] + _EDGE
    samples = speech.samples[int(begin * SAMPLE_RATE) : int(end * SAMPLE_RATE)].copy()
    fade = int(0.008 * SAMPLE_RATE)
    ramp = np.linspace(0.0, 1.0, fade, dtype=np.float32)
    samples[:fade] *= ramp
    samples[-fade:] *= ramp[::-1]
    return SpokenSentence(samples, tuple((start - begin, stop - begin) for start, stop in words))
