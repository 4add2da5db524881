"""A point at which a job waits for a person: by update, by signal, or until its deadline."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from domain.contracts.job import ReviewDecision, ReviewPolicy

DecisionSource = Literal["update", "signal", "deadline", "auto"]


@dataclass(frozen=True)
class Verdict:
    """A decision and the way by which it came."""

    decision: ReviewDecision
    source: DecisionSource


class ReviewGate:
    """Takes the first valid decision while it is open; later ones are refused or ignored."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._choices: frozenset[int] | None = None
        self._verdict: Verdict | None = None

    def check(self, decision: ReviewDecision) -> None:
        """Raise ApplicationError when the gate cannot take this decision now."""
        if self._choices is None:
            raise ApplicationError("The job is not waiting for this review.", type="review.not_open")
        if self._verdict is not None:
            raise ApplicationError("This review was already decided.", type="review.already_decided")
        unknown = sorted({edit.rank for edit in decision.edits} - self._choices)
        if unknown:
            raise ApplicationError(f"There is no proposed clip with rank {unknown[0]}.", type="review.unknown_clip")

    def offer(self, decision: ReviewDecision, source: DecisionSource) -> bool:
        """Take a decision when the gate can; returns whether it did."""
        try:
            self.check(decision)
        except ApplicationError as refusal:
            workflow.logger.warning("review decision ignored: %s", refusal.message)
            return False
        self._verdict = Verdict(decision, source)
        return True

    def open(self, choices: frozenset[int]) -> None:
        """Start to take decisions about the clips of these ranks."""
        self._choices = choices

    async def wait(self, policy: ReviewPolicy) -> Verdict:
        """The decision, or the policy's default once its deadline has passed."""
        if policy.mode == "auto":
            return Verdict(ReviewDecision(decision="approve", decided_by="policy"), "auto")
        try:
            await workflow.wait_condition(
                lambda: self._verdict is not None,
                timeout=timedelta(seconds=policy.deadline_seconds),
                timeout_summary=f"Deadline of the {self.name} review",
            )
        except TimeoutError:
            default = ReviewDecision(
                decision=policy.default, decided_by="policy", note="Nobody decided before the deadline."
            )
            self._verdict = self._verdict or Verdict(default, "deadline")
        if self._verdict is None:
            raise ApplicationError("The review ended without a decision.", type="internal.error")
        return self._verdict
