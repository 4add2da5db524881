"""Dubs: a video's speech in another language, in time with the original."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from domain.contracts.base import ArtifactRef, Contract, StageRequest, StageScope, TimeRange
from domain.contracts.captions import StyleName
from domain.contracts.clips import ClipPlan
from domain.contracts.framing import Aspect
from domain.contracts.lines import LineEdit, SpeakerVoice
from domain.contracts.media import Loudness, MediaInfo
from domain.contracts.mixing import MixName
from domain.ids import product_id

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
"""ISO 639-1, or 639-3 where there is none."""


class GlossaryTerm(Contract):
    """How a term is translated; without a `target` it stays as it is."""

    model_config = ConfigDict(extra="forbid")

    source: str = Field(min_length=1, max_length=200)
    target: str | None = Field(default=None, max_length=200)


class DubWish(Contract):
    """What a customer wants of a dub. `scope`: the whole video, or only the job's clips.

    `voices` names voices for speakers (A, B, … in the order in which they are first heard); for others one is chosen.
    `translator`: an engine by name, else the first that serves the pair. `glossary`: terms that hold for this dub.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: Language
    scope: Literal["video", "clips"] = "video"
    mix: MixName = "replace"
    voices: tuple[SpeakerVoice, ...] = Field(default=(), max_length=20)
    translator: str | None = Field(default=None, max_length=40)
    glossary: tuple[GlossaryTerm, ...] = Field(default=(), max_length=500)

    @property
    def title(self) -> str:
        """What tells a dub from the others of its job, in the names of its steps."""
        return f"dub {self.language}" + (" clips" if self.scope == "clips" else "")

    def id_in(self, job_id: str) -> str:
        """The id of this dub of a job."""
        return product_id("dub", job_id, f"{self.language}:{self.scope}")


class DubSettings(Contract):
    """What an editor has changed since a dub was ordered; None leaves it to the order."""

    edits: tuple[LineEdit, ...] = ()
    voices: tuple[SpeakerVoice, ...] | None = None
    mix: MixName | None = None


class DubProductionInput(Contract):
    """The argument of the DubProduction workflow; with `edit` it makes a dub again that its job has left.

    `lines`: the translated batches (stored Lines) that voices speak; `clips` those that are dubbed, where the scope is
    clips, in `aspects` and `style`. `speech`: the sound for the recogniser (16 kHz mono FLAC), `transcript` with its
    speakers, in `language`; `heard` is the same as the video's record has it, without speakers.
    """

    kind: Literal["dub"] = "dub"
    org_id: str
    job_id: str
    video_id: str
    dub_id: str
    source: ArtifactRef
    media: MediaInfo
    speech: ArtifactRef
    transcript: ArtifactRef
    heard: ArtifactRef | None = None
    picture: ArtifactRef
    language: str
    wish: DubWish
    style: StyleName = "bold"
    aspects: tuple[Aspect, ...] = ("9:16",)
    voices: tuple[SpeakerVoice, ...]
    lines: tuple[ArtifactRef, ...]
    clips: tuple[ClipPlan, ...] = ()
    settings: DubSettings = DubSettings()
    revision: int = 1
    edit: bool = False

    @property
    def product_id(self) -> str:
        """Its id, by the name that dubs and retells share."""
        return self.dub_id

    def scope(self, step: str) -> StageScope:
        """The scope of one step of this dub; a later revision's steps have names of their own."""
        place = f" edit {self.revision}" if self.edit else ""
        return StageScope(org_id=self.org_id, job_id=self.job_id, step=f"{self.wish.title}{place} {step}")


class IdentifySpeakersRequest(StageRequest):
    """Tell who speaks each word of a transcript."""

    speech: ArtifactRef
    transcript: ArtifactRef


class Speaker(Contract):
    """Somebody who is heard: `label` A, B, … in the order of appearance, `pitch_hz` the median pitch of the voice, and
    `sex` as the pitch suggests. `reference`: clean speech of this speaker alone (FLAC), up to about 12 s.
    """

    label: str
    seconds: float
    pitch_hz: float | None = None
    sex: Literal["female", "male", "unknown"] = "unknown"
    reference: ArtifactRef | None = None


class IdentifySpeakersResult(Contract):
    """`transcript`: the stored Transcript whose words name their speakers."""

    transcript: ArtifactRef
    speakers: tuple[Speaker, ...]


class CastVoicesRequest(StageRequest):
    """Choose a voice for every speaker out of those that are installed; `wishes` come first."""

    speakers: tuple[Speaker, ...]
    language: str
    wishes: tuple[SpeakerVoice, ...] = ()


class CastVoicesResult(Contract):
    """One voice for each speaker, in their order."""

    voices: tuple[SpeakerVoice, ...]


class PlanLinesRequest(StageRequest):
    """Part a transcript into lines at pauses, sentences and changes of speaker, in batches; only inside `ranges`, where
    given.
    """

    transcript: ArtifactRef
    language: str
    ranges: tuple[TimeRange, ...] = ()


class PlanLinesResult(Contract):
    """`batches`: stored Lines without texts, in order; `speakers` in order of appearance."""

    batches: tuple[ArtifactRef, ...]
    lines: int
    speakers: tuple[str, ...]


class LineBudget(Contract):
    """How long the text of a line may be, in characters."""

    number: int
    max_chars: int


class TranslateLinesRequest(StageRequest):
    """Give the lines of a batch their texts. `before` and `after`: the neighbouring batches, for their context.

    `budgets`: lines that have to become shorter than they were at first.
    """

    lines: ArtifactRef
    speech: ArtifactRef
    source_language: str
    language: str
    translator: str | None = None
    glossary: tuple[GlossaryTerm, ...] = ()
    budgets: tuple[LineBudget, ...] = ()
    before: ArtifactRef | None = None
    after: ArtifactRef | None = None


class TranslateLinesResult(Contract):
    """`lines`: stored Lines with texts; `made`: how many were translated anew, not brought from memory."""

    lines: ArtifactRef
    engine: str
    made: int


class FitLinesRequest(StageRequest):
    """Place spoken batches on their slots of a timeline of `duration` seconds: the source's own, or, where only `parts`
    of the source are shown, that of the parts one after the other.
    """

    spoken: tuple[ArtifactRef, ...]
    duration: float
    parts: tuple[TimeRange, ...] = ()


class FitLinesResult(Contract):
    """`placed`: stored PlacedLines. `tight`: lines that did not fit, or by which too many are hurried, with the length
    that would do. `stretched`: how many are spoken faster than the voice's own pace by more than a tenth.
    """

    placed: ArtifactRef
    tight: tuple[LineBudget, ...] = ()
    stretched: int = 0


class AssembleDubRequest(StageRequest):
    """Put a sound beside the source's own picture, which is not encoded again, with captions to be switched on.

    `loudness_lufs` and `peak_dbtp` are what the sound was mixed to, and what it measures in the file.
    """

    source: ArtifactRef
    media: MediaInfo
    sound: ArtifactRef
    transcript: ArtifactRef
    picture: ArtifactRef
    language: str
    loudness_lufs: float = -14.0
    peak_dbtp: float = -1.0


class AssembleDubResult(Contract):
    """`video`: MP4 (faststart) with the picture's own stream and AAC; `srt` and `vtt` by the reading rules.

    `drift_seconds`: by how much the sound ends after the picture, measured on the file. `violations`: reading rules
    that could not be kept, as in `SubtitlesResult`, and what the file breaks of its promise.
    """

    video: ArtifactRef
    srt: ArtifactRef
    vtt: ArtifactRef
    loudness: Loudness
    drift_seconds: float
    violations: tuple[str, ...] = ()
