"""A finished picture is compared with the source's: what is right passes, and what a graph may do wrong is noticed."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from adapters.media import render as rendering
from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.inspection import inspect
from adapters.media.picture import analyse_picture, join_proxy
from adapters.media.picture_check import compare_picture
from adapters.media.shots import LookDetector
from domain.contracts.base import TimeRange
from domain.contracts.framing import CropPoint, FramingPath, FramingSegment
from domain.contracts.media import MediaInfo
from domain.contracts.render import OutputPreset, PictureFidelity
from domain.heuristics.cut_list import frames_of
from domain.heuristics.picture_fidelity import infidelities
from domain.media_engine import PromisedPicture, RenderTarget
from domain.progress import no_progress
from tests.adapters.media.footage import ffmpeg
from tests.adapters.media.test_graphs import NoFaces

TALK = Path(__file__).parents[3] / "samples" / "talk.mp4"
PRESET = OutputPreset(aspect="9:16", width=270, height=480, speed="ultrafast")
PARTS = (TimeRange(start=1, end=9),)


@dataclass(frozen=True)
class Source:
    """A file, what it is, and its proxy."""

    path: Path
    media: MediaInfo
    proxy: Path


_MADE: dict[Path, Source] = {}


async def source_of(runner: FfmpegRunner, path: Path) -> Source:
    if path in _MADE:
        return _MADE[path]
    media = await inspect(path, 3600)
    assert media.video is not None
    frames = range(media.video.frame_rate.frame_at(media.duration))
    part, proxy = path.with_suffix(".h264"), path.with_suffix(".proxy.mp4")
    await analyse_picture(
        runner, NoFaces(), LookDetector(), path, media, frames, part, path.with_suffix(".jpg"), no_progress
    )

    async def parts() -> AsyncIterator[Path]:
        yield part

    await join_proxy(runner, path, media, parts(), proxy)
    return _MADE.setdefault(path, Source(path, media, proxy))


@pytest.fixture(scope="module")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """Ten seconds of the sample talk at 360p, stored as asked for."""
    folder = tmp_path_factory.mktemp("picture")

    def make(name: str, pixels: str, *args: str) -> Path:
        path = folder / f"{name}.mkv"
        if not path.exists():
            chain = f"scale=640:360,format={pixels}"
            ffmpeg("-ss", "28", "-i", TALK, "-t", "10", "-vf", chain, *args, "-c:v", "ffv1", "-an", path)
        return path

    return make


def framing_of(media: MediaInfo) -> FramingPath:
    """A window that glides over odd columns, then the whole picture, then a still window."""
    assert media.video is not None
    frames = sum(map(len, frames_of(PARTS, media.video.frame_rate)))
    third = frames // 3
    glide = (CropPoint(frame=0, center_x=0.4, center_y=0.5), CropPoint(frame=third - 1, center_x=0.6, center_y=0.5))
    width = 0.75 * 0.75 * 0.75 * 0.75
    return FramingPath(
        aspect="9:16",
        frames=frames,
        segments=(
            FramingSegment(first=0, last=third, mode="crop", width=width, points=glide),
            FramingSegment(first=third, last=2 * third, mode="fit"),
            FramingSegment(
                first=2 * third,
                last=frames,
                mode="crop",
                width=width,
                points=(CropPoint(frame=2 * third, center_x=0.501, center_y=0.5),),
            ),
        ),
    )


async def compared(runner: FfmpegRunner, source: Source, folder: Path) -> PictureFidelity:
    framing = framing_of(source.media)
    (made,) = await rendering.render(
        runner,
        TALK.parent,  # there is nothing to draw with them
        source.path,
        source.media,
        PARTS,
        [RenderTarget(preset=PRESET, framing=framing)],
        folder,
        no_progress,
    )
    promised = PromisedPicture(parts=PARTS, media=source.media, framing=framing, preset=PRESET)
    return compare_picture(made.video, made.samples, source.proxy, promised)


async def test_the_sources_own_picture_passes(
    runner: FfmpegRunner, footage: Callable[..., Path], tmp_path: Path
) -> None:
    found = await compared(runner, await source_of(runner, footage("plain", "yuv420p")), tmp_path)
    assert found.compared >= 10
    assert infidelities(found) == []


MUTATIONS: dict[str, Callable[[str], str]] = {
    "wrong matrix": lambda graph: graph.replace(":m=709:", ":m=170m:"),
    "wrong range": lambda graph: graph.replace(":r=tv", ":r=full"),
    "swapped planes": lambda graph: graph.replace("split=2[t0p]", "shuffleplanes=0:2:1:3,split=2[t0p]"),
    "frozen frames": lambda graph: graph.replace("split=2[t0p]", "fps=1/4,fps=25,split=2[t0p]"),
    "dropped frames": lambda graph: graph.replace(
        "[t0v]null", "[t0v]select='not(between(n,30,54))',setpts=N,tpad=stop_mode=clone:stop=25"
    ),
    "one black second": lambda graph: graph.replace(
        "[t0v]null", "[t0v]drawbox=t=fill:color=black:enable='between(n,60,84)'"
    ),
    "another place": lambda graph: graph.replace("exact=1", "exact=1,pad=iw+60:ih:60:0,crop=iw-60:ih:0:0"),
    "upside down": lambda graph: graph.replace("[t0v]null", "[t0v]vflip"),
    "grey": lambda graph: graph.replace("[t0v]null", "[t0v]hue=s=0"),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
async def test_a_picture_that_is_not_the_sources_is_noticed(
    runner: FfmpegRunner,
    footage: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    mutation: str,
) -> None:
    source = await source_of(runner, footage("plain", "yuv420p"))
    graph = rendering._graph

    def mutated(*args: object) -> str:
        whole = graph(*args)  # type: ignore[arg-type]
        changed = MUTATIONS[mutation](whole)
        assert changed != whole
        return changed

    monkeypatch.setattr(rendering, "_graph", mutated)
    found = await compared(runner, source, tmp_path)
    assert infidelities(found)


async def test_a_deep_picture_that_is_cropped_between_its_chroma_is_noticed(
    runner: FfmpegRunner, footage: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = await source_of(runner, footage("deep", "yuv420p10le"))
    right = await compared(runner, source, _folder(tmp_path / "right"))
    assert infidelities(right) == []
    monkeypatch.setattr(rendering, "normalised", lambda media: ("", media))
    assert infidelities(await compared(runner, source, _folder(tmp_path / "wrong")))


def _folder(path: Path) -> Path:
    path.mkdir()
    return path
