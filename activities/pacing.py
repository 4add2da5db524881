"""Places the spoken lines of a dub on its timeline."""

from activities.stage import StageMemory, remembered
from domain.contracts.dubbing import FitLinesRequest, FitLinesResult
from domain.contracts.lines import SpokenLines
from domain.heuristics.pacing import place_lines
from domain.ports import ObjectStore


class PacingActivities:
    """One stage: from lines with their sound to lines with their time."""

    def __init__(self, memory: StageMemory, store: ObjectStore) -> None:
        self.memory = memory
        self._store = store

    @remembered(version=2)
    async def fit_lines(self, request: FitLinesRequest) -> FitLinesResult:
        """What does not fit is a result, not an error: asked for shorter, or left to the original."""
        org_id = request.scope.org_id
        batches = [SpokenLines.model_validate_json(await self._store.read_bytes(org_id, ref)) for ref in request.spoken]
        lines = [line for batch in batches for line in batch.lines]
        language = batches[0].language if batches else "und"
        fitting = place_lines(lines, language, request.duration, request.parts)
        stored = await self._store.put_bytes(org_id, fitting.placed.model_dump_json().encode(), "application/json")
        stretched = sum("stretched" in line.flags for line in fitting.placed.lines)
        return FitLinesResult(placed=stored, tight=fitting.tight, stretched=stretched)
