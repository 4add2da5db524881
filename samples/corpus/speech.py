"""Speaks the passages of a recipe, and says when each sentence is heard."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
import numpy.typing as npt

from adapters.models import ModelCatalogue
from adapters.settings import Settings
from adapters.tts.espeak import Espeak
from adapters.tts.registry import make_voice_box
from domain.heuristics.voice_edges import heard_part
from samples.corpus.stories import Line, lines_of

if TYPE_CHECKING:
    import random

    from adapters.tts.voice_box import InstalledVoices
    from samples.corpus.manifest import Recipe

RATE = 48_000
Sound = npt.NDArray[np.float32]

# Two voices of each language, the best that the packages bring; the seed takes one of them.
_VOICES = {
    "en": ("kokoro/af_heart", "kokoro/am_michael"),
    "es": ("kokoro/ef_dora", "kokoro/em_alex"),
    "fr": ("kokoro/ff_siwis",),
    "hi": ("kokoro/hf_alpha", "kokoro/hm_omega"),
    "it": ("kokoro/if_sara", "kokoro/im_nicola"),
    "pt": ("kokoro/pf_dora", "kokoro/pm_alex"),
}
_FLOOR = ("espeak/male", "espeak/female")
# The catalogue of voices offers no Japanese, which eSpeak reads where it is written in kana.
_UNLISTED = {"ja": "ja"}
_PAUSES = (0.38, 0.55)
_LEVEL = 0.09
"""Root mean square of a sentence: about -20 LUFS, as a microphone that was set by ear."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of the speech; seconds of the speech's own time, `passage` counts from 0."""

    text: str
    start: float
    end: float
    language: str
    passage: int


@dataclass(frozen=True)
class Speech:
    """Mono sound at 48 kHz of each passage, all of one length, and the sentences in order."""

    passages: tuple[Sound, ...]
    sentences: tuple[Sentence, ...]
    seconds: float

    def of(self, passages: tuple[int, ...] | None) -> Sound:
        """The sound of some passages, or of all."""
        chosen = range(len(self.passages)) if passages is None else passages
        silent = np.zeros(round(self.seconds * RATE), np.float32)
        return np.sum([self.passages[number] for number in chosen], axis=0, dtype=np.float32) if chosen else silent


class Speaker:
    """Speaks sentences; what was spoken once is kept in the cache folder."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._box: InstalledVoices | None = None

    def speech(self, recipe: Recipe, chance: random.Random) -> Speech:
        """All passages of a recipe, in their places."""
        at, sentences = recipe.lead, []
        pieces: list[list[tuple[float, Sound]]] = []
        for number, passage in enumerate(recipe.passages):
            at = passage.at if passage.at is not None else at + (passage.gap if number else 0.0)
            voice = passage.voice or chance.choice(_VOICES.get(passage.language, _FLOOR))
            pieces.append([])
            for line in lines_of(passage, chance):
                sound = self.say(line, voice, passage.language)
                pieces[-1].append((at, sound))
                end = at + len(sound) / RATE
                sentences.append(Sentence(line.written, at, end, passage.language, number))
                at = end + chance.uniform(*_PAUSES)
        last = max((sentence.end for sentence in sentences), default=0.0)
        seconds = recipe.seconds or last + recipe.tail
        return Speech(tuple(_laid(parts, seconds) for parts in pieces), tuple(sentences), seconds)

    def say(self, line: Line, voice: str, language: str) -> Sound:
        """One sentence at 48 kHz, without the silence around it."""
        name = hashlib.sha256(f"1|{voice}|{language}|{line.spoken}".encode()).hexdigest()[:24]
        path = self._cache / f"said-{name}.npy"
        if path.exists():
            return np.load(path).astype(np.float32) / 32767.0
        samples, rate = self._spoken(line.spoken, voice, language)
        sound = _resampled(heard_part(samples, rate), rate)
        sound *= _LEVEL / max(float(np.sqrt(np.mean(sound**2))), 1e-6)
        peak = float(np.abs(sound).max())
        sound *= min(1.0, 0.9 / peak)
        with tempfile.NamedTemporaryFile(dir=self._cache, delete=False) as file:
            np.save(file, np.round(sound * 32767.0).astype(np.int16))
        Path(file.name).replace(path)
        return sound

    def _spoken(self, text: str, voice: str, language: str) -> tuple[Sound, int]:
        if language in _UNLISTED:
            return Espeak().speak(text, _UNLISTED[language])
        if self._box is None:
            self._box = make_voice_box(ModelCatalogue(self._cache / "models"), Settings.load(self._cache))
        return self._box.speak(text, voice, language)


def _laid(parts: list[tuple[float, Sound]], seconds: float) -> Sound:
    sound = np.zeros(round(seconds * RATE), np.float32)
    for at, part in parts:
        first = round(at * RATE)
        room = sound[first : first + len(part)]
        room += part[: len(room)]
    return sound


def _resampled(samples: Sound, rate: int) -> Sound:
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples[np.newaxis], np.float32), "flt", "mono")
    frame.sample_rate = rate
    resampler = av.AudioResampler("flt", "mono", RATE)
    parts = [part.to_ndarray().reshape(-1) for item in (frame, None) for part in resampler.resample(item)]
    return np.concatenate(parts).astype(np.float32)
