"""Stages that answer at once, for tests of what the workflow does with their answers."""

import asyncio
import contextlib
import inspect
from collections.abc import Callable, Iterator

from temporalio import activity
from temporalio.exceptions import ApplicationError

from domain.contracts.base import ArtifactRef, StageRequest, TimeRange
from domain.contracts.captions import BurnedCaptions, CaptionLayout, PixelBox, SubtitlesRequest, SubtitlesResult
from domain.contracts.clips import DiscoverRequest, DiscoverResult
from domain.contracts.framing import FramingPath, PlanFramingRequest, PlanFramingResult
from domain.contracts.media import (
    ExtractAudioRequest,
    ExtractAudioResult,
    FetchRequest,
    FetchResult,
    InspectRequest,
    InspectResult,
    Loudness,
    MediaInfo,
)
from domain.contracts.picture import (
    AssemblePictureRequest,
    AssemblePictureResult,
    PictureChunkRequest,
    PictureChunkResult,
)
from domain.contracts.render import (
    Breach,
    CheckRequest,
    CheckResult,
    RenderedFile,
    RenderRequest,
    RenderResult,
)
from domain.contracts.speech import (
    AlignChunkRequest,
    AlignChunkResult,
    AssembleTranscriptRequest,
    AssembleTranscriptResult,
    PlanSpeechRequest,
    PlanSpeechResult,
    TranscribeChunkRequest,
    TranscribeChunkResult,
)
from domain.errors import RejectedError
from tests.workflows.fake_journal import FakeJournalStages
from tests.workflows.fake_products import FakeProductStages
from tests.workflows.fake_values import media, plan, ref


class FakeStages(FakeJournalStages, FakeProductStages):
    """Answers every stage; `on` runs first for a named step and may raise or wait; `measured`: what files break;
    `opened`: the digests of the sources that stages after the inspection were given; `deaf`: steps that end well when
    they are asked to stop.
    """

    def __init__(
        self, *, clips: int = 3, info: MediaInfo | None = None, speech: bool = True, words: bool = True
    ) -> None:
        super().__init__()
        self.calls: list[str] = []
        self.done_with: list[ArtifactRef] = []
        self.measured: tuple[Breach, ...] = ()
        self.on: dict[str, Callable[[], object]] = {}
        self.hold: dict[str, asyncio.Event] = {}
        self.deaf: set[str] = set()
        self.running: dict[str, asyncio.Event] = {}
        self.mended: ArtifactRef | None = None
        self.opened: set[str] = set()
        self._clips = clips
        self._info = info or media()
        self._speech = speech
        self._words = 10 if words else 0

    async def _enter(self, request: StageRequest) -> None:
        step = request.scope.step
        self.calls.append(step)
        source = getattr(request, "source", None)
        if isinstance(source, ArtifactRef) and step != "inspect":
            self.opened.add(source.digest)
        self.running.setdefault(step, asyncio.Event()).set()
        if step in self.on:
            self.on[step]()
        if step in self.deaf:
            with contextlib.suppress(asyncio.CancelledError):
                while True:
                    activity.heartbeat()
                    await asyncio.sleep(0.05)
        if step in self.hold:
            while not self.hold[step].is_set():
                activity.heartbeat()
                await asyncio.sleep(0.05)

    @activity.defn
    async def fetch_source(self, request: FetchRequest) -> FetchResult:
        await self._enter(request)
        return FetchResult(artifact=ref("source", "video/mp4"))

    @activity.defn
    async def inspect_source(self, request: InspectRequest) -> InspectResult:
        await self._enter(request)
        return InspectResult(media=self._info, source=self.mended)

    @activity.defn
    async def extract_audio(self, request: ExtractAudioRequest) -> ExtractAudioResult:
        await self._enter(request)
        return ExtractAudioResult(
            speech=ref("flac"),
            peaks=ref("peaks"),
            analysis=ref("levels"),
            loudness=Loudness(integrated_lufs=-18, true_peak_dbtp=-2),
            duration=self._info.duration,
        )

    @activity.defn
    async def analyse_picture(self, request: PictureChunkRequest) -> PictureChunkResult:
        await self._enter(request)
        name = request.scope.step
        return PictureChunkResult(analysis=ref(name), proxy_part=ref(name + "ts"), thumbnails=ref(name + "jpg"))

    @activity.defn
    async def assemble_picture(self, request: AssemblePictureRequest) -> AssemblePictureResult:
        await self._enter(request)
        return AssemblePictureResult(
            analysis=ref("picture"), proxy=ref("proxy"), sprite=ref("sprite"), sprite_index=ref("vtt"), shots=3
        )

    @activity.defn
    async def plan_speech(self, request: PlanSpeechRequest) -> PlanSpeechResult:
        await self._enter(request)
        chunks = tuple(
            TimeRange(start=start, end=min(start + 300, self._info.duration))
            for start in range(0, int(self._info.duration), 300)
        )
        return PlanSpeechResult(
            chunks=chunks if self._speech else (),
            speech=ref("vad"),
            speech_seconds=100,
            language=request.language or "en",
            language_probability=1,
        )

    @activity.defn
    async def transcribe_chunk(self, request: TranscribeChunkRequest) -> TranscribeChunkResult:
        await self._enter(request)
        return TranscribeChunkResult(draft=ref(request.scope.step), words=10)

    @activity.defn
    async def align_chunk(self, request: AlignChunkRequest) -> AlignChunkResult:
        await self._enter(request)
        return AlignChunkResult(aligned=ref(request.scope.step), words=10)

    @activity.defn
    async def assemble_transcript(self, request: AssembleTranscriptRequest) -> AssembleTranscriptResult:
        await self._enter(request)
        self.done_with += request.done_with
        return AssembleTranscriptResult(transcript=ref("transcript"), words=self._words, sentences=2)

    @activity.defn
    async def discover_clips(self, request: DiscoverRequest) -> DiscoverResult:
        await self._enter(request)
        clips = tuple(plan(rank) for rank in range(1, self._clips + 1))
        return DiscoverResult(clips=clips, report=ref("report"), weights_version="1")

    @activity.defn
    async def write_subtitles(self, request: SubtitlesRequest) -> SubtitlesResult:
        await self._enter(request)
        safe = PixelBox(left=90, top=200, right=990, bottom=1500)
        layout = CaptionLayout(ink=safe, safe_area=safe)
        burned = tuple(BurnedCaptions(aspect=aspect, ass=ref("ass"), layout=layout) for aspect in request.aspects)
        return SubtitlesResult(srt=ref("srt"), vtt=ref("vtt"), burned=burned, cues=2)

    @activity.defn
    async def plan_framing(self, request: PlanFramingRequest) -> PlanFramingResult:
        await self._enter(request)
        return PlanFramingResult(
            paths=tuple(FramingPath(aspect=aspect, frames=600, segments=()) for aspect in request.aspects)
        )

    @activity.defn
    async def render_clip(self, request: RenderRequest) -> RenderResult:
        await self._enter(request)
        loudness = Loudness(integrated_lufs=-14, true_peak_dbtp=-1.2)
        return RenderResult(
            files=tuple(
                RenderedFile(aspect=p.aspect, video=ref("mp4"), poster=ref("jpg"), frames=600, loudness=loudness)
                for p in request.presets
            )
        )

    @activity.defn
    async def check_clip(self, request: CheckRequest) -> CheckResult:
        await self._enter(request)
        return CheckResult(breaches=self.measured, measurements=())

    def activities(self) -> list[Callable[..., object]]:
        return [
            getattr(self, name)
            for name in dir(self)
            if not name.startswith("_") and activity._Definition.from_callable(getattr(self, name)) is not None
        ]


