"""Videos: the long ones that clips are made of."""

from pathlib import Path

from cutdown_sdk.calls import Resource, Way, call, listing
from cutdown_sdk.models import VideoChanges, VideoOrder, VideoView
from cutdown_sdk.sending import send_file
from cutdown_sdk.steps import Progress, Series, Steps

_PATH = "/v1/videos/{video_id}"


class Videos(Resource[Way]):
    """Bring videos in, by file or by address."""

    @call
    def upload(
        self,
        path: Path | str,
        *,
        filename: str | None = None,
        media_type: str = "application/octet-stream",
        in_parts: bool | None = None,
        progress: Progress | None = None,
    ) -> Steps[VideoView]:
        """Send a file and make a video of it. After a break the same call goes on where it was; see `uploads.send`."""
        upload = yield from send_file(
            self._api, Path(path), filename=filename, media_type=media_type, in_parts=in_parts, progress=progress
        )
        return (yield from self._api.ask(VideoView, "POST", "/v1/videos", body=VideoOrder(upload_id=upload.id)))

    @call
    def create(
        self,
        *,
        url: str | None = None,
        upload_id: str | None = None,
        digest: str | None = None,
        filename: str | None = None,
        idempotency_key: str | None = None,
    ) -> Steps[VideoView]:
        """A video of exactly one of: a public address that the server fetches, an upload, bytes that you own."""
        given = {"url": url, "upload_id": upload_id, "digest": digest, "filename": filename}
        order = VideoOrder(**{name: value for name, value in given.items() if value is not None})
        return self._api.ask(VideoView, "POST", "/v1/videos", body=order, key=idempotency_key)

    @listing
    def list(self, *, project_id: str | None = None, page_size: int | None = None) -> Series[VideoView]:
        """All videos, the newest first."""
        return self._api.pages(VideoView, "/v1/videos", page_size=page_size, query={"project_id": project_id})

    @call
    def get(self, video_id: str) -> Steps[VideoView]:
        """One video, and what is known of it."""
        return self._api.ask(VideoView, "GET", _PATH, video_id=video_id)

    @call
    def update(self, video_id: str, changes: VideoChanges, *, revision: int | None = None) -> Steps[VideoView]:
        """Rename a video, or move it to a project."""
        return self._api.ask(VideoView, "PATCH", _PATH, body=changes, revision=revision, video_id=video_id)

    @call
    def delete(self, video_id: str, *, revision: int | None = None) -> Steps[None]:
        """Forget a video that no job was made of."""
        return self._api.tell("DELETE", _PATH, revision=revision, video_id=video_id)
