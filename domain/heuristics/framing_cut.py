"""The framing of a whole clip, part by part, and what an editor can choose from."""

from collections.abc import Sequence

from domain.contracts.base import TimeRange
from domain.contracts.framing import Aspect, FramingChoice, FramingPath, FramingSegment
from domain.contracts.picture import PictureAnalysis
from domain.heuristics.framing import plan_framing


def plan_cut(
    picture: PictureAnalysis, ranges: Sequence[TimeRange], aspect: Aspect, choices: Sequence[FramingChoice] = ()
) -> FramingPath:
    """One path over all parts of a clip; every joint is a cut. Raises RejectedError `framing.no_such_face`."""
    by_shot = {choice.shot: choice for choice in choices}
    segments: list[FramingSegment] = []
    frames = 0
    for part in ranges:
        path = plan_framing(picture, part, aspect, by_shot)
        segments += [_moved(segment, frames) for segment in path.segments]
        frames += path.frames
    return FramingPath(aspect=aspect, frames=frames, segments=tuple(segments))


def _moved(segment: FramingSegment, frames: int) -> FramingSegment:
    points = tuple(point.model_copy(update={"frame": point.frame + frames}) for point in segment.points)
    change = {"first": segment.first + frames, "last": segment.last + frames, "points": points}
    return segment.model_copy(update=change)
