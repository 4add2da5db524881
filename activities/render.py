"""Renders one clip to every preset."""

from contextlib import AsyncExitStack

from activities.stage import StageMemory, progress_heartbeat, remembered
from domain.contracts.framing import FramingPath
from domain.contracts.media import Loudness
from domain.contracts.render import OutputPreset, RenderedFile, RenderRequest, RenderResult
from domain.errors import PermanentError
from domain.media_engine import MediaTool, RenderedPaths, RenderTarget, SoundFile
from domain.ports import ObjectStore, Scratch


class RenderActivities:
    """One stage: one decode of the clip's stretch, one encode per preset."""

    def __init__(self, memory: StageMemory, store: ObjectStore, scratch: Scratch, media: MediaTool) -> None:
        self.memory = memory
        self._store = store
        self._scratch = scratch
        self._media = media

    @remembered(version=7, engines=lambda self: (self._media.identity,))
    async def render_clip(self, request: RenderRequest) -> RenderResult:
        """Raises RejectedError `media.*` for a source that fails now, PermanentError `render.no_framing` when a
        preset's aspect has no framing.
        """
        org_id = request.scope.org_id
        with self._scratch.folder("render") as folder:
            async with AsyncExitStack() as opened:
                source = await opened.enter_async_context(self._store.local(org_id, request.source))
                targets = [await self._target(request, preset, opened) for preset in request.presets]
                ranges = request.ranges or (request.range,)
                sound = await self._sound(request, opened)
                rendered = await self._media.render(
                    source, request.media, ranges, targets, folder, progress_heartbeat(), sound
                )
            pairs = zip(request.presets, rendered, strict=True)
            return RenderResult(files=tuple([await self._stored(request, preset, paths) for preset, paths in pairs]))

    async def _sound(self, request: RenderRequest, opened: AsyncExitStack) -> SoundFile | None:
        track = request.sound
        if track is None:
            return None
        path = await opened.enter_async_context(self._store.local(request.scope.org_id, track.artifact))
        return SoundFile(path=path, timeline=track.timeline)

    async def _target(self, request: RenderRequest, preset: OutputPreset, opened: AsyncExitStack) -> RenderTarget:
        framing = _framing(request, preset)
        captions = next((burned for burned in request.captions if burned.aspect == preset.aspect), None)
        ass = None
        if captions is not None:
            ass = await opened.enter_async_context(self._store.local(request.scope.org_id, captions.ass))
        return RenderTarget(preset=preset, framing=framing, ass=ass, spoken=request.spoken, title=request.title)

    async def _stored(self, request: RenderRequest, preset: OutputPreset, paths: RenderedPaths) -> RenderedFile:
        org_id = request.scope.org_id
        return RenderedFile(
            aspect=preset.aspect,
            video=await self._store.put_file(org_id, paths.video, "video/mp4"),
            poster=await self._store.put_file(org_id, paths.poster, "image/jpeg"),
            frames=paths.frames,
            loudness=Loudness(integrated_lufs=paths.integrated_lufs, true_peak_dbtp=paths.true_peak_dbtp),
            samples=await self._store.put_file(org_id, paths.samples, "video/x-matroska"),
            framing=_framing(request, preset),
        )


def _framing(request: RenderRequest, preset: OutputPreset) -> FramingPath:
    framing = next((path for path in request.framing if path.aspect == preset.aspect), None)
    if framing is None:
        raise PermanentError("render.no_framing", f"No framing was planned for the aspect {preset.aspect}.")
    return framing
