"""The output contract: every clause that a finished file must keep before it is published."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from domain.contracts.base import TimeRange
from domain.contracts.captions import BurnedCaptions, PixelBox
from domain.contracts.media import Loudness, MediaInfo
from domain.contracts.render import Breach, OutputMeasurement, OutputPreset, SoundFidelity
from domain.heuristics.cut_list import frames_of
from domain.heuristics.loudness import SILENT_LUFS
from domain.heuristics.picture_black import FAINTEST_PEAK
from domain.heuristics.picture_fidelity import infidelities

LOUDNESS_TOLERANCE_LU = 0.5
PEAK_TOLERANCE_DB = 0.0

MOST_SHIFT_SECONDS = 0.035
"""Sound this much off its picture is noticed on lips (ITU-R BT.1359: 45 ms early; a frame of 25 is 40)."""

MOST_SILENT_SECONDS = 0.3
MOST_SIDE_LOSS_DB = 12.0

SAMPLE_RATE = 48_000
CHANNELS = 2

_Clause = tuple[str, str, str]
_AAC_FRAME_SECONDS = 1024 / SAMPLE_RATE


@dataclass(frozen=True)
class Promise:
    """What was promised of one file. `ranges`: its parts, seconds of the source; `violations`: what cannot be read,
    `hasty`: which rules of reading do not hold besides; `unsaid`: captions that are not what is said at their times;
    `begins_black`: the source shows nothing at its beginning;
    `spoken`: words are said in it, so that it must be heard.
    """

    preset: OutputPreset
    ranges: tuple[TimeRange, ...]
    media: MediaInfo
    captions: BurnedCaptions | None = None
    violations: tuple[str, ...] = ()
    hasty: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    begins_black: bool = False
    spoken: bool = False

    @property
    def frame_rate(self) -> float:
        """Frames per second of the file: the source's grid, thinned to what the preset allows."""
        return self._grid_rate() / self._step()

    @property
    def frames(self) -> int:
        """Frames of all parts, each from the one on screen at its start to the last before its end."""
        if self.media.video is None:
            return 0
        frames = sum(len(part) for part in frames_of(self.ranges, self.media.video.frame_rate))
        return math.ceil(frames / self._step())

    def _grid_rate(self) -> float:
        return 0.0 if self.media.video is None else float(self.media.video.frame_rate.value)

    def _step(self) -> int:
        return max(1, math.ceil(self._grid_rate() / self.preset.max_frame_rate))


def breaches_of(measured: OutputMeasurement, promise: Promise) -> list[Breach]:
    """Every clause that `measured` breaks, in the order time, picture, sound, captions."""
    aspect = promise.preset.aspect
    clauses = (*_time(measured, promise), *_picture(measured, promise), *_sound(measured, promise), *_captions(promise))
    return [Breach(aspect=aspect, clause=clause, found=found, promised=wanted) for clause, found, wanted in clauses]


def warnings_of(measured: OutputMeasurement, promise: Promise) -> list[Breach]:
    """What is worth knowing of a file and no reason to hold it back: the source and its speech are as they are."""
    found: list[_Clause] = []
    if promise.begins_black and _is_black(measured):
        found.append(("first_frame", "the source is black there", "something to be seen"))
    hasty = [violation for violation in promise.hasty if violation not in promise.violations]
    if hasty:
        more = f", and {len(hasty) - 1} more in the manifest" if len(hasty) > 1 else ""
        found.append(("reading", hasty[0] + more, "the rules of the subtitles hold"))
    aspect = promise.preset.aspect
    return [Breach(aspect=aspect, clause=c, found=f, promised=p, severity="warning") for c, f, p in found]


def dub_breaches(measured: OutputMeasurement, frame_rate: float, loudness_lufs: float, peak_dbtp: float) -> list[str]:
    """What a dub's file breaks of its promise, in words: sound and picture end together, loudness, peak, faststart."""
    found = []
    lag = measured.lag_seconds
    if lag is None or abs(lag) > 1 / frame_rate + 1e-6:
        found.append(f"the sound ends {lag or 0:.3f} s after the picture, which is more than a frame")
    if measured.loudness is not None:
        levels = _levels(measured.loudness, loudness_lufs, peak_dbtp)
        found += [f"{clause}: {what}, promised {promised}" for clause, what, promised in levels]
    if not measured.faststart:
        found.append("the index is at the end")
    return found


def _time(measured: OutputMeasurement, promise: Promise) -> Iterator[_Clause]:
    frame = 1 / promise.frame_rate if promise.frame_rate else 0.0
    seconds = promise.frames * frame
    if abs(measured.video_seconds - seconds) > frame + 1e-6:
        yield "duration", f"{measured.video_seconds:.3f} s", f"{seconds:.3f} s within one frame"
    if abs(measured.container_seconds - seconds) > max(frame, _AAC_FRAME_SECONDS) + 1e-6:
        yield "container_duration", f"{measured.container_seconds:.3f} s", f"{seconds:.3f} s within one frame"
    if measured.frames != promise.frames:
        yield "frames", f"{measured.frames}", f"{promise.frames}"
    if abs(measured.frame_rate - promise.frame_rate) > 0.01:
        yield "frame_rate", f"{measured.frame_rate:.3f}", f"{promise.frame_rate:.3f}"


