"""Keeps what the engines heard as the transcript of its video, without losing what people have corrected."""

from datetime import UTC, datetime

from domain.contracts.base import ArtifactRef
from domain.contracts.job import RecordPlanRequest
from domain.editing import JobAnalysis, TranscriptRecord, TranscriptRevision
from domain.ids import random_id
from domain.repositories import UnitOfWork


async def keep_transcript(
    unit: UnitOfWork, org_id: str, video_id: str, heard: ArtifactRef, language: str
) -> ArtifactRef:
    """Make `heard` the video's transcript; returns the one to go on with.

    Where the same words were heard before and corrected since, the corrected ones stay. Other words, e.g. in another
    language, become a revision of their own; the corrections before them stay in the history.
    """
    known = await unit.transcripts.get(video_id, lock=True)
    if known is not None and known.base.digest == heard.digest:
        return known.artifact
    now = datetime.now(UTC)
    earlier = await unit.transcripts.newest_of(video_id, heard) if known else None
    artifact = earlier.artifact if earlier else heard
    record = TranscriptRecord(
        video_id=video_id,
        org_id=org_id,
        language=language,
        revision=known.revision + 1 if known else 1,
        artifact=artifact,
        base=heard,
        made_by=earlier.made_by if earlier else "engine",
        updated_at=now,
    )
    revision = TranscriptRevision(
        id=random_id("trv"),
        org_id=org_id,
        video_id=video_id,
        revision=record.revision,
        artifact=artifact,
        base=heard,
        made_by=record.made_by,
        actor_id="system",
        actor_kind="system",
        created_at=now,
    )
    await unit.transcripts.put(record, revision)
    return artifact


async def keep_analysis(unit: UnitOfWork, request: RecordPlanRequest) -> bool:
    """Keep what the clips of a job are made from; False when the transcript has been corrected since it was read."""
    if request.transcript is None or request.picture is None:
        return True
    read = await unit.transcripts.made(request.video_id, request.transcript)
    base = read.base if read else request.transcript
    await unit.analyses.put(
        JobAnalysis(job_id=request.scope.job_id, org_id=request.scope.org_id, transcript=base, picture=request.picture)
    )
    newest = await unit.transcripts.newest_of(request.video_id, base)
    return newest is None or newest.artifact.digest == request.transcript.digest


async def corrected_transcript(unit: UnitOfWork, job_id: str) -> ArtifactRef | None:
    """The transcript of a job's video as it stands."""
    job = await unit.jobs.get(job_id)
    record = await unit.transcripts.get(job.video_id) if job else None
    return record.artifact if record else None
