"""One dub from its translated lines to published files."""

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
    from domain.contracts.mixing import MixResult
    from domain.contracts.products import (
        DubResult,
        ProductFile,
        ProductOutcome,
        ProductStateName,
        PublishDubRequest,
        RecordDubRequest,
        RecordedDub,
    )
    from domain.dub_requests import (
        align_request,
        assemble_request,
        check_request,
        fit_request,
        framing_request,
        mix_request,
        render_request,
        subtitles_request,
        voices_request,
    )
    from domain.ids import clip_id

from workflows.dubbing import translate
from workflows.failures import Failure
from workflows.joining import join_all
from workflows.product_run import carry_through
from workflows.stages import run_stage

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
    """Voices on their slots, the mix with what is left of the original, its captions, and the files."""
    fitted = await _speak(order)
    mixed = await run_stage(MixingActivities.mix_sound, mix_request(order, fitted.placed))
    aligned = await run_stage(LineAlignmentActivities.align_lines, align_request(order, fitted.placed))
    files, violations = await _files(order, mixed, aligned.transcript)
    return DubResult(
        files=files,
        sound=mixed.sound,
        transcript=aligned.transcript,
        placed=fitted.placed,
        voices=order.settings.voices or order.voices,
        violations=violations,
    )


async def _speak(order: DubProductionInput) -> FitLinesResult:
    """Lines that do not fit are asked for shorter; what still does not fit is told of, and not spoken."""
    batches = order.lines
    fitted = await _fit(order, batches, "")
    for tried in range(1, _ROUNDS + 1):
        if not fitted.tight:
            break
        shorter = await translate(order, batches, fitted.tight, f" shorter {tried}")
        if shorter == batches:
            break
        batches = shorter
        fitted = await _fit(order, batches, f" shorter {tried}")
    return fitted


async def _fit(order: DubProductionInput, batches: tuple[ArtifactRef, ...], tried: str) -> FitLinesResult:
    async def one(number: int) -> ArtifactRef:
        step = f"voices {number + 1}/{len(batches)}{tried}"
        done = await run_stage(VoiceActivities.synthesise_lines, voices_request(order, batches[number], step))
        return done.spoken

    spoken = await join_all(one(number) for number in range(len(batches)))
    return await run_stage(PacingActivities.fit_lines, fit_request(order, spoken, f"fit{tried}"))


async def _files(
    order: DubProductionInput, mixed: MixResult, transcript: ArtifactRef
) -> tuple[tuple[ProductFile, ...], tuple[str, ...]]:
    """The files, and which rules of reading their captions could not keep."""
    if order.wish.scope == "clips":
        made = await join_all(_clip(order, plan, mixed, transcript) for plan in order.clips)
        told = (
            f"clip {plan.rank}: {rule}" for plan, (_, rules) in zip(order.clips, made, strict=True) for rule in rules
        )
        return tuple(file for files, _ in made for file in files), tuple(told)
    done = await run_stage(DubAssemblyActivities.assemble_dub, assemble_request(order, mixed.sound, transcript))
    whole = ProductFile(
        video=done.video, srt=done.srt, vtt=done.vtt, seconds=order.media.duration, loudness=done.loudness
    )
    return (whole,), done.violations


async def _clip(
    order: DubProductionInput, plan: ClipPlan, mixed: MixResult, transcript: ArtifactRef
) -> tuple[list[ProductFile], tuple[str, ...]]:
    """A clip of the job with the dub's sound and captions, in every aspect, and the rules these captions break."""
    subtitles = await run_stage(SubtitleActivities.write_subtitles, subtitles_request(order, plan, transcript))
    framing = await run_stage(FramingActivities.plan_framing, framing_request(order, plan))
    rendered = await run_stage(
        RenderActivities.render_clip, render_request(order, plan, subtitles, framing, mixed.sound)
    )
    checked = await run_stage(CheckActivities.check_clip, check_request(order, plan, subtitles, rendered))
    if checked.breaches:
        told = "; ".join(f"{b.clause}: {b.found}, promised {b.promised}" for b in checked.breaches)
        raise ApplicationError(f"Clip {plan.rank}: {told}", type="clip.contract_broken", non_retryable=True)
    files = [
        ProductFile(
            clip_id=clip_id(order.job_id, plan.range),
            aspect=file.aspect,
            video=file.video,
            poster=file.poster,
            srt=subtitles.srt,
            vtt=subtitles.vtt,
            seconds=sum(part.duration for part in plan.kept),
            loudness=file.loudness,
        )
        for file in rendered.files
    ]
    return files, subtitles.violations


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
