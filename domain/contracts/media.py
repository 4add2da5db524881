"""What is known of a source file, and the requests of the ingest and audio stages."""

from fractions import Fraction
from typing import Literal

from pydantic import Field

from domain.contracts.base import ArtifactRef, Contract, StageRequest, TimeRange


class FrameRate(Contract):
    """Frames per second as an exact ratio, e.g. 30000/1001."""

    num: int = Field(gt=0)
    den: int = Field(gt=0)

    @property
    def value(self) -> Fraction:
        """The exact ratio."""
        return Fraction(self.num, self.den)

    def frame_at(self, seconds: float) -> int:
        """Index of the frame on screen at `seconds`; within a tenth of a frame of a bound it is the next one."""
        return int(seconds * float(self.value) + 0.1)

    def time_of(self, frame: int) -> float:
        """Seconds at which `frame` appears."""
        return float(frame / self.value)


class VideoStream(Contract):
    """The picture of a source as it is shown: width and height in pixels after rotation and square pixels.

    `frame_rate` is the constant grid that all stages use; `phase`: seconds by which frames lie after its points.
    `stream`: its place among the file's video streams, None for the first that is no cover; `reason`: why this one was
    taken. `key_seconds`: the longest way between key frames of a file without an index, 0 where it is not known.
    `ends`: where the last picture's own time is over, in seconds, when the sound goes on; it then stays. `drawn`: the
    file has no moving picture, so that one is drawn of its sound, over the `cover` (a place among the video streams).
    """

    codec: str
    width: int
    height: int
    rotation: int = 0
    frame_rate: FrameRate
    variable_frame_rate: bool = False
    phase: float = 0.0
    interlaced: bool = False
    pixel_format: str
    bit_depth: int = 8
    hdr: bool = False
    color_primaries: str = "unknown"
    color_transfer: str = "unknown"
    color_space: str = "unknown"
    stream: int | None = None
    reason: str = ""
    key_seconds: float = 0.0
    ends: float | None = None
    drawn: bool = False
    cover: int | None = None


class AudioStream(Contract):
    """The sound of a source."""

    codec: str
    sample_rate: int
    channels: int
    layout: str


class MediaInfo(Contract):
    """The result of inspecting a source; `duration` in seconds, times count from `start_time` of the container.

    `title` and `artist` are the file's own tags, empty where it has none.
    """

    container: str
    duration: float
    start_time: float = 0.0
    bit_rate: int | None = None
    video: VideoStream | None
    audio: AudioStream | None
    title: str = ""
    artist: str = ""


class UploadSource(Contract):
    """Bytes that a client has put into object storage under an upload of this organisation."""

    kind: Literal["upload"] = "upload"
    upload_id: str


class UrlSource(Contract):
    """Bytes to be fetched from a public http(s) address."""

    kind: Literal["url"] = "url"
    url: str


class BlobSource(Contract):
    """Bytes already known to the organisation by their digest."""

    kind: Literal["blob"] = "blob"
    artifact: ArtifactRef


Source = UploadSource | UrlSource | BlobSource


class FetchRequest(StageRequest):
    """Bring the source into content-addressed storage."""

    source: Source = Field(discriminator="kind")
    filename: str


class FetchResult(Contract):
    """Where the source is now."""

    artifact: ArtifactRef


class InspectRequest(StageRequest):
    """Find out what the source is; refuse what is unsafe or unusable."""

    source: ArtifactRef
    filename: str


class InspectResult(Contract):
    """What the source is. `source`: what all stages open instead of the file sent, where that had to be written anew;
    `media` is then of it.
    """

    media: MediaInfo
    source: ArtifactRef | None = None


class ExtractAudioRequest(StageRequest):
    """Take speech audio, peaks, loudness and silences from the source in one pass."""

    source: ArtifactRef
    media: MediaInfo


class Loudness(Contract):
    """EBU R128: integrated loudness in LUFS and true peak in dBTP; -70 and below means silence."""

    integrated_lufs: float
    true_peak_dbtp: float


class ExtractAudioResult(Contract):
    """`speech`: 16 kHz mono FLAC; `peaks`: JSON for an editor's waveform; `analysis`: a stored AudioAnalysis."""

    speech: ArtifactRef
    peaks: ArtifactRef
    analysis: ArtifactRef
    loudness: Loudness
    duration: float


class AudioAnalysis(Contract):
    """Stored as JSON. `level_db`: RMS level in dBFS per `hop` seconds of the mono mix, floor -90."""

    duration: float
    hop: float
    level_db: tuple[float, ...]
    silences: tuple[TimeRange, ...]
    loudness: Loudness
