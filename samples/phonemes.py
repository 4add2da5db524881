"""Written words to Kokoro's phonemes, remembering which phoneme belongs to which word."""

from __future__ import annotations

import difflib
import functools
import itertools
import re
from dataclasses import dataclass

from adapters.tts.clauses import marks_of, split_word
from adapters.tts.espeak import Espeak
from adapters.tts.kokoro_spelling import ESPEAK_VOICES, kokoro_spelling, stressed

_MAX_GROUPS_PER_WORD = 8
_MAX_WORDS_PER_GROUP = 3


@dataclass(frozen=True)
class SpokenWord:
    """One written word: its phonemes, in Kokoro's spelling, and the punctuation that follows it."""

    phonemes: str
    tail: str


def spell(words: list[str], language: str) -> list[SpokenWord]:
    """Return the phonemes of each word as it sounds inside the sentence `words`.

    `words` are as they are said (`three thousand` may stand for one word); `language` is the voice's first letter.
    """
    parts = [split_word(word) for word in words]
    spoken: list[SpokenWord] = []
    clause: list[str] = []
    tails: list[str] = []
    for core, tail in parts:
        clause.append(core)
        tails.append(marks_of(tail))
        if tails[-1]:
            spoken += _spell_clause(clause, tails, language)
            clause, tails = [], []
    return spoken + _spell_clause(clause, tails, language)


def _spell_clause(words: list[str], tails: list[str], language: str) -> list[SpokenWord]:
    if not words:
        return []
    ipa = _espeak().phonemes([" ".join(words), *words], ESPEAK_VOICES[language])
    clause, *alone = (kokoro_spelling(text, language) for text in ipa)
    shared = [stressed(word) for word in _share(tuple(clause.split()), tuple(alone))]
    return [SpokenWord(phonemes, tail) for phonemes, tail in zip(shared, tails, strict=True)]


@functools.cache
def _espeak() -> Espeak:
    return Espeak()


def _share(groups: tuple[str, ...], alone: tuple[str, ...]) -> list[str]:
    """Give each word its part of the clause's phoneme groups.

    eSpeak says some words as one group (`of the`) and some as several (`3,000`), so the cheapest assignment is
    searched by comparing with how each word sounds alone.
    """

    @functools.cache
    def best(group: int, word: int) -> tuple[float, tuple[str, ...]]:
        if group == len(groups) or word == len(alone):
            done = group == len(groups) and word == len(alone)
            return (0.0, ()) if done else (float("inf"), ())
        options: list[tuple[float, tuple[str, ...]]] = []
        for count in range(1, min(_MAX_GROUPS_PER_WORD, len(groups) - group) + 1):
            piece = " ".join(groups[group : group + count])
            rest, tail = best(group + count, word + 1)
            options.append((_distance(piece, alone[word]) + rest, (piece, *tail)))
        for count in range(2, min(_MAX_WORDS_PER_GROUP, len(alone) - word) + 1):
            cost, pieces = _cut(groups[group], alone[word : word + count])
            rest, tail = best(group + 1, word + count)
            options.append((cost + rest, (*pieces, *tail)))
        return min(options, key=lambda option: option[0])

    cost, pieces = best(0, 0)
    if cost == float("inf"):
        return list(alone)
    return list(pieces)


def _cut(group: str, alone: tuple[str, ...]) -> tuple[float, tuple[str, ...]]:
    """Cut one phoneme group into as many parts as there are words, where the parts sound most like the words."""
    found: tuple[float, tuple[str, ...]] = (float("inf"), ())
    for cuts in itertools.combinations(range(1, len(group)), len(alone) - 1):
        edges = (0, *cuts, len(group))
        pieces = tuple(group[start:end] for start, end in itertools.pairwise(edges))
        cost = sum(_distance(piece, word) for piece, word in zip(pieces, alone, strict=True))
        found = min(found, (cost, pieces), key=lambda option: option[0])
    return found


def _distance(left: str, right: str) -> float:
    plain = [re.sub("[ˈˌː ]", "", text) for text in (left, right)]
    matcher = difflib.SequenceMatcher(None, plain[0], plain[1], autojunk=False)
    return (1.0 - matcher.ratio()) * max(len(plain[0]), len(plain[1]), 1)
