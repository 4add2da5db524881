"""Uploads: files go straight to object storage, in one request or in parts that survive a break."""

from typing import Annotated

from fastapi import Query, status
from pydantic import Field

from api.dependencies import Caller, Parts
from api.pagination import Page, Paging
from api.schemas import Body, PartList, PartTicketList, TicketView, UploadView
from api.sections import Section
from domain.contracts.base import Digest
from domain.entities import Upload, UploadStatus
from domain.services.uploads import UploadOrder, UploadTicket

router = Section("/uploads", tag="uploads")

MOST_PARTS_AT_ONCE = 100


class PartOrder(Body):
    """The parts that are sent next, by their numbers from 1 on."""

    numbers: list[Annotated[int, Field(ge=1, le=10_000)]] = Field(min_length=1, max_length=MOST_PARTS_AT_ONCE)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=TicketView,
    summary="Announce a file",
    description="PUT the file to `url` with exactly `headers`, then complete the upload. With `parts` true, or above "
    "5 GiB, there is no `url`: ask for the parts' addresses instead, send them in any order, and again after a break. "
    "With `sha256` given, bytes that are here already need not be sent again (`exists`).",
)
async def create_upload(order: UploadOrder, parts: Parts, caller: Caller) -> UploadTicket:
    return await parts.uploads.create(caller, order)


@router.get("", summary="List uploads, newest first")
async def list_uploads(
    parts: Parts,
    caller: Caller,
    paging: Paging,
    status: UploadStatus | None = None,
    sha256: Annotated[Digest | None, Query(description="Find the upload of a file that was torn off.")] = None,
) -> Page[UploadView]:
    rows = await parts.uploads.list(caller, status=status, sha256=sha256, after=paging.after, limit=paging.rows)
    return paging.page(rows, UploadView.model_validate)


@router.get("/{upload_id}", response_model=UploadView, summary="Get an upload")
async def get_upload(upload_id: str, parts: Parts, caller: Caller) -> Upload:
    return await parts.uploads.get(caller, upload_id)


@router.post(
    "/{upload_id}/parts",
    response_model=PartTicketList,
    summary="Ask where parts are to be sent",
    description="PUT each part to its `url` with exactly its `headers` within an hour. A part may be sent again until "
    "the upload is complete.",
)
async def sign_parts(upload_id: str, order: PartOrder, parts: Parts, caller: Caller) -> dict[str, object]:
    return {"items": await parts.uploads.part_urls(caller, upload_id, order.numbers)}


@router.get("/{upload_id}/parts", response_model=PartList, summary="List the parts that have arrived")
async def list_parts(upload_id: str, parts: Parts, caller: Caller) -> dict[str, object]:
    return {"items": await parts.uploads.arrived(caller, upload_id)}


@router.post("/{upload_id}/complete", response_model=UploadView, summary="Say that the file has been sent")
async def complete_upload(upload_id: str, parts: Parts, caller: Caller) -> Upload:
    return await parts.uploads.complete(caller, upload_id)


@router.delete(
    "/{upload_id}", status_code=status.HTTP_204_NO_CONTENT, summary="Abort an upload and drop what has arrived"
)
async def abort_upload(upload_id: str, parts: Parts, caller: Caller) -> None:
    await parts.uploads.abort(caller, upload_id)
