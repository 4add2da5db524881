"""Sounds for English words that no dictionary has: letter-to-sound rules, good enough to place a word in time."""

import re

_RULES: tuple[tuple[str, str], ...] = (
    ("tion", "SH AH N"), ("sion", "ZH AH N"), ("ough", "AO"), ("augh", "AO"), ("eigh", "EY"), ("ture", "CH ER"),
    ("tch", "CH"), ("dge", "JH"), ("igh", "AY"), ("sch", "SH"), ("que", "K"), ("ing", "IH NG"), ("ius", "IY AH S"),
    ("ch", "CH"), ("sh", "SH"), ("th", "TH"), ("ph", "F"), ("wh", "W"), ("ck", "K"), ("ng", "NG"), ("gh", "G"),
    ("kn", "N"), ("wr", "R"), ("qu", "K W"), ("ps", "P S"), ("rh", "R"), ("zh", "ZH"), ("lj", "L Y"), ("nj", "N Y"),
    ("ee", "IY"), ("ea", "IY"), ("oo", "UW"), ("ou", "AW"), ("ow", "OW"), ("oa", "OW"), ("oi", "OY"), ("oy", "OY"),
    ("ai", "EY"), ("ay", "EY"), ("au", "AO"), ("aw", "AO"), ("ei", "EY"), ("ey", "IY"), ("ie", "IY"), ("eu", "Y UW"),
    ("ew", "UW"), ("ue", "UW"), ("ui", "UW"), ("ia", "IY AH"), ("io", "IY OW"), ("ar", "AA R"), ("er", "ER"),
    ("ir", "ER"), ("or", "AO R"), ("ur", "ER"), ("yr", "IH R"), ("ce", "S"), ("ci", "S IH"), ("cy", "S IY"),
    ("ge", "JH"), ("gi", "JH IH"), ("gy", "JH IY"), ("ya", "Y AA"), ("yo", "Y OW"), ("yu", "Y UW"), ("ye", "Y EH"),
    ("a", "AE"), ("b", "B"), ("c", "K"), ("d", "D"), ("e", "EH"), ("f", "F"), ("g", "G"), ("h", "HH"), ("i", "IH"),
    ("j", "JH"), ("k", "K"), ("l", "L"), ("m", "M"), ("n", "N"), ("o", "AA"), ("p", "P"), ("q", "K"), ("r", "R"),
    ("s", "S"), ("t", "T"), ("u", "AH"), ("v", "V"), ("w", "W"), ("x", "K S"), ("y", "IY"), ("z", "Z"),
)  # fmt: skip
_LONG = {"a": "EY", "e": "IY", "i": "AY", "o": "OW", "u": "UW"}
_SOUNDS = dict(_RULES)
_GRAPHEMES = re.compile("|".join(graphemes for graphemes, _ in _RULES))
_SILENT_E = re.compile(r"([aeiou])([bcdfgklmnprstvz])e(s?)$")
_NAMES = {
    "a": "EY", "b": "B IY", "c": "S IY", "d": "D IY", "e": "IY", "f": "EH F", "g": "JH IY", "h": "EY CH", "i": "AY",
    "j": "JH EY", "k": "K EY", "l": "EH L", "m": "EH M", "n": "EH N", "o": "OW", "p": "P IY", "q": "K Y UW",
    "r": "AA R", "s": "EH S", "t": "T IY", "u": "Y UW", "v": "V IY", "w": "D AH B AH L Y UW", "x": "EH K S",
    "y": "W AY", "z": "Z IY",
}  # fmt: skip


def letter_name(letter: str) -> str:
    """The ARPAbet sounds of a letter's name."""
    return _NAMES[letter]


def guessed_sounds(word: str) -> str:
    """ARPAbet sounds of a lower-case word by rules; empty when it has no letters a to z."""
    letters = re.sub(r"[^a-z]", "", word)
    if letters and not re.search(r"[aeiouy]", letters):
        return " ".join(_NAMES[letter] for letter in letters)
    doubled = re.sub(r"([bcdfghjklmnpqrstvwxz])\1", r"\1", letters)
    ending = _SILENT_E.search(doubled)
    if ending is None:
        return _sounds(doubled)
    consonant = {"c": "S", "g": "JH"}.get(ending[2], _SOUNDS[ending[2]])
    plural = " Z" if ending[3] else ""
    return f"{_sounds(doubled[: ending.start()])} {_LONG[ending[1]]} {consonant}{plural}".strip()


def _sounds(letters: str) -> str:
    return " ".join(_SOUNDS[found] for found in _GRAPHEMES.findall(letters))
