"""Where a picture that is shown whole stands on its blurred ground."""

from domain.contracts.framing import Aspect
from domain.heuristics.caption_styles import SAFE_ZONES, caption_top


def fitted_top(aspect: Aspect, height: float) -> float:
    """The upper edge, for a picture of this height; both are shares of the output's.

    In the middle, or as far above it as it takes to have captions below the picture instead of on it, where there is
    room for that below what apps draw over the top.
    """
    middle = (1 - height) / 2
    raised = caption_top(aspect) - height
    return raised if SAFE_ZONES[aspect].top <= raised < middle else middle
