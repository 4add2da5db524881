"""From speech audio to a transcript: plan chunks, recognise and align each of them, join the words into sentences."""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from activities.second_hearing import heard_again
from activities.stage import StageMemory, remembered
from activities.threads import in_thread
from domain.contracts.base import ArtifactRef, Contract, TimeRange
from domain.contracts.given_transcript import GivenTranscript
from domain.contracts.speech import (
    MOST_WARNINGS,
    AlignChunkRequest,
    AlignChunkResult,
    AlignedChunk,
    AssembleTranscriptRequest,
    AssembleTranscriptResult,
    ChunkDraft,
    DraftSegment,
    PlanSpeechRequest,
    PlanSpeechResult,
    SpeechMap,
    TranscribeChunkRequest,
    TranscribeChunkResult,
    Transcript,
    Word,
)
from domain.engines import Aligner, AsrEngine, SpeechAudioReader, VoiceDetector
from domain.errors import RejectedError
from domain.heuristics.given_lines import lay_over
from domain.heuristics.hallucination import drop_invented
from domain.heuristics.language_runs import by_language, sentences_by_language
from domain.heuristics.sentence_bounds import SPLITTER
from domain.heuristics.sentences import restore_sentences
from domain.heuristics.speech_chunks import plan_chunks, spans_within
from domain.heuristics.word_times import settled, shifted
from domain.heuristics.wordless import warnings_of
from domain.heuristics.written_language import require_drawable
from domain.ports import ObjectStore
from domain.progress import ProgressCallback

if TYPE_CHECKING:
    from domain.engines import type_float32

_RATE = 16_000
_JSON = "application/json"
_NO_LANGUAGE = "und"
"""ISO 639-2 for undetermined: nobody speaks."""
_LEAST_SPEECH = 0.3
"""Seconds of speech under which a source counts as one without."""

_Made = TypeVar("_Made", bound=Contract)


