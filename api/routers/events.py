"""The event log of a job as a live stream."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query
from fastapi.responses import StreamingResponse
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event

from api.dependencies import Caller, Parts
from api.parts import ApiParts
from domain.access import Principal
from domain.contracts.job import JobStatus
from domain.entities import Job

router = APIRouter(prefix="/jobs", tags=["jobs"])

# Announcements are hints: the log is read this often anyway.
POLL_SECONDS = 5.0
# Proxies cut connections that are quiet for longer.
PING_SECONDS = 15.0
_BATCH = 200
_MEDIA_TYPE = "text/event-stream"
_LAST_KINDS = frozenset(f"job.{status}" for status in JobStatus if status.final)

LastEventId = Annotated[
    int | None,
    Header(alias="Last-Event-ID", ge=0, description="Continue after this entry; browsers send it themselves."),
]
After = Annotated[int, Query(ge=0, description="Continue after this entry, where a header cannot be sent.")]


async def _known(job_id: str, parts: Parts, caller: Caller) -> Job:
    """Looked up before the stream begins, so that an unknown job is a problem and not an empty stream."""
    return await parts.jobs.get(caller, job_id)


@router.get(
    "/{job_id}/events",
    response_class=StreamingResponse,
    responses={200: {"content": {_MEDIA_TYPE: {"schema": {"type": "string"}}}}},
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
) -> StreamingResponse:
    seq = last_event_id if last_event_id is not None else after
    # Not by FastAPI's own yielding routes: their heartbeat crashes when a reader leaves in the middle of an event.
    stream = _stream(parts, caller, job, seq)
    return StreamingResponse(
        stream, media_type=_MEDIA_TYPE, headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    )


async def _stream(parts: ApiParts, caller: Principal, job: Job, seq: int) -> AsyncIterator[bytes]:
    clock = asyncio.get_running_loop().time
    said_at = clock()
    with parts.feed.watch(job.org_id) as watch:
        while True:
            # A job that was final before the log was read has nothing more to tell than what is read now.
            ended = job.status.final
            events = await parts.jobs.events(caller, job.id, seq, _BATCH)
            for event in events:
                seq = event.seq
                yield format_sse_event(id=str(seq), event=event.kind, data_str=event.data)
                said_at = clock()
                if event.kind in _LAST_KINDS:
                    return
            if len(events) == _BATCH:
                continue
            if ended:
                return
            await watch.changed(min(POLL_SECONDS, PING_SECONDS))
            if clock() - said_at >= PING_SECONDS:
                yield KEEPALIVE_COMMENT
                said_at = clock()
            job = await parts.jobs.get(caller, job.id)
