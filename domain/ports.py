"""What the stages ask of the outside world; every engine is an adapter behind one of these.

`identity` of an engine names it with its version and its model's digest: it is part of every stage's fingerprint, so
that another engine or another model never passes for the same work.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from domain.contracts.base import ArtifactRef, Contract, TimeRange
from domain.contracts.captions import CaptionLayout, FaceMetrics, FontRole, PixelBox
from domain.contracts.framing import FramingPath
from domain.contracts.job import ReviewDecision, VideoJobInput
from domain.contracts.media import AudioAnalysis, MediaInfo
from domain.contracts.picture import FaceBox, PictureChunk
from domain.contracts.render import OutputMeasurement, OutputPreset
from domain.contracts.speech import DraftSegment, Word
from domain.heuristics.subtitle_script import CaptionScript

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    type_float32 = NDArray[np.float32]

ProgressCallback = Callable[[float], None]
"""Takes the done share, 0..1; may be called from any thread."""


def no_progress(share: float) -> None:
    """A ProgressCallback for callers that do not watch."""


class ObjectStore(Protocol):
    """Content-addressed blobs of an organisation in S3, with a local cache."""

    async def put_file(self, org_id: str, path: Path, media_type: str) -> ArtifactRef: ...
    async def put_bytes(self, org_id: str, data: bytes, media_type: str) -> ArtifactRef: ...
    def local(self, org_id: str, ref: ArtifactRef) -> AbstractAsyncContextManager[Path]:
        """A read-only local copy whose digest was checked; it stays while the context is open."""
        ...

    async def read_bytes(self, org_id: str, ref: ArtifactRef) -> bytes: ...
    async def presign_get(self, org_id: str, ref: ArtifactRef, filename: str, expires_seconds: int) -> str: ...
    async def presign_put(self, key: str, size: int, media_type: str, expires_seconds: int) -> str: ...
    async def adopt_upload(
        self, org_id: str, key: str, media_type: str, expected_digest: str | None = None
    ) -> ArtifactRef:
        """Hash the object under an upload key and make it a blob; `delete_upload` is called once that is recorded.

        Raises RejectedError `upload.digest_mismatch`, with nothing stored, when another digest was expected.
        """
        ...

    async def upload_size(self, key: str) -> int | None: ...
    async def delete_upload(self, key: str) -> None: ...


class JobControl(Protocol):
    """The workflow engine, as far as orders need it; TransientError while it is away."""

    async def start(self, order: VideoJobInput) -> None:
        """Start the job's workflow; a job that was started before, running or ended, is left alone."""
        ...

    async def cancel(self, job_id: str) -> None:
        """Ask the job to stop; raises NotFoundError when it was never started, nothing happens when it has ended."""
        ...

    async def decide(self, job_id: str, gate: str, decision: ReviewDecision) -> None:
        """Hand a decision to a waiting gate; raises ConflictError when the job does not wait there."""
        ...


class EventWatch(Protocol):
    """Wakes when an organisation's log may have grown."""

    async def changed(self, timeout_seconds: float) -> bool:
        """Wait for the next announcement; False when none came in time."""
        ...


class EventFeed(Protocol):
    """Announcements of the event log. A hint only: whoever is woken reads the log, and reads it now and then anyway."""

    def watch(self, org_id: str) -> AbstractContextManager[EventWatch]: ...


class SourceFetcher(Protocol):
    """Brings the bytes behind a public address to a local file."""

    async def check(self, url: str) -> None:
        """Raise RejectedError `fetch.*` when this address would be refused; nothing is asked of the server."""
        ...

    async def download(self, url: str, target: Path, progress: ProgressCallback) -> str:
        """Stream to `target`; returns the media type. Private addresses, oversize and slow replies are refused."""
        ...


class Scratch(Protocol):
    """Temporary folders of this worker, removed on leaving, and by the next worker when this one dies."""

    def folder(self, label: str) -> AbstractContextManager[Path]: ...


class RenderTarget(Contract):
    """One output of a render: its preset, framing and the ASS file to burn, or None."""

    preset: OutputPreset
    framing: FramingPath
    ass: Path | None = None


class RenderedPaths(Contract):
    """Local files of one finished output."""

    video: Path
    poster: Path
    frames: int
    integrated_lufs: float
    true_peak_dbtp: float


class MediaTool(Protocol):
    """Everything that decodes or encodes. Child processes die with a cancelled call, within 5 s; bad input is a
    RejectedError with a code `media.*`.
    """

    @property
    def identity(self) -> str: ...

    async def inspect(self, path: Path, filename: str) -> MediaInfo: ...

    async def extract_audio(
        self, path: Path, media: MediaInfo, speech: Path, peaks: Path, progress: ProgressCallback
    ) -> AudioAnalysis:
        """Write 16 kHz mono FLAC to `speech` and waveform peaks (JSON) to `peaks`, measuring in the same pass."""
        ...

    async def analyse_picture(
        self,
        path: Path,
        media: MediaInfo,
        frames: range,
        proxy_part: Path,
        thumbnails: Path,
        progress: ProgressCallback,
    ) -> PictureChunk:
        """Decode `frames` once at low resolution; write the proxy's part (MPEG-TS) and a thumbnail grid (JPEG)."""
        ...

    async def join_proxy(self, source: Path, media: MediaInfo, parts: Sequence[Path], target: Path) -> None:
        """Join proxy parts without encoding them again and add the source's sound; MP4 with faststart."""
        ...

    async def join_thumbnails(self, media: MediaInfo, parts: Sequence[tuple[range, Path]], target: Path) -> None:
        """Lay the tiles of all parts (their frames and their grid) on one sheet (JPEG)."""
        ...

    async def render(
        self,
        path: Path,
        media: MediaInfo,
        cut: TimeRange,
        targets: Sequence[RenderTarget],
        folder: Path,
        progress: ProgressCallback,
    ) -> tuple[RenderedPaths, ...]:
        """One process, one decode, one encode per target; frame-accurate in and out."""
        ...

    async def measure(self, path: Path) -> OutputMeasurement: ...


