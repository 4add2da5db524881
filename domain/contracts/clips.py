"""Choosing clips: what was asked for, what was found and why."""

from typing import Literal

from pydantic import Field

from domain.contracts.base import ArtifactRef, Contract, StageRequest, TimeRange
from domain.contracts.media import FrameRate


class ClipWishes(Contract):
    """What the customer wants of each clip; lengths in seconds. `writer`: who chooses the sentences of a description
    and the hashtags, `extractive` by arithmetic, `llm` a language model where this server has one.
    """

    count: int = Field(default=4, ge=1, le=50)
    min_seconds: float = Field(default=15, ge=3, le=600)
    max_seconds: float = Field(default=60, ge=5, le=900)
    keywords: tuple[str, ...] = ()
    writer: Literal["extractive", "llm"] = "extractive"


class DiscoverRequest(StageRequest):
    """Score every candidate stretch and choose the best set that does not overlap.

    `sprite` with `sprite_index`: thumbnails, looked at only where an image embedder is installed.
    """

    transcript: ArtifactRef
    audio: ArtifactRef
    picture: ArtifactRef
    frame_rate: FrameRate
    wishes: ClipWishes
    sprite: ArtifactRef | None = None
    sprite_index: ArtifactRef | None = None


class SubScore(Contract):
    """One feature's share of a score: `value` 0..1, `weight` its share of the total, `note` what was seen."""

    name: str
    value: float
    weight: float
    note: str = ""


class ClipPlan(Contract):
    """A proposed clip. `range` starts and ends on frames; words `first_word` to `last_word` (exclusive) are spoken in
    it. `ranges`: the parts of it that an editor has left, where something inside is cut out. `description`: whole
    sentences of the clip; `hashtags`: of its own words, each with its `#`.
    """

    rank: int = Field(ge=1)
    range: TimeRange
    first_word: int
    last_word: int
    title: str
    score: float
    sub_scores: tuple[SubScore, ...]
    reason: str
    ranges: tuple[TimeRange, ...] = ()
    description: str = ""
    hashtags: tuple[str, ...] = ()

    @property
    def kept(self) -> tuple[TimeRange, ...]:
        """The parts of the source that the clip shows, in order."""
        return self.ranges or (self.range,)


class ClipWords(Contract):
    """What a writer may know of a clip: its sentences that may be told by themselves, in order."""

    rank: int
    title: str
    sentences: tuple[str, ...]


class ChosenPost(Contract):
    """What a writer chose for a clip: sentences by their numbers from 1, and hashtags."""

    rank: int
    sentences: tuple[int, ...] = ()
    hashtags: tuple[str, ...] = ()


class DiscoverResult(Contract):
    """`clips` by rank, best first; `report`: JSON with every candidate's score, for audit."""

    clips: tuple[ClipPlan, ...]
    report: ArtifactRef
    weights_version: str


class ClipEdit(Contract):
    """A reviewer's word on one proposed clip: keep or drop it, another title."""

    rank: int = Field(ge=1)
    keep: bool = True
    title: str | None = Field(default=None, max_length=200)
