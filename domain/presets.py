"""The output presets: what each aspect's platforms want of a file."""

from collections.abc import Sequence

from domain.contracts.framing import Aspect
from domain.contracts.render import OutputPreset

_SIZES: dict[Aspect, tuple[int, int]] = {
    "9:16": (1080, 1920),
    "1:1": (1080, 1080),
    "4:5": (1080, 1350),
    "16:9": (1920, 1080),
}


def output_preset(aspect: Aspect) -> OutputPreset:
    """1080 pixels on the short side, -14 LUFS and at most -1 dBTP, as the social platforms play it."""
    width, height = _SIZES[aspect]
    return OutputPreset(aspect=aspect, width=width, height=height)


def output_presets(aspects: Sequence[Aspect]) -> tuple[OutputPreset, ...]:
    """One preset per aspect, in order."""
    return tuple(output_preset(aspect) for aspect in aspects)
