"""The stages of dubs and retells that answer at once; `FakeStages` has them beside its own."""

from typing import Any

from temporalio import activity

from domain.contracts.base import StageRequest, TimeRange
from domain.contracts.dubbing import (
    AssembleDubRequest,
    AssembleDubResult,
    CastVoicesRequest,
    CastVoicesResult,
    DubSettings,
    FitLinesRequest,
    FitLinesResult,
    IdentifySpeakersRequest,
    IdentifySpeakersResult,
    LineBudget,
    PlanLinesRequest,
    PlanLinesResult,
    Speaker,
    TranslateLinesRequest,
    TranslateLinesResult,
)
from domain.contracts.lines import (
    AlignLinesRequest,
    AlignLinesResult,
    SpeakerVoice,
    SynthesiseRequest,
    SynthesiseResult,
)
from domain.contracts.media import Loudness
from domain.contracts.mixing import MixRequest, MixResult
from domain.contracts.products import (
    PublishDubRequest,
    Published,
    PublishRetellRequest,
    RecordDubRequest,
    RecordedDub,
    RecordedRetell,
    RecordRetellRequest,
)
from domain.contracts.retell import (
    CutRetellRequest,
    CutRetellResult,
    NarrationRequest,
    NarrationResult,
    RetellSettings,
    WriteScriptRequest,
    WriteScriptResult,
)
from tests.workflows.fake_values import ref

LOUD = Loudness(integrated_lufs=-14, true_peak_dbtp=-1.2)


class FakeProductStages:
    """`tight`: for so many fits one line is too long; `stubborn`: texts stay as they are when shorter ones are asked for;
    `edited`: what an editor has left on a dub.
    """

    def __init__(self) -> None:
        self.tight = 0
        self.stubborn = False
        self.edited = DubSettings()
        self.dubs: list[RecordDubRequest] = []
        self.retells: list[RecordRetellRequest] = []
        self.spoken: list[SynthesiseRequest] = []
        self.translated: list[TranslateLinesRequest] = []
        self.mixed: list[MixRequest] = []
        self.products: list[PublishDubRequest | PublishRetellRequest] = []

    async def _enter(self, request: StageRequest) -> None:
        raise NotImplementedError

    @activity.defn
    async def identify_speakers(self, request: IdentifySpeakersRequest) -> IdentifySpeakersResult:
        await self._enter(request)
        return IdentifySpeakersResult(transcript=ref("who"), speakers=(Speaker(label="A", seconds=60),))

    @activity.defn
    async def plan_lines(self, request: PlanLinesRequest) -> PlanLinesResult:
        await self._enter(request)
        return PlanLinesResult(batches=(ref("lines 1"), ref("lines 2")), lines=30, speakers=("A",))

    @activity.defn
    async def cast_voices(self, request: CastVoicesRequest) -> CastVoicesResult:
        await self._enter(request)
        return CastVoicesResult(
            voices=tuple(SpeakerVoice(speaker=one.label, voice="fake/anna") for one in request.speakers)
        )

    @activity.defn
    async def translate_lines(self, request: TranslateLinesRequest) -> TranslateLinesResult:
        await self._enter(request)
        self.translated.append(request)
        if request.budgets and self.stubborn:
            return TranslateLinesResult(lines=request.lines, engine="fake", made=0)
        name = f"{request.lines.digest} in {request.language} {request.budgets}"
        return TranslateLinesResult(lines=ref(name), engine="fake", made=15)

    @activity.defn
    async def synthesise_lines(self, request: SynthesiseRequest) -> SynthesiseResult:
        await self._enter(request)
        self.spoken.append(request)
        return SynthesiseResult(spoken=ref(f"voice of {request.lines.digest}"), lines=15, made=15)

    @activity.defn
    async def fit_lines(self, request: FitLinesRequest) -> FitLinesResult:
        await self._enter(request)
        tight: tuple[LineBudget, ...] = ()
        if self.tight:
            self.tight -= 1
            tight = (LineBudget(number=3, max_chars=40),)
        return FitLinesResult(placed=ref("placed"), tight=tight)

    @activity.defn
    async def mix_sound(self, request: MixRequest) -> MixResult:
        await self._enter(request)
        self.mixed.append(request)
        return MixResult(sound=ref("mix"), seconds=150, channels=2, loudness=LOUD)

    @activity.defn
    async def align_lines(self, request: AlignLinesRequest) -> AlignLinesResult:
        await self._enter(request)
        return AlignLinesResult(transcript=ref("aligned"), words=90)

    @activity.defn
    async def assemble_dub(self, request: AssembleDubRequest) -> AssembleDubResult:
        await self._enter(request)
        return AssembleDubResult(
            video=ref(f"dub {request.language}"), srt=ref("srt"), vtt=ref("vtt"), loudness=LOUD, drift_seconds=0.0
        )

    @activity.defn
    async def record_dub(self, request: RecordDubRequest) -> RecordedDub:
        await self._enter(request)
        self.dubs.append(request)
        return RecordedDub(settings=self.edited, revision=2 if self.edited.edits else 1)

    @activity.defn
    async def publish_dub(self, request: PublishDubRequest) -> Published:
        await self._enter(request)
        self.products.append(request)
        return Published(seq=1)

    @activity.defn
    async def write_script(self, request: WriteScriptRequest) -> WriteScriptResult:
        await self._enter(request)
        return WriteScriptResult(script=ref("script"), lines=6, seconds=61)

    @activity.defn
    async def plan_narration(self, request: NarrationRequest) -> NarrationResult:
        await self._enter(request)
        return NarrationResult(lines=ref("narration"), count=5)

    @activity.defn
    async def cut_retell(self, request: CutRetellRequest) -> CutRetellResult:
        await self._enter(request)
        return CutRetellResult(
            edl=ref("edl"),
            parts=(TimeRange(start=80, end=110), TimeRange(start=10, end=40)),
            placed=ref("placed"),
            originals=ref("originals"),
            bed=(),
            speech=(),
            seconds=60,
            kept=(1, 2, 3),
        )

    @activity.defn
    async def record_retell(self, request: RecordRetellRequest) -> RecordedRetell:
        await self._enter(request)
        self.retells.append(request)
        return RecordedRetell(settings=RetellSettings(), revision=1)

    @activity.defn
    async def publish_retell(self, request: PublishRetellRequest) -> Published:
        await self._enter(request)
        self.products.append(request)
        return Published(seq=1)


def states(records: list[Any]) -> list[str]:
    """The states that were recorded, in order."""
    return [record.state for record in records]
