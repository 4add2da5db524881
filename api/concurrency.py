"""ETag and If-Match for everything that carries a revision.

A route of an editable thing takes `tag: Tag` and ends with `return tag(thing)`, which writes the ETag; a route that
changes or deletes it takes `expected: IfMatch` too and hands it to its service, which calls `require_revision`.
"""

import re
from collections.abc import Callable
from typing import Annotated, Protocol, TypeVar

from fastapi import Depends, Header, Response
from fastapi.exceptions import RequestValidationError

_TAG = re.compile(r'(?:W/)?"(\d{1,18})"')


class Revised(Protocol):
    """Anything with a revision."""

    @property
    def revision(self) -> int: ...


Thing = TypeVar("Thing", bound=Revised)


def etag(revision: int) -> str:
    """The ETag of a revision."""
    return f'"{revision}"'


async def _tag(response: Response) -> Callable[[Thing], Thing]:
    def tagged(thing: Thing) -> Thing:
        response.headers["ETag"] = etag(thing.revision)
        return thing

    return tagged


async def _expected(
    if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            max_length=100,
            description="The ETag that the change was made on; the change is refused (412) when it is another by now. "
            "Without it, or with `*`, the last one wins.",
        ),
    ] = None,
) -> int | None:
    if if_match is None or if_match.strip() == "*":
        return None
    found = _TAG.fullmatch(if_match.strip())
    if found is None:
        problem = {"type": "etag", "loc": ("header", "If-Match"), "msg": 'one ETag as it was given, e.g. "3", or *'}
        raise RequestValidationError([problem])
    return int(found[1])


Tag = Annotated[Callable[[Thing], Thing], Depends(_tag)]
IfMatch = Annotated[int | None, Depends(_expected)]
