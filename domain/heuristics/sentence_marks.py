"""Words and the signs around them, as the splitter of sentences reads them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_STRONG = frozenset("!?。！？｡؟।॥۔։።‼⁇⁈⁉")
_STOPS = frozenset(".．")
_ELLIPSES = frozenset("…‥")
_GOES_ON = frozenset(",;:、，；：،؛—–-/")
_CLOSERS = frozenset("\"'”’»)]」』）】》›")
_OPENERS = frozenset("\"'“‘„«([{「『（【《¿¡‹—–-#")
_KEPT = frozenset("%°$€£¥₹％+")
_DASHES = frozenset("—–-")

_LATIN_END = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f、。])[A-Za-z]+(?:\.[A-Za-z]+)*$")

_REPORTED_QUOTE = {
    "ja": re.compile(r"^(?:と|って|という|なんて|とか|そう|こう)"),
    "zh": re.compile(r"^[\u4e00-\u9fff]{1,5}?[说問问道喊答叫想写]"),
    "ar": re.compile(r"^(?:و|ف)?(?:قال|سأل|رد|أجاب|صاح|صرخ|همس|هتف|نادى|أضاف)"),
    "hi": re.compile(r"^(?:\S+ ){0,4}(?:कह|पूछ|बोल|चिल्ला)"),
    "en": re.compile(
        r"^(?:I|[A-Z][a-z]+(?: [A-Z][a-z]+)?) (?:said|asked|shouted|cried|whispered|replied|answered|yelled)\b"
    ),
}
"""What begins with who says a quoted sentence, and so goes on with it."""
_REPORTED_JA_BARE = re.compile(r"^(?:って|という|と(?:言|い|思|聞|き|考|叫|答|書|呼|感))")


@dataclass(frozen=True)
class Unit:
    """A word with the signs that belong to it: texts `first` to `last` (exclusive).

    `sign` is "" where no sentence can end, "." after a full stop, "…" after an ellipsis, else the end sign; `tail` is
    all that stands behind the word; `quoted` tells that a quote or bracket closes behind the sign.
    """

    first: int
    last: int
    opening: str
    core: str
    tail: str
    sign: str
    quoted: bool

    @property
    def word(self) -> str:
        """The core; of a text without spaces the Latin word at its end, if there is one."""
        found = _LATIN_END.search(self.core)
        return found.group() if found else self.core


@lru_cache(maxsize=4096)
def is_letter(char: str) -> bool:
    """Whether a character is part of a word: letters, the marks on them, digits, and what is read as a word."""
    return unicodedata.category(char)[0] in "LMN" or char in _KEPT


def units_of(texts: Sequence[str]) -> list[Unit]:
    """Words with their signs; a text of signs alone goes to its neighbour, as opening and closing signs ask."""
    units: list[Unit] = []
    waiting, first = "", 0
    for place, text in enumerate(texts):
        letters = [index for index, char in enumerate(text) if is_letter(char)]
        if letters:
            core = text[letters[0] : letters[-1] + 1]
            units.append(_unit(first, place + 1, waiting + text[: letters[0]], core, text[letters[-1] + 1 :]))
            waiting, first = "", place + 1
        elif units and not waiting and not _opens(text, units[-1]):
            last = units.pop()
            units.append(_unit(last.first, place + 1, last.opening, last.core, f"{last.tail} {text}"))
            first = place + 1
        else:
            waiting += text
    if waiting and units:
        last = units.pop()
        units.append(_unit(last.first, len(texts), last.opening, last.core, f"{last.tail} {waiting}"))
    return units


def _opens(text: str, before: Unit) -> bool:
    """Whether signs that stand alone belong to the word behind them."""
    if text[0] in _DASHES:
        return before.sign != ""
    return text[0] in _OPENERS and text[0] not in _CLOSERS


def _unit(first: int, last: int, opening: str, core: str, tail: str) -> Unit:
    sign = sign_of(tail)
    return Unit(first, last, opening.strip(), core, tail, sign, bool(sign) and any(char in _CLOSERS for char in tail))


def sign_of(tail: str) -> str:
    """What the signs behind a word say of the sentence; see `Unit`."""
    places = [place for place, char in enumerate(tail) if char in _STRONG or char in _STOPS or char in _ELLIPSES]
    if not places or any(char in _GOES_ON for char in tail[places[-1] + 1 :]):
        return ""
    strong = [tail[place] for place in places if tail[place] in _STRONG]
    if strong:
        return strong[-1]
    if any(tail[place] in _ELLIPSES for place in places) or ".." in tail.replace(" ", ""):
        return "…"
    return "."


def ends_with_sign(text: str) -> bool:
    """Whether an end sign stands behind a word, be it the stop of a short form."""
    return any(unit.sign for unit in units_of([text]))


def first_sign(tail: str) -> str:
    """The first end sign in what stands behind a word."""
    return next((char for char in tail if char in _STRONG or char in _STOPS), "")


def begins_small(core: str) -> bool:
    """Whether a word begins with a small letter; `iPhone` and `eBay` may begin a sentence as they are."""
    return core[:1].islower() and not core[1:3].lstrip("0123456789")[:1].isupper()


def reported_speech_follows(left: Unit, following: str, language: str) -> bool:
    """Whether a quoted sentence is part of one that goes on: `「行こう！」と言った`, `"Why?" I asked`."""
    if language == "ja" and not left.quoted:
        return _REPORTED_JA_BARE.match(following) is not None
    reported = _REPORTED_QUOTE.get(language)
    return left.quoted and reported is not None and reported.match(following) is not None
