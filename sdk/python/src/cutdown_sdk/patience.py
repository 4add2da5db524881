"""How a request is repeated: what may be, when, and for how long."""

import random
from dataclasses import dataclass
from time import monotonic

import httpx

from cutdown_sdk.steps import Answer

FIRST_PAUSE_SECONDS = 0.25
LONGEST_PAUSE_SECONDS = 10.0

_NOT_NOW = frozenset({429, 502, 503, 504})
# Another request with the same Idempotency-Key is being worked on.
_IN_FLIGHT = b'"idempotency.in_flight"'


@dataclass
class Patience:
    """What is left of it for one procedure. `seconds`: for how long in all."""

    seconds: float
    repeatable: bool = True
    """Whether a request that may have been done can be sent again without doing it twice."""

    def __post_init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        """Something went forward: from here on everything begins anew."""
        self._until = monotonic() + self.seconds
        self._failures = 0

    def after_answer(self, answer: Answer) -> float | None:
        """How long to wait before the request is sent again; None: this answer stands."""
        if answer.status == 409 and _IN_FLIGHT in answer.content:
            return self.pause(retry_after(answer))
        if answer.status not in _NOT_NOW or not (self.repeatable or answer.status == 429):
            return None
        return self.pause(retry_after(answer))

    def after_break(self, error: httpx.TransportError) -> float | None:
        """The same where no answer came."""
        return self.pause() if self.repeatable or not sent(error) else None

    def pause(self, asked: float | None = None) -> float | None:
        """A pause that grows, and is never the same for two clients that were refused together; None: enough."""
        grown = min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2.0**self._failures)
        self._failures += 1
        chance = random.random()  # noqa: S311 - it spreads clients out, it keeps no secret
        pause = grown * (0.5 + chance / 2) if asked is None else asked + min(grown, 1.0) * chance
        return pause if monotonic() + pause <= self._until else None


def said(error: httpx.TransportError) -> str:
    """An error in words; many have none."""
    return str(error) or type(error).__name__


def sent(error: httpx.TransportError) -> bool:
    """Whether the request may have reached the server, so that it may have been done."""
    return not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)


def retry_after(answer: Answer) -> float | None:
    """Seconds that the server asks to wait."""
    try:
        return max(0.0, float(answer.headers["retry-after"]))
    except (KeyError, ValueError):
        return None
