"""Finds out what a source is before anything else touches it, and which of its sound tracks is heard."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from activities.stage import StageMemory, remembered
from domain.contracts.media import InspectRequest, InspectResult, MediaInfo
from domain.engines import VoiceDetector
from domain.errors import RejectedError
from domain.heuristics.audio_choice import choose_audio, needs_listening
from domain.media_engine import MediaTool
from domain.ports import ObjectStore, Scratch

_JUMPS = "media.discontinuous"

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    type_float32 = NDArray[np.float32]

_RATE = 16_000


class InspectActivities:
    """One stage: the file's bytes alone say what it is, its name says nothing."""

    def __init__(
        self, memory: StageMemory, store: ObjectStore, scratch: Scratch, media: MediaTool, voice: VoiceDetector
    ) -> None:
        self.memory = memory
        self._store = store
        self._scratch = scratch
        self._media = media
        self._voice = voice

    @remembered(version=4, engines=lambda self: (self._media.identity, self._voice.identity))
    async def inspect_source(self, request: InspectRequest) -> InspectResult:
        """Raises RejectedError `media.*`, with a sentence for the sender, when the file cannot be worked on, or has no
        such sound track as was ordered.

        A file whose clock jumps, or whose index leads astray, is written anew first: every stage after this one counts
        on a clock that goes on, and on seeks that land where they should.
        """
        org_id = request.scope.org_id
        async with self._store.local(org_id, request.source) as path:
            try:
                return InspectResult(media=await self._inspected(path, request))
            except RejectedError as refused:
                if refused.code != _JUMPS:
                    raise
            with self._scratch.folder("inspect") as folder:
                mended = folder / "mended.mkv"
                await self._media.rewrap(path, mended)
                media = await self._inspected(mended, request)
                return InspectResult(media=media, source=await self._store.put_file(org_id, mended, "video/x-matroska"))

    async def _inspected(self, path: Path, request: InspectRequest) -> MediaInfo:
        """What the file is, with the sound track that is heard."""
        media = await self._media.inspect(path, request.filename)
        if needs_listening(media.audio_tracks):
            heard = await self._media.hear_tracks(path, media)
            shares = await asyncio.to_thread(lambda: [self._speech_share(track) for track in heard])
            media = _listened(media, shares)
        return choose_audio(media, request.audio_track, request.language)

    def _speech_share(self, samples: "type_float32") -> float:
        """The share of the samples in which somebody speaks."""
        if not len(samples):
            return 0.0
        spoken = sum(span.duration for span in self._voice.speech_spans(samples))
        return round(spoken * _RATE / len(samples), 3)


def _listened(media: MediaInfo, shares: list[float]) -> MediaInfo:
    tracks = [
        track.model_copy(update={"speech": share}) for track, share in zip(media.audio_tracks, shares, strict=True)
    ]
    return media.model_copy(update={"audio_tracks": tuple(tracks)})
