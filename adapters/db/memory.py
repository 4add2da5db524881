"""The memory of stage results, each looked up and kept in a transaction of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domain.contracts.base import ArtifactRef
    from domain.repositories import UnitOfWorkFactory


class DbStageMemory:
    """Keeps results by fingerprint, per organisation, as JSON text."""

    def __init__(self, units: UnitOfWorkFactory) -> None:
        self._units = units

    async def find(self, org_id: str, fingerprint: str) -> str | None:
        """The result kept under this fingerprint, or None."""
        async with self._units(org_id) as unit:
            return await unit.stage_results.get(fingerprint)

    async def keep(self, org_id: str, fingerprint: str, stage: str, result: str) -> None:
        """Keep a result; one that is there already stays."""
        async with self._units(org_id) as unit:
            await unit.stage_results.put(fingerprint, stage, result)
            await unit.commit()


class DbArtifactLedger:
    """Notes in the record which blobs an organisation owns."""

    def __init__(self, units: UnitOfWorkFactory) -> None:
        self._units = units

    async def note(self, org_id: str, ref: ArtifactRef) -> None:
        """Note a blob; noting it again changes nothing."""
        async with self._units(org_id) as unit:
            await unit.artifacts.put(ref)
            await unit.commit()
