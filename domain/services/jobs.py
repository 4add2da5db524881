"""Jobs: ordering, following and cancelling them."""

import contextlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime

from domain.access import Permission, Principal
from domain.contracts.job import JobSpec, JobStatus, VideoJobInput
from domain.contracts.media import BlobSource, Source
from domain.entities import Clip, Job, JobEvent, StageRun, Video
from domain.errors import ConflictError, NotFoundError, TransientError
from domain.heuristics.written_language import require_drawable
from domain.ids import random_id
from domain.paging import Position
from domain.ports import JobControl
from domain.products import Dub, ProductState, Retell
from domain.repositories import Glance, UnitOfWork, UnitOfWorkFactory
from domain.services.given_transcripts import GivenTranscripts
from domain.services.glossaries import with_glossaries
from domain.services.offers import ProductOffers
from domain.services.reviews import with_project_gates

_PAGE = 100


class JobService:
    """Use cases of jobs. An accepted order is in the record first; the workflow is started after that, now or, when the
    engine is away, by `start_queued`.
    """

    def __init__(
        self,
        uow: UnitOfWorkFactory,
        control: JobControl,
        glance: Glance | None = None,
        offers: ProductOffers | None = None,
        given: GivenTranscripts | None = None,
    ) -> None:
        self._uow = uow
        self._control = control
        self._glance = glance
        self._offers = offers
        self._given = given

    async def create(self, principal: Principal, video_id: str, spec: JobSpec, transcript: str | None = None) -> Job:
        """Order a job, in the video's project. Raises NotFoundError `video.not_found` or `video.source_missing`, and
        for dubs and retells what `ProductOffers.check` raises, RejectedError `captions.no_font`; for a `transcript`,
        the text of a subtitle file or JSON, what `GivenTranscripts.keep` raises.
        """
        principal.require(Permission.JOBS_WRITE)
        for language in captioned_languages(spec):
            require_drawable(language)
        if transcript is not None and self._given is not None:
            kept = await self._given.keep(principal.org_id, transcript)
            spec = spec.model_copy(update={"transcript": kept})
        await self._check_offers(principal.org_id, video_id, spec)
        async with self._uow(principal.org_id) as unit:
            video = await _video(unit, video_id)
            if _source(video) is None:
                raise NotFoundError("video.source_missing", "This video has no source any more.")
            if spec.transcript is not None and await unit.artifacts.get(spec.transcript.digest) is None:
                raise NotFoundError("artifact.not_found", "There is no file with this digest.")
            gated = await with_project_gates(unit, spec, video.project_id)
            job = Job(
                id=random_id("job"),
                org_id=principal.org_id,
                video_id=video_id,
                project_id=video.project_id,
                spec=await with_glossaries(unit, gated, video.project_id),
                status=JobStatus.QUEUED,
                created_at=datetime.now(UTC),
            )
            await unit.jobs.add(job)
            await _add_products(unit, job)
            await unit.events.append(job.id, "job:queued", "job.queued", json.dumps({"status": job.status}))
            await unit.commit()
        await self._start(job, video)
        return job

    async def get(self, principal: Principal, job_id: str) -> Job:
        """Raises NotFoundError `job.not_found`."""
        principal.require(Permission.JOBS_READ)
        if self._glance is None:
            return await self._read(principal.org_id, job_id)
        job = await self._glance.job(principal.org_id, job_id)
        if job is None:
            raise _unknown(job_id)
        return job

    async def list(
        self,
        principal: Principal,
        *,
        status: JobStatus | None,
        after: Position | None,
        limit: int,
        project_id: str | None = None,
    ) -> Sequence[Job]:
        """Newest first; of one project where it is given."""
        principal.require(Permission.JOBS_READ)
        async with self._uow(principal.org_id) as unit:
            return await unit.jobs.list(status=status, after=after, limit=limit, project_id=project_id)

    async def events(self, principal: Principal, job_id: str, after: int, limit: int) -> Sequence[JobEvent]:
        """The log from the entry after `after` on."""
        principal.require(Permission.JOBS_READ)
        async with self._uow(principal.org_id) as unit:
            return await unit.events.after(job_id, after, limit)

    async def stage_runs(self, principal: Principal, job_id: str) -> Sequence[StageRun]:
        """Every step that was begun, in order. Raises NotFoundError `job.not_found`."""
        principal.require(Permission.JOBS_READ)
        async with self._uow(principal.org_id) as unit:
            await _job(unit, job_id)
            return await unit.stage_runs.of_job(job_id)

    async def clips(self, principal: Principal, job_id: str) -> Sequence[Clip]:
        """By rank. Raises NotFoundError `job.not_found`."""
        principal.require(Permission.JOBS_READ)
        async with self._uow(principal.org_id) as unit:
            await _job(unit, job_id)
            return await unit.clips.of_job(job_id)

    async def cancel(self, principal: Principal, job_id: str) -> Job:
        """Ask a job to stop; it has stopped when its status says so.

        Raises NotFoundError `job.not_found`, ConflictError `job.finished` when it ended in another way.
        """
        principal.require(Permission.JOBS_WRITE)
        job = await self._read(principal.org_id, job_id)
        if job.status is JobStatus.CANCELLED:
            return job
        if job.status.final:
            raise ConflictError("job.finished", f"The job has already ended: {job.status}.")
        try:
            await self._control.cancel(job_id)
        except NotFoundError:
            return await self._withdraw(principal.org_id, job_id)
        return job

    async def start_queued(self, principal: Principal) -> int:
        """Start the workflows of accepted jobs; those that run already are left alone. Returns how many were asked."""
        principal.require(Permission.JOBS_WRITE)
        async with self._uow(principal.org_id) as unit:
            waiting = await unit.jobs.list(status=JobStatus.QUEUED, after=None, limit=_PAGE)
            videos = {job.id: await unit.videos.get(job.video_id) for job in waiting}
        orders = [_order(job, video) for job in reversed(waiting) if (video := videos[job.id]) and _source(video)]
        for order in orders:
            await self._begin(order)
        return len(orders)

    async def _read(self, org_id: str, job_id: str) -> Job:
        async with self._uow(org_id) as unit:
            return await _job(unit, job_id)

    async def _check_offers(self, org_id: str, video_id: str, spec: JobSpec) -> None:
        """Apart from the order's transaction: an engine may take a second until it first says what it serves."""
        if self._offers is None or not spec.makes_products:
            return
        async with self._uow(org_id) as unit:
            video = await _video(unit, video_id)
        await self._offers.check(spec, spec.language or video.language)

    async def _start(self, job: Job, video: Video) -> None:
        try:
            await self._begin(_order(job, video))
        except TransientError:
            return  # it is in the record: `start_queued` starts it as soon as the engine is back

    async def _begin(self, order: VideoJobInput) -> None:
        """Start a workflow; stop it again when the job was withdrawn at the same moment, by somebody who found none."""
        await self._control.start(order)
        if (await self._read(order.org_id, order.job_id)).status is JobStatus.CANCELLED:
            await self._control.cancel(order.job_id)

    async def _withdraw(self, org_id: str, job_id: str) -> Job:
        """End a job whose workflow was never started."""
        async with self._uow(org_id) as unit:
            job = await unit.jobs.get(job_id, lock=True)
            if job is None or job.status.final:
                return await _job(unit, job_id)
            ended = {"status": JobStatus.CANCELLED, "phase": "finished", "finished_at": datetime.now(UTC)}
            job = job.model_copy(update=ended)
            await unit.jobs.update(job)
            data = json.dumps({"status": job.status, "phase": job.phase})
            await unit.events.append(job_id, "job:withdrawn", "job.cancelled", data)
            await unit.commit()
        # Whoever was about to start it sees the record now; one that was started since the first look is stopped here.
        with contextlib.suppress(NotFoundError, TransientError):
            await self._control.cancel(job_id)
        return job


