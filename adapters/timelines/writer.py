"""Writes cut lists: OTIO and EDL by OpenTimelineIO, FCPXML by a module of its own."""

import re

import opentimelineio as otio
from opentimelineio.opentime import RationalTime, TimeRange

from adapters.timelines.fcpxml import fcpxml
from domain.errors import RejectedError
from domain.timelines import SoundLane, Timeline, TimelineFormat

_EDL_RATES = {24, 25, 30, 48, 50, 60}
_NTSC_RATES = {24_000 / 1001, 30_000 / 1001, 60_000 / 1001}
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]+")


class OtioTimelineWriter:
    """One timeline with a video track, an audio track where the source has sound, and one for each lane.

    An EDL holds the pictures alone: its events know one source, and no files beside it.
    """

    def write(self, timeline: Timeline, form: TimelineFormat) -> bytes:
        """The file's bytes; equal timelines give equal bytes."""
        if form == "fcpxml":
            return fcpxml(timeline)
        if form == "edl":
            return _edl(timeline)
        made = _otio(timeline, sound=timeline.has_sound)
        made.tracks.extend(_lane(timeline, lane) for lane in timeline.lanes)
        text: str = otio.adapters.write_to_string(made, "otio_json")
        return text.encode()


def _edl(timeline: Timeline) -> bytes:
    rate = float(timeline.frame_rate.value)
    if rate not in _EDL_RATES and not any(abs(rate - ntsc) < 1e-6 for ntsc in _NTSC_RATES):
        raise RejectedError(
            "timeline.rate_unsupported",
            f"An EDL has no time code for {rate:g} frames per second. Take the format otio or fcpxml.",
        )
    # One event names both: the picture's track alone is written, and the sound follows it.
    text: str = otio.adapters.write_to_string(_otio(timeline, sound=False), "cmx_3600", rate=rate)
    return text.encode()


def _otio(timeline: Timeline, *, sound: bool) -> "otio.schema.Timeline":
    made = otio.schema.Timeline(name=_line(timeline.name))
    made.metadata["cutdown"] = {
        "clip_id": timeline.clip_id,
        "revision": timeline.revision,
        "source_sha256": timeline.source.digest,
    }
    for kind in [otio.schema.TrackKind.Video, *([otio.schema.TrackKind.Audio] if sound else [])]:
        track = otio.schema.Track(name=str(kind), kind=kind)
        made.tracks.append(track)
        for part in timeline.parts:
            reference = otio.schema.ExternalReference(
                target_url=timeline.source_name, available_range=_range(timeline, 0, timeline.source_frames)
            )
            reference.name = _line(timeline.source_name)
            shown = _range(timeline, part.first, part.last)
            track.append(
                otio.schema.Clip(name=_line(timeline.source_name), media_reference=reference, source_range=shown)
            )
    return made


def _lane(timeline: Timeline, lane: SoundLane) -> "otio.schema.Track":
    track = otio.schema.Track(name=_line(lane.name), kind=otio.schema.TrackKind.Audio)
    at = 0
    for sound in lane.sounds:
        if sound.place > at:
            track.append(otio.schema.Gap(source_range=_range(timeline, 0, sound.place - at)))
        reference = otio.schema.ExternalReference(target_url=sound.file or timeline.source_name)
        if sound.file is None:
            reference.available_range = _range(timeline, 0, timeline.source_frames)
        reference.name = _line(sound.file or timeline.source_name)
        clip = otio.schema.Clip(
            name=_line(sound.name), media_reference=reference, source_range=_range(timeline, sound.first, sound.last)
        )
        if sound.media is not None:
            clip.metadata["cutdown"] = {"sha256": sound.media.digest}
        track.append(clip)
        at = sound.place + sound.last - sound.first
    return track


def _range(timeline: Timeline, first: int, last: int) -> "TimeRange":
    rate = float(timeline.frame_rate.value)
    return TimeRange(RationalTime(first, rate), RationalTime(last - first, rate))


def _line(text: str) -> str:
    """Text that stays on its line, whatever a title holds."""
    return _UNPRINTABLE.sub(" ", text).strip() or "clip"
