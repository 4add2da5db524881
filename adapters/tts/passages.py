"""Long texts in passages that a model can take, and their sounds joined with the pauses of a reader."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adapters.tts.clauses import ENDS
from domain.heuristics.voice_edges import heard_part

_PAUSES = {"end": 0.45, "clause": 0.22, "none": 0.06}
"""Seconds after a passage, by the mark that it ends with."""


@dataclass(frozen=True)
class Spelled:
    """A clause in a model's symbols, and the mark behind it."""

    symbols: str
    mark: str

    @property
    def text(self) -> str:
        """As the model gets it."""
        return self.symbols + self.mark


def passages(clauses: Sequence[Spelled], most: int) -> list[str]:
    """Join clauses into texts of at most `most` symbols: as few as that takes, parted at the ends of sentences where
    the text allows it, else at clauses, else at a space.
    """
    short = [piece for clause in clauses for piece in _cut(clause, most)]
    found: list[str] = []
    start = 0
    while start < len(short):
        stop = start + 1
        while stop < len(short) and len(" ".join(clause.text for clause in short[start : stop + 1])) <= most:
            stop += 1
        if stop < len(short):
            ends = [place for place in range(start + 1, stop + 1) if short[place - 1].mark in tuple(ENDS)]
            stop = ends[-1] if ends else stop
        found.append(" ".join(clause.text for clause in short[start:stop]))
        start = stop
    return found


def joined(texts: Sequence[str], sounds: Sequence[NDArray[np.float32]], rate: int) -> NDArray[np.float32]:
    """The sounds of passages one after the other, with a pause between them as each one's last mark asks for."""
    if len(sounds) == 1:
        return sounds[0]
    parts: list[NDArray[np.float32]] = []
    for text, sound in zip(texts, sounds, strict=True):
        parts += [heard_part(sound, rate), np.zeros(round(_pause(text) * rate), np.float32)]
    return np.concatenate(parts[:-1]) if parts else np.zeros(0, np.float32)


def _pause(text: str) -> float:
    mark = text[-1:]
    if mark and mark in ENDS:
        return _PAUSES["end"]
    return _PAUSES["clause" if mark in {",", ";", ":", "—"} else "none"]


def _cut(clause: Spelled, most: int) -> list[Spelled]:
    """A clause in pieces of at most `most` symbols, cut at spaces, and inside a word only where there is none."""
    if len(clause.text) <= most:
        return [clause]
    pieces: list[str] = [""]
    for word in clause.symbols.split():
        for start in range(0, len(word), most - 1):
            part = word[start : start + most - 1]
            together = f"{pieces[-1]} {part}".strip()
            pieces = [*pieces[:-1], together] if len(together) < most else [*pieces, part]
    marks = [*([""] * (len(pieces) - 1)), clause.mark]
    return [Spelled(symbols, mark) for symbols, mark in zip(pieces, marks, strict=True)]
