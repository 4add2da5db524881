"""The cut of a retell for other editing programs: its pictures, the original, the narrator and the music."""

import math
from collections.abc import Sequence

from domain.contracts.lines import PlacedLines
from domain.contracts.mixing import BedSpan
from domain.contracts.retell import Edl, RetellProductionInput
from domain.errors import ConflictError
from domain.heuristics.retell_cut import runs_of
from domain.timelines import SoundLane, Timeline, TimelinePart, TimelineSound

NARRATION = "Narration"
"""The lane whose files are handed out with the cut list."""

_LEVELS = {"full": "original", "under": "original, under the narrator"}


def retell_timeline(
    order: RetellProductionInput, edl: Edl, placed: PlacedLines, bed: Sequence[BedSpan], title: str, source_name: str
) -> Timeline:
    """The cut list of a retell as its editor has left it; what its lanes name lies beside it.

    Raises ConflictError `retell.not_editable` when the source has no picture.
    """
    video = order.media.video
    if video is None:
        raise ConflictError("retell.not_editable", "The source of this retell has no picture.")
    parts: list[TimelinePart] = []
    for shown in runs_of(edl.entries):
        place = parts[-1].place + parts[-1].last - parts[-1].first if parts else 0
        parts.append(TimelinePart(first=shown.start, last=shown.stop, place=place))
    timeline = Timeline(
        name=title or source_name,
        clip_id=order.retell_id,
        revision=order.revision,
        source_name=source_name,
        source=order.source,
        frame_rate=edl.frame_rate,
        source_frames=max(edl.frame_rate.frame_at(order.media.duration), *(part.last for part in parts)),
        width=video.width,
        height=video.height,
        has_sound=False,
        parts=tuple(parts),
    )
    lanes = [_narration(timeline, placed)]
    if order.media.audio is not None:
        lanes.insert(0, _originals(timeline, bed))
    if order.wish.music is not None:
        music = order.wish.music
        ending = music.media_type.partition("/")[2].replace("mpeg", "mp3").removeprefix("x-")
        whole = TimelineSound(
            name="music", first=0, last=timeline.frames, place=0, file=f"music.{ending or 'audio'}", media=music
        )
        lanes.append(SoundLane(name="Music", sounds=(whole,)))
    return timeline.model_copy(update={"lanes": tuple(lane for lane in lanes if lane.sounds)})


def _narration(timeline: Timeline, placed: PlacedLines) -> SoundLane:
    rate = timeline.frame_rate
    sounds = []
    for line in placed.lines:
        number = line.spoken.line.number
        place = rate.frame_at(line.start)
        frames = max(1, math.ceil((line.end - line.start) * rate.value - 1e-6))
        sounds.append(
            TimelineSound(
                name=f"narration {number:02}",
                first=0,
                last=frames,
                place=place,
                file=f"narration-{number:02}.flac",
                media=line.spoken.audio,
            )
        )
    return SoundLane(name=NARRATION, sounds=tuple(sounds))


def _originals(timeline: Timeline, bed: Sequence[BedSpan]) -> SoundLane:
    """The source's sound where it is heard, parted where the picture is."""
    rate = timeline.frame_rate
    sounds: list[TimelineSound] = []
    for span in bed:
        if span.level == "off":
            continue
        start, end = rate.frame_at(span.span.start), rate.frame_at(span.span.end)
        for part in timeline.parts:
            first, last = max(start, part.place), min(end, part.place + part.last - part.first)
            if first < last:
                shift = part.first - part.place
                sounds.append(
                    TimelineSound(name=_LEVELS[span.level], first=first + shift, last=last + shift, place=first)
                )
    return SoundLane(name="Original", sounds=tuple(sounds))
