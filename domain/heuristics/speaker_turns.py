"""From words to stretches in which one person speaks, and from the stretches' voices back to words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_uppercase

import numpy as np
from numpy.typing import NDArray

from domain.contracts.base import TimeRange
from domain.contracts.speech import Sentence, Transcript, Word

_TURN_PAUSE = 0.3
"""Seconds of silence in which another speaker may begin."""
_LONGEST = 4.0
_TELLING = 1.6
"""Seconds from which a stretch tells all that it can about its voice."""
_CHANGE_IN_SENTENCE = 0.25
_CHANGE_BETWEEN = 0.05
"""What a change of speaker costs, in likeness: people rarely take over inside a sentence."""


@dataclass(frozen=True)
class Stretch:
    """Words `first` to `last` (exclusive) of sentence `sentence`, with one voice."""

    first: int
    last: int
    sentence: int
    span: TimeRange


def stretches(transcript: Transcript) -> tuple[Stretch, ...]:
    """All words in order, parted at sentences and pauses; what is long is parted again at its longest pauses."""
    found: list[Stretch] = []
    for number, sentence in enumerate(transcript.sentences):
        first = sentence.first
        for index in range(sentence.first + 1, sentence.last + 1):
            if index == sentence.last or _pause(transcript.words, index) > _TURN_PAUSE:
                found += [
                    _stretch(transcript.words, start, end, number)
                    for start, end in _halved(transcript.words, first, index)
                ]
                first = index
    return tuple(found)


def voices_of(parts: Sequence[Stretch], likeness: NDArray[np.float64]) -> list[int]:
    """The speaker of each stretch: the likeliest way through all of them, on which speakers change seldom (Viterbi).

    `likeness` has the shape (stretches, speakers). Short stretches, whose voice is hard to tell, follow their
    neighbours.
    """
    if not parts:
        return []
    weights = np.array([min(part.span.duration, _TELLING) / _TELLING for part in parts])
    scores = likeness * weights[:, None]
    total = scores[0]
    came_from: list[NDArray[np.intp]] = []
    for place in range(1, len(parts)):
        inside = parts[place].sentence == parts[place - 1].sentence
        change = _CHANGE_IN_SENTENCE if inside else _CHANGE_BETWEEN
        moves = total[:, None] - change * (1 - np.eye(len(total)))
        came_from.append(moves.argmax(axis=0))
        total = moves.max(axis=0) + scores[place]
    way = [int(total.argmax())]
    for back in reversed(came_from):
        way.append(int(back[way[-1]]))
    return way[::-1]


def with_speakers(transcript: Transcript, parts: Sequence[Stretch], voices: Sequence[int]) -> Transcript:
    """The transcript whose words name their speakers A, B, … in the order of appearance; no sentence has two.

    A name that somebody has given to a word stands, and so it does for the other words of that voice.
    """
    names = _names(transcript.words, parts, voices)
    words = list(transcript.words)
    for part, voice in zip(parts, voices, strict=True):
        for index in range(part.first, part.last):
            words[index] = words[index].model_copy(update={"speaker": words[index].speaker or names[voice]})
    return transcript.model_copy(update={"words": tuple(words), "sentences": _parted(transcript, words)})


def _names(words: Sequence[Word], parts: Sequence[Stretch], voices: Sequence[int]) -> dict[int, str]:
    given: dict[int, Counter[str]] = {}
    for part, voice in zip(parts, voices, strict=True):
        told = given.setdefault(voice, Counter())
        told.update(word.speaker for word in words[part.first : part.last] if word.speaker)
    taken = {name for told in given.values() for name in told}
    letters = (label for number in range(len(given) + len(taken)) if (label := speaker_label(number)) not in taken)
    return {voice: told.most_common(1)[0][0] if told else next(letters) for voice, told in given.items()}


def speaker_label(number: int) -> str:
    """A to Z, then AA, AB, …"""
    letter = ascii_uppercase[number % 26]
    return letter if number < 26 else speaker_label(number // 26 - 1) + letter


def _parted(transcript: Transcript, words: Sequence[Word]) -> tuple[Sentence, ...]:
    """The transcript's sentences, parted where speakers change."""
    starts = {sentence.first for sentence in transcript.sentences}
    starts |= {index for index in range(1, len(words)) if words[index].speaker != words[index - 1].speaker}
    bounds = [*sorted(starts), len(words)] if words else []
    return tuple(Sentence(first=first, last=last) for first, last in pairwise(bounds))


def _halved(words: Sequence[Word], first: int, last: int) -> list[tuple[int, int]]:
    seconds = words[last - 1].end - words[first].start
    if seconds <= _LONGEST or last - first < 2:
        return [(first, last)]
    middle = words[first].start + seconds / 2
    # A pause counts as much as its distance from the middle, so that both halves say something of their voice.
    best = max(
        range(first + 1, last), key=lambda index: _pause(words, index) - abs(words[index].start - middle) / seconds
    )
    return _halved(words, first, best) + _halved(words, best, last)


def _pause(words: Sequence[Word], index: int) -> float:
    return words[index].start - words[index - 1].end


def _stretch(words: Sequence[Word], first: int, last: int, sentence: int) -> Stretch:
    end = max(words[last - 1].end, words[first].start)
    return Stretch(first, last, sentence, TimeRange(start=words[first].start, end=end))
