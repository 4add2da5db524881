"""Sends a file to object storage: in one request, or in parts that survive a break."""

import hashlib
from pathlib import Path

import httpx

from cutdown_sdk.api import Api, Page, log
from cutdown_sdk.errors import StorageError
from cutdown_sdk.models import (
    PartList,
    PartOrder,
    PartTicketList,
    PartTicketView,
    TicketView,
    UploadOrder,
    UploadView,
)
from cutdown_sdk.patience import Patience, said
from cutdown_sdk.steps import Answer, FileSlice, Progress, Request, Steps, send, wait, work

PARTS_FROM_BYTES = 32 * 1024**2
"""Above this a break would cost too much of the way."""

_SIGNED_AT_ONCE = 20
# The storage reads while the client sends, so it says nothing for as long as a slow line takes.
_QUIET_SECONDS = 300.0
_EXPIRED = 403
_THERE_ALREADY = 412


class Told:
    """Adds up what has arrived, for whoever wants to know."""

    def __init__(self, size: int, progress: Progress | None) -> None:
        self.size = size
        self.arrived = 0
        self._progress = progress

    def of_whole(self, sent: int) -> None:
        """So much of what is on its way has gone."""
        if self._progress is not None:
            self._progress(min(self.arrived + sent, self.size), self.size)

    def add(self, size: int) -> None:
        """So much has arrived for good."""
        self.arrived += size
        self.of_whole(0)

    def all(self) -> None:
        """Everything has."""
        self.add(self.size - self.arrived)


def digest_of(path: Path) -> Steps[str]:
    """The SHA-256 of a file."""

    def read() -> str:
        with path.open("rb") as source:
            return hashlib.file_digest(source, "sha256").hexdigest()

    return (yield from work(read))


def send_file(
    api: Api,
    path: Path,
    *,
    filename: str | None,
    media_type: str,
    in_parts: bool | None,
    progress: Progress | None,
) -> Steps[UploadView]:
    """A completed upload of the file. Bytes that the server has already are not sent again."""
    size = (yield from work(path.stat)).st_size
    told = Told(size, progress)
    order = UploadOrder(
        filename=filename or path.name,
        size=size,
        sha256=(yield from digest_of(path)),
        media_type=media_type,
        parts=size > PARTS_FROM_BYTES if in_parts is None else in_parts,
    )
    upload = (yield from _torn_off(api, order)) if order.parts else None
    if upload is None:
        ticket = yield from api.ask(TicketView, "POST", "/v1/uploads", body=order)
        upload = ticket.upload
        if ticket.exists:
            told.all()
            return upload
        if ticket.url is not None:
            yield from put(api, path, ticket.url, ticket.headers, told)
            return (yield from _complete(api, upload, told))
    yield from _send_parts(api, path, upload, told)
    return (yield from _complete(api, upload, told))


def put(api: Api, path: Path, url: str, headers: dict[str, str], told: Told) -> Steps[None]:
    """Send a whole file to its signed address. Raises StorageError."""
    body = FileSlice(path, 0, told.size, told.of_whole)
    answer = yield from _patiently(api, _request(url, headers, body))
    # 412: it is there already, by an attempt whose answer was lost.
    if not answer.good and answer.status != _THERE_ALREADY:
        raise StorageError("upload.failed", f"The storage did not take {path.name} ({answer.status}). Try again.")


def _torn_off(api: Api, order: UploadOrder) -> Steps[UploadView | None]:
    """The upload in parts of the same bytes that was torn off, if there is one."""
    query = {"sha256": order.sha256, "status": "pending"}
    pending = yield from api.ask(Page[UploadView], "GET", "/v1/uploads", query=query)
    for upload in pending.items:
        if upload.part_size is not None and upload.size == order.size and upload.purpose == "source":
            return upload
    return None


def _send_parts(api: Api, path: Path, upload: UploadView, told: Told) -> Steps[None]:
    """Send the parts that have not arrived."""
    parts = "/v1/uploads/{upload_id}/parts"
    there = yield from api.ask(PartList, "GET", parts, upload_id=upload.id)
    arrived = {part.number: part.size for part in there.items}
    told.add(sum(arrived.values()))
    missing = [number for number in range(1, (upload.part_count or 0) + 1) if number not in arrived]
    while missing:
        numbers, missing = missing[:_SIGNED_AT_ONCE], missing[_SIGNED_AT_ONCE:]
        tickets = yield from api.ask(
            PartTicketList, "POST", parts, body=PartOrder(numbers=numbers), upload_id=upload.id
        )
        for at, ticket in enumerate(tickets.items):
            answer = yield from _send_part(api, path, upload, ticket, told)
            if answer.status == _EXPIRED and at > 0:  # on a slow line the addresses end before their turn
                missing = numbers[at:] + missing
                break
            if not answer.good:
                raise StorageError("upload.failed", f"The storage did not take part {ticket.number} ({answer.status}).")
            told.add(ticket.size)


def _send_part(api: Api, path: Path, upload: UploadView, ticket: PartTicketView, told: Told) -> Steps[Answer]:
    start = (ticket.number - 1) * (upload.part_size or 0)
    body = FileSlice(path, start, ticket.size, told.of_whole)
    return (yield from _patiently(api, _request(ticket.url, ticket.headers, body)))


def _complete(api: Api, upload: UploadView, told: Told) -> Steps[UploadView]:
    done = yield from api.ask(UploadView, "POST", "/v1/uploads/{upload_id}/complete", upload_id=upload.id)
    told.all()
    return done


def _request(url: str, headers: dict[str, str], body: FileSlice) -> Request:
    sized = {**headers, "Content-Length": str(body.size)}
    return Request("PUT", url, sized, body=body, quiet_seconds=_QUIET_SECONDS)


def _patiently(api: Api, request: Request) -> Steps[Answer]:
    """The storage's answer, whatever it is. Raises StorageError where none comes."""
    patience = Patience(api.patience)
    while True:
        try:
            answer = yield from send(request)
        except httpx.TransportError as error:
            pause = patience.after_break(error)
            if pause is None:
                message = f"The line to the storage broke ({said(error)}). Send the file again: it goes on there."
                raise StorageError("upload.failed", message) from error
            log.info("the storage broke off, again in %.1f s (%r)", pause, error)
        else:
            pause = patience.after_answer(answer)
            if pause is None:
                return answer
            log.info("the storage answers %s, again in %.1f s", answer.status, pause)
        yield from wait(pause)
