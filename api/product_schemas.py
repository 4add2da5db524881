"""What the routes of dubs, retells, voices and glossaries take and give."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, Field, StringConstraints, model_validator

from api.editing_schemas import StageForecastView
from api.schemas import Body, View
from domain.contracts.base import TimeRange
from domain.contracts.captions import StyleName
from domain.contracts.dubbing import DubSettings, DubWish, GlossaryTerm, Language
from domain.contracts.lines import LineFlag, LineText, SpeakerVoice
from domain.contracts.mixing import MixName
from domain.contracts.products import DubResult, RetellResult
from domain.contracts.retell import LineMode, RetellSettings, RetellWish
from domain.contracts.reviews import GatePolicy
from domain.contracts.voices import Sex
from domain.editing import ClipRender
from domain.products import ProductState

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
Speech = Annotated[str | None, Field(pattern=r"^[a-z]{2,3}$", description="ISO 639-1 code of the speech; null: heard.")]


class DubOrder(Body):
    """A dub of a video, made in a job of its own. With `gate` somebody reads the lines before voices are made."""

    video_id: str = Field(max_length=80)
    wish: DubWish
    source_language: Speech = None
    gate: GatePolicy | None = None

    @model_validator(mode="after")
    def _of_the_whole(self) -> Self:
        if self.wish.scope == "clips":
            raise ValueError(
                "a dub of clips is ordered with the job that makes the clips (POST /v1/jobs, spec.dubs); what an "
                "earlier job has made of the video comes from memory"
            )
        return self


class RetellOrder(Body):
    """A retell of a video, made in a job of its own. With `gate` somebody reads the script before it is told."""

    video_id: str = Field(max_length=80)
    wish: RetellWish = RetellWish()
    source_language: Speech = None
    gate: GatePolicy | None = None


class ProductView(View):
    """What dubs and retells share. `revision` grows with every change; `rendered` is the one that the files were made
    from, and `stale` tells that something they show was changed since. `error_code` and `message` say why it failed.
    """

    id: str
    job_id: str
    video_id: str
    state: ProductState
    revision: int
    rendered: int | None
    stale: bool
    render: ClipRender | None
    error_code: str | None
    message: str
    created_at: datetime


class DubView(ProductView):
    """A dub and, once published, its files."""

    language: str
    wish: DubWish
    settings: DubSettings
    result: DubResult | None


class RetellView(ProductView):
    """A retell and, once published, its file."""

    wish: RetellWish
    settings: RetellSettings
    result: RetellResult | None


class DubChanges(Body):
    """What of a dub to change; what is not given stays. `voices`: of the speakers that they name."""

    mix: MixName | None = None
    voices: list[SpeakerVoice] | None = Field(default=None, min_length=1, max_length=20)


class RetellChanges(Body):
    """What of a retell to change; what is not given stays."""

    voice: str | None = Field(default=None, min_length=1, max_length=120)
    style: StyleName | None = None


class LineChanges(Body):
    """What of a line to change; what is not given stays. `text: null` and `voice: null` take what was made again."""

    text: LineText | None = None
    voice: str | None = Field(default=None, max_length=120)
    voiced: bool = True


class ScriptChanges(Body):
    """What of a script's line to change; what is not given stays, and null takes what was written again."""

    text: LineText | None = None
    mode: LineMode | None = None
    range: TimeRange | None = None
    drop: bool = False


class DubLineView(View):
    """A line: its slot in the source, what is said there and by whom; once made, where it is heard and what an editor
    should look at (`flags`). `stale`: changed since the files were made. `corrected`: what the original says there now,
    where the transcript was corrected after the line was translated. Times in seconds of the source.
    """

    number: int
    speaker: str
    slot_start: float
    slot_end: float
    source: str
    corrected: str | None
    text: str
    voice: str
    voiced: bool
    edited: bool
    stale: bool
    start: float | None
    end: float | None
    speed: float | None
    flags: tuple[LineFlag, ...]


class DubLineList(BaseModel):
    """Lines in the order of time."""

    items: list[DubLineView]


class ScriptLineView(View):
    """A line of a script: what is heard (`mode`), the narrator's text, and the words of the source that it stands on.
    `told`: whether the published file has it; null before there is one.
    """

    number: int
    mode: LineMode
    text: str
    quote: str
    range: TimeRange
    dropped: bool
    edited: bool
    told: bool | None


class ScriptLineList(BaseModel):
    """Lines in their order."""

    items: list[ScriptLineView]


class DubPlanView(View):
    """What a render takes. `needed` is false when the files show the dub as it stands, or somebody makes them yet."""

    dub: DubView = Field(validation_alias="product")
    needed: bool
    stages: list[StageForecastView]


class RetellPlanView(View):
    """What a render takes. `needed` is false when the file shows the retell as it stands, or somebody makes it yet."""

    retell: RetellView = Field(validation_alias="product")
    needed: bool
    stages: list[StageForecastView]


class VoiceView(View):
    """A voice that can be chosen here. A voice that `clones` needs a recording and its speaker's consent."""

    id: str
    name: str
    engine: str
    languages: tuple[str, ...]
    sex: Sex
    sample_rate: int
    licence: str
    commercial: bool
    clones: bool


class VoiceList(BaseModel):
    """Voices, the best of each language first."""

    items: list[VoiceView]


class GlossaryOrder(Body):
    """A glossary; without `project_id` it holds for all projects, without languages for every pair."""

    name: Name
    project_id: str | None = Field(default=None, max_length=80)
    source_language: Language | None = None
    target_language: Language | None = None
    terms: list[GlossaryTerm] = Field(default_factory=list, max_length=1000)


class GlossaryChanges(Body):
    """What of a glossary to change; what is not given stays. `terms` replace the ones before."""

    name: Name | None = None
    terms: list[GlossaryTerm] | None = Field(default=None, max_length=1000)


class GlossaryView(View):
    """A glossary with its terms."""

    id: str
    name: str
    project_id: str | None
    source_language: str | None
    target_language: str | None
    terms: list[GlossaryTerm]
    revision: int
    created_at: datetime
    updated_at: datetime
