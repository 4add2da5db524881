"""Finds out what a source is before anything else touches it."""

from activities.stage import StageMemory, remembered
from domain.contracts.media import InspectRequest, InspectResult
from domain.errors import RejectedError
from domain.media_engine import MediaTool
from domain.ports import ObjectStore, Scratch

_JUMPS = "media.discontinuous"


class InspectActivities:
    """One stage: the file's bytes alone say what it is, its name says nothing."""

    def __init__(self, memory: StageMemory, store: ObjectStore, scratch: Scratch, media: MediaTool) -> None:
        self.memory = memory
        self._store = store
        self._scratch = scratch
        self._media = media

    @remembered(version=2, engines=lambda self: (self._media.identity,))
    async def inspect_source(self, request: InspectRequest) -> InspectResult:
        """Raises RejectedError `media.*`, with a sentence for the sender, when the file cannot be worked on.

        A file whose clock jumps is written anew first: every stage after this one counts on a clock that goes on.
        """
        org_id = request.scope.org_id
        async with self._store.local(org_id, request.source) as path:
            try:
                return InspectResult(media=await self._media.inspect(path, request.filename))
            except RejectedError as refused:
                if refused.code != _JUMPS:
                    raise
            with self._scratch.folder("inspect") as folder:
                mended = folder / "mended.mkv"
                await self._media.rewrap(path, mended)
                media = await self._media.inspect(mended, request.filename)
                return InspectResult(media=media, source=await self._store.put_file(org_id, mended, "video/x-matroska"))
