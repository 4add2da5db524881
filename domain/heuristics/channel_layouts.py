"""What the names of channel layouts say; without a model of anything, so that a disposable child may import it."""

BASS = {"2.1": 2, "3.1": 3, "4.1": 3, "5.1": 3, "5.1(side)": 3, "6.1": 3, "7.1": 3, "7.1(wide)": 3}
"""The place of the bass channel, which no downmix takes."""


def is_named(layout: str, channels: int) -> bool:
    """Whether the layout says where each channel belongs: not of ambisonics, nor of a mere count of channels."""
    return channels <= 2 or not (layout.endswith("channels") or layout.startswith("ambisonic") or layout in {"", "?"})
