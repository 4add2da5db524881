"""Runs of words, segments and sentences in one language, inside a talk that has several."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby

from domain.contracts.speech import DraftSegment, Sentence, Transcript, Word


def by_language(segments: Sequence[DraftSegment]) -> list[tuple[str | None, list[DraftSegment]]]:
    """Neighbouring segments of one language together, in their order; None stands for the chunk's own language."""
    return [(language, list(run)) for language, run in groupby(segments, key=lambda segment: segment.language)]


def sentences_by_language(
    words: Sequence[Word], main: str, restore: Callable[[Sequence[Word], str], tuple[Sentence, ...]]
) -> tuple[Sentence, ...]:
    """The sentences that `restore` finds in each run of words of one language; none goes over a run's end."""
    sentences: list[Sentence] = []
    begun = 0
    for language, run in groupby(words, key=lambda word: word.language):
        spoken = list(run)
        sentences += [
            Sentence(first=sentence.first + begun, last=sentence.last + begun)
            for sentence in restore(spoken, language or main)
        ]
        begun += len(spoken)
    return tuple(sentences)


def main_language(transcript: Transcript, words: Sequence[int]) -> str:
    """The language (ISO 639-1) of most of these words, given by their indexes; the transcript's own without any."""
    known = (index for index in words if index < len(transcript.words))
    found = Counter(transcript.language_of(index) for index in known)
    return found.most_common(1)[0][0] if found else transcript.language
