"""The event log as live streams of Server-Sent Events: of one job, or of the whole organisation."""

from typing import Annotated

from fastapi import Header, Query
from fastapi.responses import Response

from api.dependencies import Caller, Parts
from api.sections import Section
from api.streaming.sse import MEDIA_TYPE, EventStream
from api.streaming.told import Choice, EventView

router = Section(tag="events")

_EXAMPLE = (
    'id: 7\nevent: stage.completed\ndata: {"org_seq":412,"job_id":"job_1","seq":7,"kind":"stage.completed",'
    '"created_at":"2026-01-01T12:00:00Z","data":{"step":"extract_audio"}}\n\n'
)
_STREAM = {
    200: {
        "description": "Events. `data` is an `EventView` in JSON.",
        "content": {MEDIA_TYPE: {"schema": {"type": "string"}, "example": _EXAMPLE}},
        "model": EventView,
    }
}
_MOST_ID = 2**62

LastEventId = Annotated[
    int | None,
    Header(
        alias="Last-Event-ID",
        ge=0,
        le=_MOST_ID,
        description="Continue after this entry; browsers send it themselves.",
    ),
]
After = Annotated[
    int | None, Query(ge=0, le=_MOST_ID, description="Continue after this entry, where a header cannot be sent.")
]
Follow = Annotated[bool, Query(description="false: end when everything that has happened so far was told.")]
Kind = Annotated[str, Query(pattern=r"^[a-z_.]{1,60}\*?$")]
Kinds = Annotated[
    list[Kind],
    Query(max_length=50, description="Only events of these kinds; `job.*` is all that begin with `job.`."),
]
JobIds = Annotated[
    list[Annotated[str, Query(max_length=80)]], Query(alias="job_id", max_length=100, description="Only these jobs.")
]


@router.get(
    "/jobs/{job_id}/events",
    status_code=200,
    response_class=EventStream,
    responses=_STREAM,  # type: ignore[arg-type]  # FastAPI's own type is wider than its signature says
    summary="Follow a job's events (Server-Sent Events)",
    description="Each event has its number in the job as `id`, its kind as `event` and JSON as `data`. The stream "
    "begins with the first event, or after `Last-Event-ID`, and ends with the job.",
)
async def follow_job(
    job_id: str,
    parts: Parts,
    caller: Caller,
    last_event_id: LastEventId = None,
    after: After = None,
    follow: Follow = True,  # noqa: FBT002 - a query parameter has a name at every call
    kind: Kinds = [],  # noqa: B006 - FastAPI copies defaults
) -> Response:
    start = last_event_id if last_event_id is not None else after
    reader = await parts.hub.open(caller, Choice.of(job_id, (), kind), start, follow=follow)
    return EventStream(parts.hub, reader)


@router.get(
    "/events",
    status_code=200,
    response_class=EventStream,
    responses=_STREAM,  # type: ignore[arg-type]  # as above
    summary="Follow all jobs of the organisation (Server-Sent Events)",
    description="Each event has its number in the organisation as `id`, its kind as `event` and JSON as `data`. The "
    "stream begins with what happens from now on, or after `Last-Event-ID`; `after=0` tells everything from the start. "
    "Its first words are the `id` that it begins after.",
)
async def follow_organisation(
    parts: Parts,
    caller: Caller,
    last_event_id: LastEventId = None,
    after: After = None,
    follow: Follow = True,  # noqa: FBT002 - as above
    kind: Kinds = [],  # noqa: B006 - as above
    job_id: JobIds = [],  # noqa: B006 - as above
) -> Response:
    start = last_event_id if last_event_id is not None else after
    reader = await parts.hub.open(caller, Choice.of(None, job_id, kind), start, follow=follow)
    return EventStream(parts.hub, reader)
