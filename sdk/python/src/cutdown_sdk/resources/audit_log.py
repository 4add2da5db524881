"""The audit log: who changed what."""

from cutdown_sdk.calls import Resource, Way, listing
from cutdown_sdk.models import AuditView
from cutdown_sdk.steps import Series


class AuditLog(Resource[Way]):
    """Read the log; nobody can write it."""

    @listing
    def list(
        self, *, action: str | None = None, actor_id: str | None = None, page_size: int | None = None
    ) -> Series[AuditView]:
        """All entries, the newest first."""
        query = {"action": action, "actor_id": actor_id}
        return self._api.pages(AuditView, "/v1/audit-log", page_size=page_size, query=query)
