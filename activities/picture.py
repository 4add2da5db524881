"""Sees the picture of a source: stretch by stretch, then all stretches joined."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, aclosing
from pathlib import Path

from activities.stage import StageMemory, progress_heartbeat, remembered
from domain.contracts.base import ArtifactRef
from domain.contracts.media import VideoStream
from domain.contracts.picture import (
    AssemblePictureRequest,
    AssemblePictureResult,
    PictureAnalysis,
    PictureChunk,
    PictureChunkRequest,
    PictureChunkResult,
)
from domain.errors import PermanentError, RejectedError
from domain.heuristics.picture_joining import join_chunks
from domain.heuristics.thumbnails import sprite_index, thumbnail_frames, tile_size
from domain.media_engine import MediaTool
from domain.ports import ObjectStore, Scratch

SPRITE_NAME = "sprite.jpg"
"""What the index calls the sheet; a player resolves it against the index's own address."""


class PictureActivities:
    """Two stages: analyse one stretch, assemble all of them."""

    def __init__(self, memory: StageMemory, store: ObjectStore, scratch: Scratch, media: MediaTool) -> None:
        self.memory = memory
        self._store = store
        self._scratch = scratch
        self._media = media

    @remembered(version=6, engines=lambda self: (self._media.identity, self._media.detectors))
    async def analyse_picture(self, request: PictureChunkRequest) -> PictureChunkResult:
        """Raises RejectedError `media.no_video` without a picture, `media.damaged` when it cannot be decoded."""
        org_id = request.scope.org_id
        frames = range(request.first_frame, request.last_frame)
        if not frames:
            raise PermanentError("picture.no_frames", "A stretch of the picture has no frames.")
        with self._scratch.folder("picture") as folder:
            part, thumbnails = folder / "part.h264", folder / "thumbnails.jpg"
            async with self._store.local(org_id, request.source) as path:
                chunk = await self._media.analyse_picture(
                    path, request.media, frames, part, thumbnails, progress_heartbeat()
                )
            return PictureChunkResult(
                analysis=await self._store_json(org_id, chunk.model_dump_json()),
                proxy_part=await self._store.put_file(org_id, part, "video/h264"),
                thumbnails=await self._store.put_file(org_id, thumbnails, "image/jpeg"),
            )

    @remembered(version=3, engines=lambda self: (self._media.identity, self._media.detectors))
    async def assemble_picture(self, request: AssemblePictureRequest) -> AssemblePictureResult:
        """Raises PermanentError `picture.gap` when the stretches are not the whole picture, each frame once."""
        org_id = request.scope.org_id
        video = _video_of(request)
        chunks = [await self._chunk(org_id, result.analysis) for result in request.chunks]
        analysis = join_chunks(chunks, video)
        with self._scratch.folder("assemble") as folder:
            proxy, sprite = folder / "proxy.mp4", folder / "sprite.jpg"
            await self._join_proxy(request, proxy)
            await self._join_thumbnails(request, chunks, sprite)
            stored = await self._store.put_file(org_id, proxy, "video/mp4")
            analysis = analysis.model_copy(update={"proxy": stored})
            result = AssemblePictureResult(
                analysis=await self._store_json(org_id, analysis.model_dump_json()),
                proxy=stored,
                sprite=await self._store.put_file(org_id, sprite, "image/jpeg"),
                sprite_index=await self._store.put_bytes(org_id, _index(request, analysis, video), "text/vtt"),
                shots=len(analysis.shots),
            )
        self._store.forget(org_id, result.proxy, *(chunk.thumbnails for chunk in request.chunks))
        return result

    async def _chunk(self, org_id: str, ref: ArtifactRef) -> PictureChunk:
        return PictureChunk.model_validate_json(await self._store.read_bytes(org_id, ref))

    async def _store_json(self, org_id: str, text: str) -> ArtifactRef:
        return await self._store.put_bytes(org_id, text.encode(), "application/json")

    async def _join_proxy(self, request: AssemblePictureRequest, target: Path) -> None:
        async with (
            self._store.local(request.scope.org_id, request.source) as source,
            aclosing(self._parts(request)) as parts,
        ):
            await self._media.join_proxy(source, request.media, parts, target)

    async def _parts(self, request: AssemblePictureRequest) -> AsyncGenerator[Path]:
        """The proxy's parts in order; a local copy is given up when the next one is asked for.

        Nothing else reads them, and of a long talk all parts beside the joined proxy are as large as the source.
        """
        org_id = request.scope.org_id
        for result in request.chunks:
            async with self._store.local(org_id, result.proxy_part) as part:
                yield part
            self._store.forget(org_id, result.proxy_part)

    async def _join_thumbnails(
        self, request: AssemblePictureRequest, chunks: Sequence[PictureChunk], target: Path
    ) -> None:
        org_id = request.scope.org_id
        async with AsyncExitStack() as opened:
            grids = [
                await opened.enter_async_context(self._store.local(org_id, result.thumbnails))
                for result in request.chunks
            ]
            ranges = [range(chunk.first_frame, chunk.last_frame) for chunk in chunks]
            await self._media.join_thumbnails(request.media, list(zip(ranges, grids, strict=True)), target)


def _video_of(request: AssemblePictureRequest) -> VideoStream:
    if request.media.video is None:
        raise RejectedError("media.no_video", "The file has no picture; send a video.")
    return request.media.video


def _index(request: AssemblePictureRequest, analysis: PictureAnalysis, video: VideoStream) -> bytes:
    frames = thumbnail_frames(range(analysis.frame_count), video.frame_rate, request.media.duration)
    text = sprite_index(frames, analysis.frame_count, video.frame_rate, tile_size(video), SPRITE_NAME)
    return text.encode()
