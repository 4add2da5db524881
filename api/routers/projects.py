"""Projects."""

from fastapi import status

from api.account_schemas import ProjectChange, ProjectOrder, ProjectView
from api.concurrency import IfMatch, Tag
from api.dependencies import Caller, Parts
from api.pagination import Page, Paging
from api.sections import Section
from domain.accounts import Project

router = Section("/projects", tag="projects")


@router.post("", status_code=status.HTTP_201_CREATED, response_model=ProjectView, summary="Make a project")
async def create_project(order: ProjectOrder, parts: Parts, caller: Caller, tag: Tag[Project]) -> Project:
    return tag(await parts.identity.projects.create(caller, order.name, order.description))


@router.get("", summary="List projects, newest first")
async def list_projects(parts: Parts, caller: Caller, paging: Paging) -> Page[ProjectView]:
    rows = await parts.identity.projects.list(caller, after=paging.after, limit=paging.rows)
    return paging.page(rows, ProjectView.model_validate)


@router.get("/{project_id}", response_model=ProjectView, summary="Get a project")
async def get_project(project_id: str, parts: Parts, caller: Caller, tag: Tag[Project]) -> Project:
    return tag(await parts.identity.projects.get(caller, project_id))


@router.patch("/{project_id}", response_model=ProjectView, summary="Change a project")
async def change_project(
    project_id: str, order: ProjectChange, parts: Parts, caller: Caller, tag: Tag[Project], expected: IfMatch
) -> Project:
    return tag(
        await parts.identity.projects.update(
            caller, project_id, name=order.name, description=order.description, expected=expected
        )
    )


@router.delete(
    "/{project_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    summary="Delete a project",
    description="Its videos and jobs stay, without a project.",
)
async def delete_project(project_id: str, parts: Parts, caller: Caller, expected: IfMatch) -> None:
    await parts.identity.projects.delete(caller, project_id, expected)