class StagesOfJobs:
    """Lets several tests share workers: a job's stages are those that were served when it was first heard of."""

    def __init__(self) -> None:
        self._current: FakeStages | None = None
        self._of_job: dict[str, FakeStages] = {}

    @contextlib.contextmanager
    def by(self, stages: FakeStages) -> Iterator[None]:
        """Jobs that are started in the context are served by these stages, to their end."""
        self._current = stages
        try:
            yield
        finally:
            self._current = None

    def _stages(self, job_id: str) -> FakeStages:
        if job_id not in self._of_job:
            if self._current is None:
                raise ApplicationError(f"nobody serves {job_id}", type="test.unserved", non_retryable=True)
            self._of_job[job_id] = self._current
        return self._of_job[job_id]

    def activities(self) -> list[Callable[..., object]]:
        return [self._shared(stage) for stage in FakeStages().activities()]

    def _shared(self, stage: Callable[..., object]) -> Callable[..., object]:
        name = getattr(stage, "__name__")  # noqa: B009 - a Callable need not have a name, an activity method has

        async def run(request: StageRequest) -> object:
            return await getattr(self._stages(request.scope.job_id), name)(request)

        # What arrives and what goes back is decoded and encoded by these.
        run.__annotations__ = dict(inspect.get_annotations(inspect.unwrap(stage)))
        return activity.defn(name=name)(run)


def refuse(code: str, message: str = "Refused for a reason.") -> Callable[[], object]:
    def raise_it() -> object:
        # As the interceptor does: the library's own error stays behind it as the cause.
        raise ApplicationError(message, type=code, non_retryable=True) from RejectedError(code, message)

    return raise_it