def _picture(measured: OutputMeasurement, promise: Promise) -> Iterator[_Clause]:
    preset = promise.preset
    if (measured.width, measured.height) != (preset.width, preset.height):
        yield "size", f"{measured.width}x{measured.height}", f"{preset.width}x{preset.height}"
    if measured.video_codec != "h264":
        yield "video_codec", measured.video_codec, "h264"
    if measured.pixel_format != "yuv420p":
        yield "pixel_format", measured.pixel_format, "yuv420p"
    if measured.color_space != "bt709":
        yield "color_space", measured.color_space, "bt709"
    if not measured.faststart:
        yield "faststart", "the index is at the end", "playable while it loads"
    if _is_black(measured) and not promise.begins_black:
        yield "first_frame", f"black, mean luma {measured.first_frame_luma:.0f}", "something to be seen"
    if measured.picture is not None:
        for found, wanted in infidelities(measured.picture):
            yield "picture", found, f"the source's own picture, {wanted}"


def _is_black(measured: OutputMeasurement) -> bool:
    """A dark screen or a dark room has something that stands out of the black."""
    return measured.first_frame_peak < FAINTEST_PEAK


def _sound(measured: OutputMeasurement, promise: Promise) -> Iterator[_Clause]:
    if promise.media.audio is None:
        if measured.audio_codec is not None:
            yield "audio", measured.audio_codec, "none, as in the source"
        return
    if measured.audio_codec != "aac" or measured.audio_seconds is None or measured.loudness is None:
        yield "audio", measured.audio_codec or "none", "aac"
        return
    if (measured.channels, measured.sample_rate) != (CHANNELS, SAMPLE_RATE):
        yield "audio_format", f"{measured.channels} channels at {measured.sample_rate} Hz", "stereo at 48000 Hz"
    late = abs(measured.audio_seconds - measured.video_seconds)
    # Sound comes in whole frames of its codec; the last one may reach past the picture.
    if late > max(_AAC_FRAME_SECONDS, 1 / promise.frame_rate if promise.frame_rate else 0.0) + 1e-6:
        yield "audio_duration", f"{measured.audio_seconds:.3f} s", f"{measured.video_seconds:.3f} s within one frame"
    preset = promise.preset
    yield from _levels(measured.loudness, preset.loudness_lufs, preset.peak_dbtp, spoken=promise.spoken)
    if measured.sound is not None:
        yield from _fidelity(measured.sound)


def _fidelity(sound: SoundFidelity) -> Iterator[_Clause]:
    shift = sound.shift_seconds
    if shift is not None and abs(shift) > MOST_SHIFT_SECONDS:
        way = "late" if shift > 0 else "early"
        yield "audio_sync", f"{abs(shift) * 1000:.0f} ms {way}", f"within {MOST_SHIFT_SECONDS * 1000:.0f} ms"
    if sound.silent_seconds > MOST_SILENT_SECONDS:
        yield "audio_gap", f"silent for {sound.silent_seconds:.1f} s", "heard wherever the source is"
    apart = sound.sides_db[0] - sound.sides_db[1]
    lost = apart - (sound.source_sides_db[0] - sound.source_sides_db[1])
    if abs(lost) > MOST_SIDE_LOSS_DB:
        side = "left" if lost < 0 else "right"
        yield "audio_channel", f"the {side} side is {abs(lost):.0f} dB softer than in the source", "both sides"


def _levels(loudness: Loudness, loudness_lufs: float, peak_dbtp: float, *, spoken: bool = False) -> Iterator[_Clause]:
    off = abs(loudness.integrated_lufs - loudness_lufs)
    # What is all but silent in the source stays as it is, unless words are said: gain would only raise the noise.
    if off > LOUDNESS_TOLERANCE_LU + 1e-6 and (spoken or loudness.integrated_lufs > SILENT_LUFS):
        wanted = f"{loudness_lufs:.1f} LUFS within {LOUDNESS_TOLERANCE_LU} LU"
        yield "loudness", f"{loudness.integrated_lufs:.1f} LUFS", wanted
    if loudness.true_peak_dbtp > peak_dbtp + PEAK_TOLERANCE_DB + 1e-6:
        yield "true_peak", f"{loudness.true_peak_dbtp:.1f} dBTP", f"at most {peak_dbtp:.1f} dBTP"


def _captions(promise: Promise) -> Iterator[_Clause]:
    if promise.captions is not None:
        layout = promise.captions.layout
        if layout.ink is not None and not _inside(layout.ink, layout.safe_area):
            yield "safe_area", f"captions at {_box(layout.ink)}", f"inside {_box(layout.safe_area)}"
        if layout.missing_glyphs:
            yield "glyphs", f"no font draws {' '.join(layout.missing_glyphs)}", "every character is drawn"
    if promise.unsaid:
        more = f", and {len(promise.unsaid) - 1} more" if len(promise.unsaid) > 1 else ""
        yield "captions", promise.unsaid[0] + more, "what is said, within 0.3 s of when it is said"
    for violation in promise.violations:
        yield "reading", violation, "the rules of the subtitles hold"


def _inside(ink: PixelBox, area: PixelBox) -> bool:
    inside_across = ink.left >= area.left and ink.right <= area.right
    return inside_across and ink.top >= area.top and ink.bottom <= area.bottom


def _box(box: PixelBox) -> str:
    return f"{box.left},{box.top} to {box.right},{box.bottom}"
