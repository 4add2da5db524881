"""A framing path as ffmpeg filters: moving crops, and the whole frame over a blurred copy of itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from adapters.media.resizing import evened, floor, resized, taken_for
from adapters.media.source import picture_of, tone_map
from domain.contracts.framing import FramingPath, FramingSegment
from domain.contracts.media import MediaInfo
from domain.contracts.render import OutputPreset
from domain.heuristics.framing_fit import fitted_top

_BLUR_SHRINK = 8
_BLUR_SIGMA = 5
_BLUR_LIGHT = 0.6
# Colours fade with the light: dimmed alone they would glow.
_GREY = "(minval+maxval)/2"
_FADE = f"{_GREY}+(val-{_GREY})*{_BLUR_LIGHT}"
_DIM = f"lutyuv=y=minval+(val-minval)*{_BLUR_LIGHT}:u={_FADE}:v={_FADE}"


@dataclass(frozen=True)
class Run:
    """Frames `first` to `last` (exclusive) with one mode and one crop size; `moves`: (frame, x, y) where it changes."""

    first: int
    last: int
    mode: str
    width: int
    height: int
    moves: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True)
class FramingGraph:
    """Filters from label `[name]` to a picture of the preset's size, and the command files that they read."""

    filters: str
    files: dict[str, str]


def runs_of(path: FramingPath, width: int, height: int) -> tuple[Run, ...]:
    """The path in pixels of a `width` x `height` source; neighbours of one mode and size are one run."""
    runs: list[Run] = []
    for segment in path.segments:
        run = _run(segment, width, height)
        before = runs[-1] if runs else None
        if before and (before.mode, before.width, before.height) == (run.mode, run.width, run.height):
            runs[-1] = Run(before.first, run.last, run.mode, run.width, run.height, before.moves + run.moves)
        else:
            runs.append(run)
    return tuple(runs)


def _run(segment: FramingSegment, width: int, height: int) -> Run:
    if segment.mode == "fit" and not segment.points:
        return Run(segment.first, segment.last, "fit", width, height, ((segment.first, 0, 0),))
    crop_width, crop_height = _even(segment.width * width, width), _even(segment.height * height, height)
    moves: list[tuple[int, int, int]] = []
    for frame, center_x, center_y in _centers(segment):
        x = min(max(0, round(center_x * width - crop_width / 2)), width - crop_width)
        y = min(max(0, round(center_y * height - crop_height / 2)), height - crop_height)
        if not moves or moves[-1][1:] != (x, y):
            moves.append((frame, x, y))
    return Run(segment.first, segment.last, segment.mode, crop_width, crop_height, tuple(moves))


def _centers(segment: FramingSegment) -> Iterable[tuple[int, float, float]]:
    """The window's centre at each frame of the segment: linear between points, still before and after them."""
    points = segment.points
    if not points:
        yield segment.first, 0.5, 0.5
        return
    at = 0
    for frame in range(segment.first, segment.last):
        while at + 1 < len(points) and points[at + 1].frame <= frame:
            at += 1
        here = points[at]
        if frame <= here.frame or at + 1 == len(points):
            yield frame, here.center_x, here.center_y
            continue
        after = points[at + 1]
        share = (frame - here.frame) / (after.frame - here.frame)
        yield (
            frame,
            here.center_x + share * (after.center_x - here.center_x),
            here.center_y + share * (after.center_y - here.center_y),
        )


