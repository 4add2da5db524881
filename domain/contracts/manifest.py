"""The manifest of a published clip: where it comes from, what made it, why it was chosen and what it measures."""

from datetime import datetime
from typing import Literal

from domain.contracts.base import ArtifactRef, Contract, TimeRange
from domain.contracts.captions import BurnedCaptions
from domain.contracts.clips import SubScore
from domain.contracts.job import ReviewDecision
from domain.contracts.media import AudioChoice
from domain.contracts.render import Breach, OutputMeasurement, RenderedFile


class ManifestFile(Contract):
    """One file and what it was measured to be."""

    file: RenderedFile
    measured: OutputMeasurement


class ManifestEngines(Contract):
    """The engines of one stage, each with its version and its model's digest."""

    stage: str
    engines: tuple[str, ...]


class ManifestDecision(Contract):
    """How a review gate was decided."""

    gate: str
    decision: ReviewDecision
    source: str | None
    decided_at: datetime | None


class ClipManifest(Contract):
    """Stored as JSON beside the clip. It holds no moment of its own writing, so that writing it again gives the
    same bytes. `ranges`: the parts of `range` that are shown, where an editor has cut something out. `breaches`: what
    the check has found, warnings and, where `forced_by` somebody wanted it published all the same, what held it back.
    `audio`: which sound track of the source is heard, and why.
    """

    schema_version: Literal[1] = 1
    clip_id: str
    job_id: str
    video_id: str
    filename: str
    source: ArtifactRef
    range: TimeRange
    rank: int
    title: str
    score: float
    sub_scores: tuple[SubScore, ...]
    reason: str
    description: str = ""
    hashtags: tuple[str, ...] = ()
    ranges: tuple[TimeRange, ...] = ()
    revision: int = 1
    transcript_revision: int | None = None
    style: str
    audio: AudioChoice | None = None
    files: tuple[ManifestFile, ...]
    srt: ArtifactRef
    vtt: ArtifactRef
    burned: tuple[BurnedCaptions, ...]
    reading_violations: tuple[str, ...] = ()
    breaches: tuple[Breach, ...] = ()
    forced_by: str | None = None
    engines: tuple[ManifestEngines, ...]
    decisions: tuple[ManifestDecision, ...]
    ordered_at: datetime
    proposed_at: datetime
