"""Jobs: order, follow, cancel."""

from typing import Annotated

from fastapi import Query, status

from api.dependencies import Caller, Parts
from api.pagination import Page, Paging
from api.schemas import ClipList, ClipView, JobOrder, JobView, WorkerStatus
from api.sections import Section
from api.stage_status import stage_view
from domain.contracts.job import JobStatus
from domain.entities import Job

router = Section("/jobs", tag="jobs")


@router.post("", status_code=status.HTTP_201_CREATED, response_model=JobView, summary="Order a job for a video")
async def create_job(order: JobOrder, parts: Parts, caller: Caller) -> Job:
    return await parts.jobs.create(caller, order.video_id, order.spec, order.transcript)


@router.get("", summary="List jobs, newest first")
async def list_jobs(
    parts: Parts,
    caller: Caller,
    paging: Paging,
    status: JobStatus | None = None,
    project_id: Annotated[str | None, Query(max_length=80, pattern=r"^[^\x00]+$")] = None,
) -> Page[JobView]:
    rows = await parts.jobs.list(caller, status=status, project_id=project_id, after=paging.after, limit=paging.rows)
    return paging.page(rows, JobView.model_validate)


@router.get("/{job_id}", response_model=JobView, summary="Get a job")
async def get_job(job_id: str, parts: Parts, caller: Caller) -> Job:
    return await parts.jobs.get(caller, job_id)


@router.post(
    "/{job_id}/cancel",
    status_code=status.HTTP_202_ACCEPTED,
    response_model=JobView,
    summary="Ask a job to stop",
    description="The job has stopped when its status is `cancelled`. Asking again changes nothing.",
)
async def cancel_job(job_id: str, parts: Parts, caller: Caller) -> Job:
    return await parts.jobs.cancel(caller, job_id)


@router.get("/{job_id}/worker-status", summary="See every step of a job: its pool, worker, attempt, progress and times")
async def worker_status(job_id: str, parts: Parts, caller: Caller) -> WorkerStatus:
    job = await parts.jobs.get(caller, job_id)
    runs = await parts.jobs.stage_runs(caller, job_id)
    return WorkerStatus(job=JobView.model_validate(job), stages=[stage_view(run) for run in runs])


@router.get("/{job_id}/clips", summary="List the clips of a job, best first")
async def list_clips(job_id: str, parts: Parts, caller: Caller) -> ClipList:
    clips = await parts.jobs.clips(caller, job_id)
    return ClipList(items=[ClipView.model_validate(clip) for clip in clips])
