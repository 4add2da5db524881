"""Compares a finished file's picture with the source's under the same crop, frame by frame, as the proxy has it.

The proxy comes from another pass over the source than the file, so that what both show is what the source shows. The
samples are what the encoder was given; the file's own key frames show what became of it, without decoding the rest.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation
from av.video.stream import VideoStream as AvStream
from numpy.typing import NDArray

from adapters.media.picture_samples import Window, free_of, sample_size, sampled_frames, windows_of
from adapters.media.source import picture_of
from domain.contracts.render import PictureFidelity
from domain.errors import RejectedError
from domain.heuristics.cut_list import frames_of
from domain.heuristics.picture_fidelity import FrameLikeness, fidelity_of
from domain.media_engine import PromisedPicture

Rgb = NDArray[np.uint8]
Lab = NDArray[np.float32]

_OPTIONS = {"protocol_whitelist": "file", "format_whitelist": "mov,matroska"}
_NEAR_FRAMES = 60
"""A decoder goes on to a frame this near; to others it seeks. The proxy has a key frame every two seconds."""
_LEAST_SIDE = 8
_WINDOW = 5
# Of SSIM (Wang et al. 2004), for lightness of 0 to 100.
_C1, _C2 = (0.01 * 100) ** 2, (0.03 * 100) ** 2


def compare_picture(file: Path, samples: Path, proxy: Path, promised: PromisedPicture) -> PictureFidelity:
    """How close the sampled frames, and the file's key frames, are to what the source shows there.

    RejectedError `media.damaged` for a file that does not play.
    """
    video, preset, framing = picture_of(promised.media), promised.preset, promised.framing
    rate = video.frame_rate
    shown = [frame for part in frames_of(promised.parts, rate) for frame in part]
    step = math.ceil(rate.value / preset.max_frame_rate)
    size = sample_size(preset)
    taken = dict(zip(sampled_frames(framing, rate, step), _pictures(samples, size), strict=False))
    keys = dict(_key_frames(file, rate.value / step, size))
    windows = windows_of(framing, video, preset)
    wanted = {frame * step: shown[frame * step] for frame in {*taken, *keys} if frame * step < len(shown)}
    found: list[FrameLikeness] = []
    source = _source_frames(proxy, rate.value, sorted(set(wanted.values())))
    rows = free_of(promised.ink, preset)

    def compare(pictures: Mapping[int, Rgb], frame: int) -> None:
        picture = pictures.get(frame)
        if picture is None or wanted.get(frame * step) not in source:
            return
        window = windows.at(frame * step)
        likeness = _likeness(picture, source[wanted[frame * step]], window, rows)
        if likeness is not None:
            found.append(FrameLikeness(frame, *likeness))

    for frame in sorted({*taken, *keys}):
        compare(taken, frame)
        compare(keys, frame)
    return fidelity_of(found)


def _likeness(
    picture: Rgb, source: Rgb, window: Window, covered: tuple[float, float] | None
) -> tuple[float, float, float] | None:
    """Colour difference of the means (CIE76), the largest difference of spreads, and SSIM of lightness."""
    high, wide = picture.shape[:2]
    left, top, width, height = (
        round(share * side) for share, side in zip(window.target, (wide, high) * 2, strict=True)
    )
    # Half a sample at the edges mixes with what is beside it.
    inset = 0 if (width, height) == (wide, high) else 1
    made = picture[top + inset : top + height - inset, left + inset : left + width - inset]
    if min(made.shape[:2]) < _LEAST_SIDE:
        return None
    expected = _cropped(source, window.source, (width, height))
    expected = expected[inset : height - inset, inset : width - inset]
    one, other = _lab(made), _lab(expected)
    ssim = _ssim_map(one[..., 0], other[..., 0])
    seen = np.ones(one.shape[0], bool)
    if covered is not None:
        first = max(0, int(covered[0] * high) - top - inset - 1)
        seen[first : max(first, int(np.ceil(covered[1] * high)) - top - inset + 1)] = False
    if np.count_nonzero(seen) < _LEAST_SIDE:
        return None
    one, other, ssim = one[seen], other[seen], ssim[seen]
    colour = float(np.linalg.norm(one.mean((0, 1)) - other.mean((0, 1))))
    spread = float(np.abs(one.std((0, 1)) - other.std((0, 1))).max())
    return colour, spread, float(ssim.mean())


def _cropped(source: Rgb, box: tuple[float, float, float, float], size: tuple[int, int]) -> Rgb:
    """The box of the frame, resized to `size`; its edges may lie between pixels."""
    high, wide = source.shape[:2]
    left, top, width, height = box[0] * wide, box[1] * high, box[2] * wide, box[3] * high
    cut = cv2.getRectSubPix(
        source, (max(1, round(width)), max(1, round(height))), (left + (width - 1) / 2, top + (height - 1) / 2)
    )
    return np.asarray(cv2.resize(cut, size, interpolation=cv2.INTER_AREA), np.uint8)


def _lab(picture: Rgb) -> Lab:
    return np.asarray(cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_RGB2LAB), np.float32)


def _ssim_map(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    def mean(values: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(cv2.blur(values, (_WINDOW, _WINDOW)), np.float32)

    mu, nu = mean(one), mean(other)
    var, war = mean(one * one) - mu * mu, mean(other * other) - nu * nu
    both = mean(one * other) - mu * nu
    alike = ((2 * mu * nu + _C1) * (2 * both + _C2)) / ((mu * mu + nu * nu + _C1) * (var + war + _C2))
    return np.asarray(alike, np.float32)


def _opened(path: Path) -> InputContainer:
    try:
        return av.open(str(path), options=_OPTIONS)
    except av.FFmpegError as damaged:
        raise RejectedError("media.damaged", "The finished file does not play.") from damaged


def _pictures(path: Path, size: tuple[int, int]) -> Iterator[Rgb]:
    with _opened(path) as container:
        for frame in container.decode(container.streams.video[0]):
            yield np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)[: size[1], : size[0]]


def _key_frames(file: Path, rate: Fraction, size: tuple[int, int]) -> Iterator[tuple[int, Rgb]]:
    with _opened(file) as container:
        stream = container.streams.video[0]
        stream.codec_context.skip_frame = "NONKEY"
        for frame in container.decode(stream):
            if frame.pts is not None and frame.time_base is not None:
                yield round(frame.pts * frame.time_base * rate), _small(frame, size)


def _small(frame: VideoFrame, size: tuple[int, int] | None) -> Rgb:
    """As RGB, by the colours that a file of ours has: BT.709 of limited range."""
    wide, high = size or (frame.width, frame.height)
    made = frame.reformat(
        wide,
        high,
        "rgb24",
        src_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.MPEG,
        dst_color_range=ColorRange.JPEG,
        interpolation=Interpolation.AREA,
    )
    return np.asarray(made.to_ndarray(), np.uint8)


def _source_frames(proxy: Path, rate: Fraction, wanted: Sequence[int]) -> dict[int, Rgb]:
    """The proxy's frames of these numbers; those that it does not have are left out."""
    found: dict[int, Rgb] = {}
    if not wanted:
        return found
    with _opened(proxy) as container:
        stream = container.streams.video[0]
        # Deblocking is invisible at the size that is compared.
        stream.codec_context.options = {"skip_loop_filter": "all"}
        beat = (stream.time_base or Fraction(1, 1000)) * rate
        at, frames = -1, _numbered(container, stream, beat)
        for number in wanted:
            if not at < number <= at + _NEAR_FRAMES:
                container.seek(int(number / beat), stream=stream)
                frames = _numbered(container, stream, beat)
            for here, frame in frames:
                at = here
                if here >= number:
                    if here == number:
                        found[number] = _small(frame, None)
                    break
    return found


def _numbered(container: InputContainer, stream: AvStream, beat: Fraction) -> Iterator[tuple[int, VideoFrame]]:
    for frame in container.decode(stream):
        if frame.pts is not None:
            yield round(frame.pts * beat), frame
