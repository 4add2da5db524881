"""How a wide picture becomes a vertical, square or wide one."""

from typing import Literal

from domain.contracts.base import ArtifactRef, Contract, StageRequest, TimeRange
from domain.contracts.media import MediaInfo

Aspect = Literal["9:16", "1:1", "4:5", "16:9"]


class CropPoint(Contract):
    """Where the crop window's centre is at a frame of the clip, in shares of the source frame; linear in between."""

    frame: int
    center_x: float
    center_y: float


class FramingSegment(Contract):
    """Frames `first` to `last` (exclusive) of the clip, never across a cut.

    `crop`: a window of `width` x `height` (shares of the source) along `points`; `fit`: the whole frame over a blurred
    copy of itself.
    """

    first: int
    last: int
    mode: Literal["crop", "fit"]
    width: float = 1.0
    height: float = 1.0
    points: tuple[CropPoint, ...] = ()


class FramingPath(Contract):
    """The whole clip's framing for one aspect; segments join without gaps and cover `frames` frames."""

    aspect: Aspect
    frames: int
    segments: tuple[FramingSegment, ...]


class PlanFramingRequest(StageRequest):
    """Follow the active face through the clip for each aspect."""

    picture: ArtifactRef
    media: MediaInfo
    range: TimeRange
    aspects: tuple[Aspect, ...]


class PlanFramingResult(Contract):
    """One path per aspect, in the order asked for."""

    paths: tuple[FramingPath, ...]
