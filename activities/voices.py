"""Gives speakers their voices, and speaks the lines of a dub or of a narration."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from activities.stage import Pieces, StageMemory, progress_heartbeat, remembered
from domain.contracts.base import ArtifactRef, Contract, Digest, StageRequest
from domain.contracts.dubbing import CastVoicesRequest, CastVoicesResult
from domain.contracts.lines import (
    Line,
    Lines,
    SpeakerVoice,
    SpokenLine,
    SpokenLines,
    SynthesiseRequest,
    SynthesiseResult,
)
from domain.errors import PermanentError, RejectedError
from domain.heuristics.casting import cast_voices
from domain.heuristics.line_edits import edited, edits_by_number
from domain.heuristics.sentence_bounds import SPLITTER
from domain.heuristics.voice_edges import heard_part
from domain.language_engines import SpeechWriter, VoiceBox
from domain.ports import ObjectStore


class SpeakRequest(StageRequest):
    """Everything that decides the sound of one line."""

    text: str
    voice: str
    language: str
    reference: Digest | None = None


class Spoken(Contract):
    """The sound of one line, `seconds` long; without `audio` there was nothing to say."""

    audio: ArtifactRef | None = None
    seconds: float = 0.0


class VoiceActivities:
    """The stages of the tts pool. Engines work in a thread, one line at a time."""

    def __init__(self, memory: StageMemory, store: ObjectStore, voices: VoiceBox, writer: SpeechWriter) -> None:
        self.memory = memory
        self._store = store
        self._voices = voices
        self._writer = writer
        self._lines: Pieces[SpeakRequest, Spoken] = Pieces(memory, "synthesise_lines/line", 2, Spoken)

    @remembered(version=1, engines=lambda self: (self._voices.identity,))
    async def cast_voices(self, request: CastVoicesRequest) -> CastVoicesResult:
        """Raises what `VoiceBox.serving`, `VoiceBox.identity_of` and `casting.cast_voices` raise."""
        return await asyncio.to_thread(self._cast, request)

    @remembered(version=2, engines=lambda self: (self._voices.identity, SPLITTER))
    async def synthesise_lines(self, request: SynthesiseRequest) -> SynthesiseResult:
        """Lines with their sound, each kept as soon as it is spoken.

        Raises PermanentError `voice.unavailable` when an engine is not installed (any more), `voice.unassigned` for a
        speaker without a voice, RejectedError `voice.consent` for a recording without consent, and what engines raise.
        """
        org_id = request.scope.org_id
        lines = Lines.model_validate_json(await self._store.read_bytes(org_id, request.lines))
        work = await asyncio.to_thread(self._assigned, request, lines)
        told = progress_heartbeat()
        spoken: list[SpokenLine] = []
        made = 0
        for done, (line, voice) in enumerate(work):
            told(done / len(work))
            sound = Spoken()
            if voice is not None and line.text.strip():
                sound, new = await self._spoken(request, line.text, voice, lines.language)
                made += new
            spoken.append(_with_sound(line, voice, sound))
        batch = SpokenLines(language=lines.language, lines=tuple(spoken))
        stored = await self._store.put_bytes(org_id, batch.model_dump_json().encode(), "application/json")
        return SynthesiseResult(spoken=stored, lines=len(spoken), made=made)

    def _cast(self, request: CastVoicesRequest) -> CastVoicesResult:
        serving = self._voices.serving(request.language)
        for wish in request.wishes:
            self._voices.identity_of(wish.voice)
        return CastVoicesResult(voices=cast_voices(request.speakers, serving, request.language, request.wishes))

    def _assigned(self, request: SynthesiseRequest, lines: Lines) -> list[tuple[Line, SpeakerVoice | None]]:
        """Each line as its editor left it, with its voice; None where nothing is to be said. Checks every voice before
        the first one speaks.
        """
        by_speaker = {one.speaker: one for one in request.voices}
        edits = edits_by_number(request.edits)
        work: list[tuple[Line, SpeakerVoice | None]] = []
        for line in lines.lines:
            edit = edits.get(line.number)
            voice = None
            if edit is None or edit.voiced:
                wanted = edit.voice if edit is not None else None
                voice = self._voice(line.speaker, by_speaker.get(line.speaker), wanted)
            work.append((edited(line, edit), voice))
        return work

    def _voice(self, speaker: str, given: SpeakerVoice | None, wanted: str | None) -> SpeakerVoice:
        """The speaker's voice, or the one that an editor wants for a line; with a recording only where it clones."""
        if given is None and wanted is None:
            raise PermanentError("voice.unassigned", f"Nobody was chosen to speak for speaker {speaker}.")
        name = wanted or (given.voice if given else "")
        self._voices.identity_of(name)
        clones = any(voice.clones for voice in self._voices.voices if voice.id == name)
        if not clones or given is None:
            return SpeakerVoice(speaker=speaker, voice=name)
        if given.reference is not None and not given.consent:
            raise RejectedError("voice.consent", f"Speaker {speaker} has not agreed to have their voice imitated.")
        return given.model_copy(update={"voice": name})

    async def _spoken(
        self, request: SynthesiseRequest, text: str, voice: SpeakerVoice, language: str
    ) -> tuple[Spoken, bool]:
        reference = voice.reference
        key = SpeakRequest(
            scope=request.scope,
            text=text,
            voice=voice.voice,
            language=language,
            reference=reference.digest if reference else None,
        )

        async def make() -> Spoken:
            async with AsyncExitStack() as opened:
                recording = None
                if reference is not None:
                    recording = await opened.enter_async_context(self._store.local(request.scope.org_id, reference))
                flac, seconds = await asyncio.to_thread(self._speak, text, voice.voice, language, recording)
            if not seconds:
                return Spoken()
            return Spoken(audio=await self._store.put_bytes(request.scope.org_id, flac, "audio/flac"), seconds=seconds)

        return await self._lines.made(key, (self._voices.identity_of(voice.voice), SPLITTER), make)

    def _speak(self, text: str, voice: str, language: str, recording: Path | None) -> tuple[bytes, float]:
        samples, rate = self._voices.speak(text, voice, language, recording)
        heard = heard_part(samples, rate)
        return (self._writer.flac(heard, rate), len(heard) / rate) if len(heard) else (b"", 0.0)


def _with_sound(line: Line, voice: SpeakerVoice | None, sound: Spoken) -> SpokenLine:
    if voice is not None and sound.audio is None and "empty" not in line.flags:
        line = line.model_copy(update={"flags": (*line.flags, "empty")})
    return SpokenLine(line=line, voice=voice.voice if voice else "", audio=sound.audio, seconds=sound.seconds)
