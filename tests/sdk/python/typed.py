"""What a type checker tells a partner; mypy reads this page, nobody runs it."""

from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import assert_type

from cutdown_sdk import (
    ArtifactRef,
    AsyncCutdown,
    ClipChanges,
    ClipView,
    ClipWishes,
    Cutdown,
    EventView,
    JobSpec,
    JobView,
    TimeRange,
    VideoView,
)


def called(client: Cutdown, ref: ArtifactRef) -> None:
    """At once."""
    assert_type(client.jobs.get("job_1"), JobView)
    assert_type(client.jobs.list(status="running"), Iterator[JobView])
    assert_type(client.jobs.watch("job_1"), Iterator[EventView])
    assert_type(client.jobs.clips("job_1"), Sequence[ClipView])
    assert_type(client.videos.upload("talk.mp4"), VideoView)
    assert_type(client.artifacts.download(ref, "clip.mp4"), Path)
    client.projects.delete("project_1", revision=1)
    client.jobs.get(17)  # type: ignore[arg-type]
    client.jobs.list(status="runing")  # type: ignore[arg-type]
    client.jobs.create("vid_1", specs=JobSpec())  # type: ignore[call-arg]


async def awaited(client: AsyncCutdown, ref: ArtifactRef) -> None:
    """With await."""
    assert_type(await client.jobs.get("job_1"), JobView)
    assert_type(client.jobs.list(status="running"), AsyncIterator[JobView])
    assert_type(client.jobs.watch("job_1"), AsyncIterator[EventView])
    assert_type(await client.clips.download(await client.clips.get("clip_1"), "clips"), dict[str, Path])
    assert_type(await client.artifacts.download(ref, "clip.mp4"), Path)
    await client.jobs.get("job_1", "more")  # type: ignore[call-arg]


def models() -> None:
    """Choices and nested models."""
    JobSpec(wishes=ClipWishes(count=2), aspects=["9:16", "1:1"], style="bold")
    ClipChanges(ranges=[TimeRange(start=1, end=2)], style=None)
    assert_type(JobSpec().wishes.count, int)
