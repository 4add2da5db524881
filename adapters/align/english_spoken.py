"""What is said for a written English word: `40%` is `forty percent`, `Dr.` is `doctor`, `B2B` is `b two b`.

A word has several spoken forms when nobody can know from the page which one was said; an aligner takes them all and
lets the sound decide. Single letters that are spelled out are written `a.`, `b.` and so on.
"""

import itertools
import re
import unicodedata

from adapters.align.english_numbers import cardinals, decades, digits, ordinals, years

_MOST_FORMS = 8
_SHORT = {
    "mr": ("mister",),
    "mrs": ("missus", "missis"),
    "ms": ("miss", "miz"),
    "dr": ("doctor", "drive"),
    "st": ("saint", "street"),
    "vs": ("versus",),
    "etc": ("et cetera",),
    "prof": ("professor",),
    "no": ("no", "number"),
    "approx": ("approximately",),
}
_SIGNS = {
    "&": "and",
    "@": "at",
    "+": "plus",
    "=": "equals",
    "#": "number",
    "%": "percent",
    "°": "degrees",
    "/": "slash",
    "*": "times",
    "×": "times",
    "<": "less than",
    ">": "greater than",
    "~": "about",
}
_MONEY = {"$": ("dollar", "dollars"), "£": ("pound", "pounds"), "€": ("euro", "euros"), "¥": ("yen", "yen")}
_SCALES = {"k": "thousand", "m": "million", "mn": "million", "bn": "billion", "b": "billion", "tn": "trillion"}
_UNITS = {
    "km": "kilometers",
    "kg": "kilograms",
    "cm": "centimeters",
    "mm": "millimeters",
    "mph": "miles an hour",
    "kmh": "kilometers an hour",
    "gb": "gigabytes",
    "mb": "megabytes",
    "ms": "milliseconds",
    "hz": "hertz",
    "khz": "kilohertz",
    "ft": "feet",
    "lb": "pounds",
    "lbs": "pounds",
}
_AMOUNT = re.compile(r"^([$£€¥])(\d[\d,]*)(?:\.(\d+))?(k|mn?|bn?|tn)?$")
_NUMBER = re.compile(r"^(\d[\d,]*)(?:\.(\d+))?$")
_CLOCK = re.compile(r"^(\d{1,2}):(\d\d)(?::\d\d)?$")
_ORDINAL = re.compile(r"^(\d[\d,]*)(?:st|nd|rd|th)$")
_DECADE = re.compile(r"^'?(\d{2,4})'?s$")
_RANGE = re.compile(r"^(\d[\d,.]*\d|\d)[-–](\d[\d,.]*\d|\d)$")
_PIECES = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z]+(?:'[a-z]+)*|[^\w\s]|\S")
_EDGES = '"“”„«»()[]{}!?;:…¿¡*_—–,'


def spoken_forms(written: str) -> list[str]:
    """The ways a written word may be said, as lower-case words parted by spaces; empty when nothing is said."""
    raw = unicodedata.normalize("NFKC", written).strip(_EDGES + "- ").replace("’", "'")
    if re.fullmatch(r"(?:[A-Za-z]\.){2,}[A-Za-z]?", raw):
        return [_spelled(raw.replace(".", ""))]
    acronym = bool(re.fullmatch(r"[A-Z]{2,5}s?", raw))
    text = raw.rstrip(".").strip("'\"").lower()
    if not text:
        return []
    forms = list(_SHORT.get(text, ())) or _forms(text)
    if acronym:
        forms = [*forms, _spelled(text)]
    return list(dict.fromkeys(form for form in forms if form))[:_MOST_FORMS]


def _forms(text: str) -> list[str]:
    if text in _SIGNS:
        return [_SIGNS[text]]
    if text.isalpha() or re.fullmatch(r"[a-z]+(?:'[a-z]+)*'?", text):
        return [_plain(text)]
    for pattern, reading in (
        (_AMOUNT, _amount),
        (_NUMBER, _number),
        (_CLOCK, _clock),
        (_ORDINAL, lambda found: ordinals(_whole(found[1]))),
        (_DECADE, lambda found: decades(int(found[1]))),
        (_RANGE, _range),
    ):
        found = pattern.match(text)
        if found:
            return reading(found)
    pieces = [_piece(piece) for piece in _PIECES.findall(text)]
    choices = itertools.islice(itertools.product(*(piece for piece in pieces if piece)), _MOST_FORMS)
    return [" ".join(" ".join(choice).split()) for choice in choices]


def _amount(found: re.Match[str]) -> list[str]:
    one, many = _MONEY[found[1]]
    whole, cents, scale = _whole(found[2]), found[3], _SCALES.get(found[4] or "")
    if scale:
        return [f"{number} {scale} {many}" for number in _decimal(whole, cents)]
    unit = one if whole == 1 else many
    if cents is None:
        return [f"{number} {unit}" for number in cardinals(whole)]
    small = cardinals(int(cents))[0]
    number = cardinals(whole)[0]
    return [f"{number} {unit} {small}", f"{number} {small}", f"{number} {unit} and {small} cents"]


def _number(found: re.Match[str]) -> list[str]:
    figures = found[1].replace(",", "")
    if found[2] is not None:
        return _decimal(int(figures), found[2])
    value = int(figures)
    forms = cardinals(value)
    if len(figures) == 4 and "," not in found[1]:
        forms = [*years(value), *forms]
    if len(figures) > 1 and "," not in found[1]:
        forms = [*forms, digits(figures), digits(figures).replace("zero", "oh")]
    return list(dict.fromkeys(forms))


def _decimal(whole: int, figures: str | None) -> list[str]:
    numbers = cardinals(whole)
    if figures is None:
        return numbers
    return [f"{number} point {digits(figures)}" for number in numbers]


def _clock(found: re.Match[str]) -> list[str]:
    hour, minute = cardinals(int(found[1]))[0], int(found[2])
    if minute == 0:
        return [f"{hour} o'clock", hour, f"{hour} hundred"]
    spoken = cardinals(minute)[0]
    return [f"{hour} oh {spoken}", f"{hour} {spoken}"] if minute < 10 else [f"{hour} {spoken}"]


def _range(found: re.Match[str]) -> list[str]:
    first, last = (_forms(found[side]) for side in (1, 2))
    return [f"{before} {joint}{after}" for before, after in itertools.product(first, last) for joint in ("to ", "")]


def _piece(piece: str) -> list[str]:
    if piece in _UNITS:
        return [_UNITS[piece]]
    if piece[0].isdigit():
        return _forms(piece)
    if piece == "/":
        return ["", "slash"]
    if piece in _SIGNS:
        return [_SIGNS[piece]]
    if piece in _MONEY:
        return [_MONEY[piece][1]]
    return [_plain(piece)] if piece[0].isalpha() else []


def _plain(text: str) -> str:
    """Without accents, which English dictionaries do not have."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if sign.isascii())
    return "".join(sign for sign in bare if sign.isalpha() or sign == "'").strip("'")


def _spelled(letters: str) -> str:
    plural = letters.endswith("s") and len(letters) > 2
    spelled = " ".join(f"{letter}." for letter in letters.lower().removesuffix("s" if plural else ""))
    return f"{spelled} 's" if plural else spelled


def _whole(figures: str) -> int:
    return int(figures.replace(",", ""))
