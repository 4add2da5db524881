"""The event log as its readers ask for it: a job's, or an organisation's."""

from collections.abc import Collection, Sequence

from domain.access import Permission, Principal
from domain.entities import Job, JobEvent
from domain.errors import NotFoundError
from domain.repositories import UnitOfWorkFactory

Actor = tuple[str, str]
"""Kind and id of a caller."""


class EventService:
    """Reads the log. Who may follow it is asked once, by `admit`; the pages are then read for all who were admitted."""

    def __init__(self, uow: UnitOfWorkFactory) -> None:
        self._uow = uow

    async def admit(self, principal: Principal, job_id: str | None) -> Job | None:
        """The job to be followed, or None for the whole organisation.

        Raises ForbiddenError `auth.forbidden`, NotFoundError `job.not_found`.
        """
        principal.require(Permission.JOBS_READ)
        if job_id is None:
            return None
        async with self._uow(principal.org_id) as unit:
            job = await unit.jobs.get(job_id)
        if job is None:
            raise NotFoundError("job.not_found", f"There is no job {job_id}.")
        return job

    async def standing(self, org_id: str, actors: Collection[Actor]) -> frozenset[Actor]:
        """Those of the actors who still belong to the organisation."""
        async with self._uow(org_id) as unit:
            users = await unit.standing.users([actor_id for kind, actor_id in actors if kind == "user"])
            keys = await unit.standing.keys([actor_id for kind, actor_id in actors if kind == "key"])
        kept = {"user": users, "key": keys}
        return frozenset(actor for actor in actors if actor[1] in kept.get(actor[0], ()))

    async def of_job(self, org_id: str, job_id: str, after: int, limit: int) -> Sequence[JobEvent]:
        """A job's events from the one after `after`, a `seq`, on."""
        async with self._uow(org_id) as unit:
            return await unit.events.after(job_id, after, limit)

    async def since(self, org_id: str, after: int, limit: int) -> Sequence[JobEvent]:
        """An organisation's events from the one after `after`, an `org_seq`, on."""
        async with self._uow(org_id) as unit:
            return await unit.events.since(after, limit)

    async def last(self, org_id: str) -> int:
        """The `org_seq` of the organisation's newest event; 0 when there is none."""
        async with self._uow(org_id) as unit:
            return await unit.events.last()
