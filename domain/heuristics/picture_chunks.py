"""Cuts the picture's analysis into stretches, so that a crash costs one stretch and several machines can share it."""

import itertools
import math

from domain.contracts.media import FrameRate

CHUNK_SECONDS = 300


def picture_chunks(duration: float, rate: FrameRate) -> tuple[range, ...]:
    """Ranges of frames of at most five minutes that cover `duration` seconds; the last may be up to half as long again.

    A short rest is not worth a decoder of its own, so it joins the stretch before it.
    """
    frames = max(1, math.ceil(duration * float(rate.value)))
    step = max(1, round(CHUNK_SECONDS * float(rate.value)))
    count = max(1, math.floor(frames / step + 0.5))
    bounds = [*range(0, step * count, step), frames]
    return tuple(range(first, last) for first, last in itertools.pairwise(bounds))
