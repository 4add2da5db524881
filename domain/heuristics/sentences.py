"""Restores sentences from words: by punctuation, and by pauses where a recogniser left punctuation out."""

import re
from collections.abc import Sequence
from itertools import pairwise

from domain.contracts.speech import Sentence, Transcript, Word
from domain.heuristics.sentence_bounds import PAUSE, is_closed, sentence_ends
from domain.heuristics.sentence_marks import ends_with_sign

LONGEST_WORDS = 60
"""Words after which a sentence is cut at its best place; spoken sentences are rarely over 40."""
LONGEST_SECONDS = 25.0
LONG_PAUSE = 1.5
"""Seconds of silence that end a sentence, whatever the punctuation says."""
_FEWEST_WORDS = 3
_SIGNED_SHARE = 0.8
"""Where as many sentences end with a sign, one without it goes on."""
_PUNCTUATED_EVERY = 50
"""Where more words than this follow each other without an end sign, the recogniser does not punctuate."""
SIGNLESS_WORDS = 15
"""The same, where there is no sign of any kind: a recogniser that has fallen out of punctuating."""

_CLAUSE = re.compile(r"[,;:—–、，；：،؛][\"'”’»)\]」』]*$")


def restore_sentences(words: Sequence[Word], speech_language: str = "en") -> tuple[Sentence, ...]:
    """Sentences in order; every word is in exactly one, none is empty.

    `speech_language` is ISO 639-1; languages without spaces have pieces for words, so their bound is higher.
    """
    if not words:
        return ()
    longest = LONGEST_WORDS * (2 if speech_language in {"zh", "ja", "th", "lo", "my", "km", "yue"} else 1)
    ends = sentence_ends(words, speech_language)
    ends |= {index + 1 for index in range(len(words) - 1) if _breaks_off(words, index, speech_language)}
    ends |= _pause_ends(words, sorted({0, *ends, len(words)}))
    bounds = sorted({0, *ends, len(words)})
    sentences: list[Sentence] = []
    for first, last in pairwise(bounds):
        sentences += [Sentence(first=start, last=end) for start, end in _capped(words, first, last, longest)]
    return tuple(sentences)


def bounds_inside(transcript: Transcript) -> set[int]:
    """Numbers of the sentences that begin inside a longer one, which was cut for its length or at a hesitation: no sign
    closes what is before them, and the same speaker goes on. Where signs are rare, a pause closes as well.
    """
    words, language = transcript.words, transcript.language
    closed = [is_closed(transcript.text_of(one.first, one.last), language) for one in transcript.sentences]
    signed = sum(closed) >= _SIGNED_SHARE * len(closed)
    inside = set()
    for number, sentence in enumerate(transcript.sentences[1:], 1):
        left, right = words[sentence.first - 1], words[sentence.first]
        goes_on = signed or right.start - left.end < PAUSE
        if goes_on and left.speaker == right.speaker and not closed[number - 1]:
            inside.add(number)
    return inside


def is_punctuated(words: Sequence[Word]) -> bool:
    """Whether any word carries a sign that ends a sentence or a clause."""
    return any(ends_with_sign(word.text) or _CLAUSE.search(word.text) for word in words)


def _breaks_off(words: Sequence[Word], index: int, language: str) -> bool:
    word, following = words[index], words[index + 1]
    if word.speaker is not None and word.speaker != following.speaker:
        return True
    # Who looks for a name behind its title has not ended a sentence.
    leads_on = ends_with_sign(word.text) and not is_closed(word.text, language)
    return following.start - word.end >= LONG_PAUSE and not leads_on


def _pause_ends(words: Sequence[Word], bounds: Sequence[int]) -> set[int]:
    """Ends at pauses, inside stretches so long that their punctuation must be missing."""
    ends: set[int] = set()
    for first, last in pairwise(bounds):
        if last - first <= (_PUNCTUATED_EVERY if is_punctuated(words[first:last]) else SIGNLESS_WORDS):
            continue
        start = first
        for index in range(first, last - 1):
            gap = words[index + 1].start - words[index].end
            if gap >= PAUSE and index + 1 - start >= _FEWEST_WORDS:
                ends.add(index + 1)
                start = index + 1
    return ends


def _capped(words: Sequence[Word], first: int, last: int, longest: int) -> list[tuple[int, int]]:
    """Cut what is too long at its best place: a clause's end, then the longest pause, near the middle."""
    seconds = words[last - 1].end - words[first].start
    if last - first < 2 or (last - first <= longest and seconds <= LONGEST_SECONDS):
        return [(first, last)]
    margin = max(1, (last - first) // 5)
    places = range(first + margin, last - margin + 1)
    best = max(places, key=lambda index: _cut_worth(words, index) - abs(2 * index - first - last) / (last - first))
    return _capped(words, first, best, longest) + _capped(words, best, last, longest)


def _cut_worth(words: Sequence[Word], index: int) -> float:
    clause = 1.0 if _CLAUSE.search(words[index - 1].text) else 0.0
    return clause + 2.0 * max(0.0, words[index].start - words[index - 1].end)
