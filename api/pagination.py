"""Pages of lists: an opaque cursor, a limit, and a Link to the next page.

A list route takes `paging: Paging`, asks its service for `after=paging.after, limit=paging.rows`, and ends with
`return paging.page(rows, View.model_validate)`.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Generic, Protocol, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel

from api.dependencies import Caller
from domain.errors import RejectedError
from domain.paging import Position

MOST_ITEMS = 200
_CHECK_BYTES = 8
_OWN = frozenset({"cursor", "limit"})

Item = TypeVar("Item")


class Listed(Protocol):
    """A row of a list that shows the newest first."""

    @property
    def id(self) -> str: ...
    @property
    def created_at(self) -> datetime: ...


Row = TypeVar("Row", bound=Listed)


class Page(BaseModel, Generic[Item]):
    """Items, newest first; `next` is the `cursor` that continues the list, null at its end."""

    items: list[Item]
    next: str | None


@dataclass(frozen=True)
class PageRequest:
    """Which page is wanted; `after` is where the one before ended."""

    after: Position | None
    limit: int
    _list: bytes
    _request: Request
    _response: Response

    @property
    def rows(self) -> int:
        """How many rows to ask for: one more than is shown tells that there are others."""
        return self.limit + 1

    def page(self, rows: Sequence[Row], view: Callable[[Row], Item]) -> Page[Item]:
        """The page, and its Link header."""
        shown = rows[: self.limit]
        following = None
        if len(rows) > self.limit:
            last = shown[-1]
            following = write_cursor(self._list, Position(last.created_at, last.id))
            others = [(name, value) for name, value in self._request.query_params.multi_items() if name not in _OWN]
            query = urlencode([*others, ("limit", str(self.limit)), ("cursor", following)])
            self._response.headers["Link"] = f'<{self._request.url.path}?{query}>; rel="next"'
        return Page(items=[view(row) for row in shown], next=following)


def write_cursor(listed: bytes, position: Position) -> str:
    """A cursor that is only good for this list: its check covers whose list it is, its address and its filters."""
    moment = position.created_at.astimezone(UTC).isoformat()
    payload = json.dumps([moment, position.id], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_check(listed, payload) + payload).decode().rstrip("=")


def read_cursor(listed: bytes, cursor: str) -> Position:
    """Where the page before ended. Raises RejectedError `page.cursor_invalid`."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        check, payload = raw[:_CHECK_BYTES], raw[_CHECK_BYTES:]
        moment, row_id = json.loads(payload if check == _check(listed, payload) else b"null")
        position = Position(datetime.fromisoformat(moment), str(row_id))
    except (ValueError, TypeError, binascii.Error) as error:
        raise RejectedError(
            "page.cursor_invalid",
            "This cursor is not one of this list. Take `next` of the page before, with the same filters.",
        ) from error
    return position


def _check(listed: bytes, payload: bytes) -> bytes:
    # No secret: a cursor only says where to go on among what its caller may see anyway.
    return hashlib.sha256(listed + b"\0" + payload).digest()[:_CHECK_BYTES]


async def _paging(
    request: Request,
    response: Response,
    caller: Caller,
    limit: Annotated[int, Query(ge=1, le=MOST_ITEMS, description="How many items at most.")] = 20,
    cursor: Annotated[str | None, Query(max_length=400, description="`next` of the page before.")] = None,
) -> PageRequest:
    filters = sorted((name, value) for name, value in request.query_params.multi_items() if name not in _OWN)
    listed = json.dumps([caller.org_id, request.url.path, filters]).encode()
    after = None if cursor is None else read_cursor(listed, cursor)
    return PageRequest(after, limit, listed, request, response)


Paging = Annotated[PageRequest, Depends(_paging)]
