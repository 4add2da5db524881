"""The speech branch of a job: from the source's sound to a transcript with true word times."""

from dataclasses import dataclass

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from activities.audio import AudioActivities
    from activities.journal import JournalActivities
    from activities.speech import SpeechActivities
    from domain.contracts.base import ArtifactRef
    from domain.contracts.job import RecordVideoRequest, VideoJobInput
    from domain.contracts.media import ExtractAudioRequest, ExtractAudioResult, MediaInfo
    from domain.contracts.speech import (
        AlignChunkRequest,
        AlignChunkResult,
        AssembleTranscriptRequest,
        AssembleTranscriptResult,
        PlanSpeechRequest,
        PlanSpeechResult,
        TranscribeChunkRequest,
    )
    from domain.heuristics.speech_chunks import reach_of

from workflows.joining import join_all
from workflows.stages import run_stage, served_gpu_queues


@dataclass(frozen=True)
class Heard:
    """The sound's analysis, what is said, and in which language (ISO 639-1)."""

    audio: ExtractAudioResult
    transcript: AssembleTranscriptResult
    language: str


async def hear(order: VideoJobInput, source: ArtifactRef, media: MediaInfo) -> Heard:
    if media.audio is None:
        raise ApplicationError(
            "The video has no sound, so no clips can be found by what is said. Its proxy, shots and thumbnails are "
            "ready; if it should have sound, send the file with its sound track.",
            type="media.no_audio",
        )
    audio = await run_stage(
        AudioActivities.extract_audio,
        ExtractAudioRequest(scope=order.scope("audio"), source=source, media=media),
    )
    speech = await run_stage(
        SpeechActivities.plan_speech,
        PlanSpeechRequest(
            scope=order.scope("speech plan"),
            audio=audio.speech,
            language=order.spec.language,
            captions=order.spec.clips,
        ),
    )
    if not speech.chunks:
        raise ApplicationError(
            "Nobody speaks in this video, so there is nothing to caption or to choose clips by. Its proxy, shots and "
            "thumbnails are ready; if somebody does speak, look whether another sound track has the voice.",
            type="media.no_speech",
        )
    gpu = await served_gpu_queues(order.scope("gpu workers"))
    words = await join_all(_hear_chunk(order, audio.speech, speech, n, gpu) for n in range(len(speech.chunks)))
    transcript = await run_stage(
        SpeechActivities.assemble_transcript,
        AssembleTranscriptRequest(
            scope=order.scope("transcript"),
            chunks=tuple(chunk.aligned for chunk in words),
            language=speech.language,
            duration=media.duration,
            done_with=() if order.spec.dubs or order.spec.retell else (audio.speech,),
        ),
    )
    if not transcript.words:
        raise ApplicationError(
            "No words could be understood in this video. Name its language in the order; its proxy, shots and "
            "thumbnails are ready.",
            type="media.no_speech",
        )
    recorded = await run_stage(
        JournalActivities.record_video,
        RecordVideoRequest(
            scope=order.scope("record transcript"),
            video_id=order.video_id,
            peaks=audio.peaks,
            transcript=transcript.transcript,
            language=speech.language,
            warnings=transcript.warnings,
            warned=transcript.warned,
        ),
    )
    if recorded.transcript is not None:
        transcript = transcript.model_copy(update={"transcript": recorded.transcript})
    return Heard(audio, transcript, speech.language)


async def _hear_chunk(
    order: VideoJobInput, audio: ArtifactRef, speech: PlanSpeechResult, number: int, gpu_queues: frozenset[str]
) -> AlignChunkResult:
    chunk = speech.chunks[number]
    place = f"{number + 1}/{len(speech.chunks)}"
    heard = await run_stage(
        SpeechActivities.transcribe_chunk,
        TranscribeChunkRequest(
            scope=order.scope(f"transcribe {place}"),
            audio=audio,
            speech=speech.speech,
            chunk=chunk,
            language=speech.language,
            several=order.spec.language is None,
            given=order.spec.transcript,
            given_reach=None if order.spec.transcript is None else reach_of(speech.chunks, number),
        ),
        gpu_queues,
    )
    return await run_stage(
        SpeechActivities.align_chunk,
        AlignChunkRequest(
            scope=order.scope(f"align {place}"),
            audio=audio,
            draft=heard.draft,
            chunk=chunk,
            language=speech.language,
        ),
    )
