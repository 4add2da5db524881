"""Members: the people of an organisation, and what they are there."""

from cutdown_sdk.calls import Resource, Way, call, listing
from cutdown_sdk.models import MemberView, Role, RoleChange
from cutdown_sdk.steps import Series, Steps

_PATH = "/v1/members/{user_id}"


class Members(Resource[Way]):
    """See, promote and remove members."""

    @listing
    def list(self, *, page_size: int | None = None) -> Series[MemberView]:
        """All members, the newest first."""
        return self._api.pages(MemberView, "/v1/members", page_size=page_size)

    @call
    def get(self, user_id: str) -> Steps[MemberView]:
        """One member."""
        return self._api.ask(MemberView, "GET", _PATH, user_id=user_id)

    @call
    def change_role(self, user_id: str, role: Role, *, revision: int | None = None) -> Steps[MemberView]:
        """Make a member something else."""
        return self._api.ask(MemberView, "PATCH", _PATH, body=RoleChange(role=role), revision=revision, user_id=user_id)

    @call
    def remove(self, user_id: str, *, revision: int | None = None) -> Steps[None]:
        """Let a member go, or leave."""
        return self._api.tell("DELETE", _PATH, revision=revision, user_id=user_id)
