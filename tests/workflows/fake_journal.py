"""The stages that record, and publish clips, that answer at once; `FakeStages` has them beside its own."""

from typing import TYPE_CHECKING

from temporalio import activity

from domain.contracts.base import ArtifactRef, StageRequest
from domain.contracts.job import (
    Recorded,
    RecordJobRequest,
    RecordPlanRequest,
    RecordRenderRequest,
    RecordReviewRequest,
    RecordVideoRequest,
)
from domain.contracts.render import Breach, PublishClipRequest, PublishClipResult
from domain.contracts.routing import FindWorkersRequest, FindWorkersResult
from tests.workflows.fake_values import ref

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


async def _none(_queues: tuple[str, ...]) -> tuple[str, ...]:
    return ()


class FakeJournalStages:
    """Keeps what was recorded. `corrected`: the transcript as a review left it; `standing`: the one that a video has
    already; `breaches`: what holds every clip back; `served`: which of the GPU queues have a worker.
    """

    def __init__(self) -> None:
        super().__init__()
        self.states: list[RecordJobRequest] = []
        self.reviews: list[RecordReviewRequest] = []
        self.published: list[PublishClipRequest] = []
        self.renders: list[RecordRenderRequest] = []
        self.planned: list[RecordPlanRequest] = []
        self.corrected: ArtifactRef | None = None
        self.standing: ArtifactRef | None = None
        self.breaches: tuple[Breach, ...] = ()
        self.looked: list[str] = []
        self.served: Callable[[tuple[str, ...]], Awaitable[tuple[str, ...]]] = _none

    async def _enter(self, request: StageRequest) -> None:
        raise NotImplementedError

    @activity.defn
    async def find_workers(self, request: FindWorkersRequest) -> FindWorkersResult:
        self.looked.append(request.scope.step)
        return FindWorkersResult(queues=await self.served(request.queues))

    @activity.defn
    async def publish_clip(self, request: PublishClipRequest) -> PublishClipResult:
        await self._enter(request)
        self.published.append(request)
        published = not self.breaches or request.forced_by is not None
        manifest = ref("manifest") if published else None
        return PublishClipResult(
            clip_id=request.clip_id, published=published, manifest=manifest, breaches=self.breaches
        )

    @activity.defn
    async def record_job(self, request: RecordJobRequest) -> Recorded:
        await self._enter(request)
        self.states.append(request)
        return Recorded(seq=1)

    @activity.defn
    async def record_video(self, request: RecordVideoRequest) -> Recorded:
        await self._enter(request)
        return Recorded(seq=1, transcript=self.standing if request.transcript else None)

    @activity.defn
    async def record_plan(self, request: RecordPlanRequest) -> Recorded:
        await self._enter(request)
        self.planned.append(request)
        return Recorded(seq=1)

    @activity.defn
    async def record_review(self, request: RecordReviewRequest) -> Recorded:
        await self._enter(request)
        self.reviews.append(request)
        return Recorded(seq=1, transcript=self.corrected if request.gate == "transcript" else None)

    @activity.defn
    async def record_render(self, request: RecordRenderRequest) -> Recorded:
        await self._enter(request)
        self.renders.append(request)
        return Recorded(seq=1)
