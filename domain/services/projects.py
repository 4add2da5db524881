"""Projects: folders of videos and jobs."""

from collections.abc import Sequence
from datetime import UTC, datetime

from domain.access import Permission, Principal
from domain.accounts import Project
from domain.errors import NotFoundError
from domain.ids import random_id
from domain.paging import Position
from domain.repositories import UnitOfWork, UnitOfWorkFactory
from domain.revisions import require_revision
from domain.services.audit import entry


class ProjectService:
    """Use cases of projects."""

    def __init__(self, uow: UnitOfWorkFactory) -> None:
        self._uow = uow

    async def create(self, principal: Principal, name: str, description: str) -> Project:
        """A new, empty project."""
        principal.require(Permission.PROJECTS_WRITE)
        project = Project(
            id=random_id("prj"),
            org_id=principal.org_id,
            name=name,
            description=description,
            created_at=datetime.now(UTC),
        )
        async with self._uow(principal.org_id) as unit:
            await unit.projects.add(project)
            await unit.audit.add(entry(principal, "project.created", project.id, name=name))
            await unit.commit()
        return project

    async def list(self, principal: Principal, *, after: Position | None, limit: int) -> Sequence[Project]:
        """Newest first."""
        principal.require(Permission.PROJECTS_READ)
        async with self._uow(principal.org_id) as unit:
            return await unit.projects.list(after=after, limit=limit)

    async def get(self, principal: Principal, project_id: str) -> Project:
        """Raises NotFoundError `project.not_found`."""
        principal.require(Permission.PROJECTS_READ)
        async with self._uow(principal.org_id) as unit:
            return await existing_project(unit, project_id)

    async def update(
        self,
        principal: Principal,
        project_id: str,
        *,
        name: str | None,
        description: str | None,
        expected: int | None = None,
    ) -> Project:
        """Change what is given. Raises NotFoundError `project.not_found`, StaleError."""
        principal.require(Permission.PROJECTS_WRITE)
        async with self._uow(principal.org_id) as unit:
            project = await existing_project(unit, project_id, lock=True)
            require_revision(expected, project.revision)
            given = {"name": name, "description": description}
            changes = {field: value for field, value in given.items() if value is not None}
            project = project.model_copy(update=changes | {"revision": project.revision + 1})
            await unit.projects.update(project)
            await unit.audit.add(entry(principal, "project.changed", project_id, **changes))
            await unit.commit()
        return project

    async def delete(self, principal: Principal, project_id: str, expected: int | None = None) -> None:
        """Take it away; its videos and jobs stay, without a project. Raises NotFoundError, StaleError."""
        principal.require(Permission.PROJECTS_WRITE)
        async with self._uow(principal.org_id) as unit:
            project = await existing_project(unit, project_id, lock=True)
            require_revision(expected, project.revision)
            await unit.projects.remove(project_id)
            await unit.audit.add(entry(principal, "project.deleted", project_id, name=project.name))
            await unit.commit()


async def existing_project(unit: UnitOfWork, project_id: str, *, lock: bool = False) -> Project:
    """Raises NotFoundError `project.not_found`."""
    project = await unit.projects.get(project_id, lock=lock)
    if project is None:
        raise NotFoundError("project.not_found", f"There is no project {project_id}.")
    return project
