"""How the API and the command line start jobs and speak to running ones."""

from datetime import timedelta
from typing import TypeVar

from temporalio.api.workflowservice.v1 import GetSystemInfoRequest
from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.common import (
    Priority,
    SearchAttributeKey,
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode
from temporalio.types import MethodAsyncSingleParam

from domain.contracts.dubbing import DubProductionInput
from domain.contracts.job import ClipProductionInput, ReviewDecision, VideoJobInput
from domain.contracts.products import ProductOutcome
from domain.contracts.retell import RetellProductionInput
from domain.errors import ConflictError, NotFoundError, TransientError
from workflows.clip_edit import ClipEdit
from workflows.dub_production import DubProduction
from workflows.retell_production import RetellProduction
from workflows.topology import topology
from workflows.video_job import VideoJob

W = TypeVar("W")
P = TypeVar("P", DubProductionInput, RetellProductionInput)

RPC_TIMEOUT = timedelta(seconds=10)
CHECK_TIMEOUT = timedelta(seconds=2)

# A client that has not connected yet says with a RuntimeError that nobody listens there.
_CALL_ERRORS = (RPCError, RuntimeError)


class TemporalJobControl:
    """Starts, cancels and decides jobs; a job's id is its workflow's id."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def check(self) -> None:
        """Raise TransientError `temporal.unavailable` when the workflow service does not answer."""
        try:
            await self._client.workflow_service.get_system_info(GetSystemInfoRequest(), timeout=CHECK_TIMEOUT)
        except _CALL_ERRORS as error:
            raise _unavailable() from error

    async def start(self, order: VideoJobInput) -> None:
        """Start the job's workflow; starting the same job again does nothing."""
        try:
            await self._client.start_workflow(
                VideoJob.run,
                order,
                id=order.job_id,
                task_queue=topology().workflow_queue,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                search_attributes=TypedSearchAttributes(
                    [
                        _pair("CutdownOrg", order.org_id),
                        _pair("CutdownJob", order.job_id),
                        _pair("CutdownVideo", order.video_id),
                        _pair("CutdownKind", "video_job"),
                    ]
                ),
                static_summary=f"Clips of {order.filename}"[:200],
                # Organisations share the queues fairly: one with a hundred jobs does not starve one with a single job.
                priority=Priority(fairness_key=order.org_id[:64]),
                rpc_timeout=RPC_TIMEOUT,
            )
        except WorkflowAlreadyStartedError:
            return
        except _CALL_ERRORS as error:
            raise _translated(error, order.job_id) from error

    async def render(self, order: ClipProductionInput) -> None:
        """Make an edited clip again; a render of this revision that still runs is left alone."""
        try:
            await self._client.start_workflow(
                ClipEdit.run,
                order,
                id=render_id(order),
                task_queue=topology().workflow_queue,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
                search_attributes=TypedSearchAttributes(
                    [
                        _pair("CutdownOrg", order.org_id),
                        _pair("CutdownJob", order.job_id),
                        _pair("CutdownKind", "clip_edit"),
                    ]
                ),
                static_summary=f"Edit {order.revision} of clip {order.plan.rank}: {order.plan.title}"[:200],
                priority=Priority(fairness_key=order.org_id[:64]),
                rpc_timeout=RPC_TIMEOUT,
            )
        except _CALL_ERRORS as error:
            raise _translated(error, order.job_id) from error

    async def make(self, order: DubProductionInput | RetellProductionInput) -> None:
        """Make an edited dub or retell again; one of this revision that still runs is left alone."""
        if isinstance(order, DubProductionInput):
            await self._remake(DubProduction.run, order, f"Edit {order.revision} of {order.wish.title}")
        else:
            await self._remake(RetellProduction.run, order, f"Edit {order.revision} of the retell")

    async def _remake(self, run: MethodAsyncSingleParam[W, P, ProductOutcome], order: P, summary: str) -> None:
        try:
            await self._client.start_workflow(
                run,
                order,
                id=f"{order.job_id}/{order.product_id}/r{order.revision}",
                task_queue=topology().workflow_queue,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
                search_attributes=TypedSearchAttributes(
                    [
                        _pair("CutdownOrg", order.org_id),
                        _pair("CutdownJob", order.job_id),
                        _pair("CutdownVideo", order.video_id),
                        _pair("CutdownKind", f"{order.kind}_edit"),
                    ]
                ),
                static_summary=summary[:200],
                priority=Priority(fairness_key=order.org_id[:64]),
                rpc_timeout=RPC_TIMEOUT,
            )
        except RPCError as error:
            raise _translated(error, order.job_id) from error

    async def cancel(self, job_id: str) -> None:
        """Ask the job to stop; nothing happens when it has ended."""
        try:
            await self._client.get_workflow_handle(job_id).cancel(rpc_timeout=RPC_TIMEOUT)
        except _CALL_ERRORS as error:
            if _has_ended(error):
                return
            raise _translated(error, job_id) from error

    async def decide(self, job_id: str, gate: str, decision: ReviewDecision) -> None:
        """Decide a review; raises ConflictError with the gate's own code when it does not take the decision."""
        handle = self._client.get_workflow_handle(job_id)
        try:
            await handle.execute_update(gate, decision, rpc_timeout=RPC_TIMEOUT)
        except WorkflowUpdateFailedError as error:
            cause = error.cause
            code = cause.type if isinstance(cause, ApplicationError) and cause.type else "review.refused"
            message = cause.message if isinstance(cause, ApplicationError) else str(cause)
            raise ConflictError(code, message) from error
        except _CALL_ERRORS as error:
            raise _translated(error, job_id) from error


def render_id(order: ClipProductionInput) -> str:
    """The id of the workflow that makes this revision of a clip."""
    return f"{order.job_id}/{order.clip_id}/r{order.revision}"


def _pair(name: str, value: str) -> SearchAttributePair[str]:
    return SearchAttributePair(SearchAttributeKey.for_keyword(name), value)


def _has_ended(error: RPCError | RuntimeError) -> bool:
    # Temporal tells an ended workflow from an unknown one by this word alone.
    return (
        isinstance(error, RPCError) and error.status == RPCStatusCode.NOT_FOUND and "completed" in error.message.lower()
    )


def _translated(error: RPCError | RuntimeError, job_id: str) -> ConflictError | NotFoundError | TransientError:
    if _has_ended(error):
        return ConflictError("job.finished", "The job has already ended.")
    if isinstance(error, RPCError) and error.status == RPCStatusCode.NOT_FOUND:
        return NotFoundError("job.not_found", f"There is no running job {job_id}.")
    return _unavailable()


def _unavailable() -> TransientError:
    return TransientError("temporal.unavailable", "The workflow service does not answer. Try again in a moment.")
