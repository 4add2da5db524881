"""Reviews: where people decide before a job goes on."""

from collections.abc import Sequence
from typing import Literal

from cutdown_sdk.calls import Resource, Way, call
from cutdown_sdk.models import (
    ClipEdit,
    GatePolicies,
    JobView,
    ReviewDecision,
    ReviewList,
    ReviewPolicyView,
    ReviewView,
)
from cutdown_sdk.steps import Steps

_POLICY = "/v1/projects/{project_id}/review-policy"


class Reviews(Resource[Way]):
    """See and decide the gates of jobs, and set the policies of projects."""

    @call
    def list(self, job_id: str) -> Steps[Sequence[ReviewView]]:
        """The gates of a job that were opened, and who decided what."""
        return (yield from self._api.ask(ReviewList, "GET", "/v1/jobs/{job_id}/reviews", job_id=job_id)).items

    @call
    def decide(
        self,
        job_id: str,
        gate: str,
        decision: Literal["approve", "reject"],
        *,
        decided_by: str,
        note: str = "",
        edits: Sequence[ClipEdit] = (),
        idempotency_key: str | None = None,
    ) -> Steps[JobView]:
        """Decide a gate, e.g. `clips`. `edits` drop or rename proposed clips by rank; the others stay as proposed."""
        made = ReviewDecision(decision=decision, decided_by=decided_by, note=note, edits=[*edits])
        path = "/v1/jobs/{job_id}/reviews/{gate}"
        return self._api.ask(JobView, "POST", path, body=made, key=idempotency_key, job_id=job_id, gate=gate)

    @call
    def policy(self, project_id: str) -> Steps[ReviewPolicyView]:
        """Who decides what in the jobs of a project."""
        return self._api.ask(ReviewPolicyView, "GET", _POLICY, project_id=project_id)

    @call
    def set_policy(
        self, project_id: str, gates: GatePolicies, *, revision: int | None = None
    ) -> Steps[ReviewPolicyView]:
        """Say who decides what in the jobs of a project from now on."""
        return self._api.ask(ReviewPolicyView, "PUT", _POLICY, body=gates, revision=revision, project_id=project_id)
