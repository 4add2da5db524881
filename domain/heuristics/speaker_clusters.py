"""Groups stretches of speech by voice: as many groups as there are speakers."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SAME_VOICE = 0.72
"""Mean cosine likeness from which two groups of stretches are one voice.

Measured with Resemblyzer on 21 voices of Kokoro and three people, clean and at 15 dB of noise, in stretches of 1.6 s
and more: the last two parts of one voice to be joined are 0.74 alike or more; two voices are 0.45 to 0.75 alike, above
0.72 two pairs of 210. In 150 made talks each of one to four speakers their number is found for 99, 99, 87 and 78 %.
"""
LEAST_HEARD = 1.6
"""Seconds from which a stretch may found a group: what the network listens to at a time."""
LEAST_SPEAKER = 3.0
"""Seconds of speech that make somebody a speaker; who says less is given to the voice that is most alike."""
_MOST_STRETCHES = 1000
"""More are not compared with each other, which costs the square of their number; they join the nearest group."""

_Floats = NDArray[np.float32]


def likeness(vectors: _Floats, seconds: Sequence[float]) -> NDArray[np.float64]:
    """How alike each stretch is to each speaker, shape (stretches, speakers); there is at least one speaker.

    `vectors`: unit vectors of the stretches; `seconds`: how long they are.
    """
    lengths = np.asarray(seconds, np.float64)
    founders = _founders(lengths)
    alike = np.asarray(vectors @ vectors[founders].T, np.float64)
    groups = _groups(alike[founders])
    spoken = [float(lengths[founders[group]].sum()) for group in groups]
    kept = [group for group, total in zip(groups, spoken, strict=True) if total >= LEAST_SPEAKER]
    speakers = kept or [groups[int(np.argmax(spoken))]]
    return np.stack([alike[:, group].mean(axis=1) for group in speakers], axis=1)


def _founders(lengths: NDArray[np.float64]) -> NDArray[np.intp]:
    long = np.flatnonzero(lengths >= LEAST_HEARD)
    if not len(long):
        # Scraps alone cannot tell how many speak.
        return np.array([lengths.argmax()])
    if len(long) <= _MOST_STRETCHES:
        return long
    return long[np.linspace(0, len(long) - 1, _MOST_STRETCHES).astype(np.intp)]


def _groups(alike: NDArray[np.float64]) -> list[list[int]]:
    """Agglomerative clustering with average linkage (UPGMA) down to `SAME_VOICE`."""
    between = alike.copy()
    np.fill_diagonal(between, -np.inf)
    members = {index: [index] for index in range(len(between))}
    while len(members) > 1:
        one, other = divmod(int(np.argmax(between)), len(between))
        if between[one, other] < SAME_VOICE:
            break
        first, second = len(members[one]), len(members[other])
        joined = (between[one] * first + between[other] * second) / (first + second)
        joined[one] = -np.inf
        between[one] = between[:, one] = joined
        between[other] = between[:, other] = -np.inf
        members[one] += members.pop(other)
    return [sorted(group) for group in members.values()]
