"""Foretells from the memory of stages what making a dub or a retell again would take."""

from activities.check import CheckActivities
from activities.dub_assembly import DubAssemblyActivities
from activities.forecast import Walk
from activities.framing import FramingActivities
from activities.line_alignment import LineAlignmentActivities
from activities.mixing import MixingActivities
from activities.pacing import PacingActivities
from activities.render import RenderActivities
from activities.retell import RetellActivities
from activities.stage import StageMemory
from activities.subtitles import SubtitleActivities
from activities.translate import TranslateActivities
from activities.voices import VoiceActivities
from domain import dub_requests, retell_requests
from domain.contracts.base import ArtifactRef
from domain.contracts.clips import ClipPlan
from domain.contracts.dubbing import DubProductionInput
from domain.contracts.retell import RetellProductionInput
from domain.forecasts import Engines, StageForecast


class ProductStageForecaster:
    """Follows a dub or a retell through its stages as far as their results are known."""

    def __init__(self, memory: StageMemory) -> None:
        self._memory = memory

    async def forecast(
        self, order: DubProductionInput | RetellProductionInput, engines: Engines
    ) -> tuple[StageForecast, ...]:
        """The stages in their order. Lines that turn out too long are asked for shorter, which nobody can foretell."""
        walk = Walk(self._memory, engines)
        if isinstance(order, DubProductionInput):
            await _dub(walk, order)
            last = "publish_dub"
        else:
            await _retell(walk, order)
            last = "publish_retell"
        return (*walk.found, StageForecast(last, "run", "always"))


async def _dub(walk: Walk, order: DubProductionInput) -> None:
    spoken = [
        await walk.step(VoiceActivities.synthesise_lines, dub_requests.voices_request(order, lines, "voices"))
        for lines in order.lines
    ]
    known = [one.spoken for one in spoken if one is not None]
    timelines = dub_requests.timelines(order)
    fitted = [
        await walk.step(
            PacingActivities.fit_lines,
            dub_requests.fit_request(order, timeline, known) if len(known) == len(spoken) else None,
        )
        for timeline in timelines
    ]
    # Of lines that are asked for shorter nobody knows what is said in the end.
    settled = not any(one.tight for one in fitted if one is not None)
    for timeline, one in zip(timelines, fitted, strict=True):
        placed = one.placed if one is not None and settled else None
        mixed = await walk.step(
            MixingActivities.mix_sound, dub_requests.mix_request(order, timeline, placed) if placed else None
        )
        aligned = await walk.step(
            LineAlignmentActivities.align_lines, dub_requests.align_request(order, timeline, placed) if placed else None
        )
        sound = mixed.sound if mixed else None
        transcript = aligned.transcript if aligned else None
        if timeline.clip is not None:
            await _clip(walk, order, timeline.clip, sound, transcript)
            continue
        await walk.step(
            DubAssemblyActivities.assemble_dub,
            dub_requests.assemble_request(order, sound, transcript) if sound and transcript else None,
        )


async def _clip(
    walk: Walk, order: DubProductionInput, plan: ClipPlan, sound: ArtifactRef | None, transcript: ArtifactRef | None
) -> None:
    subtitles = await walk.step(
        SubtitleActivities.write_subtitles,
        dub_requests.subtitles_request(order, plan, transcript) if transcript else None,
    )
    framing = await walk.step(FramingActivities.plan_framing, dub_requests.framing_request(order, plan))
    rendered = await walk.step(
        RenderActivities.render_clip,
        dub_requests.render_request(order, plan, subtitles, framing, sound)
        if subtitles and framing and sound
        else None,
    )
    await walk.step(
        CheckActivities.check_clip,
        dub_requests.check_request(order, plan, subtitles, rendered, sound)
        if subtitles and rendered and sound
        else None,
    )


async def _retell(walk: Walk, order: RetellProductionInput) -> None:
    told = await walk.step(RetellActivities.plan_narration, retell_requests.narration_request(order))
    lines = told.lines if told else None
    if lines is not None and (translation := retell_requests.translation_request(order, lines)) is not None:
        translated = await walk.step(TranslateActivities.translate_lines, translation)
        lines = translated.lines if translated else None
    spoken = await walk.step(
        VoiceActivities.synthesise_lines, retell_requests.voice_request(order, lines) if lines else None
    )
    cut = await walk.step(
        RetellActivities.cut_retell, retell_requests.cut_request(order, spoken.spoken) if spoken else None
    )
    mixed = await walk.step(MixingActivities.mix_sound, retell_requests.mix_request(order, cut) if cut else None)
    aligned = await walk.step(
        LineAlignmentActivities.align_lines, retell_requests.align_request(order, cut) if cut else None
    )
    subtitles = await walk.step(
        SubtitleActivities.write_subtitles,
        retell_requests.subtitles_request(order, cut, aligned.transcript) if cut and aligned else None,
    )
    framing = await walk.step(
        FramingActivities.plan_framing, retell_requests.framing_request(order, cut) if cut else None
    )
    rendered = await walk.step(
        RenderActivities.render_clip,
        retell_requests.render_request(order, cut, subtitles, framing, mixed.sound)
        if cut and subtitles and framing and mixed
        else None,
    )
    await walk.step(
        CheckActivities.check_clip,
        retell_requests.check_request(order, cut, subtitles, rendered, mixed.sound)
        if cut and subtitles and rendered and mixed
        else None,
    )
