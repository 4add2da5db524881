"""The decoder's dictionary, grown by what a text needs: one entry per written word, with every way it may be said."""

import itertools
from typing import Protocol

from adapters.align.english_sounds import guessed_sounds, letter_name
from adapters.align.english_spoken import spoken_forms

_MOST_PRONUNCIATIONS = 8
_MOST_PER_WORD = 2


class Dictionary(Protocol):
    """The part of a decoder that knows words."""

    def lookup_word(self, word: str) -> str | None: ...

    def add_word(self, word: str, phones: str, update: bool = True) -> int: ...  # noqa: FBT001, FBT002


class Pronunciations:
    """Entries by written word; each written word is one entry, so its time needs no putting together.

    `40%` is one entry that sounds like `forty percent`, and `1858` one with the sounds of a year and of a number.
    """

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._entries: dict[str, str | None] = {}

    def entry(self, written: str) -> str | None:
        """The dictionary's name for a written word; None when it has no sound."""
        if written not in self._entries:
            self._entries[written] = self._made(spoken_forms(written))
        return self._entries[written]

    def _made(self, forms: list[str]) -> str | None:
        if len(forms) == 1 and " " not in forms[0] and self._dictionary.lookup_word(forms[0]):
            # The dictionary's own entry, with all its variants.
            return forms[0]
        sounds = list(dict.fromkeys(sound for form in forms for sound in self._sounds(form)))
        if not sounds:
            return None
        name = f"written{len(self._entries)}"
        for number, sound in enumerate(sounds[:_MOST_PRONUNCIATIONS], 1):
            self._dictionary.add_word(name if number == 1 else f"{name}({number})", sound, update=False)
        return name

    def _sounds(self, form: str) -> list[str]:
        choices = [sounds for word in form.split() if (sounds := self._word_sounds(word))]
        most = _MOST_PER_WORD if len(choices) <= _MOST_PER_WORD else 1
        return [" ".join(choice) for choice in itertools.product(*(sounds[:most] for sounds in choices)) if choice]

    def _word_sounds(self, word: str) -> list[str]:
        if word == "'s":
            return ["Z"]
        if len(word) == 2 and word.endswith("."):
            return [letter_name(word[0])]
        known = [self._dictionary.lookup_word(name) for name in (word, f"{word}(2)")]
        found = [sounds for sounds in known if sounds]
        guessed = guessed_sounds(word)
        return found or ([guessed] if guessed else [])
