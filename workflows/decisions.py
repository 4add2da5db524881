"""How the decisions about a job reach its gates: as an update, which answers the caller, or as a signal."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.contracts.job import ReviewDecision

from workflows.job_gates import JobGates


class Decisions:
    """The handlers of a workflow with gates. The signal of a gate is for the Temporal UI and command line; it is
    ignored when the gate is not open.
    """

    def __init__(self, gates: JobGates) -> None:
        self._gates = gates

    @workflow.update(name="transcript")
    async def decide_transcript(self, decision: ReviewDecision) -> None:
        """Decide the review of what was heard; the caller learns at once whether it took."""
        self._gates.offer("transcript", decision, "update")

    @decide_transcript.validator
    def _decide_transcript_validator(self, decision: ReviewDecision) -> None:
        self._gates.check("transcript", decision)

    @workflow.signal(name="transcript")
    async def signal_transcript(self, decision: ReviewDecision) -> None:
        """The same decision as a signal."""
        self._gates.offer("transcript", decision, "signal")

    @workflow.update(name="clips")
    async def decide_clips(self, decision: ReviewDecision) -> None:
        """Decide the review of the proposed clips; the caller learns at once whether it took."""
        self._gates.offer("clips", decision, "update")

    @decide_clips.validator
    def _decide_clips_validator(self, decision: ReviewDecision) -> None:
        self._gates.check("clips", decision)

    @workflow.signal(name="clips")
    async def signal_clips(self, decision: ReviewDecision) -> None:
        """The same decision as a signal."""
        self._gates.offer("clips", decision, "signal")

    @workflow.update(name="dub")
    async def decide_dub(self, decision: ReviewDecision) -> None:
        """Decide the review of the lines of the dubs; the caller learns at once whether it took."""
        self._gates.offer("dub", decision, "update")

    @decide_dub.validator
    def _decide_dub_validator(self, decision: ReviewDecision) -> None:
        self._gates.check("dub", decision)

    @workflow.signal(name="dub")
    async def signal_dub(self, decision: ReviewDecision) -> None:
        """The same decision as a signal."""
        self._gates.offer("dub", decision, "signal")

    @workflow.update(name="retell")
    async def decide_retell(self, decision: ReviewDecision) -> None:
        """Decide the review of the script of the retell; the caller learns at once whether it took."""
        self._gates.offer("retell", decision, "update")

    @decide_retell.validator
    def _decide_retell_validator(self, decision: ReviewDecision) -> None:
        self._gates.check("retell", decision)

    @workflow.signal(name="retell")
    async def signal_retell(self, decision: ReviewDecision) -> None:
        """The same decision as a signal."""
        self._gates.offer("retell", decision, "signal")

    @workflow.update(name="export")
    async def decide_export(self, decision: ReviewDecision) -> None:
        """Decide the review of the finished clips; the caller learns at once whether it took."""
        self._gates.offer("export", decision, "update")

    @decide_export.validator
    def _decide_export_validator(self, decision: ReviewDecision) -> None:
        self._gates.check("export", decision)

    @workflow.signal(name="export")
    async def signal_export(self, decision: ReviewDecision) -> None:
        """The same decision as a signal."""
        self._gates.offer("export", decision, "signal")
