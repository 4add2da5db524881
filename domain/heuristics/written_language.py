"""Tells that a text is not in the language it should be in: by its script, and by a vote of its commonest words.

Only strong evidence counts. Short texts, names and borrowed words say nothing, and neighbours such as Spanish and
Portuguese share many little words; so a vote counts only words that the two languages do not share.
"""

import re
from collections import Counter
from collections.abc import Iterable

from domain.heuristics.clip_scoring_words import UNSPACED, WORD_LISTS
from domain.heuristics.subtitle_text import Script, script_of

FEWEST_WORDS = 8
"""Words under which a vote is not held."""
_FEWEST_LETTERS = 6
_FOREIGN_LETTERS = 0.6
_FOREIGN_WORDS = 0.25
_OWN_WORDS = 0.05
_DIFFERENT_WORDS = 3

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

_WRITTEN_IN: tuple[tuple[str, tuple[Script, ...]], ...] = (
    ("ru uk bg mk be ba tt kk ky mn tg", ("cyrillic",)),
    ("sr uz bs tk az", ("cyrillic", "latin")),
    ("el", ("greek",)),
    ("ar fa ur ps sd", ("arabic",)),
    ("hi mr ne sa", ("devanagari",)),
    ("th", ("thai",)),
    ("zh yue", ("cjk",)),
    ("ja", ("kana", "cjk")),
    ("ko", ("hangul", "cjk")),
    ("he yi hy ka am bn as gu pa ta te kn ml si km lo my bo", ("other",)),
)
_SCRIPTS = {language: frozenset(scripts) for languages, scripts in _WRITTEN_IN for language in languages.split()}
_LATIN: frozenset[Script] = frozenset({"latin"})


def scripts_of_language(language: str) -> frozenset[Script]:
    """The scripts that a language (ISO 639) is written in."""
    return _SCRIPTS.get(language, _LATIN)


def foreign_language(text: str, language: str) -> str | None:
    """What `text` is written in, when it is surely not `language`: an ISO 639-1 code, or a script's name; else None."""
    return _foreign_script(text, language) or _foreign_words(text, language)


def has_letters(text: str) -> bool:
    """Whether there is anything to say."""
    return any(char.isalnum() for char in text)


def _foreign_script(text: str, language: str) -> str | None:
    # Abbreviations are written in Latin capitals everywhere.
    told = "".join(word for word in text.split() if not word.isupper())
    letters = Counter(script for char in told if char.isalpha() and (script := script_of(char)) is not None)
    count = sum(letters.values())
    own = scripts_of_language(language)
    foreign = sum(number for script, number in letters.items() if script not in own)
    if count < _FEWEST_LETTERS or foreign < _FOREIGN_LETTERS * count:
        return None
    return next(script for script, _ in letters.most_common() if script not in own)


def _foreign_words(text: str, language: str) -> str | None:
    if language not in WORD_LISTS or language in UNSPACED:
        return None
    words = [word.replace("’", "'") for word in _WORD.findall(text.lower())]
    if len(words) < FEWEST_WORDS:
        return None
    votes = {other: _vote(words, language, other) for other in WORD_LISTS if other not in {language, *UNSPACED}}
    best = max(votes, key=lambda other: votes[other])
    return best if votes[best] > 0 else None


def _vote(words: list[str], language: str, other: str) -> int:
    """Words that only `other` has, where they are many and `language` has hardly any of its own; else 0."""
    own, foreign = WORD_LISTS[language].function, WORD_LISTS[other].function
    theirs = [word for word in words if word in foreign and word not in own]
    ours = _count(words, own - foreign)
    strong = len(set(theirs)) >= _DIFFERENT_WORDS and len(theirs) >= _FOREIGN_WORDS * len(words)
    return len(theirs) if strong and ours <= _OWN_WORDS * len(words) else 0


def _count(words: Iterable[str], among: frozenset[str]) -> int:
    return sum(word in among for word in words)
