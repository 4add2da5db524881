"""Sends a big file to object storage in parts, going on where an earlier attempt was torn off."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from domain.errors import TransientError

PARTS_FROM_BYTES = 64 * 1024**2
"""Above this a break would cost too much of the way."""

_SIGNED_AT_ONCE = 20
_TRIES = 5
FIRST_PAUSE_SECONDS = 0.5
_TAKEN = frozenset({200, 201, 204})

Call = Callable[..., Any]


def begin(call: Call, order: dict[str, object]) -> dict[str, Any]:
    """The ticket of an upload in parts: of one that was torn off, found by its digest, or of a new one."""
    pending = {"sha256": order["sha256"], "status": "pending"}
    for upload in call("GET", "/v1/uploads", params=pending)["items"]:
        if upload["part_size"] is not None and upload["size"] == order["size"] and upload["purpose"] == "source":
            return {"upload": upload, "exists": False}
    ticket: dict[str, Any] = call("POST", "/v1/uploads", json=order | {"parts": True})
    return ticket


def send_parts(
    call: Call, storage: httpx.Client, upload: dict[str, Any], path: Path, progress: Callable[[int], None]
) -> None:
    """Send the parts that have not arrived; `progress` takes the bytes that have.

    Raises TransientError `upload.failed` when a part is not taken after several tries.
    """
    place = f"/v1/uploads/{upload['id']}/parts"
    arrived = {part["number"]: part["size"] for part in call("GET", place)["items"]}
    missing = [number for number in range(1, upload["part_count"] + 1) if number not in arrived]
    sent = sum(arrived.values())
    progress(sent)
    with path.open("rb") as source:
        for start in range(0, len(missing), _SIGNED_AT_ONCE):
            wanted = {"numbers": missing[start : start + _SIGNED_AT_ONCE]}
            for ticket in call("POST", place, json=wanted)["items"]:
                source.seek((ticket["number"] - 1) * upload["part_size"])
                _put(storage, ticket, source.read(ticket["size"]))
                sent += ticket["size"]
                progress(sent)


def _put(storage: httpx.Client, ticket: dict[str, Any], body: bytes) -> None:
    for attempt in range(_TRIES):
        try:
            answer = storage.put(ticket["url"], headers=ticket["headers"], content=body)
        except httpx.TransportError:
            pass
        else:
            if answer.status_code in _TAKEN:
                return
        time.sleep(FIRST_PAUSE_SECONDS * 2**attempt)
    raise TransientError(
        "upload.failed", f"The storage did not take part {ticket['number']}. Run the command again: it goes on there."
    )
