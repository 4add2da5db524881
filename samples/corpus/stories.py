"""The stories of the corpus: sentences as they are written and as they are said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    import random

    from samples.corpus.manifest import Passage

_STORIES = Path(__file__).with_name("stories.yaml")
_SAID_OTHERWISE = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


@dataclass(frozen=True)
class Line:
    """One sentence: as a writer writes it, and as the voice reads it."""

    written: str
    spoken: str


def lines_of(passage: Passage, chance: random.Random) -> tuple[Line, ...]:
    """The sentences of a passage; raises KeyError for a story that there is not."""
    found = _stories()[passage.language]
    named = {name: lines for group in found.values() for name, lines in group.items()}
    name = passage.story or chance.choice(sorted(found["plain"]))
    return named[name][: passage.first]


def parted(text: str) -> Line:
    """`[$5](five dollars)` is written the first way and said the second."""
    return Line(_SAID_OTHERWISE.sub(r"\1", text), _SAID_OTHERWISE.sub(r"\2", text))


@cache
def _stories() -> dict[str, dict[str, dict[str, tuple[Line, ...]]]]:
    read = yaml.safe_load(_STORIES.read_text(encoding="utf-8"))
    return {
        language: {
            group: {name: tuple(map(parted, lines)) for name, lines in stories.items()}
            for group, stories in groups.items()
        }
        for language, groups in read.items()
    }
