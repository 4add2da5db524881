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


class SoundRepair(Contract):
    """What is mended of a track before it is heard or published; as it stands by itself, nothing.

    `downmix`: how more channels than two become two; `equal` gives both sides the mean of `channels`, those that
    carry something, whatever their places are called. `sides`: what happens to the two; `invert_right` turns the right
    one round, `spread` gives both sides their sum. `high_pass`: a constant offset is taken away; `gain_db`: at last.
    """

    downmix: Literal["standard", "equal"] = "standard"
    channels: tuple[int, ...] = ()
    sides: Literal["as_is", "invert_right", "spread"] = "as_is"
    high_pass: bool = False
    gain_db: float = 0.0

    @property
    def changes_channels(self) -> bool:
        """Whether the sound is stereo afterwards, whatever it was before."""
        return self.downmix != "standard" or self.sides != "as_is"


class TrackPart(Contract):
    """One of the tracks that a mix is made of: its place among the file's sound tracks, from 0."""

    index: int
    repair: SoundRepair | None = None


class AudioStream(Contract):
    """The sound of a source that is worked on: the track `index` of the file (from 0), mended by `repair`; or the sum
    of the tracks `mixed`.
    """

    codec: str
    sample_rate: int
    channels: int
    layout: str
    index: int = 0
    repair: SoundRepair | None = None
    mixed: tuple[TrackPart, ...] = ()

    @property
    def untouched(self) -> bool:
        """Whether it is one track as it stands in the file."""
        return self.repair is None and not self.mixed


class SoundProfile(Contract):
    """What a track measures, over stretches spread over all of it. Levels are dBFS (RMS) of what is no pause, floor
    -120.

    `level_db` of all, `channels_db` of each channel, `left_db` and `right_db` of the stereo downmix, `correlation` of
    its sides (-1..1; 1 where there is one channel), the last four of what lies in the band of speech. `offset`: the
    largest constant share of a channel (0..1); `peak_db`: the highest sample; `seconds`: how much was measured.
    """

    seconds: float
    level_db: float
    peak_db: float
    offset: float
    channels_db: tuple[float, ...]
    left_db: float
    right_db: float
    correlation: float


class AudioTrack(Contract):
    """A sound track of a source. `number` counts from 1 as players do; `language`: ISO 639-2 as tagged; `aside`: tagged
    as commentary or as a description for the blind. `speech`: share of the measured time in which somebody speaks, None
    where it was not listened for. Without a `profile` nothing of it could be decoded, with 0 `channels` nothing here
    knows how to.
    """

    number: int
    codec: str
    sample_rate: int = 0
    channels: int = 0
    layout: str = ""
    language: str | None = None
    title: str = ""
    default: bool = False
    aside: bool = False
    speech: float | None = None
    profile: SoundProfile | None = None


class AudioChoice(Contract):
    """Which track is heard: its `number`, None for the mix of all; `reason` decided it, `message` says it to people."""

    ordered: str
    number: int | None
    reason: Literal["only", "ordered", "speech", "sound", "language", "default", "first"]
    message: str


class MediaInfo(Contract):
    """The result of inspecting a source; `duration` in seconds, times count from `start_time` of the container.

    `audio`: the sound that is worked on, chosen from `audio_tracks` as `audio_choice` says. `title` and `artist` are
    the file's own tags, empty where it has none.
    """

    container: str
    duration: float
    start_time: float = 0.0
    bit_rate: int | None = None
    video: VideoStream | None
    audio: AudioStream | None
    title: str = ""
    artist: str = ""
    audio_tracks: tuple[AudioTrack, ...] = ()
    audio_choice: AudioChoice | None = None

    def as_chosen(self) -> "MediaInfo":
        """What the stages work on: the same however the sound was chosen, so that they remember their results."""
        return self.model_copy(update={"audio_tracks": (), "audio_choice": None})

    def without_sound(self) -> "MediaInfo":
        """What the picture's stages work on: the same whatever is heard."""
        return self.as_chosen().model_copy(update={"audio": None})


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
    """Find out what the source is; refuse what is unsafe or unusable.

    `audio_track`: which sound is wanted, as in `JobSpec`; `language` (ISO 639-1) helps to choose one.
    """

    source: ArtifactRef
    filename: str
    audio_track: str = "auto"
    language: str | None = None


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
