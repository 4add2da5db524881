"""What an operator reads on the job's page in the Temporal UI."""

from temporalio import workflow
from temporalio.common import SearchAttributeKey

with workflow.unsafe.imports_passed_through():
    from domain.contracts.job import ClipOutcome, JobStatus, VideoJobInput
    from domain.contracts.products import ProductOutcome
    from workflows.failures import Failure

STAGE_KEY = SearchAttributeKey.for_keyword("CutdownStage")
STATUS_KEY = SearchAttributeKey.for_keyword("CutdownStatus")


class JobPage:
    """Keeps the page's details and search attributes in step with the job."""

    def __init__(self, order: VideoJobInput) -> None:
        self._order = order
        self._clips: list[ClipOutcome] = []
        self._products: list[ProductOutcome] = []
        self._phase = ""
        self._status = JobStatus.QUEUED
        self._failure: Failure | None = None

    def enter(self, phase: str, status: JobStatus) -> None:
        """The job goes on to another phase."""
        self._phase, self._status = phase, status
        self._show()

    def clip_done(self, clip: ClipOutcome) -> None:
        """One clip has ended, well or not."""
        self._clips.append(clip)
        self._show()

    def product_done(self, product: ProductOutcome) -> None:
        """One dub or retell has ended, well or not."""
        self._products.append(product)
        self._show()

    def finish(self, status: JobStatus, failure: Failure | None) -> None:
        """The job has ended."""
        self._phase, self._status, self._failure = "finished", status, failure
        self._show()

    def _show(self) -> None:
        workflow.upsert_search_attributes([STAGE_KEY.value_set(self._phase), STATUS_KEY.value_set(self._status.value)])
        workflow.set_current_details(self._markdown())

    def _markdown(self) -> str:
        spec = self._order.spec
        lines = [
            f"### {self._order.filename}",
            f"**{self._status.value}** · phase *{self._phase}* · job `{self._order.job_id}`",
            "",
            (
                "no clips"
                if not spec.clips
                else f"{spec.wishes.count} clips of {spec.wishes.min_seconds:g}-{spec.wishes.max_seconds:g} s, "
                f"{', '.join(spec.aspects)}, style {spec.style}, review {spec.gate('clips').mode}"
            ),
        ]
        if self._status is JobStatus.AWAITING_REVIEW:
            gate = self._phase.removesuffix("_review").replace("review", "clips")
            how = '`{"decision": "approve", "decided_by": "you"}`'
            lines += ["", f"Decide with the update or signal `{gate}`: {how}"]
        if self._clips:
            lines += ["", "| clip | result |", "|---|---|"]
            lines += [f"| {clip.rank} | {_result_of(clip)} |" for clip in sorted(self._clips, key=lambda c: c.rank)]
        if self._products:
            lines += ["", "| beside the clips | result |", "|---|---|"]
            lines += [f"| {product.title} | {_result_of(product)} |" for product in self._products]
        if self._failure is not None:
            lines += ["", f"`{self._failure.code}` {self._failure.message}"]
        return "\n".join(lines)


def _result_of(made: ClipOutcome | ProductOutcome) -> str:
    return "published" if made.published else f"`{made.error_code}` {made.message}"
