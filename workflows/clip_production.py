"""One clip from its plan to published files."""

import asyncio

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.check import CheckActivities
    from activities.framing import FramingActivities
    from activities.journal import JournalActivities
    from activities.render import RenderActivities
    from activities.subtitles import SubtitleActivities
    from domain.clip_requests import (
        check_request,
        framing_request,
        publish_request,
        render_request,
        subtitles_request,
    )
    from domain.contracts.job import ClipOutcome, ClipProductionInput
    from domain.held_back import held_back

from workflows.stages import run_stage


@workflow.defn
class ClipProduction:
    """A clip of a job, made for the first time."""

    @workflow.run
    async def run(self, order: ClipProductionInput) -> ClipOutcome:
        """Returns whether the clip was published; a broken output contract is an outcome, not a failure."""
        return await produce(order)


async def produce(order: ClipProductionInput) -> ClipOutcome:
    """Captions and framing at once, one render for all aspects, the check of what was made, then publication."""
    subtitles, framing = await asyncio.gather(
        run_stage(SubtitleActivities.write_subtitles, subtitles_request(order)),
        run_stage(FramingActivities.plan_framing, framing_request(order)),
    )
    rendered = await run_stage(RenderActivities.render_clip, render_request(order, subtitles, framing))
    checked = await run_stage(CheckActivities.check_clip, check_request(order, subtitles, rendered))
    published = await run_stage(JournalActivities.publish_clip, publish_request(order, subtitles, rendered, checked))
    if published.published and order.hold:
        held = publish_request(order.model_copy(update={"hold": False}), subtitles, rendered, checked)
        return ClipOutcome(clip_id=order.clip_id, rank=order.plan.rank, published=False, held=held)
    if published.published:
        return ClipOutcome(clip_id=order.clip_id, rank=order.plan.rank, published=True)
    return ClipOutcome(
        clip_id=order.clip_id,
        rank=order.plan.rank,
        published=False,
        error_code="clip.contract_broken",
        message=held_back(order.clip_id, published.breaches),
    )
