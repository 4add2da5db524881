"""Measures finished files against what was promised of them."""

from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from activities.stage import StageMemory, remembered
from domain.contracts.base import ArtifactRef
from domain.contracts.captions import CaptionWords, PixelBox
from domain.contracts.framing import Aspect
from domain.contracts.picture import PictureAnalysis
from domain.contracts.render import (
    Breach,
    CheckRequest,
    CheckResult,
    OutputMeasurement,
    OutputPreset,
    PictureFidelity,
    RenderedFile,
    SoundFidelity,
)
from domain.errors import RejectedError
from domain.heuristics.caption_fidelity import caption_faults
from domain.heuristics.output_contract import Promise, breaches_of, warnings_of
from domain.heuristics.picture_black import is_black_at
from domain.heuristics.subtitle_check import Cue
from domain.heuristics.subtitle_files import read_burned, read_cues
from domain.media_engine import MediaTool, PromisedPicture, SoundFile
from domain.ports import ObjectStore

_USUAL_RATE = 30.0


class CheckActivities:
    """One stage: the files themselves are measured, nobody's word is taken."""

    def __init__(self, memory: StageMemory, store: ObjectStore, media: MediaTool) -> None:
        self.memory = memory
        self._store = store
        self._media = media

    @remembered(version=5, engines=lambda self: (self._media.identity,))
    async def check_clip(self, request: CheckRequest) -> CheckResult:
        """Breaches are a result, not an error: the clip stays unpublished and says why."""
        measurements: list[OutputMeasurement] = []
        breaches: list[Breach] = []
        warnings: list[Breach] = []
        analysis = await self._analysis(request)
        dark = analysis is not None and _begins_black(request, analysis)
        burned = {captions.aspect: captions for captions in request.subtitles.burned}
        sounds = await self._sounds(request)
        unsaid = await self._unsaid(request)
        for preset, file, sound in zip(request.presets, request.files, sounds, strict=True):
            layout = burned[preset.aspect].layout if preset.aspect in burned else None
            async with self._store.local(request.scope.org_id, file.video) as path:
                measured = await self._media.measure(path)
                picture = await self._picture(
                    request, preset, file, path, analysis, None if layout is None else layout.ink
                )
                measured = measured.model_copy(update={"picture": picture, "sound": sound})
            measurements.append(measured)
            promise = Promise(
                preset=preset,
                ranges=request.ranges or (request.range,),
                media=request.media,
                spoken=request.spoken,
                captions=burned.get(preset.aspect),
                # The same words are read in every aspect: told of once.
                violations=() if len(measurements) > 1 else request.subtitles.illegible,
                hasty=() if len(measurements) > 1 else request.subtitles.violations,
                unsaid=(*(() if len(measurements) > 1 else unsaid[None]), *unsaid.get(preset.aspect, ())),
                begins_black=dark,
            )
            breaches += breaches_of(measured, promise)
            warnings += warnings_of(measured, promise)
        return CheckResult(breaches=tuple(breaches), measurements=tuple(measurements), warnings=tuple(warnings))

    async def _unsaid(self, request: CheckRequest) -> dict[Aspect | None, tuple[str, ...]]:
        """Captions that are not what is said: those burned in each aspect, and with None those of the files."""
        made, org_id = request.subtitles, request.scope.org_id
        if made.words is None:
            return {None: ()}
        words = CaptionWords.model_validate_json(await self._store.read_bytes(org_id, made.words)).words
        video = request.media.video
        rate = _USUAL_RATE if video is None else float(video.frame_rate.value)

        async def faults(file: ArtifactRef, read: Callable[[str], Sequence[Cue]]) -> tuple[str, ...]:
            return caption_faults(read((await self._store.read_bytes(org_id, file)).decode()), words, rate)

        found: dict[Aspect | None, tuple[str, ...]] = {}
        for captions in made.burned:
            found[captions.aspect] = await faults(captions.ass, read_burned)
        files = {"SRT": await faults(made.srt, read_cues), "VTT": await faults(made.vtt, read_cues)}
        found[None] = tuple(f"{name}, {fault}" for name, faulty in files.items() for fault in faulty)
        return found

    async def _analysis(self, request: CheckRequest) -> PictureAnalysis | None:
        """What is known of the source's picture, read once for all files."""
        if request.picture is None:
            return None
        return PictureAnalysis.model_validate_json(await self._store.read_bytes(request.scope.org_id, request.picture))

    async def _picture(
        self,
        request: CheckRequest,
        preset: OutputPreset,
        file: RenderedFile,
        path: Path,
        analysis: PictureAnalysis | None,
        ink: PixelBox | None,
    ) -> PictureFidelity | None:
        """How close the picture is to the source's; None where nothing was kept to compare it with, or where it is
        drawn, because the source has none.
        """
        org_id = request.scope.org_id
        if request.media.video is not None and request.media.video.drawn:
            return None
        if analysis is None or analysis.proxy is None or file.samples is None or file.framing is None:
            return None
        promised = PromisedPicture(
            parts=request.ranges or (request.range,), media=request.media, framing=file.framing, preset=preset, ink=ink
        )
        async with (
            self._store.local(org_id, file.samples) as samples,
            self._store.local(org_id, analysis.proxy) as proxy,
        ):
            return await self._media.compare_picture(path, samples, proxy, promised)

    async def _sounds(self, request: CheckRequest) -> Sequence[SoundFidelity | None]:
        """How each file sounds beside its source."""
        nothing: list[SoundFidelity | None] = [None] * len(request.files)
        if request.source is None or (request.media.audio is None and request.sound is None):
            return nothing
        org_id = request.scope.org_id
        async with AsyncExitStack() as opened:

            async def local(artifact: ArtifactRef) -> Path:
                return await opened.enter_async_context(self._store.local(org_id, artifact))

            files = [await local(file.video) for file in request.files]
            track = request.sound
            sound = None if track is None else SoundFile(path=await local(track.artifact), timeline=track.timeline)
            parts = request.ranges or (request.range,)
            try:
                return await self._media.compare_sound(files, await local(request.source), request.media, parts, sound)
            except RejectedError:
                # A finished file without any sound: measuring it says so.
                return nothing


def _begins_black(request: CheckRequest, picture: PictureAnalysis) -> bool:
    """Whether the source itself shows nothing where the clip begins."""
    start = (request.ranges or (request.range,))[0].start
    return is_black_at(picture.blackouts, picture.frame_rate.frame_at(start))
