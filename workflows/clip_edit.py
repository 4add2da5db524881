"""One clip made again after an edit: the stages whose requests are as before bring their results from memory."""

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError

with workflow.unsafe.imports_passed_through():
    from activities.edits import EditActivities
    from domain.contracts.base import StageScope
    from domain.contracts.job import ClipOutcome, ClipProductionInput, RecordRenderRequest

from workflows.clip_production import produce
from workflows.failures import Failure, failure_of, is_cancellation
from workflows.stages import run_stage


@workflow.defn
class ClipEdit:
    """Told in the log of the clip's job, which has ended; the files that were published stay until others are ready."""

    @workflow.run
    async def run(self, order: ClipProductionInput) -> ClipOutcome:
        """Returns whether the clip was published; a stage that fails fails the workflow with its code as the type."""
        await self._record(order, "running")
        try:
            outcome = await produce(order)
        except BaseException as error:
            if is_cancellation(error):
                await self._record(order, "failed", Failure("render.cancelled", "The render was cancelled."))
                raise
            if not isinstance(error, ActivityError):
                raise
            failure = failure_of(error)
            await self._record(order, "failed", failure)
            raise ApplicationError(failure.message, type=failure.code, non_retryable=True) from error
        if not outcome.published:
            await self._record(order, "failed", Failure(outcome.error_code or "internal.error", outcome.message))
        return outcome

    async def _record(self, order: ClipProductionInput, state: str, failure: Failure | None = None) -> None:
        await run_stage(
            EditActivities.record_render,
            RecordRenderRequest.model_validate(
                {
                    "scope": StageScope(
                        org_id=order.org_id,
                        job_id=order.job_id,
                        step=f"edit {order.revision} of {order.clip_id} {state}",
                    ),
                    "clip_id": order.clip_id,
                    "revision": order.revision,
                    "state": state,
                    "error_code": failure.code if failure else None,
                    "message": failure.message if failure else "",
                }
            ),
        )