def captioned_languages(spec: JobSpec) -> frozenset[str]:
    """The languages that captions are known to be drawn in, by the order alone."""
    spoken = {spec.language} if spec.clips and spec.language else set()
    return frozenset(spoken | {dub.language for dub in spec.dubs if dub.scope == "clips"})


async def _add_products(unit: UnitOfWork, job: Job) -> None:
    """The dubs and the retell are there from the order on, so that they can be asked after."""
    ordered = {
        "org_id": job.org_id,
        "job_id": job.id,
        "video_id": job.video_id,
        "state": ProductState.PLANNED,
        "created_at": job.created_at,
    }
    for wish in job.spec.dubs:
        named = {"id": wish.id_in(job.id), "language": wish.language, "wish": wish}
        await unit.dubs.put(Dub.model_validate(ordered | named))
    if job.spec.retell is not None:
        wanted = job.spec.retell
        await unit.retells.put(Retell.model_validate(ordered | {"id": wanted.id_in(job.id), "wish": wanted}))


async def _job(unit: UnitOfWork, job_id: str) -> Job:
    job = await unit.jobs.get(job_id)
    if job is None:
        raise _unknown(job_id)
    return job


def _unknown(job_id: str) -> NotFoundError:
    return NotFoundError("job.not_found", f"There is no job {job_id}.")


async def _video(unit: UnitOfWork, video_id: str) -> Video:
    video = await unit.videos.get(video_id)
    if video is None:
        raise NotFoundError("video.not_found", f"There is no video {video_id}.")
    return video


def _source(video: Video) -> Source | None:
    """Bytes that an earlier job has fetched are not fetched again."""
    return BlobSource(artifact=video.source) if video.source else video.origin


def _order(job: Job, video: Video) -> VideoJobInput:
    source = _source(video)
    if source is None:
        raise NotFoundError("video.source_missing", "This video has no source any more.")
    return VideoJobInput(
        org_id=job.org_id,
        job_id=job.id,
        video_id=video.id,
        source=source,
        filename=video.filename,
        spec=job.spec,
    )
