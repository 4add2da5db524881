"""Whether the lines of a dub or a retell are each there once: planned, spoken, and heard one after the other."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

from domain.contracts.lines import PlacedLines

_APART_S = 1e-6


def placed_faults(name: str, placed: PlacedLines) -> list[str]:
    """What is heard twice or at the same time."""
    numbers = Counter(one.spoken.line.number for one in placed.lines)
    found = [f"{name}: line {number} placed {n} times" for number, n in numbers.items() if n > 1]
    heard = sorted((one for one in placed.lines if one.spoken.audio is not None), key=lambda one: one.start)
    found += [
        f"{name}: lines {one.spoken.line.number} and {other.spoken.line.number} at the same time"
        for one, other in pairwise(heard)
        if other.start < one.end - _APART_S
    ]
    return found


def spoken_faults(results: Iterable[Mapping[str, object]]) -> list[str]:
    """Sounds that more than one remembered result holds; `results`: what is kept of `synthesise_lines/line`."""
    sounds = Counter(audio["digest"] for result in results if isinstance(audio := result.get("audio"), Mapping))
    return [f"line spoken {n} times: {digest}" for digest, n in sounds.items() if n > 1]
