"""One clip to finished files, and the check of what was made."""

from typing import Literal

from pydantic import Field

from domain.contracts.base import ArtifactRef, Contract, StageRequest, TimeRange
from domain.contracts.captions import BurnedCaptions, SubtitlesResult
from domain.contracts.clips import ClipPlan
from domain.contracts.framing import Aspect, FramingPath
from domain.contracts.media import Loudness, MediaInfo


class OutputPreset(Contract):
    """What a platform wants of a file: size in pixels, x264 quality, loudness in LUFS, true-peak limit in dBTP."""

    aspect: Aspect
    width: int
    height: int
    max_frame_rate: int = 60
    crf: int = 20
    speed: str = "veryfast"
    loudness_lufs: float = -14.0
    peak_dbtp: float = -1.0
    audio_kbps: int = 192


class SoundTrack(Contract):
    """A sound instead of the source's own (FLAC, 48 kHz). On the `source`'s timeline it is cut like the picture, on the
    `output`'s it is as long as what is shown.
    """

    artifact: ArtifactRef
    timeline: Literal["source", "output"]


class RenderRequest(StageRequest):
    """Render one stretch of the source to every preset from a single decode; of it only `ranges`, where given, in the
    order in which they are shown. `sound`: what is heard instead of the source; `spoken`: words are said in it, so that
    it has to be heard however soft it is; `title`: what is written on a picture that is drawn.
    """

    source: ArtifactRef
    media: MediaInfo
    range: TimeRange
    presets: tuple[OutputPreset, ...] = Field(min_length=1)
    framing: tuple[FramingPath, ...]
    captions: tuple[BurnedCaptions, ...] = ()
    ranges: tuple[TimeRange, ...] = ()
    sound: SoundTrack | None = None
    spoken: bool = False
    title: str = ""


class RenderedFile(Contract):
    """One finished file with its poster; `loudness` as mixed, before the audio codec.

    `samples`: some frames, small, as the encoder was given them (FFV1); `framing`: what they were framed by.
    """

    aspect: Aspect
    video: ArtifactRef
    poster: ArtifactRef
    frames: int
    loudness: Loudness
    samples: ArtifactRef | None = None
    framing: FramingPath | None = None


class RenderResult(Contract):
    """One file per preset, in order."""

    files: tuple[RenderedFile, ...]


class PictureFidelity(Contract):
    """How close the picture is to the source's under the same crop, over `compared` small frames: distance of the mean
    colours and largest difference of the spreads in CIELAB, SSIM of lightness; each in the median and at its worst.
    """

    compared: int
    colour: float = 0.0
    spread: float = 0.0
    structure: float = 1.0
    worst_frame: int = 0
    worst_colour: float = 0.0
    worst_spread: float = 0.0
    worst_structure: float = 1.0


class SoundFidelity(Contract):
    """How a file's sound compares to the source's under it, by their levels over time.

    `shift_seconds`: how much later it is, None where that cannot be known; `likeness`: the correlation then, -1..1;
    `silent_seconds`: how long nothing is heard where the source is loud; `sides_db` and `source_sides_db`: RMS of the
    left and the right side in dBFS where the source is loud, floor -120.
    """

    shift_seconds: float | None
    likeness: float
    silent_seconds: float
    sides_db: tuple[float, float]
    source_sides_db: tuple[float, float]


class OutputMeasurement(Contract):
    """What a finished file measures; durations in seconds, `first_frame_luma` the mean 0..255, `first_frame_peak` what
    all but a thousandth of its pixels stay below where no captions are, `lag_seconds` how much later the sound ends
    than the picture, `sound` how it compares to the source's.
    """

    container_seconds: float
    video_seconds: float
    audio_seconds: float | None
    frames: int
    width: int
    height: int
    frame_rate: float
    video_codec: str
    pixel_format: str
    color_space: str
    audio_codec: str | None
    channels: int | None
    sample_rate: int | None
    faststart: bool
    loudness: Loudness | None
    first_frame_luma: float
    lag_seconds: float | None = None
    picture: PictureFidelity | None = None
    first_frame_peak: float = 255.0
    sound: SoundFidelity | None = None


class CheckRequest(StageRequest):
    """Measure the finished files against the output contract; `picture`: the source's PictureAnalysis, with whose proxy
    their pictures are compared, and by which the first frame is judged.

    `source`, and `sound` where something else is heard, are what the files' sound is compared to; `spoken`: words are
    said in them.
    """

    range: TimeRange
    media: MediaInfo
    presets: tuple[OutputPreset, ...]
    files: tuple[RenderedFile, ...]
    subtitles: SubtitlesResult
    ranges: tuple[TimeRange, ...] = ()
    picture: ArtifactRef | None = None
    source: ArtifactRef | None = None
    sound: SoundTrack | None = None
    spoken: bool = False


class Breach(Contract):
    """One broken clause: a stable `clause` name, and what was found against what was promised. What is `hold` keeps a
    clip from being published unless somebody forces it; a `warning` does not.
    """

    aspect: Aspect
    clause: str
    found: str
    promised: str
    severity: Literal["hold", "warning"] = "hold"


class CheckResult(Contract):
    """`breaches` is empty when every file keeps the contract; `warnings` are told of with the published clip."""

    breaches: tuple[Breach, ...]
    measurements: tuple[OutputMeasurement, ...]
    warnings: tuple[Breach, ...] = ()


class PublishClipRequest(StageRequest):
    """Write the manifest and make the clip visible to customers, all at once.

    `revision` of the clip and `transcript_revision` are what the files were made from; `edit` is True when the clip
    had been published or given up before, so that its plan is its editor's by now. With `hold` the files are there to
    be looked at, and not published yet. `forced_by`: who wants it published whatever the check has found.
    """

    clip_id: str
    plan: ClipPlan
    source: ArtifactRef
    subtitles: SubtitlesResult
    files: tuple[RenderedFile, ...]
    check: CheckResult
    style: str
    revision: int = 1
    transcript_revision: int | None = None
    edit: bool = False
    hold: bool = False
    forced_by: str | None = None


class PublishClipResult(Contract):
    """`published` is False when the output contract was broken and nobody forced it; `breaches` says why."""

    clip_id: str
    published: bool
    manifest: ArtifactRef | None
    breaches: tuple[Breach, ...] = ()
