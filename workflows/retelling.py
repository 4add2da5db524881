"""The script of a retell, and a narrator for it."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.products import ProductActivities
    from activities.scripts import ScriptActivities
    from activities.voices import VoiceActivities
    from domain.contracts.dubbing import CastVoicesRequest, Speaker
    from domain.contracts.job import VideoJobInput
    from domain.contracts.lines import SpeakerVoice
    from domain.contracts.products import ProductStateName, RecordRetellRequest
    from domain.contracts.retell import RetellProductionInput, RetellWish, WriteScriptRequest
    from domain.retell_requests import NARRATOR

from workflows.failures import Failure
from workflows.findings import Findings
from workflows.stages import run_stage


async def plan_retell(order: VideoJobInput, found: Findings, wish: RetellWish) -> RetellProductionInput:
    """Everything that the narrator needs, recorded so that the script can be read and corrected."""
    await record_retell(order, wish, "planned")
    written = await run_stage(
        ScriptActivities.write_script,
        WriteScriptRequest(
            scope=order.scope("retell script"),
            transcript=found.transcript.transcript,
            audio=found.audio.analysis,
            picture=found.picture.analysis,
            wish=wish,
        ),
    )
    wishes = (SpeakerVoice(speaker=NARRATOR, voice=wish.voice),) if wish.voice else ()
    cast = await run_stage(
        VoiceActivities.cast_voices,
        CastVoicesRequest(
            scope=order.scope("retell voice"),
            speakers=(Speaker(label=NARRATOR, seconds=wish.seconds),),
            language=wish.language or found.language,
            wishes=wishes,
        ),
    )
    planned = RetellProductionInput(
        org_id=order.org_id,
        job_id=order.job_id,
        video_id=order.video_id,
        retell_id=wish.id_in(order.job_id),
        source=found.source,
        media=found.media,
        speech=found.audio.speech,
        transcript=found.transcript.transcript,
        picture=found.picture.analysis,
        sprite=found.picture.sprite,
        sprite_index=found.picture.sprite_index,
        source_language=found.language,
        wish=wish,
        voice=cast.voices[0].voice,
        script=written.script,
    )
    await record_retell(order, wish, "ready", planned=planned)
    return planned


async def record_retell(
    order: VideoJobInput,
    wish: RetellWish,
    state: ProductStateName,
    *,
    planned: RetellProductionInput | None = None,
    failure: Failure | None = None,
) -> None:
    """Record how far the retell of the job has come, before its production takes over."""
    await run_stage(
        ProductActivities.record_retell,
        RecordRetellRequest(
            scope=order.scope(f"{wish.title} {state}"),
            retell_id=wish.id_in(order.job_id),
            video_id=order.video_id,
            wish=wish,
            state=state,
            order=planned,
            error_code=failure.code if failure else None,
            message=failure.message if failure else "",
        ),
    )
