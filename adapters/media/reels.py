"""Which stretches of a source one pass over it decodes: near parts in its own order together, all others by a seek."""

from collections.abc import Sequence

from domain.contracts.media import FrameRate

NEAR_SECONDS = 8.0
"""What lies between two parts is decoded too up to this length: a new process and its way from the last key frame cost
about as much.
"""


def reels_of(shown: Sequence[range], rate: FrameRate) -> tuple[tuple[range, ...], ...]:
    """The parts, in the order in which they are shown, as runs that ascend without wide gaps."""
    reels: list[list[range]] = []
    for part in shown:
        before = reels[-1][-1] if reels else None
        if before is not None and 0 <= part.start - before.stop <= NEAR_SECONDS * float(rate.value):
            reels[-1].append(part)
        else:
            reels.append([part])
    return tuple(tuple(reel) for reel in reels)
