"""Transcripts with their history, what jobs found out, and review policies of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from adapters.db.repositories.paging import newest_first
from adapters.db.session import OrgSession, columns_of
from adapters.db.tables.editing import JOB_ANALYSES, REVIEW_POLICIES, TRANSCRIPT_REVISIONS, TRANSCRIPTS
from domain.editing import JobAnalysis, TranscriptRecord, TranscriptRevision
from domain.reviewing import ProjectReviewPolicy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement

    from domain.contracts.base import ArtifactRef
    from domain.paging import Position


class SqlTranscripts:
    """Transcripts of the unit's organisation."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def get(self, video_id: str, *, lock: bool = False) -> TranscriptRecord | None:
        columns = TRANSCRIPTS.c
        query = select(TRANSCRIPTS).where(columns.org_id == self._session.org_id, columns.video_id == video_id)
        return await self._session.first(query.with_for_update(key_share=True) if lock else query, TranscriptRecord)

    async def put(self, record: TranscriptRecord, revision: TranscriptRevision) -> None:
        values = columns_of(record)
        changes = {name: value for name, value in values.items() if name not in {"video_id", "org_id"}}
        mine = TRANSCRIPTS.c.org_id == self._session.org_id
        statement = upsert(TRANSCRIPTS).values(values)
        await self._session.run(statement.on_conflict_do_update(index_elements=("video_id",), set_=changes, where=mine))
        await self._session.run(insert(TRANSCRIPT_REVISIONS).values(columns_of(revision)))

    async def revision(self, video_id: str, number: int) -> TranscriptRevision | None:
        columns = TRANSCRIPT_REVISIONS.c
        query = select(TRANSCRIPT_REVISIONS).where(
            columns.org_id == self._session.org_id, columns.video_id == video_id, columns.revision == number
        )
        return await self._session.first(query, TranscriptRevision)

    async def made(self, video_id: str, artifact: ArtifactRef) -> TranscriptRevision | None:
        return await self._newest(video_id, TRANSCRIPT_REVISIONS.c.artifact["digest"].astext == artifact.digest)

    async def newest_of(self, video_id: str, base: ArtifactRef) -> TranscriptRevision | None:
        return await self._newest(video_id, TRANSCRIPT_REVISIONS.c.base["digest"].astext == base.digest)

    async def _newest(self, video_id: str, condition: ColumnElement[bool]) -> TranscriptRevision | None:
        columns = TRANSCRIPT_REVISIONS.c
        mine = columns.org_id == self._session.org_id, columns.video_id == video_id
        query = select(TRANSCRIPT_REVISIONS).where(*mine, condition).order_by(columns.revision.desc()).limit(1)
        return await self._session.first(query, TranscriptRevision)

    async def history(self, video_id: str, *, after: Position | None, limit: int) -> Sequence[TranscriptRevision]:
        page = newest_first(TRANSCRIPT_REVISIONS, self._session.org_id, after, limit)
        return await self._session.all(page.where(TRANSCRIPT_REVISIONS.c.video_id == video_id), TranscriptRevision)


class SqlJobAnalyses:
    """What jobs of the unit's organisation found out."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def put(self, analysis: JobAnalysis) -> None:
        values = columns_of(analysis)
        changes = {"transcript": values["transcript"], "picture": values["picture"]}
        mine = JOB_ANALYSES.c.org_id == self._session.org_id
        statement = upsert(JOB_ANALYSES).values(values)
        await self._session.run(statement.on_conflict_do_update(index_elements=("job_id",), set_=changes, where=mine))

    async def get(self, job_id: str) -> JobAnalysis | None:
        columns = JOB_ANALYSES.c
        query = select(JOB_ANALYSES).where(columns.org_id == self._session.org_id, columns.job_id == job_id)
        return await self._session.first(query, JobAnalysis)


class SqlReviewPolicies:
    """Review policies of the unit's projects."""

    def __init__(self, session: OrgSession) -> None:
        self._session = session

    async def get(self, project_id: str, *, lock: bool = False) -> ProjectReviewPolicy | None:
        columns = REVIEW_POLICIES.c
        query = select(REVIEW_POLICIES).where(columns.org_id == self._session.org_id, columns.project_id == project_id)
        return await self._session.first(query.with_for_update() if lock else query, ProjectReviewPolicy)

    async def put(self, policy: ProjectReviewPolicy) -> None:
        values = columns_of(policy)
        changes = {name: values[name] for name in ("gates", "revision", "updated_at")}
        statement = upsert(REVIEW_POLICIES).values(values)
        await self._session.run(statement.on_conflict_do_update(index_elements=("org_id", "project_id"), set_=changes))
