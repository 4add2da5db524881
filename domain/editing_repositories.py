"""How use cases reach what the record keeps of edits."""

from collections.abc import Sequence
from typing import Protocol

from domain.contracts.base import ArtifactRef
from domain.editing import JobAnalysis, TranscriptRecord, TranscriptRevision
from domain.paging import Position
from domain.reviewing import ProjectReviewPolicy


class Transcripts(Protocol):
    """Transcripts of the unit's organisation, with their history."""

    async def get(self, video_id: str, *, lock: bool = False) -> TranscriptRecord | None: ...

    async def put(self, record: TranscriptRecord, revision: TranscriptRevision) -> None:
        """Make `revision` the current one; it joins the history."""
        ...

    async def revision(self, video_id: str, number: int) -> TranscriptRevision | None: ...

    async def made(self, video_id: str, artifact: ArtifactRef) -> TranscriptRevision | None:
        """The newest revision with these words."""
        ...

    async def newest_of(self, video_id: str, base: ArtifactRef) -> TranscriptRevision | None:
        """The newest revision that was edited from this transcript of the engines, or is it."""
        ...

    async def history(self, video_id: str, *, after: Position | None, limit: int) -> Sequence[TranscriptRevision]:
        """Newest first."""
        ...


class JobAnalyses(Protocol):
    """What jobs of the unit's organisation found out."""

    async def put(self, analysis: JobAnalysis) -> None: ...
    async def get(self, job_id: str) -> JobAnalysis | None: ...


class ReviewPolicies(Protocol):
    """Review policies of the unit's projects."""

    async def get(self, project_id: str, *, lock: bool = False) -> ProjectReviewPolicy | None: ...
    async def put(self, policy: ProjectReviewPolicy) -> None: ...
