"""The words of a dub: lines cut from the transcript, voices for who speaks, and a translation of every line."""

from collections.abc import Sequence

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.dub_lines import DubLineActivities
    from activities.products import ProductActivities
    from activities.speakers import SpeakerActivities
    from activities.translate import TranslateActivities
    from activities.voices import VoiceActivities
    from domain.contracts.base import ArtifactRef, TimeRange
    from domain.contracts.clips import ClipPlan
    from domain.contracts.dubbing import (
        CastVoicesRequest,
        DubProductionInput,
        DubWish,
        IdentifySpeakersRequest,
        IdentifySpeakersResult,
        LineBudget,
        PlanLinesRequest,
        TranslateLinesRequest,
    )
    from domain.contracts.job import VideoJobInput
    from domain.contracts.products import ProductStateName, RecordDubRequest

from workflows.failures import Failure
from workflows.findings import Findings
from workflows.joining import join_all
from workflows.stages import run_stage


async def who_speaks(order: VideoJobInput, found: Findings) -> IdentifySpeakersResult:
    """The speakers of the video; every dub of it needs them once."""
    return await run_stage(
        SpeakerActivities.identify_speakers,
        IdentifySpeakersRequest(
            scope=order.scope("speakers"), speech=found.audio.speech, transcript=found.transcript.transcript
        ),
    )


async def plan_dub(
    order: VideoJobInput,
    found: Findings,
    heard: IdentifySpeakersResult,
    wish: DubWish,
    clips: Sequence[ClipPlan],
) -> DubProductionInput:
    """Everything that a dub's voices need, recorded so that its lines can be read and corrected."""
    name = wish.title
    ranges = tuple(TimeRange(start=c.range.start, end=c.range.end) for c in clips) if wish.scope == "clips" else ()
    await record_dub(order, wish, "planned")
    lines = await run_stage(
        DubLineActivities.plan_lines,
        PlanLinesRequest(
            scope=order.scope(f"{name} lines"), transcript=heard.transcript, language=found.language, ranges=ranges
        ),
    )
    speaking = tuple(speaker for speaker in heard.speakers if speaker.label in lines.speakers)
    cast = await run_stage(
        VoiceActivities.cast_voices,
        CastVoicesRequest(
            scope=order.scope(f"{name} voices"), speakers=speaking, language=wish.language, wishes=wish.voices
        ),
    )
    planned = DubProductionInput(
        org_id=order.org_id,
        job_id=order.job_id,
        video_id=order.video_id,
        dub_id=wish.id_in(order.job_id),
        source=found.source,
        media=found.media,
        speech=found.audio.speech,
        transcript=heard.transcript,
        heard=found.transcript.transcript,
        picture=found.picture.analysis,
        language=found.language,
        wish=wish,
        style=order.spec.style,
        aspects=order.spec.aspects,
        voices=cast.voices,
        lines=lines.batches,
        clips=tuple(clips) if wish.scope == "clips" else (),
    )
    planned = planned.model_copy(update={"lines": await translate(planned, lines.batches)})
    await record_dub(order, wish, "ready", planned=planned)
    return planned


async def translate(
    order: DubProductionInput, batches: Sequence[ArtifactRef], budgets: Sequence[LineBudget] = (), tries: str = ""
) -> tuple[ArtifactRef, ...]:
    """The batches with their texts, each beside its neighbours; `budgets` for lines that have to become shorter."""

    async def one(number: int) -> ArtifactRef:
        done = await run_stage(
            TranslateActivities.translate_lines,
            TranslateLinesRequest(
                scope=order.scope(f"translate {number + 1}/{len(batches)}{tries}"),
                lines=batches[number],
                speech=order.speech,
                source_language=order.language,
                language=order.wish.language,
                translator=order.wish.translator,
                glossary=order.wish.glossary,
                budgets=tuple(budgets),
                before=batches[number - 1] if number else None,
                after=batches[number + 1] if number + 1 < len(batches) else None,
            ),
        )
        return done.lines

    return tuple(await join_all(one(number) for number in range(len(batches))))


async def record_dub(
    order: VideoJobInput,
    wish: DubWish,
    state: ProductStateName,
    *,
    planned: DubProductionInput | None = None,
    failure: Failure | None = None,
) -> None:
    """Record how far a dub of the job has come, before its production takes over."""
    await run_stage(
        ProductActivities.record_dub,
        RecordDubRequest(
            scope=order.scope(f"{wish.title} {state}"),
            dub_id=wish.id_in(order.job_id),
            video_id=order.video_id,
            wish=wish,
            state=state,
            order=planned,
            error_code=failure.code if failure else None,
            message=failure.message if failure else "",
        ),
    )