class SpeechActivities:
    """The stages of the asr pool, and the joining of their results. Heavy work runs in threads."""

    def __init__(
        self,
        memory: StageMemory,
        store: ObjectStore,
        asr: AsrEngine,
        voice: VoiceDetector,
        aligner: Aligner,
        reader: SpeechAudioReader,
    ) -> None:
        self.memory = memory
        self._store = store
        self._asr = asr
        self._voice = voice
        self._aligner = aligner
        self._reader = reader

    @remembered(version=2, engines=lambda self: (self._voice.identity, self._asr.identity))
    async def plan_speech(self, request: PlanSpeechRequest) -> PlanSpeechResult:
        """Find speech and its language; a language that the caller gives is not questioned.

        Raises RejectedError `speech.unsupported_language` or `captions.no_font`.
        """
        given = _language(request.language, self._asr.languages)
        org_id = request.scope.org_id
        async with self._store.local(org_id, request.audio) as path:
            found = await in_thread(partial(self._plan, path, given))
        spans, duration, language, probability = found
        if request.captions and language != _NO_LANGUAGE:
            require_drawable(language)
        speech = await self._put(org_id, SpeechMap(spans=tuple(spans)))
        seconds = sum(span.duration for span in spans)
        return PlanSpeechResult(
            chunks=plan_chunks(spans, duration) if seconds >= _LEAST_SPEECH else (),
            speech=speech,
            speech_seconds=round(seconds, 3),
            language=language,
            language_probability=probability,
        )

    @remembered(version=3, engines=lambda self: (self._asr.identity, SPLITTER))
    async def transcribe_chunk(self, request: TranscribeChunkRequest) -> TranscribeChunkResult:
        """Recognise one chunk, without what was invented; speech without words is recognised again, then told of."""
        org_id = request.scope.org_id
        speech = await self._get(org_id, request.speech, SpeechMap)
        spans = spans_within(speech.spans, request.chunk)
        async with self._store.local(org_id, request.audio) as path:
            draft = await in_thread(partial(self._transcribe, path, request, spans))
        if request.given is not None and request.given_reach is not None:
            given = await self._get(org_id, request.given, GivenTranscript)
            draft = await asyncio.to_thread(_with_lines, draft, given, spans, request.given_reach)
        count = sum(len(segment.words) for segment in draft.segments)
        return TranscribeChunkResult(draft=await self._put(org_id, draft), words=count)

    @remembered(version=2, engines=lambda self: (self._aligner.identity,))
    async def align_chunk(self, request: AlignChunkRequest) -> AlignChunkResult:
        """Give the words of one chunk their true times."""
        org_id = request.scope.org_id
        draft = await self._get(org_id, request.draft, ChunkDraft)
        async with self._store.local(org_id, request.audio) as path:
            words = await in_thread(partial(self._align, path, request, draft.segments))
        aligned = AlignedChunk(words=tuple(words), aligner=self._aligner.identity, warnings=draft.warnings)
        return AlignChunkResult(aligned=await self._put(org_id, aligned), words=len(words))

    @remembered(version=4, engines=lambda _: (SPLITTER,))
    async def assemble_transcript(self, request: AssembleTranscriptRequest) -> AssembleTranscriptResult:
        """Join chunks in the order of their words and restore sentences."""
        org_id = request.scope.org_id
        chunks = [await self._get(org_id, ref, AlignedChunk) for ref in request.chunks]
        heard = sorted((word for chunk in chunks for word in chunk.words), key=lambda word: (word.start, word.end))
        words = [
            word.model_copy(update={"end": min(word.end, request.duration)})
            for word in settled(heard)
            if word.start < request.duration
        ]
        sentences = sentences_by_language(words, request.language, restore_sentences)
        transcript = Transcript(
            language=request.language,
            duration=request.duration,
            words=tuple(words),
            sentences=sentences,
            warnings=tuple(sorted((one for chunk in chunks for one in chunk.warnings), key=lambda one: one.span.start)),
        )
        stored = await self._put(org_id, transcript)
        self._store.forget(org_id, *request.done_with)
        return AssembleTranscriptResult(
            transcript=stored,
            words=len(words),
            sentences=len(sentences),
            languages=transcript.languages,
            warnings=transcript.warnings[:MOST_WARNINGS],
            warned=len(transcript.warnings),
        )

    def _plan(
        self, path: Path, given: str | None, progress: ProgressCallback
    ) -> tuple[list[TimeRange], float, str, float]:
        audio = self._reader.read(path)
        progress(0.2)
        spans = self._voice.speech_spans(audio)
        progress(0.7)
        duration = _seconds(audio)
        if given is not None:
            return spans, duration, given, 1.0
        if sum(span.duration for span in spans) < _LEAST_SPEECH:
            return spans, duration, _NO_LANGUAGE, 0.0
        language, probability = self._asr.detect_language(audio, spans)
        return spans, duration, language, probability

    def _transcribe(
        self, path: Path, request: TranscribeChunkRequest, spans: list[TimeRange], progress: ProgressCallback
    ) -> ChunkDraft:
        start = request.chunk.start
        audio = self._reader.read(path, request.chunk)
        local = [TimeRange(start=span.start - start, end=span.end - start) for span in spans]
        heard = self._asr.transcribe(audio, request.language, local, progress, several=request.several)
        believed, dropped = drop_invented([_moved(segment, start) for segment in heard], spans, request.language)
        here = [_moved(segment, -start) for segment in believed]
        known, wordless = heard_again(self._asr, audio, request.language, local, here)
        segments = tuple(_moved(segment, start) for segment in known)
        left = [TimeRange(start=span.start + start, end=span.end + start) for span in wordless]
        return ChunkDraft(
            chunk=request.chunk,
            language=request.language,
            segments=segments,
            dropped=dropped,
            warnings=warnings_of(segments, left, request.language),
        )

    def _align(
        self, path: Path, request: AlignChunkRequest, segments: tuple[DraftSegment, ...], progress: ProgressCallback
    ) -> list[Word]:
        start = request.chunk.start
        audio = self._reader.read(path, request.chunk)
        progress(0.1)
        local = [_moved(segment, -start) for segment in segments]
        words = [
            word.model_copy(update={"language": language})
            for language, spoken in by_language(local)
            for word in self._aligner.align(audio, spoken, language or request.language)
        ]
        end = _seconds(audio)
        within = [word.model_copy(update={"end": min(word.end, end)}) for word in words if word.start < end]
        placed = settled(sorted(shifted(within, start), key=lambda word: (word.start, word.end)))
        return [word for word in placed if word.end > word.start]

    async def _put(self, org_id: str, value: Contract) -> ArtifactRef:
        return await self._store.put_bytes(org_id, value.model_dump_json().encode(), _JSON)

    async def _get(self, org_id: str, ref: ArtifactRef, kind: type[_Made]) -> _Made:
        return kind.model_validate_json(await self._store.read_bytes(org_id, ref))


def _with_lines(draft: ChunkDraft, given: GivenTranscript, spans: Sequence[TimeRange], reach: TimeRange) -> ChunkDraft:
    """The draft with the lines that a customer has brought for it in the place of what was recognised."""
    laid = lay_over(given.lines, draft.segments, spans, reach, draft.language)
    wordless = [
        warning.span
        for warning in draft.warnings
        if warning.kind == "no_words" and not any(warning.span.overlap(_place(one)) > 0 for one in laid.segments)
    ]
    warnings = [*warnings_of(laid.segments, wordless, draft.language), *laid.warnings]
    ordered = tuple(sorted(warnings, key=lambda warning: warning.span.start))
    return draft.model_copy(update={"segments": laid.segments, "warnings": ordered})


def _place(segment: DraftSegment) -> TimeRange:
    return TimeRange(start=segment.start, end=max(segment.start, segment.end))


def _language(asked: str | None, known: Sequence[str]) -> str | None:
    """The engine's code for what a caller writes, such as `EN` or `pt-BR`; None lets the engine find out."""
    if asked is None or asked.strip().lower() in {"", "auto"}:
        return None
    code = asked.strip().lower().replace("_", "-").partition("-")[0]
    if code not in known:
        raise RejectedError(
            "speech.unsupported_language",
            f"The language '{asked}' is not supported. Supported: {', '.join(sorted(known))}.",
        )
    return code


def _moved(segment: DraftSegment, seconds: float) -> DraftSegment:
    return segment.model_copy(
        update={
            "start": max(0.0, segment.start + seconds),
            "end": max(0.0, segment.end + seconds),
            "words": tuple(shifted(segment.words, seconds)),
        }
    )


def _seconds(audio: "type_float32") -> float:
    return len(audio) / _RATE
