"""Written text as the clauses that a voice speaks with a pause after each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.heuristics.sentence_bounds import closing_words

PAUSES = ";:,.!?—…"
"""The marks at which voices pause."""
ENDS = ".!?…"
"""Those of them that end a sentence."""

_CORE = re.compile(r"^[\"“”(«¿¡]*(?P<core>.*?)(?P<tail>[\"“”)»;:,.!?—…।]*)$")
_DASHES = re.compile(r"(?<=\s)[-–—](?=\s)|[–—]+(?=\s|$)")


@dataclass(frozen=True)
class Clause:
    """What is said, without signs, and the mark behind it; "" at the end of a text without one."""

    text: str
    mark: str

    @property
    def ends_sentence(self) -> bool:
        """Whether its mark is a full stop or one like it."""
        return self.mark[:1] in ENDS and self.mark != ""


def split_word(word: str) -> tuple[str, str]:
    """Split `word` into what is said and the punctuation behind it."""
    match = _CORE.match(word)
    if match is None:
        return word, ""
    return match["core"], match["tail"]


def marks_of(tail: str) -> str:
    """The pauses in the signs behind a word, in the spelling that voices know."""
    return "".join(mark for mark in tail.replace("।", ".") if mark in PAUSES)


def clauses(text: str, language: str) -> list[Clause]:
    """The clauses of `text` in order; none of them is without a letter or a digit. `language`: ISO 639-1."""
    plain = _DASHES.sub(" — ", text.replace("...", "… ").replace("*", " ").replace("_", " "))
    words = plain.split()
    found: list[Clause] = []
    said: list[str] = []
    closed = closing_words(words, language)
    for place, word in enumerate(words):
        core, tail = split_word(word)
        mark = marks_of(tail)
        if core:
            # The stop of a short form is spoken with it: `Dr.` is not the end of anything.
            short = mark == "." and not closed[place] and place < len(words) - 1
            said.append(core + "." if short else core)
            mark = "" if short else mark
        if mark:
            _close(found, said, mark)
            said = []
    _close(found, said, "")
    return found


def _close(found: list[Clause], said: Sequence[str], mark: str) -> None:
    text = " ".join(said)
    if any(sign.isalnum() for sign in text):
        found.append(Clause(text, mark[:1]))
    elif mark and found and not found[-1].mark:
        found[-1] = Clause(found[-1].text, mark[:1])
