"""Follows a stream of events through restarts and broken lines; each event comes once."""

import json
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from typing import Any

import httpx
from pydantic import ValidationError

from cutdown_sdk.api import Api, log
from cutdown_sdk.asking import Query, request
from cutdown_sdk.errors import StreamClosedError, UnexpectedAnswerError, UnreachableError
from cutdown_sdk.models import EventView
from cutdown_sdk.patience import Patience, said
from cutdown_sdk.sse import Message, MessageReader
from cutdown_sdk.steps import Emit, Request, Series, Step, Steps, head_of, read, wait

# The server speaks every 15 seconds, if only to say that it is there.
QUIET_SECONDS = 45.0
_USUAL_PAUSE_SECONDS = 1.0
_COME_BACK = frozenset({"stream.restarting", "stream.interrupted", "stream.too_slow"})


@dataclass
class _Place:
    """Where a follower stands: the number to go on after, and the last event told."""

    number: int | None
    last: EventView | None = None


def follow(
    api: Api, path: str, query: Query, after: int | None, done: Callable[[EventView | None], Steps[bool]], **places: str
) -> Series[EventView]:
    """Events after this position. `done` is asked whenever the server has ended the stream, with the last event told:
    was that the end, or did something on the way cut it off?
    """
    place, patience = _Place(after), Patience(api.patience)
    while True:
        asked, reader = request("GET", path, places, query=query), MessageReader()
        yield from api.patiently(_live(asked, place), head_of)
        try:
            asked_back = yield from _told(reader, place, patience)
        except httpx.TransportError as error:
            pause = patience.after_break(error)
            if pause is None:
                message = f"The stream broke and does not come back ({said(error)})."
                raise UnreachableError("api.unreachable", message) from error
        else:
            if not asked_back and (yield from done(place.last)):
                return
            pause = 0.0
        pause = max(pause, reader.retry or _USUAL_PAUSE_SECONDS)
        log.info("the stream ended, back in %.1f s after %s: %s", pause, place.number, path)
        yield from wait(pause)


def _live(asked: Request, place: _Place) -> Request:
    headers = {"Accept": "text/event-stream"}
    if place.number is not None:
        headers["Last-Event-ID"] = str(place.number)
    return replace(asked, headers=headers, quiet_seconds=QUIET_SECONDS)


def _told(reader: MessageReader, place: _Place, patience: Patience) -> Generator[Step | Emit[EventView], Any, bool]:
    """The events of one connection; True when its last word was to come back."""
    while block := (yield from read()):
        for message in reader.feed(block):
            patience.renew()
            if message.event == "stream.closed":
                return _come_back(message)
            if message.id is not None and message.id.isdecimal():
                place.number = int(message.id)
            if message.data is not None:
                place.last = _event(message.data)
                yield Emit(place.last)
    return False


def _event(data: str) -> EventView:
    try:
        return EventView.of_answer(data)
    except ValidationError as error:
        raise UnexpectedAnswerError("api.unexpected_answer", "This is no stream of Cutdown.") from error


def _come_back(message: Message) -> bool:
    """True where the server asks to come back. Raises StreamClosedError where it does not."""
    try:
        code = str(json.loads(message.data or "")["code"])
    except (ValueError, KeyError, TypeError):
        code = "stream.closed"
    if code not in _COME_BACK:
        raise StreamClosedError(code, "The server has ended the stream: this client may not follow it any more.")
    return True
