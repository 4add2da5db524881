"""Audiograms: the picture of a source that is only heard, drawn in each output's own size.

The bars are not drawn by hand: a tiny picture holds one pixel per bar and frame, its height; blown up, and compared
with a fixed picture of the height at which each pixel lights up, it becomes the bars with soft round ends.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from adapters.media.audiogram_ground import BarArt, Rgb, bar_art, ground, write_picture
from adapters.media.audiogram_title import title_script
from adapters.media.cut import SAMPLE_RATE
from adapters.media.source import picture_of
from domain.contracts.media import FrameRate, MediaInfo
from domain.contracts.render import OutputPreset
from domain.engines import FontLibrary
from domain.heuristics.audiogram_layout import audiogram_layout
from domain.heuristics.voice_bars import BARS, band_edges, bar_heights

_WINDOW = 4096
_CHANNELS = 2
_BLOCK_FRAMES = 512


@dataclass(frozen=True)
class DrawnTarget:
    """One output to draw: its place among the outputs, its preset and the clip's title."""

    index: int
    preset: OutputPreset
    title: str


def write_bars(sound: Path | None, frames: int, rate: FrameRate, target: Path) -> None:
    """Write the heights (one byte per bar, row after row) of a cut sound: raw stereo floats at SAMPLE_RATE."""
    heights = np.zeros((frames, BARS))
    if sound is not None:
        heights = bar_heights(_powers(sound, frames, rate), float(rate.value))
    target.write_bytes(BarArt.levels(heights).tobytes())


def _powers(sound: Path, frames: int, rate: FrameRate) -> NDArray[np.float64]:
    """Mean power per band around each frame's moment."""
    samples = np.memmap(sound, np.float32, "r").reshape(-1, _CHANNELS)
    window = np.hanning(_WINDOW).astype(np.float32)
    gain = 2.0 / float(np.square(window).sum() * _WINDOW)
    bins = np.searchsorted(np.fft.rfftfreq(_WINDOW, 1 / SAMPLE_RATE), band_edges())
    bins[1:] = np.maximum(bins[1:], bins[:-1] + 1)
    starts = np.round((np.arange(frames) + 0.5) / float(rate.value) * SAMPLE_RATE).astype(int) - _WINDOW // 2
    found = np.zeros((frames, len(bins) - 1))
    for first in range(0, frames, _BLOCK_FRAMES):
        low = starts[first]
        high = starts[min(frames, first + _BLOCK_FRAMES) - 1] + _WINDOW
        mono = np.zeros(high - low, np.float32)
        inside = samples[max(0, low) : max(0, min(high, len(samples)))].mean(axis=1)
        mono[max(0, -low) : max(0, -low) + len(inside)] = inside
        for frame in range(first, min(frames, first + _BLOCK_FRAMES)):
            piece = mono[starts[frame] - low : starts[frame] - low + _WINDOW] * window
            power = np.square(np.abs(np.fft.rfft(piece))) * gain
            # The highest band's end may lie behind the last bin.
            found[frame] = np.add.reduceat(power, bins)[:-1] / np.diff(bins)
    return found


def bars_input(path: Path, rate: FrameRate) -> list[str]:
    """The arguments that open the written bars."""
    size = ("-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{BARS}x1", "-framerate", f"{rate.num}/{rate.den}")
    return [*size, "-i", f"file:{path}"]


def draw(
    target: DrawnTarget, media: MediaInfo, cover: Rgb | None, frames: int, fonts: FontLibrary | None, folder: Path
) -> str:
    """Write the still parts of one output to `folder`, and return the filters from its bars, label `[t…]`, to a picture
    of the preset's size.
    """
    preset, n = target.preset, target.index
    size = (preset.width, preset.height)
    layout = audiogram_layout(preset.aspect, size, cover=cover is not None)
    made = ground(cover, layout, size)
    art = bar_art(layout.wave, made.accent)
    for name, pixels in (("ground", made.pixels), ("reach", art.reach), ("tint", art.tint)):
        write_picture(folder / f"{name}{n}.png", pixels)
    script = title_script(target.title or media.title, media, layout, size, fonts) if fonts else ""
    burn = ""
    if script:
        (folder / f"title{n}.ass").write_text(script, encoding="utf-8")
        burn = f",subtitles=filename=title{n}.ass:fontsdir=fonts"
    rate = picture_of(media).frame_rate
    beat = f"settb={rate.den}/{rate.num},setpts=N"
    stay = f"loop=loop={frames - 1}:size=1,{beat}"
    yuv = "scale=out_color_matrix=bt709:out_range=tv"
    wide, high = art.reach.shape[1], art.reach.shape[0]
    return (
        f"movie=filename=ground{n}.png,{yuv},format=yuv420p{burn},{stay}[t{n}g];"
        f"movie=filename=reach{n}.png,format=gray,{stay}[t{n}r];"
        f"movie=filename=tint{n}.png,{yuv},format=yuv420p,{stay}[t{n}c];"
        f"[t{n}]{beat},scale={wide}:{high}:flags=neighbor,format=gray[t{n}h];"
        f"[t{n}h][t{n}r]blend=all_mode=subtract,lut=y='min(val*{art.gain:.3f},255)'[t{n}a];"
        f"[t{n}c][t{n}a]alphamerge[t{n}b];"
        f"[t{n}g][t{n}b]overlay=x={art.left}:y={art.top}:format=yuv420:shortest=1,"
        "setsar=1,setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv"
    )
