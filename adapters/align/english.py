"""Forced alignment of English: PocketSphinx places the known text, the recogniser's times watch over it."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from adapters.align.loudness import pauses
from adapters.align.pocketsphinx import TextPlacer
from adapters.align.whisper_times import WhisperTimesAligner
from domain.contracts.speech import DraftSegment, Word
from domain.heuristics.word_times import out_of_pauses, settled, snapped_to_pauses

_RATE = 16_000
_ROOM = 0.3
"""Seconds of sound around a text in which it is looked for."""
_FEWEST_WORDS = 4
_DOUBTFUL = 0.8
"""Seconds by which the two ways of timing may differ before one of them must be wrong."""
_DOUBTFUL_RUN = 3
_SNAP_PAUSE = 0.1
_SNAP_REACH = 0.15

_Floats = NDArray[np.float32]
_Places = list[tuple[float, float] | None]


class EnglishAligner:
    """An Aligner for English; what cannot be found in the sound keeps the recogniser's corrected times."""

    def __init__(self) -> None:
        self._placer = TextPlacer()
        self._fallback = WhisperTimesAligner()
        self.identity = f"{self._placer.identity} english/1 {self._fallback.identity}"

    def supports(self, language: str) -> bool:
        """English only."""
        return language == "en"

    def align(self, audio: _Floats, segments: Sequence[DraftSegment], language: str) -> list[Word]:
        """Words in time order without overlaps; all times count from the first sample of `audio`."""
        guessed = self._fallback.align(audio, segments, language)
        if not guessed or not self.supports(language):
            return guessed
        places: _Places = []
        for first, last in _stretches(segments, guessed):
            places += self._place(audio, guessed[first:last])
        self._doubt(audio, guessed, places)
        words = [
            word if place is None else word.model_copy(update={"start": place[0], "end": place[1]})
            for word, place in zip(guessed, places, strict=True)
        ]
        silence = pauses(audio, _SNAP_PAUSE)
        placed = out_of_pauses(settled(_in_order(words, places)), guessed, silence)
        return snapped_to_pauses(placed, silence, _SNAP_REACH)

    def _place(self, audio: _Floats, words: Sequence[Word]) -> _Places:
        """Places of the words in seconds of `audio`; halves are tried where the whole is not found."""
        start = max(0.0, words[0].start - _ROOM)
        piece = audio[int(start * _RATE) : int((words[-1].end + _ROOM) * _RATE)]
        found = self._placer.place(piece, [word.text for word in words])
        if found is not None:
            return [place and (start + place[0], start + place[1]) for place in found]
        if len(words) <= _FEWEST_WORDS:
            return [None] * len(words)
        middle = _widest_gap(words)
        return self._place(audio, words[:middle]) + self._place(audio, words[middle:])

    def _doubt(self, audio: _Floats, guessed: Sequence[Word], places: _Places) -> None:
        """Look again, in narrow bounds, for runs of words that are far from where the recogniser heard them."""
        for first, last in _doubtful_runs(guessed, places):
            again = self._place(audio, guessed[first:last])
            for index, place in enumerate(again, first):
                near = place is not None and abs(place[0] - guessed[index].start) <= _DOUBTFUL
                places[index] = place if near else None


def _stretches(segments: Sequence[DraftSegment], words: Sequence[Word]) -> list[tuple[int, int]]:
    """The recogniser's segments as ranges of words."""
    bounds = [0]
    for segment in segments:
        bounds.append(bounds[-1] + len(segment.words))
    if bounds[-1] != len(words):
        return [(0, len(words))]
    return [(first, last) for first, last in pairwise(bounds) if last > first]


def _widest_gap(words: Sequence[Word]) -> int:
    quarter = max(1, len(words) // 4)
    return max(range(quarter, len(words) - quarter + 1), key=lambda index: words[index].start - words[index - 1].end)


def _doubtful_runs(guessed: Sequence[Word], places: _Places) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    first: int | None = None
    for index, (word, place) in enumerate(zip(guessed, places, strict=True)):
        far = place is not None and abs(place[0] - word.start) > _DOUBTFUL
        if far and first is None:
            first = index
        if not far and first is not None:
            runs.append((first, index))
            first = None
    if first is not None:
        runs.append((first, len(guessed)))
    return [run for run in runs if run[1] - run[0] >= _DOUBTFUL_RUN]


def _in_order(words: Sequence[Word], places: _Places) -> list[Word]:
    """Words that only have a guess stay between their placed neighbours."""
    ordered = list(words)
    for index, place in enumerate(places):
        if place is not None:
            continue
        earliest = ordered[index - 1].end if index else 0.0
        latest = next((found[0] for found in places[index + 1 :] if found is not None), float("inf"))
        start = min(max(words[index].start, earliest), max(earliest, latest))
        end = max(start, min(words[index].end, latest))
        ordered[index] = words[index].model_copy(update={"start": start, "end": end})
    return ordered
