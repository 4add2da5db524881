"""Retells: a long video told again as a short one, by a narrator, the original's own words, or both."""

from typing import Literal

from pydantic import ConfigDict, Field

from domain.contracts.base import ArtifactRef, Contract, StageRequest, StageScope, TimeRange
from domain.contracts.captions import StyleName
from domain.contracts.dubbing import GlossaryTerm, Language
from domain.contracts.framing import Aspect
from domain.contracts.media import FrameRate, MediaInfo
from domain.contracts.mixing import BedSpan
from domain.ids import product_id

Tone = Literal["neutral", "dramatic", "playful"]
LineMode = Literal["narration", "original", "both"]
"""What is heard: the narrator alone, the original's own sound, or the narrator over the original."""


class RetellWish(Contract):
    """What a customer wants of a retell: `seconds` long, in `language` (none: the source's).

    `mode`: of lines that are told by the narrator; with `both` the original goes on under them, which suits a retell in
    another language: in its own, both would say the same at once. `originals`: share of the length, 0..1, that is left
    to the original's own words. `writer`: `extractive` chooses the source's own sentences, `llm` lets a model write.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    seconds: float = Field(default=60, ge=10, le=900)
    language: Language | None = None
    tone: Tone = "neutral"
    mode: Literal["narration", "both"] = "narration"
    originals: float = Field(default=0.25, ge=0, le=1)
    voice: str | None = Field(default=None, max_length=120)
    writer: Literal["extractive", "llm"] = "extractive"
    translator: str | None = Field(default=None, max_length=40)
    glossary: tuple[GlossaryTerm, ...] = Field(default=(), max_length=500)
    aspect: Aspect = "16:9"
    style: StyleName = "clean"
    music: ArtifactRef | None = None

    @property
    def title(self) -> str:
        """What it is called in the names of its job's steps."""
        return "retell"

    def id_in(self, job_id: str) -> str:
        """The id of the retell of a job."""
        return product_id("retell", job_id, "")


class ScriptLine(Contract):
    """A line of the script. `range`: the stretch of the source it tells of, in which `quote` is spoken word for word as
    words `first_word` to `last_word` (exclusive). `text` is what the narrator says; an `original` line has none.

    A script holds more than the wish is long: where voices run long, lines of least `worth` (0..1 for each of their
    seconds) stay untold, but never the first one. A line that `leans` is told only right after the one before it.
    """

    number: int = Field(ge=1)
    mode: LineMode
    text: str
    quote: str
    range: TimeRange
    first_word: int
    last_word: int
    worth: float = 1.0
    leans: bool = False


class RetellScript(Contract):
    """Stored as JSON. `dropped`: lines that an engine wrote and that are not to be found in the source, and why; and
    whether too little was left.
    """

    language: str
    source_language: str
    title: str
    lines: tuple[ScriptLine, ...]
    dropped: tuple[str, ...] = ()


class ScriptEdit(Contract):
    """What an editor wants of one line of a script; None leaves it. `drop` leaves the line out of the retell.

    `range` is the stretch of the source whose picture is shown, `mode` what is heard.
    """

    model_config = ConfigDict(extra="forbid")

    number: int = Field(ge=1)
    text: str | None = Field(default=None, max_length=2000)
    mode: LineMode | None = None
    range: TimeRange | None = None
    drop: bool = False


class RetellSettings(Contract):
    """What an editor has changed since a retell was ordered; None leaves it to the order."""

    edits: tuple[ScriptEdit, ...] = ()
    voice: str | None = None
    style: StyleName | None = None


class RetellProductionInput(Contract):
    """The argument of the RetellProduction workflow; with `edit` it makes a retell again that its job has left.

    `script`: a stored RetellScript; `voice`: the narrator's.
    """

    kind: Literal["retell"] = "retell"
    org_id: str
    job_id: str
    video_id: str
    retell_id: str
    source: ArtifactRef
    media: MediaInfo
    speech: ArtifactRef
    transcript: ArtifactRef
    picture: ArtifactRef
    sprite: ArtifactRef | None = None
    sprite_index: ArtifactRef | None = None
    source_language: str
    wish: RetellWish
    voice: str
    script: ArtifactRef
    settings: RetellSettings = RetellSettings()
    revision: int = 1
    edit: bool = False

    @property
    def product_id(self) -> str:
        """Its id, by the name that dubs and retells share."""
        return self.retell_id

    def scope(self, step: str) -> StageScope:
        """The scope of one step of this retell; a later revision's steps have names of their own."""
        place = f" edit {self.revision}" if self.edit else ""
        return StageScope(org_id=self.org_id, job_id=self.job_id, step=f"retell{place} {step}")


class WriteScriptRequest(StageRequest):
    """Write the script of a retell from what was said and seen."""

    transcript: ArtifactRef
    audio: ArtifactRef
    picture: ArtifactRef
    wish: RetellWish


class WriteScriptResult(Contract):
    """`script`: a stored RetellScript in the source's language; `seconds`: how long it is expected to run."""

    script: ArtifactRef
    lines: int
    seconds: float


class NarrationRequest(StageRequest):
    """The lines that a narrator speaks, as an editor has left them."""

    script: ArtifactRef
    edits: tuple[ScriptEdit, ...] = ()


class NarrationResult(Contract):
    """`lines`: stored Lines of the script's language, numbered as there; `count` of them. `source` and `text` of each
    are what the narrator says, `slot` is where the source speaks of it.
    """

    lines: ArtifactRef
    count: int


class EdlEntry(Contract):
    """Frames `first` to `last` (exclusive) of the source, shown for line `line`; `shot` is their shot's index.

    Line 0: a moment without a line, in which the picture before it goes on.
    """

    line: int
    shot: int
    first: int
    last: int


class Edl(Contract):
    """Stored as JSON: the edit decision list, in the order of the output."""

    frame_rate: FrameRate
    entries: tuple[EdlEntry, ...]


class CutRetellRequest(StageRequest):
    """Choose the pictures: an edit decision list whose lines last exactly as long as their voice, about `seconds` in
    all. `spoken`: stored SpokenLines of the narrated lines.
    """

    script: ArtifactRef
    spoken: ArtifactRef
    transcript: ArtifactRef
    picture: ArtifactRef
    frame_rate: FrameRate
    seconds: float
    edits: tuple[ScriptEdit, ...] = ()
    sprite: ArtifactRef | None = None
    sprite_index: ArtifactRef | None = None


class CutRetellResult(Contract):
    """`edl`: a stored Edl; `parts`: its stretches of the source in the order of the output. On the output's timeline:
    `placed`, stored PlacedLines; `originals`, stored Transcript of the original's words that are heard; `bed`, how loud
    the original is; `speech`, where it speaks. `kept`: the numbers of the lines that fit the wished length.
    """

    edl: ArtifactRef
    parts: tuple[TimeRange, ...]
    placed: ArtifactRef
    originals: ArtifactRef
    bed: tuple[BedSpan, ...]
    speech: tuple[TimeRange, ...]
    seconds: float
    kept: tuple[int, ...]