def framing_graph(path: FramingPath, media: MediaInfo, preset: OutputPreset, name: str) -> FramingGraph:
    """Filters that take `[name]`, on the grid from the clip's first frame, to 8-bit BT.709 of the preset's size.

    `media` is what the picture there is: `normalised`, since crops begin at any column.
    """
    video = picture_of(media)
    runs = runs_of(path, video.width, video.height)
    files: dict[str, str] = {}
    chains = []
    for index, run in enumerate(runs):
        label = f"{name}r{index}"
        body = _fit(run, media, preset, label) if run.mode == "fit" else _crop(run, media, preset, label, files)
        chains.append(body)
    finish = f"{_to_sdr(media)},setsar=1"
    if len(runs) == 1:
        return FramingGraph(f"[{name}]{chains[0]},{finish}", files)
    # Every run sees all frames and keeps its own; the joiner asks for them one run after the other.
    labels = [f"[{name}i{index}]" for index in range(len(runs))]
    parts = [f"[{name}]split={len(runs)}{''.join(labels)}"]
    for index, (run, chain) in enumerate(zip(runs, chains, strict=True)):
        parts.append(
            f"{labels[index]}trim=start_frame={run.first}:end_frame={run.last},{chain},setsar=1[{name}o{index}]"
        )
    joined = "".join(f"[{name}o{index}]" for index in range(len(runs)))
    parts.append(f"{joined}concat=n={len(runs)}:v=1:a=0,{finish}")
    return FramingGraph(";".join(parts), files)


def _crop(run: Run, media: MediaInfo, preset: OutputPreset, label: str, files: dict[str, str]) -> str:
    rate = float(picture_of(media).frame_rate.value)
    _, x, y = run.moves[0]
    # exact: whole luma pixels even in 4:2:0, where pans in steps of two would be seen to stutter.
    crop = f"crop@{label}=w={run.width}:h={run.height}:x={x}:y={y}:exact=1"
    if len(run.moves) > 1:
        # Half a frame early: a command takes effect on the first frame at or after its time.
        files[f"{label}.cmd"] = "".join(
            f"{(frame - 0.5) / rate:.6f} crop@{label} x {x}, crop@{label} y {y};\n" for frame, x, y in run.moves[1:]
        )
        crop = f"sendcmd=f={label}.cmd,{crop}"
    return f"{crop},{resized(preset.width, preset.height, 'lanczos', media)}"


def fitted_box(run: Run, preset: OutputPreset) -> tuple[int, int, int, int]:
    """Where a fitted window lies in the output: left, top, width and height in pixels."""
    wide, high = preset.width, preset.height
    shrink = min(wide / run.width, high / run.height)
    width, height = _even(run.width * shrink, wide), _even(run.height * shrink, high)
    return (wide - width) // 2, round(fitted_top(preset.aspect, height / high) * high), width, height


def _fit(run: Run, media: MediaInfo, preset: OutputPreset, label: str) -> str:
    video = picture_of(media)
    _, x, y = run.moves[0]
    whole = (run.width, run.height) == (video.width, video.height)
    window = evened(media) if whole else f"crop={run.width}:{run.height}:{x}:{y}:exact=1,"
    wide, high = preset.width, preset.height
    left, top, *inner = fitted_box(run, preset)
    fill = max(wide / run.width, high / run.height)
    cover = (_even(wide / fill, run.width), _even(high / fill, run.height))
    small = (_even(wide / _BLUR_SHRINK, wide), _even(high / _BLUR_SHRINK, high))
    deep = "yuv444p10" if video.hdr else "yuv420"
    return (
        f"{window}split=2[{label}a][{label}b];"
        # Blurred while small: the same look for a hundredth of the work.
        f"[{label}a]crop={cover[0]}:{cover[1]}:exact=1,{resized(*small, 'bilinear', media)},"
        f"gblur=sigma={_BLUR_SIGMA},{_DIM},zscale={wide}:{high}:filter=bicubic[{label}c];"
        f"[{label}b]{resized(inner[0], inner[1], 'lanczos', media)}[{label}d];"
        f"[{label}c][{label}d]overlay=x={left}:y={top}:format={deep}"
    )


def rgb_matrix(media: MediaInfo) -> str:
    """Options of a scale filter that turn RGB into what its frames are taken for here; none for other pictures."""
    video = picture_of(media)
    is_rgb = any(name in video.pixel_format for name in ("rgb", "bgr", "gbr", "pal8"))
    return f":out_color_matrix={taken_for(video)}" if is_rgb else ""


def _to_sdr(media: MediaInfo) -> str:
    mapped = tone_map(media)
    tags = "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv"
    return f"{mapped},{tags}" if mapped else tags


def _even(value: float, most: int) -> int:
    """The even number nearest to `value`, from 2 to `most`, which itself may be odd."""
    return min(max(2, 2 * round(value / 2)), floor(most))
