"""Writes a job's story into the record: each method is one transaction, and applying it twice changes nothing."""

import hashlib
import json
from datetime import UTC, datetime

from temporalio import activity

from activities.manifest import manifest_of
from activities.products import close_products
from activities.publication import TOLD, told, with_outcome
from activities.transcript_record import corrected_transcript, keep_analysis, keep_transcript
from domain.contracts.clips import ClipEdit
from domain.contracts.job import (
    Recorded,
    RecordJobRequest,
    RecordPlanRequest,
    RecordReviewRequest,
    RecordVideoRequest,
    ReviewDecision,
)
from domain.contracts.render import PublishClipRequest, PublishClipResult
from domain.entities import Clip, ClipState, Review, StageState
from domain.errors import NotFoundError
from domain.ports import ObjectStore
from domain.repositories import UnitOfWork, UnitOfWorkFactory


class JournalActivities:
    """The record of jobs, videos, proposed clips, reviews and published clips."""

    def __init__(self, uow: UnitOfWorkFactory, store: ObjectStore) -> None:
        self._uow = uow
        self._store = store

    @activity.defn
    async def record_job(self, request: RecordJobRequest) -> Recorded:
        """Bring the job's row to a state and tell of it; a final state never changes again."""
        scope = request.scope
        async with self._uow(scope.org_id) as unit:
            if request.status.final:
                # Before the job's row is locked, as everyone does who writes stage runs and clips.
                await _close_runs(unit, scope.job_id)
                await _close_clips(unit, scope.job_id)
                await close_products(unit, scope.job_id)
            job = await unit.jobs.get(scope.job_id, lock=True)
            if job is None:
                raise NotFoundError("job.not_found", f"There is no job {scope.job_id}.")
            if job.status.final:
                return Recorded()
            change = request.model_dump(mode="json", exclude={"scope"})
            key = f"job:{scope.step}:{request.status}:{request.phase}"
            seq = await unit.events.append(scope.job_id, key, f"job.{request.status}", json.dumps(change))
            if seq:  # else an attempt before this one has told it, and the job may have gone on since
                await unit.jobs.update(
                    job.model_copy(
                        update={
                            "status": request.status,
                            "phase": request.phase,
                            "error_code": request.error_code,
                            "message": request.message,
                            "finished_at": datetime.now(UTC) if request.status.final else None,
                        }
                    )
                )
            await unit.commit()
        return Recorded(seq=seq)

    @activity.defn
    async def record_video(self, request: RecordVideoRequest) -> Recorded:
        """Store what was found of the video; fields that the request leaves out stay as they are."""
        scope = request.scope
        found = {
            name: value
            for name in type(request).model_fields
            if name not in {"scope", "video_id", "warnings", "warned"} and (value := getattr(request, name)) is not None
        }
        body = request.model_dump_json(exclude={"scope", "warnings", "warned"}, exclude_none=True)
        async with self._uow(scope.org_id) as unit:
            video = await unit.videos.get(request.video_id, lock=True)
            if video is None:
                raise NotFoundError("video.not_found", f"There is no video {request.video_id}.")
            transcript = None
            if request.transcript is not None:
                language = request.language or video.language or "und"
                transcript = await keep_transcript(unit, scope.org_id, video.id, request.transcript, language)
                found["transcript"] = transcript
            await unit.videos.update(video.model_copy(update=found))
            key = f"video:{hashlib.sha256(body.encode()).hexdigest()}"
            seq = await unit.events.append(scope.job_id, key, "video.updated", body)
            if request.warned:
                told = request.model_dump_json(include={"video_id", "transcript", "warnings", "warned"})
                await unit.events.append(scope.job_id, f"{key}:warned", "transcript.warned", told)
            await unit.commit()
        return Recorded(seq=seq, transcript=transcript)

    @activity.defn
    async def record_plan(self, request: RecordPlanRequest) -> Recorded:
        """Store the proposed clips; one that is known already keeps what has become of it."""
        scope = request.scope
        async with self._uow(scope.org_id) as unit:
            known = {clip.id for clip in await unit.clips.of_job(scope.job_id)}
            revision = 1 if await keep_analysis(unit, request) else 2
            for planned in request.clips:
                if planned.clip_id not in known:
                    await unit.clips.put(
                        Clip(
                            id=planned.clip_id,
                            org_id=scope.org_id,
                            job_id=scope.job_id,
                            video_id=request.video_id,
                            plan=planned.plan,
                            state=ClipState.PROPOSED,
                            revision=revision,
                            recipe=revision,
                            created_at=datetime.now(UTC),
                        )
                    )
            proposed = [
                {"clip_id": planned.clip_id, **planned.plan.model_dump(mode="json", include=TOLD)}
                for planned in request.clips
            ]
            body = json.dumps({"clips": proposed, "report": request.report.model_dump(mode="json")})
            key = f"plan:{request.report.digest}:{len(proposed)}"
            seq = await unit.events.append(scope.job_id, key, "clips.proposed", body)
            await unit.commit()
        return Recorded(seq=seq)

    @activity.defn
    async def record_review(self, request: RecordReviewRequest) -> Recorded:
        """Keep that a gate was opened, or who decided what; clips that were not kept are marked as dropped."""
        scope = request.scope
        now = datetime.now(UTC)
        async with self._uow(scope.org_id) as unit:
            reviews = {review.gate: review for review in await unit.reviews.of_job(scope.job_id)}
            review = reviews.get(request.gate) or Review(
                org_id=scope.org_id, job_id=scope.job_id, gate=request.gate, opened_at=now
            )
            review = review.model_copy(update=_told_again(request, now))
            if request.decision is not None and review.decision is None:
                decision = request.decision
                decided = {
                    "decision": decision,
                    "source": request.source,
                    "decided_at": now,
                    "actor": decision.actor or decision.decided_by,
                    "reason": decision.note,
                }
                review = review.model_copy(update=decided)
                await _apply(unit, scope.job_id, decision)
            await unit.reviews.put(review)
            transcript = await corrected_transcript(unit, scope.job_id) if request.gate == "transcript" else None
            body = request.model_dump_json(exclude={"scope"}, exclude_none=True)
            key = f"review:{request.gate}:{request.state}"
            seq = await unit.events.append(scope.job_id, key, f"review.{request.state}", body)
            await unit.commit()
        return Recorded(seq=seq, transcript=transcript)

    @activity.defn
    async def publish_clip(self, request: PublishClipRequest) -> PublishClipResult:
        """Write the manifest and make the clip visible with all its files, or say why it is not published."""
        scope = request.scope
        breaches = request.check.breaches
        async with self._uow(scope.org_id) as unit:
            clip = await unit.clips.get(request.clip_id)
            if clip is None:
                raise NotFoundError("clip.not_found", f"There is no clip {request.clip_id}.")
            held = bool(breaches) and request.forced_by is None
            manifest = None if held else await manifest_of(unit, clip, request)
        stored = None
        if manifest is not None:
            # Outside the transaction: no row stays locked while object storage is slow.
            body = manifest.model_dump_json(indent=2).encode()
            stored = await self._store.put_bytes(scope.org_id, body, "application/json")
        async with self._uow(scope.org_id) as unit:
            clip = await unit.clips.get(request.clip_id, lock=True) or clip
            await unit.clips.put(with_outcome(clip, request, stored))
            kind = "clip.failed" if stored is None else "clip.ready" if request.hold else "clip.published"
            mark = hashlib.sha256(request.model_dump_json(exclude={"scope"}).encode()).hexdigest()
            await unit.events.append(scope.job_id, f"{kind}:{request.clip_id}:{mark}", kind, told(request, stored))
            await unit.commit()
        return PublishClipResult(
            clip_id=request.clip_id, published=stored is not None, manifest=stored, breaches=breaches
        )


