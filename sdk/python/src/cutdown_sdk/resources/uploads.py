"""Uploads: files on their way to object storage."""

from collections.abc import Sequence
from pathlib import Path

from cutdown_sdk.calls import Resource, Way, call, listing
from cutdown_sdk.models import (
    PartList,
    PartOrder,
    PartTicketList,
    PartTicketView,
    PartView,
    TicketView,
    UploadOrder,
    UploadStatus,
    UploadView,
)
from cutdown_sdk.sending import send_file
from cutdown_sdk.steps import Progress, Series, Steps


class Uploads(Resource[Way]):
    """Announce, send and complete files; `send` does all of it."""

    @call
    def send(
        self,
        path: Path | str,
        *,
        filename: str | None = None,
        media_type: str = "application/octet-stream",
        in_parts: bool | None = None,
        progress: Progress | None = None,
    ) -> Steps[UploadView]:
        """Send a file and complete its upload. After a break, also of this program, the same call goes on where it was.

        `in_parts`: survive breaks; without a word for files above 32 MiB. `progress` is told how many bytes of how many
        have gone. Raises StorageError where the storage does not take them.
        """
        return send_file(
            self._api, Path(path), filename=filename, media_type=media_type, in_parts=in_parts, progress=progress
        )

    @call
    def create(
        self,
        filename: str,
        size: int,
        *,
        sha256: str | None = None,
        media_type: str = "application/octet-stream",
        parts: bool | None = None,
        idempotency_key: str | None = None,
    ) -> Steps[TicketView]:
        """Announce a file that you send yourself: PUT it to `url` with exactly `headers`, or in parts."""
        order = UploadOrder(filename=filename, size=size, sha256=sha256, media_type=media_type, parts=parts)
        return self._api.ask(TicketView, "POST", "/v1/uploads", body=order, key=idempotency_key)

    @listing
    def list(
        self, *, status: UploadStatus | None = None, sha256: str | None = None, page_size: int | None = None
    ) -> Series[UploadView]:
        """All uploads, the newest first."""
        query = {"status": status, "sha256": sha256}
        return self._api.pages(UploadView, "/v1/uploads", page_size=page_size, query=query)

    @call
    def get(self, upload_id: str) -> Steps[UploadView]:
        """One upload."""
        return self._api.ask(UploadView, "GET", "/v1/uploads/{upload_id}", upload_id=upload_id)

    @call
    def parts(self, upload_id: str) -> Steps[Sequence[PartView]]:
        """The parts that have arrived, by number."""
        return (yield from self._api.ask(PartList, "GET", "/v1/uploads/{upload_id}/parts", upload_id=upload_id)).items

    @call
    def sign_parts(
        self, upload_id: str, numbers: Sequence[int], *, idempotency_key: str | None = None
    ) -> Steps[Sequence[PartTicketView]]:
        """Where to PUT these parts, with exactly their headers."""
        order = PartOrder(numbers=[*numbers])
        path = "/v1/uploads/{upload_id}/parts"
        signed = yield from self._api.ask(
            PartTicketList, "POST", path, body=order, key=idempotency_key, upload_id=upload_id
        )
        return signed.items

    @call
    def complete(self, upload_id: str, *, idempotency_key: str | None = None) -> Steps[UploadView]:
        """Say that everything has been sent."""
        path = "/v1/uploads/{upload_id}/complete"
        return self._api.ask(UploadView, "POST", path, key=idempotency_key, upload_id=upload_id)

    @call
    def abort(self, upload_id: str) -> Steps[None]:
        """Drop an upload and what has arrived of it."""
        return self._api.tell("DELETE", "/v1/uploads/{upload_id}", upload_id=upload_id)
