"""Jobs: orders to make clips, followed while they run."""

from collections.abc import Sequence
from functools import partial

from cutdown_sdk.api import Api
from cutdown_sdk.calls import Resource, Way, call, listing
from cutdown_sdk.following import follow
from cutdown_sdk.models import (
    ClipList,
    ClipView,
    EventView,
    JobOrder,
    JobSpec,
    JobStatus,
    JobView,
    RenderPlanList,
    RenderPlanView,
    WorkerStatus,
)
from cutdown_sdk.steps import Series, Steps, exhausted

FINAL_STATUSES = frozenset({"completed", "failed", "cancelled"})
"""The statuses in which nothing more happens to a job."""

_PATH = "/v1/jobs/{job_id}"


class Jobs(Resource[Way]):
    """Order, follow and cancel jobs."""

    @call
    def create(
        self,
        video_id: str,
        spec: JobSpec | None = None,
        *,
        transcript: str | None = None,
        idempotency_key: str | None = None,
    ) -> Steps[JobView]:
        """Order clips of a video. The same `idempotency_key` never orders twice, also from another process.

        `transcript`: the text of an SRT, VTT or JSON file with what is said, to be taken instead of recognised words.
        """
        wanted = {"video_id": video_id, "spec": spec, "transcript": transcript}
        order = JobOrder.model_validate({name: value for name, value in wanted.items() if value is not None})
        return self._api.ask(JobView, "POST", "/v1/jobs", body=order, key=idempotency_key)

    @listing
    def list(
        self, *, status: JobStatus | None = None, project_id: str | None = None, page_size: int | None = None
    ) -> Series[JobView]:
        """All jobs, the newest first."""
        query = {"status": status, "project_id": project_id}
        return self._api.pages(JobView, "/v1/jobs", page_size=page_size, query=query)

    @call
    def get(self, job_id: str) -> Steps[JobView]:
        """One job."""
        return _job(self._api, job_id)

    @call
    def cancel(self, job_id: str, *, idempotency_key: str | None = None) -> Steps[JobView]:
        """Ask a job to stop; it does so within seconds."""
        return self._api.ask(JobView, "POST", _PATH + "/cancel", key=idempotency_key, job_id=job_id)

    @call
    def worker_status(self, job_id: str) -> Steps[WorkerStatus]:
        """Every step that was begun, in order, with its progress."""
        return self._api.ask(WorkerStatus, "GET", _PATH + "/worker-status", job_id=job_id)

    @call
    def clips(self, job_id: str) -> Steps[Sequence[ClipView]]:
        """The clips of a job, by rank."""
        return (yield from self._api.ask(ClipList, "GET", _PATH + "/clips", job_id=job_id)).items

    @call
    def render_stale(
        self, job_id: str, *, dry_run: bool = False, idempotency_key: str | None = None
    ) -> Steps[Sequence[RenderPlanView]]:
        """Make every stale clip again; with `dry_run` say what would run, and run nothing."""
        planned = yield from self._api.ask(
            RenderPlanList,
            "POST",
            _PATH + "/render-stale",
            query={"dry_run": dry_run},
            key=idempotency_key,
            job_id=job_id,
        )
        return planned.items

    @listing
    def watch(self, job_id: str, *, after: int | None = None, kinds: Sequence[str] | None = None) -> Series[EventView]:
        """The job's events as they happen, from the first one (or the one after `seq` number `after`) to its end; each
        once, also when the line breaks or the server is restarted. `kinds`: only these; `clip.*` is all that begin so.
        """
        done = partial(_ended, self._api, job_id)
        return follow(self._api, _PATH + "/events", {"kind": kinds}, after, done, job_id=job_id)

    @listing
    def events(self, job_id: str, *, after: int | None = None, kinds: Sequence[str] | None = None) -> Series[EventView]:
        """The job's events so far."""
        query = {"kind": kinds, "follow": False}
        return follow(self._api, _PATH + "/events", query, after, _enough, job_id=job_id)

    @call
    def wait(self, job_id: str) -> Steps[JobView]:
        """The job once it has ended, whichever way: look at its `status`, and its `message` where it failed."""
        done = partial(_ended, self._api, job_id)
        yield from exhausted(follow(self._api, _PATH + "/events", {"kind": ["job.*"]}, None, done, job_id=job_id))
        return (yield from _job(self._api, job_id))


def _job(api: Api, job_id: str) -> Steps[JobView]:
    return api.ask(JobView, "GET", _PATH, job_id=job_id)


def _ended(api: Api, job_id: str, last: EventView | None) -> Steps[bool]:
    """Whether a stream that has ended did so because the job has."""
    if last is not None and last.kind.removeprefix("job.") in FINAL_STATUSES:
        return True
    return (yield from _job(api, job_id)).status in FINAL_STATUSES


def _enough(_last: EventView | None) -> Steps[bool]:
    yield from ()
    return True
