"""How a file is sent: in one request or in parts, and what is checked of it."""

from collections.abc import Sequence
from typing import Protocol

from pydantic import Field

from domain.contracts.base import Contract
from domain.errors import ConflictError, RejectedError

_MIB = 1024**2

SINGLE_BYTES = 5 * 1024**3
"""What S3 takes in one request."""

PART_BYTES = 16 * _MIB
MOST_PARTS = 10_000
"""What S3 takes of one upload; parts grow when a file would need more of them."""

LEAST_PART_BYTES = 5 * _MIB
"""What S3 demands of every part but the last."""


class PartPlan(Contract):
    """A file of `size` bytes in `count` parts of `part_size` bytes, the last one of what is left."""

    size: int = Field(gt=0)
    part_size: int = Field(gt=0)

    @property
    def count(self) -> int:
        """How many parts there are."""
        return -(-self.size // self.part_size)

    def size_of(self, number: int) -> int:
        """Bytes of part `number`, counted from 1. Raises RejectedError `upload.part_unknown`."""
        if not 1 <= number <= self.count:
            raise RejectedError("upload.part_unknown", f"This upload has the parts 1 to {self.count}.")
        return self.part_size if number < self.count else self.size - self.part_size * (self.count - 1)


class StoredPart(Contract):
    """A part that has arrived; `etag` names its contents to the storage."""

    number: int
    size: int
    etag: str


class StoredObject(Contract):
    """An object as the storage has it; another `etag` means other bytes."""

    size: int
    etag: str


def plan_parts(size: int) -> PartPlan:
    """Parts of whole mebibytes, as small as their number allows: a break costs one part."""
    needed = -(-size // MOST_PARTS)
    return PartPlan(size=size, part_size=max(PART_BYTES, -(-needed // _MIB) * _MIB))


def check_parts(plan: PartPlan, stored: Sequence[StoredPart]) -> None:
    """Raises ConflictError `upload.incomplete_parts` while parts are missing or have another size than was signed."""
    sizes = {part.number: part.size for part in stored}
    wrong = [number for number in range(1, plan.count + 1) if sizes.get(number) != plan.size_of(number)]
    if wrong:
        named = ", ".join(map(str, wrong[:5])) + (" and others" if len(wrong) > 5 else "")
        raise ConflictError("upload.incomplete_parts", f"These parts have not arrived yet: {named}. Send them first.")


class PartStore(Protocol):
    """Objects that arrive in parts; they become an object when they are joined. TransientError `storage.*`."""

    async def begin(self, key: str, media_type: str) -> str:
        """Returns the storage's own id of this arrival."""
        ...

    async def presign(self, key: str, storage_id: str, number: int, size: int, expires_seconds: int) -> str:
        """A URL that takes one PUT of exactly `size` bytes as this part; sending it again replaces it."""
        ...

    async def list(self, key: str, storage_id: str) -> Sequence[StoredPart]:
        """What has arrived, by number; nothing once the arrival has ended."""
        ...

    async def join(self, key: str, storage_id: str, parts: Sequence[StoredPart]) -> None:
        """Make the object of exactly these parts; joining again what was joined changes nothing."""
        ...

    async def abort(self, key: str, storage_id: str) -> None:
        """Drop what has arrived; an arrival that has ended is no failure."""
        ...

    async def stat(self, key: str) -> StoredObject | None: ...
