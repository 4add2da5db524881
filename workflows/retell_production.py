"""One retell from its script to a published file."""

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from activities.check import CheckActivities
    from activities.framing import FramingActivities
    from activities.line_alignment import LineAlignmentActivities
    from activities.mixing import MixingActivities
    from activities.products import ProductActivities
    from activities.render import RenderActivities
    from activities.retell import RetellActivities
    from activities.subtitles import SubtitleActivities
    from activities.translate import TranslateActivities
    from activities.voices import VoiceActivities
    from domain.contracts.base import ArtifactRef
    from domain.contracts.products import (
        ProductFile,
        ProductOutcome,
        ProductStateName,
        PublishRetellRequest,
        RecordedRetell,
        RecordRetellRequest,
        RetellResult,
    )
    from domain.contracts.retell import RetellProductionInput
    from domain.retell_requests import (
        align_request,
        check_request,
        cut_request,
        framing_request,
        mix_request,
        narration_request,
        render_request,
        subtitles_request,
        translation_request,
        voice_request,
    )

from workflows.failures import Failure
from workflows.product_run import carry_through
from workflows.stages import run_stage, served_gpu_queues


@workflow.defn
class RetellProduction:
    """A retell of a job; `edit` makes it again after its job, told in the log of that job."""

    @workflow.run
    async def run(self, order: RetellProductionInput) -> ProductOutcome:
        """Returns how the retell ended; the failure of an edit fails the workflow with its code as the type."""
        return await carry_through(order, _record, _publish)


async def produce(order: RetellProductionInput) -> RetellResult:
    """The narrator speaks, pictures are cut to the voice, and one render shows and says it all."""
    cut = await run_stage(RetellActivities.cut_retell, cut_request(order, await _narrate(order)))
    mixed = await run_stage(MixingActivities.mix_sound, mix_request(order, cut))
    aligned = await run_stage(LineAlignmentActivities.align_lines, align_request(order, cut))
    subtitles = await run_stage(SubtitleActivities.write_subtitles, subtitles_request(order, cut, aligned.transcript))
    framing = await run_stage(FramingActivities.plan_framing, framing_request(order, cut))
    rendered = await run_stage(
        RenderActivities.render_clip, render_request(order, cut, subtitles, framing, mixed.sound)
    )
    asked = check_request(order, cut, subtitles, rendered, mixed.sound)
    checked = await run_stage(CheckActivities.check_clip, asked)
    if checked.breaches:
        told = "; ".join(f"{b.clause}: {b.found}, promised {b.promised}" for b in checked.breaches)
        raise ApplicationError(told, type="clip.contract_broken", non_retryable=True)
    (file,) = rendered.files
    return RetellResult(
        files=(
            ProductFile(
                aspect=file.aspect,
                video=file.video,
                poster=file.poster,
                srt=subtitles.srt,
                vtt=subtitles.vtt,
                seconds=cut.seconds,
                loudness=file.loudness,
            ),
        ),
        sound=mixed.sound,
        transcript=aligned.transcript,
        edl=cut.edl,
        parts=cut.parts,
        kept=cut.kept,
        seconds=cut.seconds,
        violations=subtitles.violations,
        placed=cut.placed,
        bed=cut.bed,
    )


async def _narrate(order: RetellProductionInput) -> ArtifactRef:
    """The script's lines in the narrator's language and voice."""
    told = await run_stage(RetellActivities.plan_narration, narration_request(order))
    lines = told.lines
    translation = translation_request(order, lines)
    if translation is not None:
        lines = (await run_stage(TranslateActivities.translate_lines, translation)).lines
    gpu = await served_gpu_queues(order.scope("gpu workers"))
    return (await run_stage(VoiceActivities.synthesise_lines, voice_request(order, lines), gpu)).spoken


async def _publish(order: RetellProductionInput) -> None:
    result = await produce(order)
    await run_stage(
        ProductActivities.publish_retell,
        PublishRetellRequest(
            scope=order.scope("publish"),
            retell_id=order.retell_id,
            result=result,
            revision=order.revision,
            edit=order.edit,
        ),
    )


async def _record(order: RetellProductionInput, state: ProductStateName, failure: Failure | None) -> RecordedRetell:
    return await run_stage(
        ProductActivities.record_retell,
        RecordRetellRequest(
            scope=order.scope(state),
            retell_id=order.retell_id,
            video_id=order.video_id,
            wish=order.wish,
            state=state,
            revision=order.revision,
            edit=order.edit,
            error_code=failure.code if failure else None,
            message=failure.message if failure else "",
        ),
    )
