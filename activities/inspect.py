"""Finds out what a source is before anything else touches it, and which of its sound tracks is heard."""

import asyncio
from typing import TYPE_CHECKING

from activities.stage import StageMemory, remembered
from domain.contracts.media import InspectRequest, InspectResult, MediaInfo
from domain.engines import VoiceDetector
from domain.heuristics.audio_choice import choose_audio, needs_listening
from domain.media_engine import MediaTool
from domain.ports import ObjectStore

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    type_float32 = NDArray[np.float32]

_RATE = 16_000


class InspectActivities:
    """One stage: the file's bytes alone say what it is, its name says nothing."""

    def __init__(self, memory: StageMemory, store: ObjectStore, media: MediaTool, voice: VoiceDetector) -> None:
        self.memory = memory
        self._store = store
        self._media = media
        self._voice = voice

    @remembered(version=2, engines=lambda self: (self._media.identity, self._voice.identity))
    async def inspect_source(self, request: InspectRequest) -> InspectResult:
        """Raises RejectedError `media.*`, with a sentence for the sender, when the file cannot be worked on, or has no
        such sound track as was ordered.
        """
        async with self._store.local(request.scope.org_id, request.source) as path:
            media = await self._media.inspect(path, request.filename)
            if needs_listening(media.audio_tracks):
                heard = await self._media.hear_tracks(path, media)
                shares = await asyncio.to_thread(lambda: [self._speech_share(track) for track in heard])
                media = _listened(media, shares)
        return InspectResult(media=choose_audio(media, request.audio_track, request.language))

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