class AsrEngine(Protocol):
    """Speech to words. `audio` is float32 mono at 16 kHz, times in the result count from its first sample."""

    @property
    def identity(self) -> str: ...

    @property
    def languages(self) -> Sequence[str]:
        """Codes of all languages that the engine knows, ISO 639-1 where there is one."""
        ...

    def detect_language(self, audio: "type_float32", spans: Sequence[TimeRange]) -> tuple[str, float]:
        """ISO 639-1 code and probability, voted over several windows of speech."""
        ...

    def transcribe(
        self, audio: "type_float32", language: str, spans: Sequence[TimeRange], progress: ProgressCallback
    ) -> list[DraftSegment]: ...


class SpeechAudioReader(Protocol):
    """Reads speech audio (16 kHz mono FLAC) from local files."""

    def read(self, path: Path, span: TimeRange | None = None) -> "type_float32":
        """Samples as float32, -1..1; of the whole file, or of `span` without decoding what lies before it."""
        ...


class VoiceDetector(Protocol):
    """Finds speech in float32 mono audio at 16 kHz."""

    @property
    def identity(self) -> str: ...

    def speech_spans(self, audio: "type_float32") -> list[TimeRange]: ...


class Aligner(Protocol):
    """Gives words their true times; words it cannot place keep a plausible time between their neighbours.

    All times, in and out, count from the first sample of `audio`.
    """

    @property
    def identity(self) -> str: ...

    def supports(self, language: str) -> bool: ...

    def align(self, audio: "type_float32", segments: Sequence[DraftSegment], language: str) -> list[Word]: ...


class TextEmbedder(Protocol):
    """Sentences of any language to unit vectors, shape (n, dimensions)."""

    @property
    def identity(self) -> str: ...

    def embed(self, texts: Sequence[str]) -> "type_float32": ...


class Embedder(Protocol):
    """Images and texts into one space (CLIP); unit vectors, shape (n, dimensions)."""

    @property
    def identity(self) -> str: ...

    def embed_images(self, images: Sequence[Path]) -> "type_float32": ...

    def embed_tiles(self, sheet: Path, tiles: Sequence[PixelBox]) -> "type_float32":
        """The pictures on one sheet, by their places on it."""
        ...

    def embed_texts(self, texts: Sequence[str]) -> "type_float32": ...


class FaceDetector(Protocol):
    """Finds faces in one RGB frame, uint8 of shape (height, width, 3)."""

    @property
    def identity(self) -> str: ...

    def detect(self, frame: "np.ndarray", *, thorough: bool = False) -> list[FaceBox]:
        """Faces, the surest first; `thorough` also searches for small ones, at several times the cost."""
        ...


class ShotDetector(Protocol):
    """Scores how unlike each frame is to the one before; small YUV frames, uint8 of shape (height, width, 3), in order.

    A frame's score depends on the `memory` frames before it and on nothing older.
    """

    @property
    def identity(self) -> str: ...

    @property
    def memory(self) -> int: ...

    def fresh(self) -> "ShotDetector":
        """The same engine before its first frame."""
        ...

    def push(self, frame: "np.ndarray") -> float:
        """The cut score 0..1 of this frame; 0 for the first."""
        ...

    @property
    def away(self) -> int:
        """For how many frames the picture was another one until the last pushed frame brought it back; mostly 0."""
        ...


class SubtitleRenderer(Protocol):
    """Draws ASS files as the final render will, and tells what was drawn."""

    @property
    def identity(self) -> str: ...

    def write(self, script: CaptionScript) -> str:
        """The laid-out captions as an ASS file, every text literal."""
        ...

    async def layout(self, ass: str, width: int, height: int, safe_area: PixelBox, folder: Path) -> CaptionLayout:
        """Draw all cues at the size of the frame and measure their ink; `folder` is the caller's, for working files."""
        ...


class FontLibrary(Protocol):
    """Fonts with open licences, for every script that captions are written in."""

    @property
    def identity(self) -> str: ...

    def folder(self) -> Path:
        """A folder with all font files, for the renderer."""
        ...

    def text_width(self, text: str, family: str, size: float) -> float:
        """Width in pixels of one line at an em of `size` pixels."""
        ...

    def family_for(self, text: str, role: FontRole, language: str) -> str:
        """The family that shows `text`: by its script, else one that has all of its characters."""
        ...

    def metrics(self, family: str) -> FaceMetrics: ...

    def missing(self, text: str, family: str) -> tuple[str, ...]:
        """The characters of `text` that the family has no glyph for."""
        ...
