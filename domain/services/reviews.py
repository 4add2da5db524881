"""Reviews: who may decide at a gate, and which gates the jobs of a project have."""

from collections.abc import Sequence
from datetime import UTC, datetime

from domain.access import Permission, Principal, Role, outranks
from domain.contracts.job import JobSpec, ReviewDecision
from domain.contracts.reviews import GatePolicies, GatePolicy
from domain.entities import Job, Review
from domain.errors import ConflictError, ForbiddenError, NotFoundError
from domain.ports import JobControl
from domain.repositories import UnitOfWork, UnitOfWorkFactory
from domain.reviewing import ProjectReviewPolicy
from domain.revisions import require_revision
from domain.services.audit import entry
from domain.services.projects import existing_project


class ReviewService:
    """Use cases of reviews and their policies."""

    def __init__(self, uow: UnitOfWorkFactory, control: JobControl) -> None:
        self._uow = uow
        self._control = control

    async def of_job(self, principal: Principal, job_id: str) -> Sequence[Review]:
        """The gates that were opened or decided. Raises NotFoundError `job.not_found`."""
        principal.require(Permission.JOBS_READ)
        async with self._uow(principal.org_id) as unit:
            await _job(unit, job_id)
            return await unit.reviews.of_job(job_id)

    async def decide(self, principal: Principal, job_id: str, gate: str, decision: ReviewDecision) -> Job:
        """Decide a gate.

        Raises NotFoundError `job.not_found`, ForbiddenError `review.role_too_low`, ConflictError when the job does
        not wait there.
        """
        principal.require(Permission.REVIEWS_DECIDE)
        async with self._uow(principal.org_id) as unit:
            job = await _job(unit, job_id)
            if job.status.final:
                raise ConflictError("job.finished", f"The job has already ended: {job.status}.")
            review = next((review for review in await unit.reviews.of_job(job_id) if review.gate == gate), None)
            await _require_role(unit, principal, _least_role(review))
        try:
            signed = decision.model_copy(update={"actor": principal.actor_id})
            await self._control.decide(job_id, gate, signed)
        except NotFoundError as error:
            raise ConflictError("review.not_open", "The job is not waiting for this review.") from error
        async with self._uow(principal.org_id) as unit:
            return await _job(unit, job_id)

    async def policy(self, principal: Principal, project_id: str) -> ProjectReviewPolicy:
        """The gates of a project; every one is open to anybody's word until somebody says otherwise.

        Raises NotFoundError `project.not_found`.
        """
        principal.require(Permission.PROJECTS_READ)
        async with self._uow(principal.org_id) as unit:
            project = await existing_project(unit, project_id)
            found = await unit.review_policies.get(project_id)
        return found or ProjectReviewPolicy(
            org_id=principal.org_id,
            project_id=project_id,
            gates=GatePolicies(),
            revision=0,
            updated_at=project.created_at,
        )

    async def set_policy(
        self, principal: Principal, project_id: str, gates: GatePolicies, expected: int | None
    ) -> ProjectReviewPolicy:
        """Say which gates the project's later jobs have. Raises NotFoundError `project.not_found`, StaleError."""
        principal.require(Permission.PROJECTS_WRITE)
        async with self._uow(principal.org_id) as unit:
            # The project's row stands for the policy that is not there yet.
            await existing_project(unit, project_id, lock=True)
            found = await unit.review_policies.get(project_id)
            revision = found.revision if found else 0
            require_revision(expected, revision)
            policy = ProjectReviewPolicy(
                org_id=principal.org_id,
                project_id=project_id,
                gates=gates,
                revision=revision + 1,
                updated_at=datetime.now(UTC),
            )
            await unit.review_policies.put(policy)
            await unit.audit.add(entry(principal, "review_policy.changed", project_id))
            await unit.commit()
        return policy


async def with_project_gates(unit: UnitOfWork, spec: JobSpec, project_id: str | None) -> JobSpec:
    """The order with the gates of its video's project where it says nothing itself."""
    found = await unit.review_policies.get(project_id) if project_id else None
    if found is None:
        return spec
    gates = spec.gates
    if gates.clips is None and "review" in spec.model_fields_set:
        gates = gates.model_copy(update={"clips": spec.gate("clips")})
    return spec.model_copy(update={"gates": gates.over(found.gates)})


def _least_role(review: Review | None) -> Role:
    policy = review.policy if review and review.policy else GatePolicy()
    return policy.escalate_to if review and review.escalated_at is not None else policy.decided_by


async def _require_role(unit: UnitOfWork, principal: Principal, least: Role) -> None:
    """A key decides as the member who made it."""
    if principal.actor_kind == "system":
        return
    user_id = principal.actor_id
    if principal.actor_kind == "key":
        key = await unit.api_keys.get(principal.actor_id)
        user_id = key.created_by if key else ""
    member = await unit.members.get(user_id)
    if member is None or not outranks(member.role, least):
        raise ForbiddenError("review.role_too_low", f"This review is decided by the role {least} or a higher one.")


async def _job(unit: UnitOfWork, job_id: str) -> Job:
    job = await unit.jobs.get(job_id)
    if job is None:
        raise NotFoundError("job.not_found", f"There is no job {job_id}.")
    return job
