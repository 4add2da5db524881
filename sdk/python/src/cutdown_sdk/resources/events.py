"""Events: what happens in the whole organisation, live."""

from collections.abc import Sequence

from cutdown_sdk.calls import Resource, Way, call, listing
from cutdown_sdk.following import follow
from cutdown_sdk.models import EventView, StreamTicketView
from cutdown_sdk.steps import Series, Steps


class Events(Resource[Way]):
    """Follow all jobs at once; `jobs.watch` follows one."""

    @listing
    def follow(
        self, *, after: int | None = None, kinds: Sequence[str] | None = None, job_ids: Sequence[str] | None = None
    ) -> Series[EventView]:
        """Events as they happen, from now on or after `org_seq` number `after` (0: from the start), until you stop;
        each once, also when the line breaks or the server is restarted. `kinds`: only these; `clip.*` is all that begin
        so.
        """
        return follow(self._api, "/v1/events", {"kind": kinds, "job_id": job_ids}, after, _never)

    @listing
    def past(
        self, *, after: int = 0, kinds: Sequence[str] | None = None, job_ids: Sequence[str] | None = None
    ) -> Series[EventView]:
        """Events that have happened so far."""
        return follow(self._api, "/v1/events", {"kind": kinds, "job_id": job_ids, "follow": False}, after, _always)

    @call
    def create_ticket(self, *, idempotency_key: str | None = None) -> Steps[StreamTicketView]:
        """A ticket that opens one WebSocket within 30 seconds; see docs/streams.md."""
        return self._api.ask(StreamTicketView, "POST", "/v1/stream-tickets", key=idempotency_key)


def _never(_last: EventView | None) -> Steps[bool]:
    yield from ()
    return False


def _always(_last: EventView | None) -> Steps[bool]:
    yield from ()
    return True
