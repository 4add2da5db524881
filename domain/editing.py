"""What the record keeps of edits: transcripts with their history, what a job found out, and renders of edited clips."""

from datetime import datetime
from typing import Literal

from domain.contracts.base import ArtifactRef, Contract
from domain.contracts.transcript_edits import TranscriptOperation

Maker = Literal["engine", "editor"]


class TranscriptRecord(Contract):
    """The transcript of a video. `artifact`: the stored Transcript as it stands; `base`: the one that the engines made
    and that it was edited from. Word indexes mean the same in all transcripts of one base.
    """

    video_id: str
    org_id: str
    language: str
    revision: int
    artifact: ArtifactRef
    base: ArtifactRef
    made_by: Maker
    updated_at: datetime


class TranscriptRevision(Contract):
    """One state of a transcript and how it came about; `operations` is empty for what the engines made."""

    id: str
    org_id: str
    video_id: str
    revision: int
    artifact: ArtifactRef
    base: ArtifactRef
    made_by: Maker
    actor_id: str
    actor_kind: Literal["user", "key", "system"]
    note: str = ""
    operations: tuple[TranscriptOperation, ...] = ()
    created_at: datetime


class JobAnalysis(Contract):
    """What a job found out about its video, kept so that its clips can be made again: a stored Transcript, as the
    engines made it, and a stored PictureAnalysis.
    """

    job_id: str
    org_id: str
    transcript: ArtifactRef
    picture: ArtifactRef


class ClipRender(Contract):
    """The newest render of an edited clip, of this revision of it. `error_code` and `message` say why it failed; with
    `force` it is published whatever the check of it finds.
    """

    revision: int
    state: Literal["queued", "running", "completed", "failed"]
    error_code: str | None = None
    message: str = ""
    asked_by: str
    asked_at: datetime
    finished_at: datetime | None = None
    force: bool = False

    def forces(self, revision: int) -> bool:
        """Whether this revision, not made yet, is to be published whatever is found."""
        return self.force and self.revision == revision and self.state in {"queued", "running"}
