"""Whether two stretches of a video show the same footage: what moves, and when, is as telling as a fingerprint."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from domain.contracts.base import TimeRange

SAME_MOTION: Final = 0.9
"""Correlation from which on two stretches move alike. Of simulated footage shown twice, with seconds counted from
another frame, 95 % reach it; of two stretches of one talking head 1 % do, at the best of all shifts.
"""
SHORTEST: Final = 8.0
"""Seconds that both must last: fewer move alike by chance."""
_LIVELY: Final = 0.1
"""Standard deviation by mean of the motion, from which on there is something to compare: slides do not move."""
_STEP: Final = 0.5
_SLACK: Final = 1.0
_FINE: Final = 0.1


class Motion:
    """The motion of a video, a mean for each second, ready to be compared with itself at another time."""

    def __init__(self, motion: Sequence[float]) -> None:
        self._sums: NDArray[np.float64] = np.concatenate(([0.0], np.cumsum(np.asarray(motion, np.float64))))

    def is_shown_again(self, stretch: TimeRange, later: TimeRange, shift: float) -> bool:
        """Whether `later` shows what `stretch` shows, about `shift` seconds after it (a second more or less)."""
        begin = max(stretch.start, later.start - shift) + 0.5
        end = min(stretch.end, later.end - shift) - 0.5
        if end - begin < SHORTEST - 1.0:
            return False
        times = np.arange(begin, end, _STEP)
        shown = self._around(times)
        if not _is_lively(shown):
            return False
        shifts = np.arange(shift - _SLACK, shift + _SLACK + _FINE / 2, _FINE)
        return any(_correlation(shown, self._around(times + tried)) >= SAME_MOTION for tried in shifts)

    def _around(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """Mean motion of the second around each time."""
        places = np.arange(len(self._sums), dtype=np.float64)
        return np.interp(times + 0.5, places, self._sums) - np.interp(times - 0.5, places, self._sums)


def _is_lively(motion: NDArray[np.float64]) -> bool:
    return float(motion.std()) > _LIVELY * float(motion.mean())


def _correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    if not _is_lively(other):
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])
