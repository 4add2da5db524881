"""How use cases reach what the record keeps of dubs, retells and glossaries."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from domain.paging import Position
from domain.products import Dub, Glossary, Retell

P = TypeVar("P", Dub, Retell)


class Products(Protocol[P]):
    """Dubs, or retells, of the unit's organisation."""

    async def put(self, product: P) -> None: ...
    async def get(self, product_id: str, *, lock: bool = False) -> P | None: ...

    async def of_job(self, job_id: str, *, lock: bool = False) -> Sequence[P]:
        """In the order in which they were ordered."""
        ...

    async def list(
        self, *, job_id: str | None, video_id: str | None, after: Position | None, limit: int
    ) -> Sequence[P]:
        """Newest first."""
        ...

    async def waiting(self, limit: int) -> Sequence[P]:
        """Those whose render was asked for and has not begun."""
        ...


class Glossaries(Protocol):
    """Glossaries of the unit's organisation."""

    async def add(self, glossary: Glossary) -> None: ...
    async def get(self, glossary_id: str, *, lock: bool = False) -> Glossary | None: ...

    async def list(self, *, project_id: str | None, after: Position | None, limit: int) -> Sequence[Glossary]:
        """Newest first; of one project where it is given."""
        ...

    async def that_hold(self, project_id: str | None) -> Sequence[Glossary]:
        """The project's own and those of all projects, in the order in which they were made."""
        ...

    async def update(self, glossary: Glossary) -> None: ...
    async def delete(self, glossary_id: str) -> None: ...
