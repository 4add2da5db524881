"""The aligners by name; an aligner is added with its module and one line here."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from domain.contracts.speech import DraftSegment, Word
from domain.engines import Aligner
from domain.errors import PermanentError


def make_aligner(name: str) -> Aligner:
    """Raises PermanentError `aligner.unknown`."""
    if name not in ALIGNERS:
        raise PermanentError("aligner.unknown", f"There is no aligner '{name}'. Known: {', '.join(ALIGNERS)}.")
    return ALIGNERS[name]()


class AutoAligner:
    """Takes the first of several aligners that supports the language; list them from best to most general."""

    def __init__(self, aligners: Sequence[Aligner]) -> None:
        self._aligners = tuple(aligners)
        self.identity = f"auto({', '.join(aligner.identity for aligner in aligners)})"

    def supports(self, language: str) -> bool:
        """Whether any of the aligners does."""
        return any(aligner.supports(language) for aligner in self._aligners)

    def align(self, audio: NDArray[np.float32], segments: Sequence[DraftSegment], language: str) -> list[Word]:
        """As the chosen aligner does; raises PermanentError `aligner.language` when none supports it."""
        for aligner in self._aligners:
            if aligner.supports(language):
                return aligner.align(audio, segments, language)
        raise PermanentError("aligner.language", f"No aligner supports the language '{language}'.")


def _whisper_times() -> Aligner:
    from adapters.align.whisper_times import WhisperTimesAligner

    return WhisperTimesAligner()


def _pocketsphinx() -> Aligner:
    from adapters.align.english import EnglishAligner

    return EnglishAligner()


def _auto() -> Aligner:
    return AutoAligner([_pocketsphinx(), _whisper_times()])


ALIGNERS: dict[str, Callable[[], Aligner]] = {
    "auto": _auto,
    "pocketsphinx": _pocketsphinx,
    "whisper_times": _whisper_times,
}
