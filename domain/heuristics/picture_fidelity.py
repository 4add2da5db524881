"""When a finished picture is the source's picture: limits for colour, spread and structure of its sampled frames.

All is measured on small frames in CIELAB: `colour` is the distance of the mean colours (CIE76), `spread` the largest
difference of the standard deviations of lightness and of the two colour planes, `structure` the mean SSIM of lightness.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from domain.contracts.render import PictureFidelity

COLOUR, WORST_COLOUR = 1.5, 8.0
"""Largest distance in the median of all frames, and of any one. The proxy's own coding is 0.5 off on the sample talk, a
picture by the wrong matrix 2.0, one by the wrong range 4.9; a just noticeable difference is about 2.3.
"""
SPREAD, WORST_SPREAD = 3.0, 9.0
STRUCTURE, WORST_STRUCTURE = 0.8, 0.45
"""Least SSIM, in the median and of any one frame; the sample talk's own is 0.98."""


@dataclass(frozen=True)
class FrameLikeness:
    """How close frame `frame` of the output is to the source's."""

    frame: int
    colour: float
    spread: float
    structure: float


def fidelity_of(frames: Sequence[FrameLikeness]) -> PictureFidelity:
    """What is kept of the comparison; of no frames it says that none was compared."""
    if not frames:
        return PictureFidelity(compared=0)
    worst = max(frames, key=lambda frame: (_badness(frame), -frame.frame))
    return PictureFidelity(
        compared=len(frames),
        colour=round(median(frame.colour for frame in frames), 3),
        spread=round(median(frame.spread for frame in frames), 3),
        structure=round(median(frame.structure for frame in frames), 4),
        worst_frame=worst.frame,
        worst_colour=round(max(frame.colour for frame in frames), 3),
        worst_spread=round(max(frame.spread for frame in frames), 3),
        worst_structure=round(min(frame.structure for frame in frames), 4),
    )


def infidelities(found: PictureFidelity) -> list[tuple[str, str]]:
    """What shows that the picture is another one than the source's: what was found, and what was promised."""
    if not found.compared:
        return []
    told: list[tuple[str, str]] = []
    limits = (
        ("colour", found.colour, COLOUR, found.worst_colour, WORST_COLOUR),
        ("spread", found.spread, SPREAD, found.worst_spread, WORST_SPREAD),
    )
    for name, middle, most, worst, most_of_one in limits:
        if middle > most:
            told.append((f"{name} {middle:.1f} off in most frames", f"at most {most}"))
        elif worst > most_of_one:
            told.append(
                (f"{name} {worst:.1f} off, at the worst near frame {found.worst_frame}", f"at most {most_of_one}")
            )
    if found.structure < STRUCTURE:
        told.append((f"structure {found.structure:.2f} in most frames", f"at least {STRUCTURE}"))
    elif found.worst_structure < WORST_STRUCTURE:
        told.append(
            (f"structure {found.worst_structure:.2f} near frame {found.worst_frame}", f"at least {WORST_STRUCTURE}")
        )
    return told


def _badness(frame: FrameLikeness) -> float:
    return max(frame.colour / WORST_COLOUR, frame.spread / WORST_SPREAD, (1 - frame.structure) / (1 - WORST_STRUCTURE))
