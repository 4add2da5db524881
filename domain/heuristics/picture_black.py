"""Finds where a source shows nothing: black frames, with the fades that lead to and from them."""

from collections.abc import Sequence
from fractions import Fraction

from domain.contracts.picture import Blackout

FAINTEST_PEAK = 36
"""Highest luma of limited range, where black is 16, below which nothing is to be seen: in a dark scene and on a dark
screen something stands out.
"""

_FADE_SECONDS = 1.0
# Half of the light is enough to see what is there.
_SEEN_SHARE = 0.5
_BLACK = 16


def blackouts_of(luma: Sequence[int], peaks: Sequence[int], rate: Fraction) -> tuple[Blackout, ...]:
    """`luma` and `peaks`: mean and highest luma of each frame, 0..255."""
    reach = max(1, round(_FADE_SECONDS * rate))
    found: list[Blackout] = []
    first: int | None = None
    for frame, peak in enumerate((*peaks, 255)):
        if peak < FAINTEST_PEAK:
            first = frame if first is None else first
        elif first is not None:
            start = first - _fading(luma[max(0, first - reach) : first][::-1])
            end = frame + _fading(luma[frame : frame + reach])
            if found and start <= found[-1].last:
                start = found.pop().first
            found.append(Blackout(first=start, last=end))
            first = None
    return tuple(found)


def is_black_at(blackouts: Sequence[Blackout], frame: int) -> bool:
    """Whether nothing is to be seen in a frame of the source."""
    return any(black.first <= frame < black.last for black in blackouts)


def _fading(luma: Sequence[int]) -> int:
    """How many of these frames, from the black on, have not got half of the light that they get to."""
    enough = _BLACK + _SEEN_SHARE * (max(luma, default=_BLACK) - _BLACK)
    return next((index for index, mean in enumerate(luma) if mean >= enough), 0)
