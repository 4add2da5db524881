"""The media stages with real tools, blobs in a folder and results in memory."""

from pathlib import Path

import numpy as np

from activities.audio import AudioActivities
from activities.check import CheckActivities
from activities.inspect import InspectActivities
from activities.render import RenderActivities
from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.tool import FfmpegMediaTool
from adapters.storage.scratch import ScratchFolders
from domain.contracts.base import ArtifactRef, StageScope, TimeRange
from domain.contracts.captions import BurnedCaptions, CaptionLayout, PixelBox, SubtitlesResult
from domain.contracts.framing import CropPoint, FramingPath, FramingSegment
from domain.contracts.media import InspectRequest, MediaInfo
from domain.contracts.picture import FaceBox
from domain.contracts.render import OutputPreset, RenderRequest
from tests.activities.memory_store import DictResults, FolderBlobs
from tests.speech_audio import voice_detector

SCOPE = StageScope(org_id="org_a", job_id="job_1", step="clip 1")
TALL = OutputPreset(aspect="9:16", width=180, height=320, speed="ultrafast")
SQUARE = OutputPreset(aspect="1:1", width=160, height=160, speed="ultrafast")


class NoFaces:
    """Stands where a detector is named but not asked."""

    identity = "no-faces-1"

    def detect(self, frame: np.ndarray, *, thorough: bool = False) -> list[FaceBox]:
        raise AssertionError("no stage of these tests looks for faces")


class NoShots:
    """Stands where a detector is named but not asked."""

    identity = "no-shots-1"


class MediaHouse:
    """Every media stage, and the requests that they take."""

    def __init__(self, folder: Path) -> None:
        for name in ("blobs", "fonts"):
            (folder / name).mkdir()
        self.scratch_root = folder / "scratch"
        self.store = FolderBlobs(folder / "blobs")
        self.memory = DictResults()
        self.runner = FfmpegRunner()
        self.tool = tool = FfmpegMediaTool(self.runner, folder / "fonts", NoFaces(), NoShots())  # type: ignore[arg-type]
        self.scratch = scratch = ScratchFolders(self.scratch_root, "render")
        self.inspect = InspectActivities(self.memory, self.store, scratch, tool, voice_detector())  # type: ignore[arg-type]
        self.audio = AudioActivities(self.memory, self.store, scratch, tool)  # type: ignore[arg-type]
        self.render = RenderActivities(self.memory, self.store, scratch, tool)  # type: ignore[arg-type]
        self.check = CheckActivities(self.memory, self.store, tool)  # type: ignore[arg-type]

    @property
    def left_behind(self) -> list[Path]:
        return list(self.scratch_root.glob("*"))

    async def put(self, path: Path) -> ArtifactRef:
        return await self.store.put_file("org_a", path, "video/mp4")

    async def inspected(self, path: Path) -> tuple[ArtifactRef, MediaInfo]:
        source = await self.put(path)
        found = await self.inspect.inspect_source(InspectRequest(scope=SCOPE, source=source, filename="talk.mp4"))
        return found.source or source, found.media

    async def captions(self, text: str = "hello") -> BurnedCaptions:
        script = _ASS.replace("TEXT", text).encode()
        layout = CaptionLayout(
            ink=PixelBox(left=30, top=140, right=150, bottom=170),
            safe_area=PixelBox(left=10, top=20, right=170, bottom=300),
        )
        return BurnedCaptions(
            aspect="9:16", ass=await self.store.put_bytes("org_a", script, "text/x-ssa"), layout=layout
        )

    async def order(
        self, path: Path, frames: range, presets: tuple[OutputPreset, ...] = (TALL,), text: str = "hello"
    ) -> RenderRequest:
        source, media = await self.inspected(path)
        assert media.video is not None
        rate = media.video.frame_rate
        return RenderRequest(
            scope=SCOPE,
            source=source,
            media=media,
            range=TimeRange(start=rate.time_of(frames.start), end=rate.time_of(frames.stop)),
            presets=presets,
            framing=tuple(_still(preset, len(frames)) for preset in presets),
            captions=(await self.captions(text),),
        )

    async def subtitles(self, request: RenderRequest, illegible: tuple[str, ...] = ()) -> SubtitlesResult:
        srt = await self.store.put_bytes("org_a", b"1\n", "application/x-subrip")
        return SubtitlesResult(srt=srt, vtt=srt, burned=request.captions, cues=1, illegible=illegible)


def _still(preset: OutputPreset, frames: int) -> FramingPath:
    width = min(1.0, preset.width / preset.height * 180 / 320)
    segment = FramingSegment(
        first=0,
        last=frames,
        mode="crop",
        width=width,
        height=1.0,
        points=(CropPoint(frame=0, center_x=0.5, center_y=0.5),),
    )
    return FramingPath(aspect=preset.aspect, frames=frames, segments=(segment,))


_ASS = """[Script Info]
ScriptType: v4.00+
PlayResX: 180
PlayResY: 320

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,20,&H00FFFFFF,&H00FFFFFF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,1,0,5,0,0,0,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:00.00,0:00:30.00,Default,,0,0,0,,TEXT
"""
