"""The requests by which a clip is made, from its order and the results before: the same for whoever makes it, and for
whoever asks what making it would cost.
"""

from domain.contracts.base import StageScope
from domain.contracts.captions import SubtitlesRequest, SubtitlesResult
from domain.contracts.framing import PlanFramingRequest, PlanFramingResult
from domain.contracts.job import ClipProductionInput
from domain.contracts.media import VideoStream
from domain.contracts.render import CheckRequest, CheckResult, PublishClipRequest, RenderRequest, RenderResult
from domain.presets import output_presets


def subtitles_request(order: ClipProductionInput) -> SubtitlesRequest:
    """Write the clip's captions."""
    plan, spec = order.plan, order.spec
    return SubtitlesRequest(
        scope=_scope(order, "subtitles"),
        transcript=order.transcript,
        picture=order.picture,
        range=plan.range,
        first_word=plan.first_word,
        last_word=plan.last_word,
        title=plan.title,
        style=order.settings.style or spec.style,
        aspects=spec.aspects,
        frame_rate=float(_picture(order).frame_rate.value),
        ranges=plan.ranges,
        texts=order.settings.texts,
    )


def framing_request(order: ClipProductionInput) -> PlanFramingRequest:
    """Plan the clip's windows."""
    return PlanFramingRequest(
        scope=_scope(order, "framing"),
        picture=order.picture,
        media=order.media,
        range=order.plan.range,
        aspects=order.spec.aspects,
        ranges=order.plan.ranges,
        choices=order.settings.framing,
    )


def render_request(order: ClipProductionInput, subtitles: SubtitlesResult, framing: PlanFramingResult) -> RenderRequest:
    """Render the clip's files."""
    return RenderRequest(
        scope=_scope(order, "render"),
        source=order.source,
        media=order.media,
        range=order.plan.range,
        presets=output_presets(order.spec.aspects),
        framing=framing.paths,
        captions=subtitles.burned,
        ranges=order.plan.ranges,
        spoken=order.plan.last_word > order.plan.first_word,
        # Nowhere else is it shown: another title of a filmed clip changes nothing in its files.
        title=order.plan.title if _picture(order).drawn else "",
    )


def check_request(order: ClipProductionInput, subtitles: SubtitlesResult, rendered: RenderResult) -> CheckRequest:
    """Measure the clip's files."""
    return CheckRequest(
        scope=_scope(order, "check"),
        range=order.plan.range,
        media=order.media,
        presets=output_presets(order.spec.aspects),
        files=rendered.files,
        subtitles=subtitles,
        ranges=order.plan.ranges,
        picture=order.picture,
        source=order.source,
        spoken=order.plan.last_word > order.plan.first_word,
    )


def publish_request(
    order: ClipProductionInput, subtitles: SubtitlesResult, rendered: RenderResult, checked: CheckResult
) -> PublishClipRequest:
    """Publish the clip."""
    return PublishClipRequest(
        scope=_scope(order, "publish"),
        clip_id=order.clip_id,
        plan=order.plan,
        source=order.source,
        subtitles=subtitles,
        files=rendered.files,
        check=checked,
        style=order.settings.style or order.spec.style,
        revision=order.revision,
        transcript_revision=order.transcript_revision,
        edit=order.edit,
        hold=order.hold,
        forced_by=order.forced_by,
    )


def _scope(order: ClipProductionInput, step: str) -> StageScope:
    # Ranks change hands: a render of an edit is told from others by the clip's own id.
    place = f"edit {order.revision} of {order.clip_id.removeprefix('clip_')[:6]}" if order.edit else ""
    name = " ".join(part for part in (f"clip {order.plan.rank}", place, step) if part)
    return StageScope(org_id=order.org_id, job_id=order.job_id, step=name)


def _picture(order: ClipProductionInput) -> VideoStream:
    if order.media.video is None:
        raise ValueError("a clip is made of a source with a picture")
    return order.media.video
