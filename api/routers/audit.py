"""The audit log."""

from typing import Annotated

from fastapi import Query

from api.account_schemas import AuditView
from api.dependencies import Caller, Parts
from api.pagination import Page, Paging
from api.sections import Section

router = Section("/audit-log", tag="audit log")

Action = Annotated[
    str | None, Query(max_length=80, pattern=r"^[a-z_.]+$", description="Only this action, e.g. `key.created`.")
]
Actor = Annotated[
    str | None, Query(max_length=80, pattern=r"^[^\x00]+$", description="Only what this user or key did.")
]


@router.get("", summary="List who changed what, newest first")
async def list_audit_log(
    parts: Parts, caller: Caller, paging: Paging, action: Action = None, actor_id: Actor = None
) -> Page[AuditView]:
    rows = await parts.identity.audit.list(
        caller, action=action, actor_id=actor_id, after=paging.after, limit=paging.rows
    )
    return paging.page(rows, AuditView.model_validate)
