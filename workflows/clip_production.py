"""One clip from its plan to published files; started again when the clip is edited."""

import asyncio

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.check import CheckActivities
    from activities.framing import FramingActivities
    from activities.journal import JournalActivities
    from activities.render import RenderActivities
    from activities.subtitles import SubtitleActivities
    from domain.contracts.base import StageScope
    from domain.contracts.captions import SubtitlesRequest
    from domain.contracts.framing import PlanFramingRequest
    from domain.contracts.job import ClipOutcome, ClipProductionInput
    from domain.contracts.render import CheckRequest, PublishClipRequest, RenderRequest
    from domain.presets import output_presets

from workflows.stages import run_stage


@workflow.defn
class ClipProduction:
    """Captions and framing at once, one render for all aspects, the check of what was made, then publication."""

    @workflow.run
    async def run(self, order: ClipProductionInput) -> ClipOutcome:
        """Returns whether the clip was published; a broken output contract is an outcome, not a failure."""
        plan, spec = order.plan, order.spec
        presets = output_presets(spec.aspects)

        def scope(step: str) -> StageScope:
            return StageScope(org_id=order.org_id, job_id=order.job_id, step=f"clip {plan.rank} {step}")

        if order.media.video is None:
            raise ValueError("a clip is made of a source with a picture")
        subtitles, framing = await asyncio.gather(
            run_stage(
                SubtitleActivities.write_subtitles,
                SubtitlesRequest(
                    scope=scope("subtitles"),
                    transcript=order.transcript,
                    picture=order.picture,
                    range=plan.range,
                    first_word=plan.first_word,
                    last_word=plan.last_word,
                    title=plan.title,
                    style=spec.style,
                    aspects=spec.aspects,
                    frame_rate=float(order.media.video.frame_rate.value),
                ),
            ),
            run_stage(
                FramingActivities.plan_framing,
                PlanFramingRequest(
                    scope=scope("framing"),
                    picture=order.picture,
                    media=order.media,
                    range=plan.range,
                    aspects=spec.aspects,
                ),
            ),
        )
        rendered = await run_stage(
            RenderActivities.render_clip,
            RenderRequest(
                scope=scope("render"),
                source=order.source,
                media=order.media,
                range=plan.range,
                presets=presets,
                framing=framing.paths,
                captions=subtitles.burned,
            ),
        )
        checked = await run_stage(
            CheckActivities.check_clip,
            CheckRequest(
                scope=scope("check"),
                range=plan.range,
                media=order.media,
                presets=presets,
                files=rendered.files,
                subtitles=subtitles,
            ),
        )
        published = await run_stage(
            JournalActivities.publish_clip,
            PublishClipRequest(
                scope=scope("publish"),
                clip_id=order.clip_id,
                plan=plan,
                source=order.source,
                subtitles=subtitles,
                files=rendered.files,
                check=checked,
                style=spec.style,
            ),
        )
        if published.published:
            return ClipOutcome(clip_id=order.clip_id, rank=plan.rank, published=True)
        return ClipOutcome(
            clip_id=order.clip_id,
            rank=plan.rank,
            published=False,
            error_code="clip.contract_broken",
            message="; ".join(f"{b.clause}: {b.found}, promised {b.promised}" for b in published.breaches),
        )
