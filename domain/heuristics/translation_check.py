"""Holds a line that a model has translated to what was asked for: what is wrong with it, in words for the model."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from domain.heuristics.addresses import names_address
from domain.heuristics.glossary import lost_terms
from domain.heuristics.written_language import foreign_language, has_letters
from domain.language_engines import TranslationLine, TranslationTask

_TOLERANCE = 1.05
_SPARE_CHARS = 2
# Between languages and scripts lengths differ by a factor of three; more is not the same said in other words.
_MOST_TIMES = 4
_MOST_MORE = 60
_LONG_ENOUGH = 20


@dataclass(frozen=True)
class Judgement:
    """`problem`: what is wrong with a text, None where nothing is; `of_use`: whether it can be said all the same."""

    problem: str | None = None
    of_use: bool = True


def plain_text(text: str) -> str:
    """One line without what cannot be stored: control characters and halves of characters."""
    return " ".join("".join(" " if unicodedata.category(char) in {"Cc", "Cs"} else char for char in text).split())


def judged(line: TranslationLine, text: str, task: TranslationTask) -> Judgement:
    """What is wrong with `text` as the translation of a line of the task."""
    problem = _useless(line, text, task.target)
    if problem is not None:
        return Judgement(problem, of_use=False)
    lost = lost_terms(line.text, text, task.glossary, (task.source, task.target))
    if lost:
        told = ", ".join(f"'{term.target or term.source}'" for term in lost)
        return Judgement(f"it lacks {told}, ordered by the glossary")
    most = line.max_chars
    if most is not None and len(text) > most * _TOLERANCE + _SPARE_CHARS:
        return Judgement(f"it has {len(text)} characters, and {most} are allowed: say it in fewer words")
    return Judgement()


def repeated(lines: Sequence[TranslationLine], texts: Sequence[str]) -> frozenset[int]:
    """The places of different lines that all became the same text: a model that lost the thread, or was led off it."""
    sources: dict[str, set[str]] = {}
    for line, text in zip(lines, texts, strict=True):
        sources.setdefault(text, set()).add(line.text)
    return frozenset(place for place, text in enumerate(texts) if len(text) >= _LONG_ENOUGH and len(sources[text]) > 1)


def _useless(line: TranslationLine, text: str, target: str) -> str | None:
    if not has_letters(text):
        return "there is no translation"
    foreign = foreign_language(text, target)
    if foreign is not None:
        return f"it is written in '{foreign}', not in '{target}'"
    if names_address(text) and not names_address(line.text):
        return "it names an address that nobody names there"
    if len(text) > _MOST_TIMES * len(line.text) + _MOST_MORE:
        return "it says far more than the line"
    return None
