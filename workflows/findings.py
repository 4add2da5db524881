"""What a job has found out about its video, for whatever is made of it."""

from dataclasses import dataclass

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.contracts.base import ArtifactRef
    from domain.contracts.media import ExtractAudioResult, MediaInfo, VideoStream
    from domain.contracts.picture import AssemblePictureResult
    from domain.contracts.speech import AssembleTranscriptResult


@dataclass(frozen=True)
class Findings:
    """The source and its analyses; `language` is ISO 639-1, as heard or given."""

    source: ArtifactRef
    media: MediaInfo
    video: VideoStream
    audio: ExtractAudioResult
    transcript: AssembleTranscriptResult
    picture: AssemblePictureResult
    language: str
