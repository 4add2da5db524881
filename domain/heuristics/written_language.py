"""Tells that a text is not in the language it should be in: by its script, and by a vote of its commonest words.

Only strong evidence counts. Short texts, names and borrowed words say nothing, and neighbours such as Spanish and
Portuguese share many little words; so a vote counts only words that the two languages do not share.
"""

import re
from collections import Counter
from collections.abc import Iterable

from domain.errors import RejectedError
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
    ("he yi", ("hebrew",)),
    ("hy", ("armenian",)),
    ("ka", ("georgian",)),
    ("am ti", ("ethiopic",)),
    ("bn as", ("bengali",)),
    ("gu", ("gujarati",)),
    ("pa", ("gurmukhi",)),
    ("ta", ("tamil",)),
    ("te", ("telugu",)),
    ("kn", ("kannada",)),
    ("ml", ("malayalam",)),
    ("si", ("sinhala",)),
    ("km", ("khmer",)),
    ("lo", ("lao",)),
    ("my", ("burmese",)),
    ("bo", ("tibetan",)),
)
_SCRIPTS = {language: scripts for languages, scripts in _WRITTEN_IN for language in languages.split()}
_LATIN: tuple[Script, ...] = ("latin",)
_UNDRAWN: frozenset[Script] = frozenset({"tibetan", "other"})
"""Scripts that no font of the library has letters of."""


def scripts_of_language(language: str) -> frozenset[Script]:
    """The scripts that a language (ISO 639) is written in."""
    return frozenset(_SCRIPTS.get(language, _LATIN))


def main_script(language: str) -> Script:
    """The script that a language (ISO 639) is mostly written in."""
    return _SCRIPTS.get(language, _LATIN)[0]


def is_drawable(language: str) -> bool:
    """Whether captions of a language (ISO 639) can be drawn: there are fonts of its script."""
    return main_script(language) not in _UNDRAWN


def require_drawable(language: str) -> None:
    """Raises RejectedError `captions.no_font` for a language (ISO 639) whose script no font here has."""
    if not is_drawable(language):
        raise RejectedError(
            "captions.no_font",
            f"Captions in '{language}' cannot be drawn: there is no font for {main_script(language)} script.",
        )


def foreign_language(text: str, language: str) -> str | None:
    """What `text` is written in, when it is surely not `language`: an ISO 639-1 code, or a script's name; else None."""
    return foreign_script(text, language) or _foreign_words(text, language)


def has_letters(text: str) -> bool:
    """Whether there is anything to say."""
    return any(char.isalnum() for char in text)


def foreign_script(text: str, language: str) -> Script | None:
    """The script of `text` where most of its letters are none that `language` is written in; None for short texts."""
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
