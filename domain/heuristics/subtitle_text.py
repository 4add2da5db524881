"""The text of captions: cleaning, joining, counting characters, and telling scripts apart."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

Script = Literal[
    "latin",
    "cyrillic",
    "greek",
    "armenian",
    "georgian",
    "hebrew",
    "arabic",
    "devanagari",
    "bengali",
    "gurmukhi",
    "gujarati",
    "tamil",
    "telugu",
    "kannada",
    "malayalam",
    "sinhala",
    "thai",
    "lao",
    "tibetan",
    "burmese",
    "khmer",
    "ethiopic",
    "cjk",
    "kana",
    "hangul",
    "other",
]

SPACELESS = frozenset({"zh", "yue", "ja", "th", "lo", "my", "km"})
"""Languages written without spaces between words."""

SOFT_HYPHEN = "\u00ad"
"""Ends a part of a word that is hyphenated where a line ends behind it, and joins the next part elsewhere."""
NO_SPACE = "\u200b"
"""The same where no hyphen is written, as behind a slash of an address."""
INSIDE_WORD = (SOFT_HYPHEN, NO_SPACE)
_NARROW = "\u00a0"
_FRENCH_SIGNS = frozenset("»!?;:›%€")

CLAUSE_SPACES = frozenset({"th", "lo", "my", "km"})
"""Those of them that write a space between clauses, and around numbers and foreign words."""
_SPACELESS_SCRIPTS: frozenset[Script | None] = frozenset({"cjk", "kana", "thai", "lao", "burmese", "khmer"})

_RANGES: tuple[tuple[int, int, Script], ...] = (
    (0x0041, 0x024F, "latin"),
    (0x1E00, 0x1EFF, "latin"),
    (0x0370, 0x03FF, "greek"),
    (0x1F00, 0x1FFF, "greek"),
    (0x0400, 0x052F, "cyrillic"),
    (0x1C80, 0x1C8F, "cyrillic"),
    (0x0530, 0x058F, "armenian"),
    (0xFB13, 0xFB17, "armenian"),
    (0x10A0, 0x10FF, "georgian"),
    (0x1C90, 0x1CBF, "georgian"),
    (0x0590, 0x05FF, "hebrew"),
    (0xFB1D, 0xFB4F, "hebrew"),
    (0x0600, 0x077F, "arabic"),
    (0x08A0, 0x08FF, "arabic"),
    (0xFB50, 0xFDFF, "arabic"),
    (0xFE70, 0xFEFC, "arabic"),
    (0x0900, 0x097F, "devanagari"),
    (0xA8E0, 0xA8FF, "devanagari"),
    (0x0980, 0x09FF, "bengali"),
    (0x0A00, 0x0A7F, "gurmukhi"),
    (0x0A80, 0x0AFF, "gujarati"),
    (0x0B80, 0x0BFF, "tamil"),
    (0x0C00, 0x0C7F, "telugu"),
    (0x0C80, 0x0CFF, "kannada"),
    (0x0D00, 0x0D7F, "malayalam"),
    (0x0D80, 0x0DFF, "sinhala"),
    (0x0E00, 0x0E7F, "thai"),
    (0x0E80, 0x0EFF, "lao"),
    (0x0F00, 0x0FFF, "tibetan"),
    (0x1000, 0x109F, "burmese"),
    (0xAA60, 0xAA7F, "burmese"),
    (0x1780, 0x17FF, "khmer"),
    (0x1200, 0x139F, "ethiopic"),
    (0x2D80, 0x2DDF, "ethiopic"),
    (0xAB01, 0xAB2F, "ethiopic"),
    (0x3040, 0x30FF, "kana"),
    (0x31F0, 0x31FF, "kana"),
    (0x1100, 0x11FF, "hangul"),
    (0x3130, 0x318F, "hangul"),
    (0xAC00, 0xD7AF, "hangul"),
    (0x2E80, 0x2FDF, "cjk"),
    (0x3000, 0x303F, "cjk"),
    (0x3400, 0x4DBF, "cjk"),
    (0x4E00, 0x9FFF, "cjk"),
    (0xF900, 0xFAFF, "cjk"),
    (0xFF01, 0xFF9F, "cjk"),
    (0x20000, 0x2FA1F, "cjk"),
)

# Pictographs, flags, keycaps, and what joins or colours them. Digits and letters that emoji sequences begin with stay.
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\U000e0020-\U000e007f\u2600-\u27bf\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55"
    "\u231a\u231b\u23e9-\u23fa\u3030\u303d\u3297\u3299\u200d\u20e3\ufe0e\ufe0f]+"
)
_JOINING_SCRIPTS: frozenset[Script] = frozenset(
    {
        "arabic",
        "devanagari",
        "bengali",
        "gurmukhi",
        "gujarati",
        "tamil",
        "telugu",
        "kannada",
        "malayalam",
        "sinhala",
        "khmer",
        "burmese",
    }
)
"""Scripts whose letters a zero-width joiner shapes."""


@lru_cache(maxsize=4096)
def _script_of_char(char: str) -> Script | None:
    code = ord(char)
    if not unicodedata.category(char).startswith(("L", "M")):
        return "cjk" if 0x3000 <= code <= 0x303F or 0xFF01 <= code <= 0xFF60 else None
    for low, high, script in _RANGES:
        if low <= code <= high:
            return script
    return "other"


def script_of(text: str) -> Script | None:
    """The script of the first letter that tells one; None for digits and punctuation alone."""
    return next((script for script in map(_script_of_char, text) if script is not None), None)


def clean(text: str) -> str:
    """One line of visible text: control characters out, white space runs to one space, composed form (NFC).

    Spaces that do not break stay what they are, since they hold a sign to its word (`« Oui »`, `50 %`).
    """
    kept = "".join(_space(char) if char.isspace() else char for char in text if char.isspace() or _visible(char))
    words = (word.strip(_NARROW) for word in kept.split(" "))
    return unicodedata.normalize("NFC", " ".join(re.sub(f"{_NARROW}+", _NARROW, word) for word in words if word))


def _space(char: str) -> str:
    return _NARROW if char in "\u00a0\u202f\u2007" else " "


def _visible(char: str) -> bool:
    # ZWNJ and ZWJ shape Arabic and Indic words; every other control or direction mark could reorder or hide text.
    return char in "\u200c\u200d" or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def without_emoji(text: str) -> str:
    """The text that a burned caption shows: no font draws colour emoji in libass, so that they stay in SRT and VTT."""
    if script_of(text) in _JOINING_SCRIPTS and "\u200d" in text and not _has_pictograph(text):
        return text
    return _EMOJI.sub("", text).strip()


def _has_pictograph(text: str) -> bool:
    return any(char not in "\u200d\ufe0e\ufe0f" for run in _EMOJI.findall(text) for char in run)


@lru_cache(maxsize=16384)
def display_width(text: str, *, wide: bool) -> float:
    """Characters as a reader counts them: combining marks count 0; where `wide`, half-width characters count a half."""
    total = 0.0
    for char in text:
        if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
            continue
        total += 0.5 if wide and unicodedata.east_asian_width(char) in {"Na", "N", "H", "A"} else 1.0
    return total


@lru_cache(maxsize=16384)
def joint_between(left: str, right: str, language: str) -> str:
    """What stands between two words: a space, except inside the scripts that write none; in French one that holds on to
    its sign.
    """
    if not left or not right or left.endswith(INSIDE_WORD) or left.endswith(" "):
        return ""
    if language not in SPACELESS:
        # Words of another language inside a text are written as their own language writes them.
        if language != "ko" and {script_of(left[-1]), script_of(right[0])} <= _SPACELESS_SCRIPTS:
            return ""
        return _NARROW if language == "fr" and (set(right) <= _FRENCH_SIGNS or left in {"«", "‹"}) else " "
    left_word, right_word = _spaced(left[-1]), _spaced(right[0])
    if left[-1].isdigit() and right[0].isdigit():
        return ""
    return " " if (left_word and right_word) or (language in CLAUSE_SPACES and left_word != right_word) else ""


def _spaced(char: str) -> bool:
    return char.isdigit() or script_of(char) in {"latin", "cyrillic", "greek"}


def join_words(texts: Sequence[str], language: str) -> str:
    """Words as the language writes them, in one line; a word that goes on in the next line gets its hyphen."""
    if not texts:
        return ""
    line = texts[0] + "".join(joint_between(a, b, language) + b for a, b in pairwise(texts))
    hyphen = "-" if line.endswith(SOFT_HYPHEN) else ""
    return line.replace(SOFT_HYPHEN, "").replace(NO_SPACE, "").rstrip(" ") + hyphen


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction reads from right to left."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in {"R", "AL"}:
            return True
        if direction == "L":
            return False
    return False


@lru_cache(maxsize=4096)
def ends_clause(text: str) -> bool:
    """Whether a word closes a clause by its punctuation."""
    bare = text.rstrip("\"'”’»)]}」』）】")
    return bare.endswith((",", ";", ":", "—", "–", "،", "؛", "、", "，", "；", "："))
