"""One dub from its translated lines to published files."""

from collections.abc import Sequence
from typing import NamedTuple

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from activities.check import CheckActivities
    from activities.dub_assembly import DubAssemblyActivities
    from activities.framing import FramingActivities
    from activities.line_alignment import LineAlignmentActivities
    from activities.mixing import MixingActivities
    from activities.pacing import PacingActivities
    from activities.products import ProductActivities
    from activities.render import RenderActivities
    from activities.subtitles import SubtitleActivities
    from activities.voices import VoiceActivities
    from domain.contracts.base import ArtifactRef
    from domain.contracts.clips import ClipPlan
    from domain.contracts.dubbing import DubProductionInput, FitLinesResult
    from domain.contracts.products import (
        DubbedSound,
        DubResult,
        ProductFile,
        ProductOutcome,
        ProductStateName,
        PublishDubRequest,
        RecordDubRequest,
        RecordedDub,
    )
    from domain.dub_requests import (
        Timeline,
        align_request,
        assemble_request,
        check_request,
        fit_request,
        framing_request,
        mix_request,
        render_request,
        subtitles_request,
        timelines,
        voices_request,
    )
    from domain.ids import clip_id

from workflows.dubbing import translate
from workflows.failures import Failure
from workflows.joining import join_all
from workflows.product_run import carry_through
from workflows.stages import run_stage, served_gpu_queues

_ROUNDS = 2
"""How often lines that do not fit are asked for shorter."""


@workflow.defn
class DubProduction:
    """A dub of a job; `edit` makes one again after its job, told in the log of that job."""

    @workflow.run
    async def run(self, order: DubProductionInput) -> ProductOutcome:
        """Returns how the dub ended; the failure of an edit fails the workflow with its code as the type."""
        return await carry_through(order, _record, _publish)


async def produce(order: DubProductionInput) -> DubResult:
    """Voices on their slots, and for every timeline the mix with what is left of the original, captions and files."""
    fitted = await _speak(order)
    made = await join_all(
        _heard(order, timeline, one.placed) for timeline, one in zip(timelines(order), fitted, strict=True)
    )
    return DubResult(
        files=tuple(file for part in made for file in part.files),
        sounds=tuple(part.sound for part in made),
        voices=order.settings.voices or order.voices,
        violations=tuple(rule for part in made for rule in part.violations),
    )


class _Made(NamedTuple):
    """What came of one timeline, and which rules of reading its captions could not keep."""

    sound: DubbedSound
    files: tuple[ProductFile, ...]
    violations: tuple[str, ...]


async def _speak(order: DubProductionInput) -> Sequence[FitLinesResult]:
    """Lines that do not fit are asked for shorter; what still does not fit is told of, and not spoken."""
    batches = order.lines
    gpu = await served_gpu_queues(order.scope("gpu workers"))
    fitted = await _fit(order, batches, "", gpu)
    for tried in range(1, _ROUNDS + 1):
        tight = [budget for one in fitted for budget in one.tight]
        if not tight:
            break
        shorter = await translate(order, batches, tight, f" shorter {tried}")
        if shorter == batches:
            break
        batches = shorter
        fitted = await _fit(order, batches, f" shorter {tried}", gpu)
    return fitted


async def _fit(
    order: DubProductionInput, batches: tuple[ArtifactRef, ...], tried: str, gpu_queues: frozenset[str]
) -> Sequence[FitLinesResult]:
    async def one(number: int) -> ArtifactRef:
        step = f"voices {number + 1}/{len(batches)}{tried}"
        done = await run_stage(
            VoiceActivities.synthesise_lines, voices_request(order, batches[number], step), gpu_queues
        )
        return done.spoken

    spoken = await join_all(one(number) for number in range(len(batches)))
    return await join_all(
        run_stage(PacingActivities.fit_lines, fit_request(order, timeline, spoken, tried))
        for timeline in timelines(order)
    )


async def _heard(order: DubProductionInput, timeline: Timeline, placed: ArtifactRef) -> _Made:
    mixed = await run_stage(MixingActivities.mix_sound, mix_request(order, timeline, placed))
    aligned = await run_stage(LineAlignmentActivities.align_lines, align_request(order, timeline, placed))
    sound = DubbedSound(
        clip_id=clip_id(order.job_id, timeline.clip.range) if timeline.clip else None,
        parts=timeline.parts,
        sound=mixed.sound,
        transcript=aligned.transcript,
        placed=placed,
    )
    return await (_video(order, sound) if timeline.clip is None else _clip(order, timeline.clip, sound))


async def _video(order: DubProductionInput, sound: DubbedSound) -> _Made:
    done = await run_stage(DubAssemblyActivities.assemble_dub, assemble_request(order, sound.sound, sound.transcript))
    whole = ProductFile(
        video=done.video, srt=done.srt, vtt=done.vtt, seconds=order.media.duration, loudness=done.loudness
    )
    return _Made(sound, (whole,), done.violations)


async def _clip(order: DubProductionInput, plan: ClipPlan, sound: DubbedSound) -> _Made:
    """A clip of the job with the dub's sound and captions, in every aspect."""
    subtitles = await run_stage(SubtitleActivities.write_subtitles, subtitles_request(order, plan, sound.transcript))
    framing = await run_stage(FramingActivities.plan_framing, framing_request(order, plan))
    rendered = await run_stage(
        RenderActivities.render_clip, render_request(order, plan, subtitles, framing, sound.sound)
    )
    asked = check_request(order, plan, subtitles, rendered, sound.sound)
    checked = await run_stage(CheckActivities.check_clip, asked)
    if checked.breaches:
        told = "; ".join(f"{b.clause}: {b.found}, promised {b.promised}" for b in checked.breaches)
        raise ApplicationError(f"Clip {plan.rank}: {told}", type="clip.contract_broken", non_retryable=True)
    files = tuple(
        ProductFile(
            clip_id=sound.clip_id,
            aspect=file.aspect,
            video=file.video,
            poster=file.poster,
            srt=subtitles.srt,
            vtt=subtitles.vtt,
            seconds=sum(part.duration for part in plan.kept),
            loudness=file.loudness,
        )
        for file in rendered.files
    )
    return _Made(sound, files, tuple(f"clip {plan.rank}: {rule}" for rule in subtitles.violations))


async def _publish(order: DubProductionInput) -> None:
    result = await produce(order)
    await run_stage(
        ProductActivities.publish_dub,
        PublishDubRequest(
            scope=order.scope("publish"),
            dub_id=order.dub_id,
            result=result,
            revision=order.revision,
            edit=order.edit,
        ),
    )


async def _record(order: DubProductionInput, state: ProductStateName, failure: Failure | None) -> RecordedDub:
    return await run_stage(
        ProductActivities.record_dub,
        RecordDubRequest(
            scope=order.scope(state),
            dub_id=order.dub_id,
            video_id=order.video_id,
            wish=order.wish,
            state=state,
            revision=order.revision,
            edit=order.edit,
            error_code=failure.code if failure else None,
            message=failure.message if failure else "",
        ),
    )
