"""The requests by which a dub is made from its order and the results before: the same for whoever makes it, and for
whoever asks what making it would cost.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.contracts.base import ArtifactRef, TimeRange
from domain.contracts.captions import SubtitlesRequest, SubtitlesResult
from domain.contracts.clips import ClipPlan
from domain.contracts.dubbing import AssembleDubRequest, DubProductionInput, FitLinesRequest
from domain.contracts.framing import PlanFramingRequest, PlanFramingResult
from domain.contracts.lines import AlignLinesRequest, SynthesiseRequest
from domain.contracts.mixing import MixRequest
from domain.contracts.render import CheckRequest, RenderRequest, RenderResult, SoundTrack
from domain.presets import output_presets


def voices_request(order: DubProductionInput, lines: ArtifactRef, step: str) -> SynthesiseRequest:
    """Speak a batch of lines, as their editor has left them."""
    return SynthesiseRequest(
        scope=order.scope(step),
        lines=lines,
        voices=order.settings.voices or order.voices,
        edits=order.settings.edits,
    )


@dataclass(frozen=True)
class Timeline:
    """What a sound of the dub is heard with: the whole source, or the parts of it that `clip` shows."""

    clip: ClipPlan | None = None

    @property
    def name(self) -> str:
        """Where its steps belong to, before their own names."""
        return f"clip {self.clip.rank} " if self.clip else ""

    @property
    def parts(self) -> tuple[TimeRange, ...]:
        """The clip's parts of the source; none for the whole of it."""
        return self.clip.kept if self.clip else ()


def timelines(order: DubProductionInput) -> tuple[Timeline, ...]:
    """Those that the dub is made for. Each clip has its own, so that a corrected line touches no other clip."""
    return tuple(Timeline(plan) for plan in order.clips) if order.wish.scope == "clips" else (Timeline(),)


def fit_request(
    order: DubProductionInput, timeline: Timeline, spoken: Sequence[ArtifactRef], tried: str = ""
) -> FitLinesRequest:
    """Place the spoken batches on their slots."""
    parts = timeline.parts
    return FitLinesRequest(
        scope=order.scope(f"{timeline.name}fit{tried}"),
        spoken=tuple(spoken),
        duration=sum(part.duration for part in parts) if parts else order.media.duration,
        parts=parts,
    )


def mix_request(order: DubProductionInput, timeline: Timeline, placed: ArtifactRef) -> MixRequest:
    """Mix the lines with what the profile leaves of the original."""
    return MixRequest(
        scope=order.scope(f"{timeline.name}mix"),
        source=order.source,
        media=order.media,
        parts=timeline.parts or (TimeRange(start=0, end=order.media.duration),),
        placed=placed,
        profile=order.settings.mix or order.wish.mix,
    )


def align_request(order: DubProductionInput, timeline: Timeline, placed: ArtifactRef) -> AlignLinesRequest:
    """Time the words of the lines."""
    return AlignLinesRequest(scope=order.scope(f"{timeline.name}align"), placed=placed)


def assemble_request(order: DubProductionInput, sound: ArtifactRef, transcript: ArtifactRef) -> AssembleDubRequest:
    """Put the sound beside the source's picture."""
    return AssembleDubRequest(
        scope=order.scope("assemble"),
        source=order.source,
        media=order.media,
        sound=sound,
        transcript=transcript,
        picture=order.picture,
        language=order.wish.language,
    )


def subtitles_request(order: DubProductionInput, plan: ClipPlan, transcript: ArtifactRef) -> SubtitlesRequest:
    """Write the captions from the dub's own words."""
    rate = order.media.video.frame_rate if order.media.video else None
    if rate is None:
        raise ValueError("a clip is made of a source with a picture")
    return SubtitlesRequest(
        scope=order.scope(f"clip {plan.rank} subtitles"),
        transcript=transcript,
        picture=order.picture,
        range=plan.range,
        first_word=None,
        last_word=None,
        title=plan.title,
        style=order.style,
        aspects=order.aspects,
        frame_rate=float(rate.value),
        ranges=plan.ranges,
        timeline="output",
    )


def framing_request(order: DubProductionInput, plan: ClipPlan) -> PlanFramingRequest:
    """Plan the clip's windows, as for the original."""
    return PlanFramingRequest(
        scope=order.scope(f"clip {plan.rank} framing"),
        picture=order.picture,
        media=order.media,
        range=plan.range,
        aspects=order.aspects,
        ranges=plan.ranges,
    )


def render_request(
    order: DubProductionInput,
    plan: ClipPlan,
    subtitles: SubtitlesResult,
    framing: PlanFramingResult,
    sound: ArtifactRef,
) -> RenderRequest:
    """Render the clip's files with the dub's sound."""
    return RenderRequest(
        scope=order.scope(f"clip {plan.rank} render"),
        source=order.source,
        media=order.media,
        range=plan.range,
        presets=output_presets(order.aspects),
        framing=framing.paths,
        captions=subtitles.burned,
        ranges=plan.ranges,
        sound=SoundTrack(artifact=sound, timeline="output"),
    )


def check_request(
    order: DubProductionInput, plan: ClipPlan, subtitles: SubtitlesResult, rendered: RenderResult, sound: ArtifactRef
) -> CheckRequest:
    """Measure the clip's files, and compare them to the dub's sound."""
    return CheckRequest(
        scope=order.scope(f"clip {plan.rank} check"),
        range=plan.range,
        media=order.media,
        presets=output_presets(order.aspects),
        files=rendered.files,
        subtitles=subtitles,
        ranges=plan.ranges,
        picture=order.picture,
        source=order.source,
        sound=SoundTrack(artifact=sound, timeline="output"),
    )
