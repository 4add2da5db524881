"""The event log over WebSockets, and the tickets that open them."""

import asyncio
import contextlib
from datetime import datetime
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import WebSocket, status
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from starlette.websockets import WebSocketDisconnect

from api.dependencies import Caller, Parts
from api.errors import problem_response
from api.parts import ApiParts
from api.sections import Section
from api.streaming import socket as stream
from api.streaming.reader import (
    ACCESS_ENDED,
    INTERRUPTED,
    INVALID,
    NOT_FOUND,
    TICKET_MISSED,
    TICKET_REFUSED,
    Ending,
)
from api.streaming.told import Choice
from domain.errors import AppError, ForbiddenError, NotFoundError
from domain.services.stream_tickets import IssuedTicket

router = Section(tag="events")

PROTOCOL = "cutdown.v1"
# The sub-protocol that carries a ticket, where a client can't wait with it for the first message.
TICKET_PROTOCOL = "cutdown.ticket."
# How long a client may take to show its ticket.
TICKET_SECONDS = 5.0
_SECRETS = frozenset({"ticket", "token", "access_token", "api_key", "key", "authorization"})


class Opening(BaseModel):
    """The first message: the ticket, where to go on, and what to tell. In the query everything but the ticket."""

    model_config = ConfigDict(extra="forbid")

    ticket: str | None = Field(default=None, max_length=300)
    after: int | None = Field(default=None, ge=0, le=2**62)
    kind: list[Annotated[str, StringConstraints(pattern=r"^[a-z_.]{1,60}\*?$")]] = Field(default=[], max_length=50)
    job_id: list[Annotated[str, StringConstraints(max_length=80)]] = Field(default=[], max_length=100)


class StreamTicketView(BaseModel):
    """A ticket, and until when it opens a stream."""

    model_config = ConfigDict(from_attributes=True)

    ticket: str
    expires_at: datetime


class RefusedError(Exception):
    """The stream is not opened."""

    def __init__(self, ending: Ending) -> None:
        super().__init__(ending.code)
        self.ending = ending


@router.post(
    "/stream-tickets",
    status_code=status.HTTP_201_CREATED,
    response_model=StreamTicketView,
    summary="Get a ticket for a WebSocket",
    description="Good once, for half a minute. Show it as `ticket` in the first message on `/v1/stream` or "
    "`/v1/jobs/{job_id}/stream`, or as the sub-protocol `cutdown.ticket.<ticket>` beside `cutdown.v1`; never in the "
    "address.",
)
async def create_ticket(parts: Parts, caller: Caller) -> IssuedTicket:
    return await parts.tickets.issue(caller)


@router.websocket("/stream")
async def follow_organisation(socket: WebSocket) -> None:
    """Tell the organisation's events; the first message is an `Opening`."""
    await _serve(socket, None)


@router.websocket("/jobs/{job_id}/stream")
async def follow_job(socket: WebSocket, job_id: str) -> None:
    """Tell a job's events, beyond its end too: its clips may still be edited."""
    await _serve(socket, job_id)


async def _serve(socket: WebSocket, job_id: str | None) -> None:
    parts: ApiParts = socket.app.state.parts
    if not await _welcome(socket, parts):
        return
    try:
        opening = await _opening(socket)
        try:
            caller = await parts.tickets.redeem(opening.ticket or "")
            choice = Choice.of(job_id, opening.job_id, opening.kind)
            reader = await parts.hub.open(caller, choice, opening.after, follow=True, lasting=True)
        except AppError as error:
            raise RefusedError(_ending_of(error)) from error
    except RefusedError as refusal:
        await stream.close(socket, refusal.ending)
    except WebSocketDisconnect:
        return
    else:
        await stream.tell(socket, parts.hub, reader)


async def _welcome(socket: WebSocket, parts: ApiParts) -> bool:
    """Refuse before the handshake what must not even be opened."""
    if shown := [value for name, value in socket.query_params.multi_items() if name.lower() in _SECRETS]:
        # Addresses are written into logs on the way: this ticket is spent.
        for ticket in shown:
            with contextlib.suppress(AppError):
                await parts.tickets.redeem(ticket)
        code, detail = "stream.ticket_in_address", "A ticket belongs in the first message, never in the address."
        await socket.send_denial_response(problem_response(status.HTTP_400_BAD_REQUEST, code, detail, None))
        return False
    if not _same_house(socket, parts.origins):
        code, detail = "stream.origin_refused", "Pages of this origin may not open streams here."
        await socket.send_denial_response(problem_response(status.HTTP_403_FORBIDDEN, code, detail, None))
        return False
    await socket.accept(subprotocol=PROTOCOL if PROTOCOL in socket.scope["subprotocols"] else None)
    return True


def _same_house(socket: WebSocket, origins: frozenset[str]) -> bool:
    """Browsers name the page's origin, programs don't; a page may be one of ours, or one of the allowed."""
    origin = socket.headers.get("origin")
    return origin is None or origin in origins or urlsplit(origin).netloc == socket.headers.get("host", "")


async def _opening(socket: WebSocket) -> Opening:
    """What the client asks for, from its sub-protocol and query or from its first message."""
    offered = [name for name in socket.scope["subprotocols"] if name.startswith(TICKET_PROTOCOL)]
    query = socket.query_params
    given: dict[str, object] = {"kind": query.getlist("kind"), "job_id": query.getlist("job_id")}
    if "after" in query:
        given["after"] = query["after"]
    try:
        if offered:
            return Opening.model_validate(given | {"ticket": offered[0].removeprefix(TICKET_PROTOCOL)})
        async with asyncio.timeout(TICKET_SECONDS):
            message = Opening.model_validate_json(await socket.receive_text())
        return Opening.model_validate(given | message.model_dump(exclude_unset=True))
    except TimeoutError:
        raise RefusedError(TICKET_MISSED) from None
    except (ValidationError, KeyError):
        raise RefusedError(INVALID) from None


def _ending_of(error: AppError) -> Ending:
    if error.code == TICKET_REFUSED.code:
        return TICKET_REFUSED
    if isinstance(error, ForbiddenError):
        return ACCESS_ENDED
    return NOT_FOUND if isinstance(error, NotFoundError) else INTERRUPTED
