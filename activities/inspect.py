"""Finds out what a source is before anything else touches it."""

from activities.stage import StageMemory, remembered
from domain.contracts.media import InspectRequest, InspectResult
from domain.media_engine import MediaTool
from domain.ports import ObjectStore


class InspectActivities:
    """One stage: the file's bytes alone say what it is, its name says nothing."""

    def __init__(self, memory: StageMemory, store: ObjectStore, media: MediaTool) -> None:
        self.memory = memory
        self._store = store
        self._media = media

    @remembered(version=1, engines=lambda self: (self._media.identity,))
    async def inspect_source(self, request: InspectRequest) -> InspectResult:
        """Raises RejectedError `media.*`, with a sentence for the sender, when the file cannot be worked on."""
        async with self._store.local(request.scope.org_id, request.source) as path:
            return InspectResult(media=await self._media.inspect(path, request.filename))
