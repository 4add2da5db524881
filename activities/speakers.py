"""Tells who speaks: words get the labels of their speakers, and every speaker is described."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from activities.stage import StageMemory, progress_heartbeat, remembered
from domain.contracts.base import ArtifactRef, TimeRange
from domain.contracts.dubbing import IdentifySpeakersRequest, IdentifySpeakersResult, Speaker
from domain.contracts.speech import Transcript
from domain.engines import SpeechAudioReader
from domain.heuristics.speaker_clusters import likeness
from domain.heuristics.speaker_profiles import HeardStretch, SpeakerProfile, profiles
from domain.heuristics.speaker_reference import clarity, joined
from domain.heuristics.speaker_turns import Stretch, stretches, voices_of, with_speakers
from domain.heuristics.voice_pitch import suggested_sex, voiced_pitches
from domain.language_engines import SpeakerEncoder, SpeechWriter
from domain.ports import ObjectStore
from domain.progress import ProgressCallback

if TYPE_CHECKING:
    from domain.engines import type_float32

_RATE = 16_000
_BLOCK_SECONDS = 120.0
"""As much sound is in memory at a time; a long video's would take gigabytes."""
_AROUND = 2.0


class SpeakerActivities:
    """One stage; heavy work runs in a thread."""

    def __init__(
        self,
        memory: StageMemory,
        store: ObjectStore,
        encoder: SpeakerEncoder,
        reader: SpeechAudioReader,
        writer: SpeechWriter,
    ) -> None:
        self.memory = memory
        self._store = store
        self._encoder = encoder
        self._reader = reader
        self._writer = writer

    @remembered(version=1, engines=lambda self: (self._encoder.identity,))
    async def identify_speakers(self, request: IdentifySpeakersRequest) -> IdentifySpeakersResult:
        """Speakers whom a person has named keep their names."""
        org_id = request.scope.org_id
        transcript = Transcript.model_validate_json(await self._store.read_bytes(org_id, request.transcript))
        async with self._store.local(org_id, request.speech) as path:
            work = asyncio.to_thread(self._told_apart, path, transcript, progress_heartbeat())
            labelled, known = await work
            speakers = [await self._speaker(org_id, path, profile) for profile in known]
        stored = await self._store.put_bytes(org_id, labelled.model_dump_json().encode(), "application/json")
        return IdentifySpeakersResult(transcript=stored, speakers=tuple(speakers))

    def _told_apart(
        self, path: Path, transcript: Transcript, progress: ProgressCallback
    ) -> tuple[Transcript, tuple[SpeakerProfile, ...]]:
        parts = stretches(transcript)
        if not parts:
            return transcript, ()
        vectors, heard = self._listen(path, parts, progress)
        alike = likeness(vectors, [part.span.duration for part in parts])
        voices = voices_of(parts, alike)
        labelled = with_speakers(transcript, parts, voices)
        return labelled, profiles(labelled, heard, alike, voices)

    def _listen(
        self, path: Path, parts: Sequence[Stretch], progress: ProgressCallback
    ) -> "tuple[type_float32, list[HeardStretch]]":
        vectors: list[type_float32] = []
        heard: list[HeardStretch] = []
        for block in _blocks(parts):
            start = max(0.0, block[0].span.start - _AROUND)
            audio = self._reader.read(path, TimeRange(start=start, end=block[-1].span.end + _AROUND))
            spans = [TimeRange(start=part.span.start - start, end=part.span.end - start) for part in block]
            vectors.append(self._encoder.embed(audio, spans))
            for part, span in zip(block, spans, strict=True):
                sound = audio[int(span.start * _RATE) : int(span.end * _RATE)]
                heard.append(HeardStretch(part, voiced_pitches(sound), clarity(sound)))
            progress(len(heard) / len(parts))
        return np.concatenate(vectors), heard

    async def _speaker(self, org_id: str, path: Path, profile: SpeakerProfile) -> Speaker:
        return Speaker(
            label=profile.label,
            seconds=profile.seconds,
            pitch_hz=profile.pitch,
            sex=suggested_sex(profile.pitch),
            reference=await self._recording(org_id, path, profile.reference),
        )

    async def _recording(self, org_id: str, path: Path, spans: Sequence[TimeRange]) -> ArtifactRef | None:
        if not spans:
            return None

        def record() -> bytes:
            return self._writer.flac(joined([self._reader.read(path, span) for span in spans]), _RATE)

        return await self._store.put_bytes(org_id, await asyncio.to_thread(record), "audio/flac")


def _blocks(parts: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    block: list[Stretch] = []
    for part in parts:
        if block and part.span.end - block[0].span.start > _BLOCK_SECONDS:
            yield block
            block = []
        block.append(part)
    if block:
        yield block
