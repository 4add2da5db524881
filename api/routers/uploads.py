"""Uploads."""

from fastapi import APIRouter, status

from api.dependencies import Caller, Parts
from api.schemas import TicketView, UploadView
from domain.entities import Upload
from domain.services.uploads import UploadOrder, UploadTicket

router = APIRouter(prefix="/uploads", tags=["uploads"])


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=TicketView,
    summary="Announce a file",
    description="PUT the file to `url` with exactly `headers`, then complete the upload. With `sha256` given, bytes "
    "that are here already need not be sent again (`exists`).",
)
async def create_upload(order: UploadOrder, parts: Parts, caller: Caller) -> UploadTicket:
    return await parts.uploads.create(caller, order)


@router.post("/{upload_id}/complete", response_model=UploadView, summary="Say that the file has been sent")
async def complete_upload(upload_id: str, parts: Parts, caller: Caller) -> Upload:
    return await parts.uploads.complete(caller, upload_id)