def _told_again(request: RecordReviewRequest, now: datetime) -> dict[str, object]:
    match request.state:
        case "opened":
            return {"policy": request.policy}
        case "reminded":
            return {"reminded_at": now}
        case "escalated":
            return {"escalated_at": now}
        case "decided":
            return {}


async def _close_runs(unit: UnitOfWork, job_id: str) -> None:
    """A worker that was lost cannot tell that its stage is over; with the job's end it is."""
    for run in await unit.stage_runs.of_job(job_id):
        if run.state is StageState.RUNNING:
            ended = {"state": StageState.CANCELLED, "finished_at": datetime.now(UTC)}
            await unit.stage_runs.put(run.model_copy(update=ended))


async def _close_clips(unit: UnitOfWork, job_id: str) -> None:
    """A clip whose production broke off is nobody's any more once the job has ended."""
    for clip in await unit.clips.of_job(job_id):
        if clip.state in {ClipState.PROPOSED, ClipState.READY}:
            ended = {"state": ClipState.FAILED, "message": "The clip was not finished when the job ended."}
            await unit.clips.put(clip.model_copy(update=ended))
            data = json.dumps({"clip_id": clip.id, **clip.plan.model_dump(mode="json", include=TOLD)})
            await unit.events.append(job_id, f"clip.unfinished:{clip.id}", "clip.failed", data)


async def _apply(unit: UnitOfWork, job_id: str, decision: ReviewDecision) -> None:
    edits = {edit.rank: edit for edit in decision.edits}
    for clip in await unit.clips.of_job(job_id):
        edit = edits.get(clip.plan.rank, ClipEdit(rank=clip.plan.rank))
        if decision.decision == "reject" or not edit.keep:
            await unit.clips.put(clip.model_copy(update={"state": ClipState.DROPPED}))
        elif edit.title:
            plan = clip.plan.model_copy(update={"title": edit.title})
            await unit.clips.put(clip.model_copy(update={"plan": plan}))
