"""Decides after which words a sentence ends: the exceptions first, then what the library knows."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.heuristics.sentence_exceptions import TIME_ZONES, short_forms
from domain.heuristics.sentence_library import library_bounds
from domain.heuristics.sentence_marks import Unit, begins_small, first_sign, reported_speech_follows
from domain.heuristics.subtitle_text import SPACELESS

PAUSE = 0.5
"""Seconds of silence after which a doubtful sign ends a sentence."""
_SHORT_PAUSE = 0.25
_HESITATION_WORDS = 2
"""An ellipsis after no more words than this is a hesitation: `Well… I think so.`"""
_LONGEST_SHORT_FORM = 5
_LONGEST_PHRASE = 4
_LONGEST_NAME = 10
"""Pieces that a name may have in a language without spaces."""


@dataclass
class Judge:
    """Decides at one place after the other, from left to right."""

    units: Sequence[Unit]
    language: str
    gaps: Sequence[float] | None
    sentence_first: int = 0

    def __post_init__(self) -> None:
        self.forms = short_forms(self.language)
        self.cased = _is_cased(self.units)
        self._library: set[int] | None = None

    def ends_after(self, place: int) -> bool:
        left, right = self.units[place], self.units[place + 1]
        if self._is_name(place):
            return self._pause(place) >= PAUSE
        if reported_speech_follows(left, self._text_from(place + 1), self.language):
            return False
        if left.sign == "…":
            return self._after_ellipsis(place)
        if left.sign == ".":
            return self._after_stop(place)
        return not self._goes_on_small(right) or (not left.quoted and self._pause(place) >= _SHORT_PAUSE)

    def _after_ellipsis(self, place: int) -> bool:
        right = self.units[place + 1]
        if self._pause(place) >= PAUSE or right.opening[-1:] in {"¿", "¡"}:
            return True
        hesitates = place + 1 - self.sentence_first <= _HESITATION_WORDS
        if not self.cased or not _has_case(right.core[0]):
            return not hesitates and self._library_ends(place)
        if begins_small(right.core):
            return False
        # Capitals that would stand inside a sentence as well say nothing.
        always = self.language == "de" or (self.language == "en" and right.core.split("'")[0] == "I")
        return not always or (self._starts(right) and not hesitates)

    def _after_stop(self, place: int) -> bool:
        left, right = self.units[place], self.units[place + 1]
        if right.opening[-1:] in {"¿", "¡"}:
            return True
        rules: tuple[Callable[[int], bool | None], ...] = (self._by_short_form, self._by_number, self._by_initial)
        for rule in rules:
            verdict = rule(place)
            if verdict is not None:
                return verdict
        if self._goes_on_small(right):
            return self._pause(place) >= (_SHORT_PAUSE if len(left.core) > _LONGEST_SHORT_FORM else PAUSE)
        if (
            not self.cased
            or not _has_case(right.core[0])
            or self._starts(right)
            or left.core in self.forms.starters
            or left.core in self.forms.ordinary
            or len(left.core) > _LONGEST_SHORT_FORM
        ):
            return True
        return self._library_ends(place) or self._pause(place) >= PAUSE

    def _by_short_form(self, place: int) -> bool | None:
        """What the tables say of a stop that may belong to a short form; None where it does not."""
        if self._inside_phrase(place):
            return False
        phrases = phrases_before(self.units, place)
        phrases += [ending for ending in self.forms.endings if phrases[-1].endswith(ending)]
        verdicts = (self._of_phrase(place, phrase) for phrase in phrases)
        return next((verdict for verdict in verdicts if verdict is not None), None)

    def _of_phrase(self, place: int, phrase: str) -> bool | None:
        if not self.forms.knows(phrase):
            return None
        right, pause, forms = self.units[place + 1], self._pause(place), self.forms
        small = self._goes_on_small(right)
        measured = place > 0 and self.units[place - 1].core[-1:].isdigit()
        number = right.core[:1].isdigit() or (len(right.core) > 1 and is_roman(right.core))
        starts = not small and self._starts(right)
        # Where letters have no capitals, only a pause or the word itself tells that something new begins.
        begins = starts or pause >= _SHORT_PAUSE or (not small and _has_case(right.core[0]))
        cases = (
            (measured and phrase in forms.closing, begins and not number and right.core not in TIME_ZONES),
            (phrase in forms.inner and not self._is_word(place, phrase), False),
            (phrase in forms.titles, starts and pause >= PAUSE),
            (phrase in forms.numbered and number, False),
            (phrase in forms.before_names, starts or (not small and pause >= PAUSE)),
            (phrase in forms.closing and right.core in TIME_ZONES, False),
            (phrase in forms.closing or phrase in forms.numbered, (begins or number) and (not small or pause >= PAUSE)),
        )
        return next((verdict for applies, verdict in cases if applies), None)

    def _is_word(self, place: int, phrase: str) -> bool:
        """Whether a capital inside a sentence tells a name from a short form of one part: `Max.`"""
        core = self.units[place].core
        return phrase.isalpha() and self.cased and core[0].isupper() and place > self.sentence_first

    def _inside_phrase(self, place: int) -> bool:
        """Whether a short form of several parts goes on here: `z.` before `B.`"""
        for size in range(2, _LONGEST_PHRASE + 1):
            for first in range(max(0, place - size + 2), place + 1):
                parts = self.units[first : first + size]
                if len(parts) == size and all(part.sign == "." for part in parts):
                    phrase = " ".join(part.word for part in parts)
                    if self.forms.knows(phrase) or self.forms.knows(phrase.lower()):
                        return True
        return False

    def _by_number(self, place: int) -> bool | None:
        left, right = self.units[place], self.units[place + 1]
        roman = is_roman(left.core) and len(left.core) > 1
        if not (left.core.isdigit() and len(left.core) <= 3) and not roman:
            return None
        if place == self.sentence_first:
            return False
        if self._goes_on_small(right):
            return self._pause(place) >= PAUSE and not self.forms.ordinals
        if not self.forms.ordinals:
            return None if roman else True
        if self._starts(right):
            return True
        before = self.units[place - 1].core.lower()
        # Turkish parts its endings from names by an apostrophe.
        noun = right.core.replace("’", "'").split("'")[0].lower()
        return not (roman or before in self.forms.ordinal_cues or noun in self.forms.ordinal_nouns)

    def _by_initial(self, place: int) -> bool | None:
        left, right = self.units[place], self.units[place + 1]
        before = self.units[place - 1].core.lower() if place > self.sentence_first else ""
        named = left.core in self.forms.letters
        if named:
            beside = [self.units[near] for near in (place - 1, place + 1) if near >= self.sentence_first]
            initials = any(near.sign == "." and near.core in self.forms.letters for near in beside)
            alone = place > self.sentence_first or left.core in self.forms.starters
            return None if alone and not initials else False
        if not _is_initials(left.word):
            return None
        if left.core == "I" and self.language == "en":
            return not self._goes_on_small(right)
        if before in self.forms.lettered or right.core[:1].isdigit():
            return not self._goes_on_small(right)
        return self._starts(right) or self._pause(place) >= PAUSE

    def _goes_on_small(self, unit: Unit) -> bool:
        return self.cased and begins_small(unit.core)

    def _starts(self, unit: Unit) -> bool:
        """Whether a word that stands with a capital here is one that begins sentences and no name."""
        if unit.sign == "." and len(unit.core) == 1:
            return False
        word = unit.core.replace("’", "'").lower()
        return not self._goes_on_small(unit) and (
            word in self.forms.starters or word.split("'")[0] in self.forms.starters
        )

    def _is_name(self, place: int) -> bool:
        """Whether the sign belongs to a name, such as `Yahoo!`, after which the sentence goes on."""
        left = self.units[place]
        if self.language in SPACELESS:
            said = "".join(unit.core for unit in self.units[max(0, place - _LONGEST_NAME) : place + 1]).lower()
            return (said + first_sign(left.tail)).endswith(self.forms.signed_names)
        return left.core.lower() + first_sign(left.tail) in self.forms.signed_names and not self._starts(
            self.units[place + 1]
        )

    def _pause(self, place: int) -> float:
        return 0.0 if self.gaps is None else self.gaps[self.units[place].last - 1]

    def _text_from(self, place: int) -> str:
        joint = "" if self.language in SPACELESS else " "
        return joint.join(unit.core for unit in self.units[place : place + 6])

    def _library_ends(self, place: int) -> bool:
        if self._library is None:
            self._library = library_bounds(self.units, self.language)
        return place in self._library


def phrases_before(units: Sequence[Unit], place: int) -> list[str]:
    """What ends with unit `place`, as short forms are written in the tables: `b.`, `z. b.`; the longest first."""
    found = []
    for size in range(min(_LONGEST_PHRASE, place + 1), 0, -1):
        parts = units[place - size + 1 : place + 1]
        if all(part.sign == "." for part in parts):
            phrase = " ".join(part.word for part in parts)
            # A single capital is an initial, whatever its small letter stands for.
            found += [phrase] if len(phrase) == 1 else [phrase, phrase.lower()]
    return found


def _is_cased(units: Sequence[Unit]) -> bool:
    """Whether capitals mean something: a text that has none is written by a recogniser that writes none."""
    if len(units) <= 2:
        return True
    letters = [unit.core[0] for unit in units if _has_case(unit.core[0])]
    return not letters or any(letter.isupper() for letter in letters)


def _is_initials(word: str) -> bool:
    """Whether a word is made of single capitals, or Hebrew or Arabic letters: `J.R`. A sign may be a word: `네`."""
    return all(len(part) == 1 and (part.isupper() or "\u05d0" <= part <= "\u064a") for part in word.split("."))


def _has_case(letter: str) -> bool:
    return letter.lower() != letter.upper()


def is_roman(text: str) -> bool:
    """Whether a word is a Roman numeral in capitals."""
    return re.fullmatch(r"[IVXLC]+", text) is not None
