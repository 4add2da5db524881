"""The review gates of one job: opening them, telling of them, and what becomes of their decisions."""

from collections.abc import Awaitable, Callable

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from activities.journal import JournalActivities
    from domain.contracts.job import JobStatus, Recorded, RecordReviewRequest, ReviewDecision, VideoJobInput
    from domain.contracts.reviews import GateName

from workflows.review_gate import DecisionSource, Nudge, ReviewGate, Verdict
from workflows.stages import run_stage

Enter = Callable[[str, JobStatus], Awaitable[None]]

# The names that scopes and phases of the first gate had before there were others.
_STEPS: dict[GateName, str] = {
    "transcript": "transcript review",
    "clips": "review",
    "dub": "dub review",
    "retell": "retell review",
    "export": "export review",
}


class JobGates:
    """Takes decisions for whichever gate is open."""

    def __init__(self, order: VideoJobInput, enter: Enter) -> None:
        self._order = order
        self._enter = enter
        self._gates: dict[GateName, ReviewGate] = {name: ReviewGate(name) for name in _STEPS}

    def check(self, gate: GateName, decision: ReviewDecision) -> None:
        """Raise ApplicationError when the gate cannot take this decision now."""
        self._gates[gate].check(decision)

    def offer(self, gate: GateName, decision: ReviewDecision, source: DecisionSource) -> None:
        """Hand a decision to a gate, which takes it when it can."""
        self._gates[gate].offer(decision, source)

    def is_manual(self, gate: GateName) -> bool:
        """Whether somebody is asked there."""
        return self._order.spec.gate(gate).mode == "manual"

    async def decide(self, name: GateName, choices: frozenset[int]) -> tuple[ReviewDecision, Recorded]:
        """Open a gate about the clips of these ranks and wait; the decision, and what the record says after it.

        Raises ApplicationError `review.rejected`.
        """
        gate, policy, step = self._gates[name], self._order.spec.gate(name), _STEPS[name]
        gate.open(choices)
        if policy.mode == "manual":
            scope = self._order.scope(step)
            await _record(RecordReviewRequest(scope=scope, gate=name, state="opened", policy=policy))
            await self._enter(step.replace(" ", "_"), JobStatus.AWAITING_REVIEW)

        async def tell(nudge: Nudge) -> None:
            scope = self._order.scope(f"{step} {nudge}")
            await _record(RecordReviewRequest(scope=scope, gate=name, state=nudge, policy=policy))

        verdict = await gate.wait(policy, tell)
        recorded = await self._record_verdict(name, verdict)
        if verdict.decision.decision == "reject":
            raise ApplicationError(
                f"{_SUBJECTS[name]} rejected by {verdict.decision.decided_by}.", type="review.rejected"
            )
        return verdict.decision, recorded

    async def _record_verdict(self, name: GateName, verdict: Verdict) -> Recorded:
        return await _record(
            RecordReviewRequest(
                scope=self._order.scope(f"{_STEPS[name]} decision"),
                gate=name,
                state="decided",
                decision=verdict.decision,
                source=verdict.source,
            )
        )


_SUBJECTS: dict[GateName, str] = {
    "transcript": "The transcript was",
    "clips": "The proposed clips were",
    "dub": "The lines of the dubs were",
    "retell": "The script of the retell was",
    "export": "The finished clips were",
}


async def _record(request: RecordReviewRequest) -> Recorded:
    return await run_stage(JournalActivities.record_review, request)
