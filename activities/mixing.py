"""Mixes the lines of a dub or a retell with the sound of their source."""

from contextlib import AsyncExitStack

from activities.stage import StageMemory, progress_heartbeat, remembered
from domain.contracts.base import TimeRange
from domain.contracts.lines import PlacedLine, PlacedLines
from domain.contracts.mixing import BedSpan, MixRequest, MixResult
from domain.heuristics.pacing import place_of
from domain.media_engine import LineSound, MediaTool
from domain.ports import ObjectStore, Scratch


class MixingActivities:
    """One stage: lines, bed and music to one finished sound."""

    def __init__(self, memory: StageMemory, store: ObjectStore, scratch: Scratch, media: MediaTool) -> None:
        self.memory = memory
        self._store = store
        self._scratch = scratch
        self._media = media

    @remembered(version=4, engines=lambda self: (self._media.identity,))
    async def mix_sound(self, request: MixRequest) -> MixResult:
        """Raises RejectedError `media.*` for a source or music that cannot be decoded."""
        org_id = request.scope.org_id
        stored = await self._store.read_bytes(org_id, request.placed)
        placed = PlacedLines.model_validate_json(stored).lines
        kept = tuple(BedSpan(span=_span(line), level="full") for line in placed if line.left_to_original)
        slots = (place_of(line.spoken.line.slot, request.parts) for line in placed)
        speech = request.speech or tuple(slot for slot in slots if slot is not None)
        with self._scratch.folder("mix") as folder:
            async with AsyncExitStack() as opened:
                source = await opened.enter_async_context(self._store.local(org_id, request.source))
                music = None
                if request.music is not None:
                    music = await opened.enter_async_context(self._store.local(org_id, request.music))
                lines = [
                    LineSound(
                        placed=line,
                        path=await opened.enter_async_context(self._store.local(org_id, line.spoken.audio)),
                    )
                    for line in placed
                    if line.spoken.audio is not None
                ]
                wish = request.model_copy(update={"bed": (*kept, *request.bed), "speech": speech})
                mixed = await self._media.mix(source, wish, lines, music, folder, progress_heartbeat())
            return MixResult(
                sound=await self._store.put_file(org_id, mixed.path, "audio/flac"),
                seconds=mixed.seconds,
                channels=mixed.channels,
                loudness=mixed.loudness,
                voice_over_bed_db=mixed.voice_over_bed_db,
            )


def _span(line: PlacedLine) -> TimeRange:
    return TimeRange(start=line.start, end=line.end)
