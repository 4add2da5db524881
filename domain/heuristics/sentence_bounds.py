"""Where sentences end, in text and in timed words: the one splitter that every stage asks.

The library `sentencex` knows the short forms of about 300 languages; `sentence_exceptions` holds what it misses. The
exceptions speak first: a short form or an ordinal keeps its neighbours together, a sign before a capital parts them.
What is left open the library decides.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from domain.contracts.speech import Word
from domain.heuristics.sentence_exceptions import short_forms
from domain.heuristics.sentence_forms import ShortForms
from domain.heuristics.sentence_judge import PAUSE, Judge, phrases_before
from domain.heuristics.sentence_library import LIBRARY
from domain.heuristics.sentence_marks import Unit, units_of
from domain.heuristics.subtitle_text import SPACELESS

__all__ = [
    "PAUSE",
    "SPLITTER",
    "closing_words",
    "ends_between",
    "is_closed",
    "leads_on",
    "sentence_bounds",
    "sentence_ends",
    "split_sentences",
]

SPLITTER = f"{LIBRARY}/sentences-1"
"""What the bounds depend on; part of the fingerprints of the stages that use them."""
_TOKEN = re.compile(r"[^\s।॥。！？｡؟۔]*[।॥。！？｡؟۔]+[\"'”’»)\]」』）】》]*|[^\s।॥。！？｡؟۔]+")
_TOKEN_UNSPACED = re.compile(
    r"(?:[^\s।॥。！？｡؟۔?!]|[?!](?=[A-Za-z0-9]))*[।॥。！？｡؟۔?!]+[\"'”’»)\]」』）】》]*|[^\s。！？｡?!]+"
)


def split_sentences(text: str, language: str) -> tuple[str, ...]:
    """The sentences of a text (`language`: ISO 639-1), without the white space between them."""
    return tuple(text[start:end] for start, end in sentence_bounds(text, language))


def sentence_bounds(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Start and end (exclusive) of each sentence of a text, in characters; white space between them is left out."""
    pattern = _TOKEN_UNSPACED if language in SPACELESS else _TOKEN
    spans = [found.span() for found in pattern.finditer(text)]
    if not spans:
        return ()
    closed = closing_words([text[start:end] for start, end in spans], language)
    bounds: list[tuple[int, int]] = []
    first = 0
    for place, closes in enumerate(closed):
        if closes or place == len(spans) - 1:
            bounds.append((spans[first][0], spans[place][1]))
            first = place + 1
    return tuple(bounds)


def sentence_ends(words: Sequence[Word], language: str) -> set[int]:
    """Numbers of words that sentences end before, by their signs; the pauses between the words settle doubtful ones."""
    gaps = [max(0.0, after.start - before.end) for before, after in pairwise(words)]
    closed = _closed([word.text for word in words], language, gaps)
    return {place + 1 for place, closes in enumerate(closed[:-1]) if closes}


def closing_words(texts: Sequence[str], language: str) -> list[bool]:
    """Which of these words, in their order, end a sentence by their signs; the last one by its sign alone."""
    return _closed(texts, language, None)


@lru_cache(maxsize=16384)
def ends_between(left: str, right: str, language: str) -> bool:
    """Whether a sentence ends between two neighbouring words, as far as these two can tell."""
    return closing_words((left, right), language)[0]


@lru_cache(maxsize=16384)
def leads_on(left: str, right: str, language: str) -> bool:
    """Whether a short form, an initial or an ordinal belongs to the word behind it: `Dr.` to a name, `3.` to `Mai`."""
    units = units_of([left])
    if not units or units[0].sign != "." or ends_between(left, right, language):
        return False
    word = units[0].word
    known = word if len(word) == 1 else word.lower()
    return known not in short_forms(language).trailing


@lru_cache(maxsize=4096)
def is_closed(text: str, language: str) -> bool:
    """Whether a text ends as a sentence does: with an end sign that is not the stop of a title or of `e.g.`"""
    units = units_of(_with_signs(text, language).split())
    return bool(units) and _closes_text(units, short_forms(language))


def _closed(texts: Sequence[str], language: str, gaps: Sequence[float] | None) -> list[bool]:
    """For each text whether a sentence ends after it; `gaps`: seconds of silence between neighbours."""
    closed = [False] * len(texts)
    units = units_of([_with_signs(text, language) for text in texts])
    if not units:
        return closed
    judge = Judge(units, language, gaps)
    for place, unit in enumerate(units[:-1]):
        if unit.sign and judge.ends_after(place):
            closed[unit.last - 1] = True
            judge.sentence_first = place + 1
    closed[units[-1].last - 1] = _closes_text(units, short_forms(language))
    return closed


def _with_signs(text: str, language: str) -> str:
    """The text with the signs that other languages end sentences with: in Greek a semicolon asks."""
    return text.replace(";", "?").replace("\u037e", "?") if language == "el" else text


def _closes_text(units: Sequence[Unit], forms: ShortForms) -> bool:
    if units[-1].sign != ".":
        return bool(units[-1].sign)
    if units[-1].core.isalpha() and len(units[-1].core) == 1:
        return True
    phrases = phrases_before(units, len(units) - 1)
    return not any(phrase in forms.titles or phrase in forms.inner for phrase in phrases)
