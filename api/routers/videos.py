"""Videos."""

from fastapi import APIRouter, status

from api.dependencies import Caller, Parts
from api.pagination import Page, Paging
from api.schemas import VideoOrder, VideoView
from domain.entities import Video

router = APIRouter(prefix="/videos", tags=["videos"])


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=VideoView,
    summary="Make a video of an upload, an address or known bytes",
)
async def create_video(order: VideoOrder, parts: Parts, caller: Caller) -> Video:
    if order.upload_id is not None:
        return await parts.videos.from_upload(caller, order.upload_id, order.filename)
    if order.url is not None:
        return await parts.videos.from_url(caller, order.url, order.filename)
    return await parts.videos.from_digest(caller, order.digest or "", order.filename or "video")


@router.get("", summary="List videos, newest first")
async def list_videos(parts: Parts, caller: Caller, paging: Paging) -> Page[VideoView]:
    rows = await parts.videos.list(caller, after=paging.after, limit=paging.rows)
    return paging.page(rows, VideoView.model_validate)


@router.get("/{video_id}", response_model=VideoView, summary="Get a video")
async def get_video(video_id: str, parts: Parts, caller: Caller) -> Video:
    return await parts.videos.get(caller, video_id)
