"""The picture branch of a job: from the source's frames to shots, faces, thumbnails and a proxy."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.journal import JournalActivities
    from activities.picture import PictureActivities
    from domain.contracts.base import ArtifactRef
    from domain.contracts.job import RecordVideoRequest, VideoJobInput
    from domain.contracts.media import MediaInfo, VideoStream
    from domain.contracts.picture import (
        AssemblePictureRequest,
        AssemblePictureResult,
        PictureChunkRequest,
        PictureChunkResult,
    )
    from domain.heuristics.picture_chunks import picture_chunks

from workflows.joining import join_all
from workflows.stages import run_stage


async def see(order: VideoJobInput, source: ArtifactRef, media: MediaInfo, video: VideoStream) -> AssemblePictureResult:
    parts = picture_chunks(media.duration, video.frame_rate)
    chunks = await join_all(
        _see_chunk(order, source, media, part, f"{n}/{len(parts)}") for n, part in enumerate(parts, start=1)
    )
    picture = await run_stage(
        PictureActivities.assemble_picture,
        AssemblePictureRequest(scope=order.scope("proxy and shots"), source=source, media=media, chunks=tuple(chunks)),
    )
    await run_stage(
        JournalActivities.record_video,
        RecordVideoRequest(
            scope=order.scope("record picture"),
            video_id=order.video_id,
            proxy=picture.proxy,
            sprite=picture.sprite,
            sprite_index=picture.sprite_index,
        ),
    )
    return picture


async def _see_chunk(
    order: VideoJobInput, source: ArtifactRef, media: MediaInfo, frames: range, place: str
) -> PictureChunkResult:
    return await run_stage(
        PictureActivities.analyse_picture,
        PictureChunkRequest(
            scope=order.scope(f"picture {place}"),
            source=source,
            media=media.without_sound(),
            first_frame=frames.start,
            last_frame=frames.stop,
        ),
    )
