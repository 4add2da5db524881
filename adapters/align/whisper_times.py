"""An aligner for every language: the recogniser's own times, freed of their known bias and fitted to the sound."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from adapters.align.loudness import pauses
from domain.contracts.speech import DraftSegment, Word
from domain.heuristics.word_times import WHISPER_BIAS, fitted_to_pauses, shifted

SHORTEST_PAUSE = 0.08
"""Seconds; closures of stops inside words reach this, and the fitting counts with them."""


class WhisperTimesAligner:
    """An Aligner that works on any language that Whisper knows."""

    identity = "whisper-times/1"

    def supports(self, language: str) -> bool:
        """Every language."""
        return bool(language)

    def align(self, audio: NDArray[np.float32], segments: Sequence[DraftSegment], language: str) -> list[Word]:
        """Words in time order without overlaps; all times count from the first sample of `audio`."""
        words = sorted((word for segment in segments for word in segment.words), key=lambda word: word.start)
        if not self.supports(language) or not words:
            return words
        return fitted_to_pauses(shifted(words, WHISPER_BIAS), pauses(audio, SHORTEST_PAUSE))
