"""The event log of a job as a live stream."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.dependencies import Caller, Parts
from domain.contracts.job import JobStatus
from domain.entities import Job

router = APIRouter(prefix="/jobs", tags=["jobs"])

# Announcements are hints: the log is read this often anyway.
POLL_SECONDS = 5.0
_BATCH = 200
_LAST_KINDS = frozenset(f"job.{status}" for status in JobStatus if status.final)

LastEventId = Annotated[
    int | None,
    Header(alias="Last-Event-ID", ge=0, description="Continue after this entry; browsers send it themselves."),
]
After = Annotated[int, Query(ge=0, description="Continue after this entry, where a header cannot be sent.")]


async def _known(job_id: str, parts: Parts, caller: Caller) -> Job:
    """Looked up before the stream begins, so that an unknown job is a problem and not an empty stream."""
    return await parts.jobs.get(caller.org_id, job_id)


@router.get(
    "/{job_id}/events",
    response_class=EventSourceResponse,
    summary="Follow a job's events (Server-Sent Events)",
    description="Each event has its number as `id`, its kind as `event` and JSON as `data`. The stream begins with the "
    "first event, or after `Last-Event-ID`, and ends with the job.",
)
async def follow_job(
    job: Annotated[Job, Depends(_known)],
    parts: Parts,
    caller: Caller,
    last_event_id: LastEventId = None,
    after: After = 0,
) -> AsyncIterator[ServerSentEvent]:
    seq = last_event_id if last_event_id is not None else after
    with parts.feed.watch(job.id) as watch:
        while True:
            # A job that was final before the log was read has nothing more to tell than what is read now.
            ended = job.status.final
            events = await parts.jobs.events(caller.org_id, job.id, seq, _BATCH)
            for event in events:
                seq = event.seq
                yield ServerSentEvent(id=str(seq), event=event.kind, raw_data=event.data)
                if event.kind in _LAST_KINDS:
                    return
            if len(events) == _BATCH:
                continue
            if ended:
                return
            await watch.changed(POLL_SECONDS)
            job = await parts.jobs.get(caller.org_id, job.id)
