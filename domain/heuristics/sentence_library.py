"""The library that knows where sentences end in about 300 languages."""

from collections.abc import Sequence
from importlib.metadata import version

import sentencex

from domain.heuristics.sentence_marks import Unit
from domain.heuristics.subtitle_text import joint_between

LIBRARY = f"sentencex-{version('sentencex')}"


def library_bounds(units: Sequence[Unit], language: str) -> set[int]:
    """After which units `sentencex` ends a sentence; it gets them without quotes and brackets, inside which it would
    look for no bound.
    """
    text, ends = "", []
    for place, unit in enumerate(units):
        text += unit.core + unit.sign
        ends.append(len(text))
        if place < len(units) - 1:
            text += joint_between(text[-1], units[place + 1].core, language)
    reached, found = 0, set()
    for sentence in sentencex.segment(language, text):
        found.add(reached + len(sentence.rstrip()))
        reached += len(sentence)
    return {place for place, end in enumerate(ends) if end in found}
