"""One order for a video, from its source to published clips: read `_produce` to follow it."""

import asyncio
from collections.abc import Sequence

from temporalio import workflow
from temporalio.exceptions import ApplicationError, ChildWorkflowError

with workflow.unsafe.imports_passed_through():
    from activities.discover import DiscoverActivities
    from activities.fetch import FetchActivities
    from activities.inspect import InspectActivities
    from activities.journal import JournalActivities
    from domain.contracts.base import ArtifactRef
    from domain.contracts.clips import ClipPlan, DiscoverRequest, DiscoverResult
    from domain.contracts.job import (
        ClipOutcome,
        ClipProductionInput,
        JobStatus,
        PlannedClip,
        RecordJobRequest,
        RecordPlanRequest,
        RecordVideoRequest,
        VideoJobInput,
        VideoJobResult,
    )
    from domain.contracts.media import (
        FetchRequest,
        InspectRequest,
        MediaInfo,
        VideoStream,
    )
    from domain.contracts.picture import AssemblePictureResult
    from domain.contracts.products import ProductOutcome
    from domain.contracts.speech import AssembleTranscriptResult
    from domain.heuristics.review import kept_clips
    from domain.ids import clip_id

from workflows.clip_production import ClipProduction
from workflows.decisions import Decisions
from workflows.failures import Failure, failure_of, is_cancellation
from workflows.findings import Findings
from workflows.hearing import Heard, hear
from workflows.job_gates import JobGates
from workflows.job_page import JobPage
from workflows.joining import both, join_all, stop_all
from workflows.products import JobProducts
from workflows.seeing import see
from workflows.stages import run_stage


