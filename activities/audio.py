"""Takes everything that later stages need of the sound, from one decode."""

from activities.stage import StageMemory, progress_heartbeat, remembered
from domain.contracts.media import ExtractAudioRequest, ExtractAudioResult
from domain.media_engine import MediaTool
from domain.ports import ObjectStore, Scratch


class AudioActivities:
    """One stage: speech audio, waveform, levels, silences and loudness."""

    def __init__(self, memory: StageMemory, store: ObjectStore, scratch: Scratch, media: MediaTool) -> None:
        self.memory = memory
        self._store = store
        self._scratch = scratch
        self._media = media

    @remembered(version=2, engines=lambda self: (self._media.identity,))
    async def extract_audio(self, request: ExtractAudioRequest) -> ExtractAudioResult:
        """Raises RejectedError `media.no_audio` when the source has no sound."""
        org_id = request.scope.org_id
        with self._scratch.folder("audio") as folder:
            speech, peaks = folder / "speech.flac", folder / "peaks.json"
            async with self._store.local(org_id, request.source) as path:
                analysis = await self._media.extract_audio(path, request.media, speech, peaks, progress_heartbeat())
            stored = await self._store.put_bytes(org_id, analysis.model_dump_json().encode(), "application/json")
            return ExtractAudioResult(
                speech=await self._store.put_file(org_id, speech, "audio/flac"),
                peaks=await self._store.put_file(org_id, peaks, "application/json"),
                analysis=stored,
                loudness=analysis.loudness,
                duration=analysis.duration,
            )
