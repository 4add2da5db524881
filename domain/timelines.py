"""The cut of a clip or a retell as other editing programs take it over."""

from typing import Literal, Protocol

from domain.contracts.base import ArtifactRef, Contract
from domain.contracts.job import ClipProductionInput
from domain.contracts.media import FrameRate
from domain.errors import ConflictError
from domain.heuristics.cut_list import frames_of

TimelineFormat = Literal["otio", "fcpxml", "edl"]


class TimelinePart(Contract):
    """Frames `first` to `last` (exclusive) of the source, shown from frame `place` of the timeline on."""

    first: int
    last: int
    place: int


class TimelineSound(Contract):
    """Frames `first` to `last` (exclusive) of a sound, heard from frame `place` of the timeline on.

    `file`: its name beside the timeline, and `media` its bytes; None: it is the source's own.
    """

    name: str
    first: int
    last: int
    place: int
    file: str | None = None
    media: ArtifactRef | None = None


class SoundLane(Contract):
    """A track of sounds that do not overlap, in order."""

    name: str
    sounds: tuple[TimelineSound, ...]


class Timeline(Contract):
    """A cut list: parts of one source, one after the other; `source_frames` of the whole source, on the same grid.

    With `has_sound` the source is heard wherever it is seen. `lanes` are heard besides.
    """

    name: str
    clip_id: str
    revision: int
    source_name: str
    source: ArtifactRef
    frame_rate: FrameRate
    source_frames: int
    width: int
    height: int
    has_sound: bool
    parts: tuple[TimelinePart, ...]
    lanes: tuple[SoundLane, ...] = ()

    @property
    def frames(self) -> int:
        """Length of the timeline."""
        return sum(part.last - part.first for part in self.parts)


class TimelineWriter(Protocol):
    """Writes cut lists in the formats of editing programs."""

    def write(self, timeline: Timeline, form: TimelineFormat) -> bytes:
        """Raises RejectedError `timeline.rate_unsupported` when the format has no time code for the frame rate."""
        ...


def timeline_of(order: ClipProductionInput, source_name: str) -> Timeline:
    """The cut list of a clip as its editor has left it."""
    video = order.media.video
    if video is None:
        raise ConflictError("clip.not_editable", "The source of this clip has no picture.")
    parts: list[TimelinePart] = []
    place = 0
    for frames in frames_of(order.plan.kept, video.frame_rate):
        parts.append(TimelinePart(first=frames.start, last=frames.stop, place=place))
        place += len(frames)
    return Timeline(
        name=order.plan.title,
        clip_id=order.clip_id,
        revision=order.revision,
        source_name=source_name,
        source=order.source,
        frame_rate=video.frame_rate,
        source_frames=max(video.frame_rate.frame_at(order.media.duration), parts[-1].last),
        width=video.width,
        height=video.height,
        has_sound=order.media.audio is not None,
        parts=tuple(parts),
    )
