"""The picture of a source that is only heard: its grid and size, before anything is drawn."""

from typing import Any

_WIDTH, _HEIGHT = 1920, 1080
_RATE = 30


def drawn_picture() -> dict[str, Any]:
    """The fields of a VideoStream that is drawn of the sound, later on and in the size of each output."""
    return {
        "codec": "none",
        "width": _WIDTH,
        "height": _HEIGHT,
        "frame_rate": {"num": _RATE, "den": 1},
        "pixel_format": "yuv420p",
        "color_primaries": "bt709",
        "color_transfer": "bt709",
        "color_space": "bt709",
        "drawn": True,
    }
