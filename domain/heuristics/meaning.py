"""Finds in a sentence the words that decide what it claims: negations, conditions, who says it and the like."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Final

from domain.heuristics.clip_scoring_words import UNSPACED
from domain.heuristics.meaning_words import meaning_words

TURNING: Final = frozenset(
    {"negations", "conditions", "concessions", "contrasts", "limits", "reports", "doubts", "ironies"}
)
"""Kinds that turn a claim, wherever in its sentence they stand."""
SCOPED: Final = frozenset({"causes", "times", "limits", "conditions"})
"""Kinds that say which part of a sentence its negation denies (`we did not win because of luck`)."""
CLAUSE_END: Final = re.compile(r"[,;:–—.!?…，；：、。！？،؛؟।]+[\"'”’»)\]」』]*\s*$")
QUOTES: Final = re.compile(r"[\"“”„«»「」『』]")

_CHARACTER = re.compile(r"\S ?")
_WORD = re.compile(r"[^\W_]")
_OUTER = " \"“”„«»‘’'`()[]{}¿¡.,;:!?…–—*♪，；：、。！？「」『』،؛؟।"
_REPORT_FIRST = 8
_REPORT_WITHIN = 8
_ELISION = re.compile(r"(?<=')")
_ELIDED = frozenset({"fr", "it"})
# Words that are ironic only where something parts them from the rest of the sentence.
_PARTED = frozenset(
    {"right", "sure", "genius", "ha", "pasti", "klar", "sicher", "seguro", "claro", "certo", "zeker", "masa", "sei"}
)


@dataclass(frozen=True)
class Marker:
    """Tokens `first` to `last` (exclusive) of a sentence, and the field of `MeaningWords` that lists them."""

    kind: str
    first: int
    last: int


def tokens_in(text: str, language: str) -> list[str]:
    """The words of a text with their punctuation; where the language writes none between words, its characters, each
    with the space that follows it.
    """
    return _CHARACTER.findall(" ".join(text.split())) if language in UNSPACED else text.split()


def plain(token: str) -> str:
    """A token in lower case without the punctuation around it; signs, hyphens and apostrophes inside stay."""
    return token.lower().replace("’", "'").strip(_OUTER + "-‐‑")


def is_word(token: str) -> bool:
    """Whether a token has a letter or a digit."""
    return bool(_WORD.search(token))


def markers(tokens: Sequence[str], language: str) -> list[Marker]:
    """Every marker in order; one run of tokens may be of several kinds."""
    parts: list[tuple[str, int]] = []
    for place, token in enumerate(tokens):
        word = plain(token)
        pieces = _ELISION.split(word) if language in _ELIDED else [word]
        parts.extend((piece, place) for piece in pieces if piece)
    phrases, endings = _index(language)
    found = set()
    for at, (word, place) in enumerate(parts):
        for phrase, kind in phrases.get(word, ()):
            run = parts[at : at + len(phrase)]
            if tuple(piece for piece, _ in run) == phrase and not _spoken_plainly(word, len(phrase), place, tokens):
                found.add(Marker(kind, place, run[-1][1] + 1))
        found.update(Marker(kind, place, place + 1) for ending, kind in endings if word.endswith(ending))
    return sorted(found, key=lambda one: (one.first, one.last, one.kind))


def any_of(found: Collection[Marker], kinds: Collection[str], first: int, last: int) -> bool:
    """Whether one of these kinds stands, wholly or partly, among tokens `first` to `last` (exclusive)."""
    return any(one.kind in kinds and one.first < last and one.last > first for one in found)


def told_by_another(tokens: Sequence[str], found: Collection[Marker], last: int) -> bool:
    """Whether what tokens up to `last` (exclusive) claim is plainly somebody's word or thought: a report opens them, a
    `that` or a colon stands between it and the claim.
    """
    for report in found:
        if report.kind != "reports" or report.first > _REPORT_FIRST:
            continue
        reach = range(report.last - 1, min(last - 1, report.last + _REPORT_WITHIN))
        if any(tokens[place].endswith((":", "：")) for place in reach):
            return True
        if any(one.kind == "thats" and one.first in reach and one.first >= report.last for one in found):
            return True
    return False


def phrase_at(tokens: Sequence[str], place: int, phrases: Collection[str], language: str) -> int:
    """How many tokens at `place` are one of the phrases; 0 for none, the longest of several."""
    joint = "" if language in UNSPACED else " "
    sizes = sorted({len(tokens_in(phrase, language)) for phrase in phrases}, reverse=True)
    for size in sizes:
        run = tokens[place : place + size]
        if len(run) == size and joint.join(plain(token) for token in run) in phrases:
            return size
    if language in _ELIDED and place < len(tokens):
        return int(_ELISION.split(plain(tokens[place]))[0] in phrases)
    return 0


def _spoken_plainly(word: str, size: int, place: int, tokens: Sequence[str]) -> bool:
    """Whether a word that may be ironic is only an adverb or an adjective here."""
    if size > 1 or word not in _PARTED:
        return False
    parted_before = place == 0 or bool(CLAUSE_END.search(tokens[place - 1]))
    return not (parted_before and (CLAUSE_END.search(tokens[place]) or place + 1 == len(tokens)))


_Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


@cache
def _index(language: str) -> tuple[_Phrases, tuple[tuple[str, str], ...]]:
    """The phrases of a language by their first word, and the endings that are markers by themselves."""
    words = meaning_words(language)
    phrases: _Phrases = defaultdict(list)
    endings: list[tuple[str, str]] = []
    for one in fields(words):
        if one.name in {"coordinators", "subjects", "articles", "verbs"}:
            continue
        for phrase in sorted(getattr(words, one.name)):
            if phrase.startswith("*"):
                endings.append((phrase[1:], one.name))
                continue
            split = tuple(phrase) if language in UNSPACED else tuple(_pieces(phrase, language))
            phrases[split[0]].append((split, one.name))
    return dict(phrases), tuple(endings)


def _pieces(phrase: str, language: str) -> list[str]:
    return [
        piece for word in phrase.split() for piece in (_ELISION.split(word) if language in _ELIDED else [word]) if piece
    ]
