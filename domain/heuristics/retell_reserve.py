"""Lines of the talk itself in reserve behind a script that somebody else wrote."""

from collections.abc import Sequence

from domain.contracts.retell import RetellScript, RetellWish, ScriptLine
from domain.heuristics.retell_script import write_script
from domain.heuristics.retell_source import RetellSource
from domain.heuristics.retell_weights import RESERVE, RESERVE_SECONDS, RESERVE_WORTH
from domain.heuristics.speaking_pace import seconds_to_say

_ENOUGH = 0.9
"""Share of the wish from which on a script counts as long enough."""


def with_reserve(script: RetellScript, source: RetellSource, worths: Sequence[float], wish: RetellWish) -> RetellScript:
    """A script of somebody else's, with lines of the talk itself held in reserve, as the extractive writer would have
    them, so that its length can be fitted; the reserve is told only where nothing else is left.

    Where originals are wanted at all the reserve is originals: a narrator who tells of somebody does not say their
    sentences as their own.
    """
    alone = wish.model_copy(update={"originals": 1.0 if wish.originals > 0 else 0.0})
    spare = [line for line in write_script(source, worths, alone).lines if not _overlaps(line, script.lines)]
    spare.sort(key=lambda line: (-line.worth, line.number))
    own = _told_seconds(script.lines, script.language)
    missing = wish.seconds + max(RESERVE * wish.seconds, RESERVE_SECONDS) - own
    taken: list[ScriptLine] = []
    for line in spare:
        if missing <= 0:
            break
        missing -= _told_seconds([line], script.language)
        taken.append(line.model_copy(update={"worth": round(RESERVE_WORTH * line.worth, 4), "leans": False}))
    lines = list(script.lines)
    for line in sorted(taken, key=lambda line: line.first_word):
        place = next((n for n, other in enumerate(lines) if other.first_word > line.first_word), len(lines))
        lines.insert(max(1, place), line)
    short = f"The writer told {own:.0f} s of {wish.seconds:g} s; sentences of the video itself fill the rest."
    notes = (*script.dropped, short) if own < _ENOUGH * wish.seconds else script.dropped
    numbered = tuple(line.model_copy(update={"number": number}) for number, line in enumerate(lines, start=1))
    return script.model_copy(update={"lines": numbered, "dropped": notes})


def _overlaps(line: ScriptLine, lines: Sequence[ScriptLine]) -> bool:
    return any(line.first_word < other.last_word and line.last_word > other.first_word for other in lines)


def _told_seconds(lines: Sequence[ScriptLine], language: str) -> float:
    return sum(seconds_to_say(line.text, language) if line.text else line.range.duration for line in lines)
