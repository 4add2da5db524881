"""Plans the framing of one clip for every aspect."""

from activities.stage import StageMemory, remembered
from domain.contracts.framing import PlanFramingRequest, PlanFramingResult
from domain.contracts.picture import PictureAnalysis
from domain.heuristics.framing_cut import plan_cut
from domain.ports import ObjectStore


class FramingActivities:
    """One stage: from shots and faces to crop windows."""

    def __init__(self, memory: StageMemory, store: ObjectStore) -> None:
        self.memory = memory
        self._store = store

    @remembered(version=3)
    async def plan_framing(self, request: PlanFramingRequest) -> PlanFramingResult:
        """One path per aspect asked for, in order."""
        stored = await self._store.read_bytes(request.scope.org_id, request.picture)
        picture = PictureAnalysis.model_validate_json(stored)
        return PlanFramingResult(
            paths=tuple(
                plan_cut(picture, request.ranges or (request.range,), aspect, request.choices)
                for aspect in request.aspects
            )
        )
