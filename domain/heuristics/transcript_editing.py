"""Applies corrections to a transcript: all of them or none, and nothing moves that nobody touched."""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from domain.contracts.speech import Sentence, Transcript, Word
from domain.contracts.transcript_edits import (
    ChangeSpeaker,
    FixWord,
    MergeSegments,
    RetimeWord,
    SplitSegment,
    TranscriptOperation,
)
from domain.errors import RejectedError


def edited(transcript: Transcript, operations: Sequence[TranscriptOperation]) -> Transcript:
    """The transcript after `operations`, in their order. The number of words stays, and so does each word's index.

    Order and bounds of the times are looked at once, at the end, so that neighbours can be moved past each other.
    Raises RejectedError `transcript.unknown_word`, `.unreadable_text`, `.not_a_boundary`, `.already_a_boundary`,
    `.backward_word`, `.overlap` or `.outside`.
    """
    draft = _Draft(transcript)
    for operation in operations:
        draft.apply(operation)
    draft.check_times()
    return draft.transcript()


def changed_words(before: Transcript, after: Transcript) -> frozenset[int]:
    """Indexes of the words that a viewer may see or hear differently: text, times, speaker, or the end of a sentence.

    The language decides how all of them are written, and a transcript of other words has nothing in common.
    """
    if before.language != after.language or len(before.words) != len(after.words):
        return frozenset(range(max(len(before.words), len(after.words))))
    return frozenset(
        index for index, (one, other) in enumerate(zip(_told(before), _told(after), strict=True)) if one != other
    )


def _told(transcript: Transcript) -> list[tuple[str, float, float, str | None, bool]]:
    closing = {sentence.last - 1 for sentence in transcript.sentences}
    return [
        (word.text, word.start, word.end, word.speaker, index in closing) for index, word in enumerate(transcript.words)
    ]


class _Draft:
    """A transcript while it is being changed; `starts` are the indexes at which segments begin."""

    def __init__(self, transcript: Transcript) -> None:
        self._before = transcript
        self._words = list(transcript.words)
        self._starts = {sentence.first for sentence in transcript.sentences}
        self._moved: set[int] = set()

    def apply(self, operation: TranscriptOperation) -> None:
        match operation:
            case FixWord():
                self._fix(operation)
            case RetimeWord():
                self._retime(operation)
            case SplitSegment():
                self._split(operation.word)
            case MergeSegments():
                self._merge(operation.word)
            case ChangeSpeaker():
                self._speak(operation)

    def transcript(self) -> Transcript:
        bounds = [*sorted(self._starts), len(self._words)]
        sentences = tuple(Sentence(first=first, last=last) for first, last in pairwise(bounds))
        return self._before.model_copy(update={"words": tuple(self._words), "sentences": sentences})

    def check_times(self) -> None:
        """Every moved word runs forward, inside the source, and between its neighbours."""
        for index in sorted(self._moved):
            word = self._words[index]
            if word.end <= word.start:
                raise RejectedError("transcript.backward_word", f"Word {index} would end before it starts.")
            if word.end > self._before.duration:
                raise RejectedError(
                    "transcript.outside",
                    f"Word {index} would end at {word.end:g} s; the source lasts {self._before.duration:g} s.",
                )
            if index > 0 and self._words[index - 1].end > word.start:
                raise _overlap(index - 1, index)
            if index + 1 < len(self._words) and word.end > self._words[index + 1].start:
                raise _overlap(index, index + 1)

    def _known(self, index: int) -> Word:
        if index >= len(self._words):
            raise RejectedError(
                "transcript.unknown_word", f"There is no word {index}; the transcript has {len(self._words)} words."
            )
        return self._words[index]

    def _fix(self, operation: FixWord) -> None:
        if any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in operation.text):
            raise RejectedError(
                "transcript.unreadable_text", f"The text for word {operation.word} has characters that cannot be shown."
            )
        # A person vouches for it now.
        change = {"text": operation.text, "probability": 1.0}
        self._words[operation.word] = self._known(operation.word).model_copy(update=change)

    def _retime(self, operation: RetimeWord) -> None:
        change = {"start": operation.start, "end": operation.end}
        self._words[operation.word] = self._known(operation.word).model_copy(update=change)
        self._moved.add(operation.word)

    def _split(self, index: int) -> None:
        self._known(index)
        if index in self._starts:
            raise RejectedError("transcript.already_a_boundary", f"A segment begins with word {index} already.")
        self._starts.add(index)

    def _merge(self, index: int) -> None:
        self._known(index)
        if index == 0 or index not in self._starts:
            raise RejectedError(
                "transcript.not_a_boundary", f"No segment that has another one before it begins with word {index}."
            )
        self._starts.remove(index)

    def _speak(self, operation: ChangeSpeaker) -> None:
        self._known(operation.last - 1)
        for index in range(operation.first, operation.last):
            self._words[index] = self._words[index].model_copy(update={"speaker": operation.speaker})


def _overlap(one: int, other: int) -> RejectedError:
    return RejectedError("transcript.overlap", f"Words {one} and {other} would overlap.")
