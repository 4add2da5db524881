"""Reads and adds single headers of raw ASGI messages: what surrounds every request needs no mapping of them all."""

from collections.abc import Iterable

from starlette.types import Message, Scope


def header_of(scope: Scope, name: bytes) -> str | None:
    """The first header of this lower-case name."""
    for key, value in scope["headers"]:
        if key == name:
            return bytes(value).decode("latin-1")
    return None


def add_headers(message: Message, headers: Iterable[tuple[bytes, bytes]]) -> None:
    """Add to the start of an answer, whose own list of headers stays as it is."""
    message["headers"] = [*message.get("headers", ()), *headers]
