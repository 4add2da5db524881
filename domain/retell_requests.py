"""The requests by which a retell is made from its order and the results before; its pieces of the source come in any
order.
"""

from domain.contracts.base import ArtifactRef, TimeRange
from domain.contracts.captions import SubtitlesRequest, SubtitlesResult
from domain.contracts.dubbing import TranslateLinesRequest
from domain.contracts.framing import PlanFramingRequest, PlanFramingResult
from domain.contracts.lines import AlignLinesRequest, SpeakerVoice, SynthesiseRequest
from domain.contracts.media import VideoStream
from domain.contracts.mixing import MixRequest
from domain.contracts.render import CheckRequest, RenderRequest, RenderResult, SoundTrack
from domain.contracts.retell import CutRetellRequest, CutRetellResult, NarrationRequest, RetellProductionInput
from domain.presets import output_presets

NARRATOR = "narrator"
"""The label by which the narrator's voice is chosen."""


def narration_request(order: RetellProductionInput) -> NarrationRequest:
    """The lines that the narrator speaks, as their editor has left them."""
    return NarrationRequest(scope=order.scope("narration"), script=order.script, edits=order.settings.edits)


def translation_request(order: RetellProductionInput, lines: ArtifactRef) -> TranslateLinesRequest | None:
    """The narrator's lines in another language; None where they are told in the source's."""
    language = order.wish.language or order.source_language
    if language == order.source_language:
        return None
    return TranslateLinesRequest(
        scope=order.scope("translate"),
        lines=lines,
        speech=order.speech,
        source_language=order.source_language,
        language=language,
        translator=order.wish.translator,
        glossary=order.wish.glossary,
    )


def voice_request(order: RetellProductionInput, lines: ArtifactRef) -> SynthesiseRequest:
    """Speak the narrator's lines."""
    voice = SpeakerVoice(speaker=NARRATOR, voice=order.settings.voice or order.voice)
    return SynthesiseRequest(scope=order.scope("voice"), lines=lines, voices=(voice,))


def cut_request(order: RetellProductionInput, spoken: ArtifactRef) -> CutRetellRequest:
    """Cut the picture to the voice."""
    return CutRetellRequest(
        scope=order.scope("cut"),
        script=order.script,
        spoken=spoken,
        transcript=order.transcript,
        picture=order.picture,
        frame_rate=_picture(order).frame_rate,
        seconds=order.wish.seconds,
        edits=order.settings.edits,
        sprite=order.sprite,
        sprite_index=order.sprite_index,
    )


def mix_request(order: RetellProductionInput, cut: CutRetellResult) -> MixRequest:
    """Mix the narrator with the original's sound under the pieces."""
    return MixRequest(
        scope=order.scope("mix"),
        source=order.source,
        media=order.media,
        parts=cut.parts,
        placed=cut.placed,
        profile="voice_over",
        speech=cut.speech,
        bed=cut.bed,
        music=order.wish.music,
    )


def align_request(order: RetellProductionInput, cut: CutRetellResult) -> AlignLinesRequest:
    """Time the narrator's words, beside the original's that are heard."""
    return AlignLinesRequest(scope=order.scope("align"), placed=cut.placed, beside=cut.originals)


def subtitles_request(order: RetellProductionInput, cut: CutRetellResult, transcript: ArtifactRef) -> SubtitlesRequest:
    """Write the captions of narrator and original; the transcript is on the output's timeline already."""
    return SubtitlesRequest(
        scope=order.scope("subtitles"),
        transcript=transcript,
        picture=order.picture,
        range=_span(cut),
        first_word=None,
        last_word=None,
        title="",
        style=order.settings.style or order.wish.style,
        aspects=(order.wish.aspect,),
        frame_rate=float(_picture(order).frame_rate.value),
        ranges=cut.parts,
        timeline="output",
    )


def framing_request(order: RetellProductionInput, cut: CutRetellResult) -> PlanFramingRequest:
    """Plan the windows of all pieces."""
    return PlanFramingRequest(
        scope=order.scope("framing"),
        picture=order.picture,
        media=order.media,
        range=_span(cut),
        aspects=(order.wish.aspect,),
        ranges=cut.parts,
    )


def render_request(
    order: RetellProductionInput,
    cut: CutRetellResult,
    subtitles: SubtitlesResult,
    framing: PlanFramingResult,
    sound: ArtifactRef,
) -> RenderRequest:
    """Render the pieces in their order under the finished sound."""
    return RenderRequest(
        scope=order.scope("render"),
        source=order.source,
        media=order.media,
        range=_span(cut),
        presets=output_presets((order.wish.aspect,)),
        framing=framing.paths,
        captions=subtitles.burned,
        ranges=cut.parts,
        sound=SoundTrack(artifact=sound, timeline="output"),
    )


def check_request(
    order: RetellProductionInput,
    cut: CutRetellResult,
    subtitles: SubtitlesResult,
    rendered: RenderResult,
    sound: ArtifactRef,
) -> CheckRequest:
    """Measure the file, and compare it to the finished sound."""
    return CheckRequest(
        scope=order.scope("check"),
        range=_span(cut),
        media=order.media,
        presets=output_presets((order.wish.aspect,)),
        files=rendered.files,
        subtitles=subtitles,
        ranges=cut.parts,
        picture=order.picture,
        source=order.source,
        sound=SoundTrack(artifact=sound, timeline="output"),
    )


def _span(cut: CutRetellResult) -> TimeRange:
    """The stretch of the source that holds all pieces."""
    return TimeRange(start=min(part.start for part in cut.parts), end=max(part.end for part in cut.parts))


def _picture(order: RetellProductionInput) -> VideoStream:
    if order.media.video is None:
        raise ValueError("a retell is made of a source with a picture")
    return order.media.video
