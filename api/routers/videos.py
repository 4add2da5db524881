"""Videos."""

from typing import Annotated

from fastapi import Query, status

from api.concurrency import IfMatch, Tag
from api.dependencies import Caller, Parts
from api.pagination import Page, Paging
from api.schemas import VideoOrder, VideoView
from api.sections import Section
from domain.entities import Video
from domain.services.videos import VideoChanges

router = Section("/videos", tag="videos")


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=VideoView,
    summary="Make a video of an upload, an address or known bytes",
)
async def create_video(order: VideoOrder, parts: Parts, caller: Caller, tag: Tag[Video]) -> Video:
    if order.upload_id is not None:
        return tag(await parts.videos.from_upload(caller, order.upload_id, order.filename))
    if order.url is not None:
        return tag(await parts.videos.from_url(caller, order.url, order.filename))
    return tag(await parts.videos.from_digest(caller, order.digest or "", order.filename or "video"))


@router.get("", summary="List videos, newest first")
async def list_videos(
    parts: Parts, caller: Caller, paging: Paging, project_id: Annotated[str | None, Query(max_length=80)] = None
) -> Page[VideoView]:
    rows = await parts.videos.list(caller, project_id=project_id, after=paging.after, limit=paging.rows)
    return paging.page(rows, VideoView.model_validate)


@router.get("/{video_id}", response_model=VideoView, summary="Get a video")
async def get_video(video_id: str, parts: Parts, caller: Caller, tag: Tag[Video]) -> Video:
    return tag(await parts.videos.get(caller, video_id))


@router.patch("/{video_id}", response_model=VideoView, summary="Rename a video, or move it to a project")
async def update_video(
    video_id: str, changes: VideoChanges, parts: Parts, caller: Caller, tag: Tag[Video], expected: IfMatch
) -> Video:
    return tag(await parts.videos.update(caller, video_id, changes, expected))


@router.delete("/{video_id}", status_code=status.HTTP_204_NO_CONTENT, summary="Forget a video that no job was made of")
async def delete_video(video_id: str, parts: Parts, caller: Caller, expected: IfMatch) -> None:
    await parts.videos.delete(caller, video_id, expected)
