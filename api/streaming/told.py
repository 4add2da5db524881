"""An event as streams tell it: written once, for however many follow."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel, JsonValue

from domain.entities import JobEvent


class EventView(BaseModel):
    """An event. `org_seq` numbers the organisation's events, `seq` those of the job, both without gaps."""

    org_seq: int
    job_id: str
    seq: int
    kind: str
    created_at: datetime
    data: JsonValue


@dataclass(frozen=True, slots=True)
class Told:
    """An event with its JSON text, an `EventView`."""

    org_seq: int
    job_id: str
    seq: int
    kind: str
    text: str

    @classmethod
    def of(cls, event: JobEvent) -> "Told":
        """The words for one event; its data is JSON already and goes in as it is."""
        moment = event.created_at.isoformat()
        words = {"org_seq": event.org_seq, "job_id": event.job_id, "seq": event.seq, "kind": event.kind}
        text = f'{json.dumps(words | {"created_at": moment})[:-1]}, "data": {event.data}}}'
        return cls(event.org_seq, event.job_id, event.seq, event.kind, text)


@dataclass(frozen=True)
class Choice:
    """Which events a reader wants: of one job or of some, of some kinds. Empty means all; `job.*` all that begin so."""

    job_id: str | None = None
    job_ids: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()

    @classmethod
    def of(cls, job_id: str | None, job_ids: Sequence[str], kinds: Sequence[str]) -> "Choice":
        """A choice in the words of a request."""
        exact = frozenset(kind for kind in kinds if not kind.endswith("*"))
        beginnings = tuple(kind.removesuffix("*") for kind in kinds if kind.endswith("*"))
        return cls(job_id, frozenset(job_ids), exact, beginnings)

    def has(self, told: Told) -> bool:
        """True when the reader wants this event."""
        if self.job_id is not None and told.job_id != self.job_id:
            return False
        if self.job_ids and told.job_id not in self.job_ids:
            return False
        if not (self.kinds or self.beginnings):
            return True
        return told.kind in self.kinds or told.kind.startswith(self.beginnings)
