"""What fake stages take and give: a blob of a name, a clip of a rank, a source, an order."""

import hashlib

from domain.contracts.base import ArtifactRef, TimeRange
from domain.contracts.clips import ClipPlan
from domain.contracts.job import VideoJobInput
from domain.contracts.media import AudioStream, FrameRate, MediaInfo, UploadSource, VideoStream


def ref(name: str, media_type: str = "application/json") -> ArtifactRef:
    return ArtifactRef(digest=hashlib.sha256(name.encode()).hexdigest(), size=1, media_type=media_type)


def plan(rank: int) -> ClipPlan:
    return ClipPlan(
        rank=rank,
        range=TimeRange(start=rank * 30.0, end=rank * 30.0 + 20),
        first_word=0,
        last_word=5,
        title=f"Clip {rank}",
        score=90.0 - rank,
        sub_scores=(),
        reason="It is a fake.",
    )


def media(*, duration: float = 150, sound: bool = True) -> MediaInfo:
    return MediaInfo(
        container="mov,mp4",
        duration=duration,
        video=VideoStream(
            codec="h264", width=1920, height=1080, frame_rate=FrameRate(num=30, den=1), pixel_format="yuv420p"
        ),
        audio=AudioStream(codec="aac", sample_rate=48000, channels=2, layout="stereo") if sound else None,
    )


def order(job_id: str, **spec: object) -> VideoJobInput:
    return VideoJobInput.model_validate(
        {
            "org_id": "org_default",
            "job_id": job_id,
            "video_id": "video_1",
            "source": UploadSource(upload_id="upload_1").model_dump(),
            "filename": "talk.mp4",
            "spec": spec,
        }
    )
