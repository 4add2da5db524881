"""Reads 16 kHz mono FLAC by time ranges: seeks near the range and decodes only that; and short sounds of any rate."""

from pathlib import Path
from typing import Any

import av
import numpy as np
from av.container import InputContainer
from numpy.typing import NDArray

from domain.contracts.base import TimeRange
from domain.errors import PermanentError

_Floats = NDArray[np.float32]

_RATE = 16_000
_OPTIONS = {"protocol_whitelist": "file", "format_whitelist": "flac"}
# The demuxer looks for frames by bisection; a little earlier is always before the wanted one.
_EARLIER = 0.5


class FlacReader:
    """A SpeechAudioReader."""

    def read(self, path: Path, span: TimeRange | None = None) -> _Floats:
        """Samples as float32, -1..1; `span` is cut to whole samples and to the length of the file.

        Raises PermanentError `audio.unreadable` when the file is not 16 kHz mono FLAC or is damaged.
        """
        try:
            with av.open(str(path), timeout=10, options=_OPTIONS) as container:
                return self._decoded(container, span)
        except (av.FFmpegError, IndexError) as error:
            raise PermanentError("audio.unreadable", f"The speech audio cannot be read ({error}).") from error

    def read_sound(self, path: Path) -> _Floats:
        """All of a mono FLAC of any rate, brought to 16 kHz. Raises PermanentError `audio.unreadable`."""
        pieces = []
        try:
            with av.open(str(path), timeout=10, options=_OPTIONS) as container:
                resampler = av.AudioResampler("flt", "mono", _RATE)
                for frame in [*container.decode(container.streams.audio[0]), None]:
                    pieces += [part.to_ndarray().reshape(-1) for part in resampler.resample(frame)]
        except (av.FFmpegError, IndexError) as error:
            raise PermanentError("audio.unreadable", f"The sound of a line cannot be read ({error}).") from error
        return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)

    def _decoded(self, container: InputContainer, span: TimeRange | None) -> _Floats:
        stream = container.streams.audio[0]
        if stream.rate != _RATE or stream.channels != 1 or not stream.duration or not stream.time_base:
            raise PermanentError(
                "audio.unreadable",
                f"Speech audio is 16 kHz mono of known length, not {stream.rate} Hz with {stream.channels} channels.",
            )
        total = round(stream.duration * stream.time_base * _RATE)
        first = min(total, round(span.start * _RATE)) if span else 0
        last = min(total, round(span.end * _RATE)) if span else total
        if first > _EARLIER * _RATE:
            container.seek(int((first / _RATE - _EARLIER) / stream.time_base), stream=stream)
        # One buffer of the right size: joining pieces at the end would hold long audio twice.
        samples = np.zeros(max(0, last - first), np.float32)
        samples_per_tick = float(stream.time_base * _RATE)
        for frame in container.decode(stream):
            if frame.pts is None:
                continue
            position = round(frame.pts * samples_per_tick)
            if position >= last:
                break
            piece = _floats(frame.to_ndarray().reshape(-1))[max(0, first - position) :]
            start = max(0, position - first)
            room = samples[start : start + len(piece)]
            room[:] = piece[: len(room)]
        return samples


def _floats(samples: NDArray[Any]) -> _Floats:
    whole = {np.dtype(np.int16): 2.0**15, np.dtype(np.int32): 2.0**31}.get(samples.dtype, 1.0)
    return np.asarray(samples / whole, dtype=np.float32)
