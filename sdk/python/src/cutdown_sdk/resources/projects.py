"""Projects: folders of videos and jobs."""

from cutdown_sdk.calls import Resource, Way, call, listing
from cutdown_sdk.models import ProjectChange, ProjectOrder, ProjectView
from cutdown_sdk.steps import Series, Steps

_PATH = "/v1/projects/{project_id}"


class Projects(Resource[Way]):
    """Make and keep projects."""

    @call
    def create(self, name: str, *, description: str = "", idempotency_key: str | None = None) -> Steps[ProjectView]:
        """A new project."""
        order = ProjectOrder(name=name, description=description)
        return self._api.ask(ProjectView, "POST", "/v1/projects", body=order, key=idempotency_key)

    @listing
    def list(self, *, page_size: int | None = None) -> Series[ProjectView]:
        """All projects, the newest first."""
        return self._api.pages(ProjectView, "/v1/projects", page_size=page_size)

    @call
    def get(self, project_id: str) -> Steps[ProjectView]:
        """One project."""
        return self._api.ask(ProjectView, "GET", _PATH, project_id=project_id)

    @call
    def update(self, project_id: str, change: ProjectChange, *, revision: int | None = None) -> Steps[ProjectView]:
        """Change its name or description."""
        return self._api.ask(ProjectView, "PATCH", _PATH, body=change, revision=revision, project_id=project_id)

    @call
    def delete(self, project_id: str, *, revision: int | None = None) -> Steps[None]:
        """Drop a project."""
        return self._api.tell("DELETE", _PATH, revision=revision, project_id=project_id)
