"""How a wide picture becomes a vertical, square or wide one."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

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

    `crop`: a window of `width` x `height` (shares of the source) along `points`; `fit`: the whole of such a window,
    which holds still, over a blurred copy of itself; without `points` it is the whole frame.
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


class FollowFace(Contract):
    """Follow one face through a shot; `face` is its letter in the list of the clip's shots."""

    model_config = ConfigDict(extra="forbid")

    mode: Literal["follow"]
    shot: int = Field(ge=0)
    face: str = Field(pattern=r"^[A-Z]$")


class FixedBox(Contract):
    """Hold the window still: its centre in shares of the source frame, and how much of the largest window it shows."""

    model_config = ConfigDict(extra="forbid")

    mode: Literal["box"]
    shot: int = Field(ge=0)
    center_x: float = Field(ge=0, le=1)
    center_y: float = Field(ge=0, le=1)
    size: float = Field(default=1.0, ge=0.3, le=1)


class Wide(Contract):
    """Show the whole frame of a shot over a blurred copy of itself."""

    model_config = ConfigDict(extra="forbid")

    mode: Literal["wide"]
    shot: int = Field(ge=0)


FramingChoice = Annotated[FollowFace | FixedBox | Wide, Field(discriminator="mode")]


class PlanFramingRequest(StageRequest):
    """Follow the active face through the clip for each aspect.

    `ranges`: the parts of `range` that the clip shows, where it does not show all of it; `choices`: what an editor
    wants of single shots, which are counted in the whole source.
    """

    picture: ArtifactRef
    media: MediaInfo
    range: TimeRange
    aspects: tuple[Aspect, ...]
    ranges: tuple[TimeRange, ...] = ()
    choices: tuple[FramingChoice, ...] = ()


class PlanFramingResult(Contract):
    """One path per aspect, in the order asked for."""

    paths: tuple[FramingPath, ...]
