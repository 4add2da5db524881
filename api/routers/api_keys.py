"""API keys."""

from fastapi import Response, status

from api.account_schemas import KeyOrder, KeyView, Naming, NewKeyView
from api.concurrency import IfMatch, Tag
from api.dependencies import Caller, Parts
from api.pagination import Page, Paging
from api.sections import Section
from domain.accounts import ApiKey

router = Section("/api-keys", tag="api keys")


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    summary="Make an API key",
    description="The answer holds the secret, this one time. A key may do what its scopes say, as long as the person "
    "who made it may do that too.",
)
async def create_key(order: KeyOrder, parts: Parts, caller: Caller, response: Response) -> NewKeyView:
    key, secret = await parts.identity.keys.create(caller, order.name, order.scopes, order.expires_at)
    response.headers["Cache-Control"] = "no-store"
    return NewKeyView(api_key=KeyView.model_validate(key), secret=secret)


@router.get("", summary="List API keys, newest first")
async def list_keys(parts: Parts, caller: Caller, paging: Paging) -> Page[KeyView]:
    rows = await parts.identity.keys.list(caller, after=paging.after, limit=paging.rows)
    return paging.page(rows, KeyView.model_validate)


@router.get("/{key_id}", response_model=KeyView, summary="Get an API key")
async def get_key(key_id: str, parts: Parts, caller: Caller, tag: Tag[ApiKey]) -> ApiKey:
    return tag(await parts.identity.keys.get(caller, key_id))


@router.patch("/{key_id}", response_model=KeyView, summary="Rename an API key")
async def rename_key(
    key_id: str, order: Naming, parts: Parts, caller: Caller, tag: Tag[ApiKey], expected: IfMatch
) -> ApiKey:
    return tag(await parts.identity.keys.rename(caller, key_id, order.name, expected))


@router.delete("/{key_id}", status_code=status.HTTP_204_NO_CONTENT, summary="Revoke an API key")
async def revoke_key(key_id: str, parts: Parts, caller: Caller, expected: IfMatch) -> None:
    await parts.identity.keys.revoke(caller, key_id, expected)