@workflow.defn
class VideoJob(Decisions):
    """Ingest, hear and see in parallel, choose clips, wait for a review, then produce every clip on its own."""

    @workflow.init
    def __init__(self, order: VideoJobInput) -> None:
        self._order = order
        self._page = JobPage(order)
        super().__init__(JobGates(order, self._enter))
        self._products = JobProducts(order, self._gates, lambda: self._enter("production"))

    @workflow.run
    async def run(self, _order: VideoJobInput) -> VideoJobResult:
        """Returns how the job ended; a failed job fails the workflow with the stable code as its type."""
        try:
            clips, products = await self._produce()
            _require_any(clips, products)
        except BaseException as error:
            if is_cancellation(error):
                await self._finish(JobStatus.CANCELLED, Failure("job.cancelled", "The job was cancelled."))
                raise
            if not isinstance(error, Exception):
                raise
            failure = failure_of(error)
            await self._finish(JobStatus.FAILED, failure)
            raise ApplicationError(failure.message, type=failure.code, non_retryable=True) from error
        await self._finish(JobStatus.COMPLETED, None)
        return VideoJobResult(status=JobStatus.COMPLETED, clips=clips, products=products)

    async def _produce(self) -> tuple[tuple[ClipOutcome, ...], tuple[ProductOutcome, ...]]:
        await self._enter("ingest")
        source, media, video = await self._ingest()
        await self._enter("analysis")
        heard, picture = await self._hear_and_see(source, media, video)
        transcript = await self._review_transcript(heard.transcript)
        found = Findings(source, media, video, heard.audio, transcript, picture, heard.language)
        chosen = await self._choose(found) if self._order.spec.clips else ()
        await self._enter("production")
        if not self._order.spec.makes_products:
            return await self._make_clips(found, chosen), ()
        clips, products = await both(
            self._make_clips(found, chosen), self._products.make(found, chosen, self._page.product_done)
        )
        return clips, products

    async def _choose(self, found: Findings) -> tuple[ClipPlan, ...]:
        await self._enter("discovery")
        return await self._review(await self._discover(found))

    async def _make_clips(self, found: Findings, chosen: Sequence[ClipPlan]) -> tuple[ClipOutcome, ...]:
        clips = await join_all(self._make_clip(clip, found) for clip in chosen)
        return tuple(await self._review_export(clips))

    async def _ingest(self) -> tuple[ArtifactRef, MediaInfo, VideoStream]:
        order = self._order
        fetched = await run_stage(
            FetchActivities.fetch_source,
            FetchRequest(scope=self._order.scope("fetch"), source=order.source, filename=order.filename),
        )
        inspected = await run_stage(
            InspectActivities.inspect_source,
            InspectRequest(
                scope=self._order.scope("inspect"),
                source=fetched.artifact,
                filename=order.filename,
                audio_track=order.spec.audio_track,
                language=order.spec.language,
            ),
        )
        media, source = inspected.media, inspected.source or fetched.artifact
        if media.video is None:
            raise ApplicationError("The file has no picture.", type="media.no_video")
        await run_stage(
            JournalActivities.record_video,
            RecordVideoRequest(
                scope=self._order.scope("record source"), video_id=order.video_id, source=source, media=media
            ),
        )
        return source, media.as_chosen(), media.video

    async def _hear_and_see(
        self, source: ArtifactRef, media: MediaInfo, video: VideoStream
    ) -> tuple[Heard, AssemblePictureResult]:
        """Both branches at once. A source without speech still gets its picture analysed before the job fails."""
        hearing = asyncio.ensure_future(hear(self._order, source, media))
        seeing = asyncio.ensure_future(see(self._order, source, media, video))
        try:
            await workflow.wait([hearing, seeing], return_when=asyncio.FIRST_EXCEPTION)
            if hearing.done() and isinstance(hearing.exception(), ApplicationError):
                await seeing
            if seeing.done():
                seeing.result()
            return await hearing, await seeing
        finally:
            await stop_all([hearing, seeing])

    async def _discover(self, found: Findings) -> DiscoverResult:
        order, transcript, picture = self._order, found.transcript, found.picture
        proposed = await run_stage(
            DiscoverActivities.discover_clips,
            DiscoverRequest(
                scope=self._order.scope("discover"),
                transcript=transcript.transcript,
                audio=found.audio.analysis,
                picture=picture.analysis,
                sprite=picture.sprite,
                sprite_index=picture.sprite_index,
                frame_rate=found.video.frame_rate,
                wishes=order.spec.wishes,
            ),
        )
        await run_stage(
            JournalActivities.record_plan,
            RecordPlanRequest(
                scope=self._order.scope("record plan"),
                video_id=order.video_id,
                clips=tuple(PlannedClip(clip_id=self._clip_id(plan), plan=plan) for plan in proposed.clips),
                report=proposed.report,
                transcript=transcript.transcript,
                picture=picture.analysis,
            ),
        )
        return proposed

    async def _review_transcript(self, transcript: AssembleTranscriptResult) -> AssembleTranscriptResult:
        """Where somebody is to read it first: the transcript as they have left it."""
        if not self._gates.is_manual("transcript"):
            return transcript
        _, recorded = await self._gates.decide("transcript", frozenset())
        if recorded.transcript is None:
            return transcript
        return transcript.model_copy(update={"transcript": recorded.transcript})

    async def _review(self, found: DiscoverResult) -> tuple[ClipPlan, ...]:
        """Wait for the decision about the proposed clips; a rejected proposal ends the job."""
        decision, _ = await self._gates.decide("clips", frozenset(clip.rank for clip in found.clips))
        chosen = kept_clips(found.clips, decision.edits)
        if not chosen:
            raise ApplicationError("The review dropped every proposed clip.", type="review.rejected")
        return chosen

    async def _review_export(self, clips: list[ClipOutcome]) -> list[ClipOutcome]:
        """Where somebody is to see them first: finished clips are published when they have said so."""
        held = {clip.rank: clip.held for clip in clips if clip.held is not None}
        if not held:
            return clips
        decision, _ = await self._gates.decide("export", frozenset(held))
        await self._enter("publication")
        plans = kept_clips([request.plan for request in held.values()], decision.edits)
        if not plans:
            raise ApplicationError("The review dropped every finished clip.", type="review.rejected")
        for plan in plans:
            await run_stage(JournalActivities.publish_clip, held[plan.rank].model_copy(update={"plan": plan}))
        published = {plan.rank for plan in plans}
        return [
            clip if clip.held is None else clip.model_copy(update={"held": None, "published": clip.rank in published})
            for clip in clips
        ]

    async def _make_clip(self, plan: ClipPlan, found: Findings) -> ClipOutcome:
        """One clip in its own workflow; its failure is its own and never takes the others down."""
        order = self._order
        name = self._clip_id(plan)
        try:
            outcome = await workflow.execute_child_workflow(
                ClipProduction.run,
                ClipProductionInput(
                    org_id=order.org_id,
                    job_id=order.job_id,
                    clip_id=name,
                    source=found.source,
                    media=found.media,
                    transcript=found.transcript.transcript,
                    picture=found.picture.analysis,
                    plan=plan,
                    spec=order.spec,
                    hold=self._gates.is_manual("export"),
                ),
                id=f"{order.job_id}/{name}",
                static_summary=f"Clip {plan.rank}: {plan.title}"[:200],
            )
        except ChildWorkflowError as error:
            if is_cancellation(error):
                raise
            failure = failure_of(error)
            outcome = ClipOutcome(
                clip_id=name, rank=plan.rank, published=False, error_code=failure.code, message=failure.message
            )
        self._page.clip_done(outcome)
        return outcome

    async def _enter(self, phase: str, status: JobStatus = JobStatus.RUNNING) -> None:
        self._page.enter(phase, status)
        await run_stage(
            JournalActivities.record_job,
            RecordJobRequest(scope=self._order.scope(f"enter {phase}"), status=status, phase=phase),
        )

    async def _finish(self, status: JobStatus, failure: Failure | None) -> None:
        self._page.finish(status, failure)
        await run_stage(
            JournalActivities.record_job,
            RecordJobRequest(
                scope=self._order.scope("finish"),
                status=status,
                phase="finished",
                error_code=failure.code if failure else None,
                message=failure.message if failure else "",
            ),
        )

    def _clip_id(self, plan: ClipPlan) -> str:
        return clip_id(self._order.job_id, plan.range)


def _require_any(clips: Sequence[ClipOutcome], products: Sequence[ProductOutcome]) -> None:
    """A job of which nothing was published has failed, as the first of its outcomes has."""
    outcomes: tuple[ClipOutcome | ProductOutcome, ...] = (*clips, *products)
    if not any(outcome.published for outcome in outcomes):
        raise ApplicationError(outcomes[0].message, type=outcomes[0].error_code or "clips.none_published")
