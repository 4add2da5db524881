"""A point at which a job waits for a person: by update, by signal, or until its deadline."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from domain.contracts.job import ReviewDecision
    from domain.contracts.reviews import GatePolicy

Nudge = Literal["reminded", "escalated"]
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

    async def wait(self, policy: GatePolicy, tell: Callable[[Nudge], Awaitable[None]]) -> Verdict:
        """The decision, or the policy's default once its deadline has passed; `tell` reminds and escalates."""
        if policy.mode == "auto":
            return Verdict(ReviewDecision(decision="approve", decided_by="policy"), "auto")
        spent = 0
        for at, nudge in _nudges(policy):
            if await self._decided(at - spent, f"{nudge.capitalize()} of the {self.name} review"):
                break
            spent = at
            await tell(nudge)
        if not await self._decided(policy.deadline_seconds - spent, f"Deadline of the {self.name} review"):
            default = ReviewDecision(
                decision=policy.default, decided_by="policy", note="Nobody decided before the deadline."
            )
            self._verdict = self._verdict or Verdict(default, "deadline")
        if self._verdict is None:
            raise ApplicationError("The review ended without a decision.", type="internal.error")
        return self._verdict

    async def _decided(self, seconds: int, summary: str) -> bool:
        """Wait for the decision for so long."""
        try:
            await workflow.wait_condition(
                lambda: self._verdict is not None, timeout=timedelta(seconds=seconds), timeout_summary=summary
            )
        except TimeoutError:
            return self._verdict is not None
        return True


def _nudges(policy: GatePolicy) -> list[tuple[int, Nudge]]:
    """When somebody is told again, in seconds from the opening on."""
    found: list[tuple[int, Nudge]] = []
    if policy.reminder_seconds is not None:
        found.append((policy.reminder_seconds, "reminded"))
    if policy.escalation_seconds is not None:
        found.append((policy.escalation_seconds, "escalated"))
    return sorted(found)
