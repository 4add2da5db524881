"""Which frames of a finished picture are compared with the source's, how small, and where the source is in them."""

import math
from dataclasses import dataclass

from adapters.media.framing_graph import Run, fitted_box, runs_of
from domain.contracts.captions import PixelBox
from domain.contracts.framing import FramingPath
from domain.contracts.media import FrameRate, VideoStream
from domain.contracts.render import OutputPreset

_LONG_SIDE = 96


def sample_size(preset: OutputPreset) -> tuple[int, int]:
    """Width and height in pixels of a sample: even, the longer side 96."""
    shrink = _LONG_SIDE / max(preset.width, preset.height)
    return 2 * round(preset.width * shrink / 2), 2 * round(preset.height * shrink / 2)


def sampled_frames(framing: FramingPath, rate: FrameRate, step: int) -> tuple[int, ...]:
    """Frames of the output, which shows each `step`th one of the clip's: one for each second, and both sides of each
    cut that the framing has.
    """
    frames = math.ceil(framing.frames / step)
    seconds = math.ceil(framing.frames / float(rate.value))
    chosen = {round((second + 0.5) * float(rate.value) / step) for second in range(seconds)}
    for segment in framing.segments:
        first = math.ceil(segment.first / step)
        chosen |= {first, first - 1}
    return tuple(sorted(frame for frame in chosen | {0, frames - 1} if 0 <= frame < frames))


@dataclass(frozen=True)
class Window:
    """What a frame shows: `source`, a rectangle in shares of the source frame (left, top, width, height), and `target`,
    the rectangle in shares of the output where it is.
    """

    source: tuple[float, float, float, float]
    target: tuple[float, float, float, float]


def windows_of(framing: FramingPath, video: VideoStream, preset: OutputPreset) -> "Windows":
    """Where the source is in each frame of the clip."""
    return Windows(runs_of(framing, video.width, video.height), video, preset)


class Windows:
    """Looks up what a frame of the clip shows."""

    def __init__(self, runs: tuple[Run, ...], video: VideoStream, preset: OutputPreset) -> None:
        self._runs, self._video, self._preset = runs, video, preset

    def at(self, frame: int) -> Window:
        """What frame `frame` of the clip shows."""
        run = next(run for run in self._runs if run.first <= frame < run.last)
        x, y = next(((x, y) for first, x, y in reversed(run.moves) if first <= frame), (0, 0))
        wide, high = self._video.width, self._video.height
        source = (x / wide, y / high, run.width / wide, run.height / high)
        if run.mode == "crop":
            return Window(source, (0.0, 0.0, 1.0, 1.0))
        left, top, width, height = fitted_box(run, self._preset)
        whole = (self._preset.width, self._preset.height)
        return Window(source, (left / whole[0], top / whole[1], width / whole[0], height / whole[1]))


def free_of(ink: PixelBox | None, preset: OutputPreset) -> tuple[float, float] | None:
    """The rows, in shares of the height, that captions may cover; None where there are none."""
    return None if ink is None else (ink.top / preset.height, ink.bottom / preset.height)
