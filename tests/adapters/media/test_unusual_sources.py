"""Files whose picture and time are unusual go the whole way: inspected, seen, heard, and rendered at both ends."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import numpy as np
import pytest

from adapters.media.extraction import extract_audio
from adapters.media.faces import BlazeFaceDetector
from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.inspection import inspect
from adapters.media.measurement import measure
from adapters.media.picture_join import join_proxy
from adapters.media.rewrapping import rewrap
from domain.contracts.picture import PictureChunk
from domain.errors import RejectedError
from domain.progress import no_progress
from tests.adapters.media.footage import ffmpeg, luma_frames
from tests.adapters.media.rendering import WIDE, clip, whole

SMALL = "s=160x90"
X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
AAC = ("-c:a", "aac")


def moving(seconds: float, rate: str = "30", pattern: str = "testsrc2") -> tuple[str, ...]:
    return ("-f", "lavfi", "-i", f"{pattern}={SMALL}:r={rate}:d={seconds}")


def sine(seconds: float) -> tuple[str, ...]:
    return ("-f", "lavfi", "-i", f"sine=f=330:r=48000:d={seconds}")


def _made(name: str, *args: str | Path) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        ffmpeg(*args, folder / name)
        return folder / name

    return make


def _one_key_frame(folder: Path) -> Path:
    far = ("-g", "9999", "-keyint_min", "9999", "-sc_threshold", "0")
    return _made("one_key.ts", *moving(40, "10"), *sine(40), *X264, *far, *AAC)(folder)


def _cut_off(name: str, share: float, *args: str) -> Callable[[Path], Path]:
    """A recording whose program was stopped: nothing in it promises more than is there."""

    def make(folder: Path) -> Path:
        whole_file = _made(f"whole_{name}", *args)(folder)
        path = folder / name
        data = whole_file.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])
        return path

    return make


def _still(folder: Path) -> Path:
    path = folder / "still.png"
    ffmpeg(*moving(1, "1"), "-frames:v", "1", path)
    return path


def _cover_first(name: str, *flags: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        ffmpeg(
            "-i",
            _still(folder),
            *moving(5),
            *sine(5),
            *("-map", "0:v", "-map", "1:v", "-map", "2:a"),
            *X264,
            *AAC,
            *flags,
            folder / name,
        )
        return folder / name

    return make


def _jumping(folder: Path) -> Path:
    """A broadcast stream whose clock is set anew after three seconds."""
    parts = []
    for name, offset, pattern in (("a", "0", "testsrc2"), ("b", "700", "testsrc")):
        part = folder / f"{name}.ts"
        ffmpeg(*moving(3, pattern=pattern), *sine(3), *X264, *AAC, "-output_ts_offset", offset, part)
        parts.append(part.read_bytes())
    path = folder / "jumping.ts"
    path.write_bytes(parts[1] + parts[0])
    return path


VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus")
MPEG4 = ("-c:v", "mpeg4", "-c:a", "libmp3lame")
LATE = ("-itsoffset", "2")
BELOW_ZERO = ("-avoid_negative_ts", "disabled", "-output_ts_offset", "-0.02")

WRITTEN_ANEW = {"jumping_clock": "clock of the file jumps", "clock_below_zero": "index of the file leads past"}

UNUSUAL = {
    # name: (how it is made, seconds of the whole, seconds of sound in it)
    "flv1_mp3": (_made("a.flv", *moving(5), *sine(5), "-c:v", "flv1", "-c:a", "libmp3lame", "-ar", "44100"), 5, 5),
    "one_key_frame": (_one_key_frame, 40, 40),
    "longer_sound_mp4": (_made("a.mp4", *moving(3), *sine(8), *X264, *AAC), 8, 8),
    "longer_sound_ts": (_made("a.ts", *moving(3), *sine(16), *X264, *AAC), 16, 16),
    "longer_sound_avi": (_made("a.avi", *moving(3), *sine(8), *MPEG4), 8, 8),
    "longer_sound_webm": (_made("a.webm", *moving(3), *sine(8), *VP9), 8, 8),
    "half_a_second_of_picture": (_made("a.mp4", *moving(0.5), *sine(6), *X264, *AAC), 6, 6),
    "shorter_sound": (_made("a.mp4", *moving(6), *sine(2), *X264, *AAC), 6, 2),
    "late_sound": (_made("a.mp4", *moving(5), *LATE, *sine(5), *X264, *AAC), 7, 5),
    "late_picture": (_made("a.mkv", *LATE, *moving(5), *sine(5), *X264, *AAC), 7, 5),
    "slides": (_made("a.mp4", *moving(60, "0.05"), *sine(60), *X264, "-bf", "0", *AAC, "-shortest"), 60, 60),
    "one_frame_a_second": (_made("a.mp4", *moving(8, "1"), *sine(8), *X264, *AAC), 8, 8),
    "fast": (_made("a.mp4", *moving(3, "120"), *sine(3), *X264, *AAC), 3, 3),
    "mpeg_program_stream": (_made("a.mpg", *moving(5), *sine(5), "-c:v", "mpeg2video", "-c:a", "mp2", "-f", "vob"), 5, 5),
    "windows_media": (_made("a.wmv", *moving(5), *sine(5), "-c:v", "wmv2", "-c:a", "wmav2"), 5, 5),
    "cut_off_recording": (_cut_off("a.mkv", 0.6, *moving(8), *sine(8), *X264, *AAC, "-live", "1", "-f", "matroska"), None, None),
    "cut_off_fragments": (_cut_off("a.mp4", 0.7, *moving(8), *sine(8), *X264, "-g", "30", *AAC, "-movflags", "+frag_keyframe+empty_moov"), None, None),
    "unflagged_cover_first": (_cover_first("a.mkv", "-disposition:v:0", "default", "-disposition:v:1", "0"), 5, 5),
    "moment_of_picture": (_made("a.mkv", *moving(0.05), *sine(20), *X264, *AAC), 20, 20),
    "jumping_clock": (_jumping, 6, 6),
    "clock_below_zero": (_made("a.mkv", *moving(9), *sine(9), *X264, "-g", "120", *AAC, *BELOW_ZERO), 9, 9),
}  # fmt: skip


@pytest.mark.parametrize("kind", UNUSUAL)
async def test_every_kind_goes_the_whole_way(
    kind: str, runner: FfmpegRunner, faces: BlazeFaceDetector, see, tmp_path: Path
) -> None:
    make, seconds, heard = UNUSUAL[kind]
    path = make(tmp_path)
    if kind in WRITTEN_ANEW:
        with pytest.raises(RejectedError, match=WRITTEN_ANEW[kind]):
            await inspect(path, 3600)
        await rewrap(runner, path, tmp_path / "mended.mkv")
        path = tmp_path / "mended.mkv"
    media = await inspect(path, 3600)
    assert media.video is not None
    assert (media.video.width, media.video.height) == (160, 90)
    if seconds is not None:
        assert media.duration == pytest.approx(seconds, abs=0.1)
    rate = media.video.frame_rate
    frames = rate.frame_at(media.duration)
    seen = [await see(path, media, part) for part in (range(frames // 2), range(frames // 2, frames))]
    assert kind == "moment_of_picture" or _moved(seen[0].chunk)

    async def parts() -> AsyncIterator[Path]:
        for one in seen:
            yield one.part

    await join_proxy(runner, path, media, parts(), tmp_path / "proxy.mp4")
    assert (await measure(runner, tmp_path / "proxy.mp4")).frames == frames
    analysis = await extract_audio(runner, path, media, tmp_path / "s.flac", tmp_path / "p.json", no_progress)
    loud = sum(level > -50 for level in analysis.level_db) * analysis.hop
    # Where a recording was stopped, one of the two may have come a second farther than the other.
    assert loud == pytest.approx(media.duration if heard is None else heard, abs=1.1 if heard is None else 0.35)
    span = min(frames // 2, round(float(rate.value)))
    for stretch in (range(span), range(frames - span, frames)):
        (made,) = await clip(runner, path, stretch, tmp_path, [(WIDE, whole(span))])
        assert (await measure(runner, made.video)).frames == span
        shown = luma_frames(made.video)
        assert min(float(np.std(frame)) for frame in (shown[0], shown[-1])) > 20


def _moved(chunk: PictureChunk) -> bool:
    return max(chunk.motion) > 0


async def test_the_last_picture_stays_under_the_rest_of_the_sound(runner: FfmpegRunner, tmp_path: Path) -> None:
    path = _made("a.mp4", *moving(3), *sine(9), *X264, *AAC)(tmp_path)
    media = await inspect(path, 3600)
    assert media.video is not None
    assert media.video.ends == pytest.approx(3.0, abs=0.02)
    (before,) = await clip(runner, path, range(80, 90), tmp_path)
    (after,) = await clip(runner, path, range(205, 265), tmp_path)
    last, held = luma_frames(before.video)[-1].astype(float), luma_frames(after.video)[-1].astype(float)
    assert np.abs(last - held).mean() < 3
    assert after.integrated_lufs == pytest.approx(-14, abs=0.5)


@pytest.mark.parametrize(
    ("flags", "seconds", "chosen", "reason"),
    [
        (("-disposition:v:0", "0", "-disposition:v:1", "0"), (2, 5), 1, "longest"),
        (("-disposition:v:0", "0", "-disposition:v:1", "default"), (5, 2), 1, "default"),
        (("-disposition:v:0", "default", "-disposition:v:1", "0"), (2, 5), 0, "default"),
    ],
)
async def test_the_default_picture_is_taken_and_else_the_longest(
    tmp_path: Path, flags: tuple[str, ...], seconds: tuple[int, int], chosen: int, reason: str
) -> None:
    path = tmp_path / "two.mkv"
    maps = ("-map", "0:v", "-map", "1:v", "-map", "2:a")
    ffmpeg(*moving(seconds[0]), *moving(seconds[1]), *sine(5), *maps, *X264, *AAC, *flags, path)
    video = (await inspect(path, 3600)).video
    assert video is not None
    assert video.stream == chosen
    assert reason in video.reason


JPEG = ("-c:v:0", "mjpeg", "-pix_fmt:v:0", "yuvj420p")


@pytest.mark.parametrize("flags", [(*JPEG, "-disposition:v:0", "attached_pic"), ("-disposition:v:0", "0")])
async def test_a_cover_is_never_taken_while_a_picture_moves(tmp_path: Path, flags: tuple[str, ...]) -> None:
    video = (await inspect(_cover_first("a.mp4", *flags)(tmp_path), 3600)).video
    assert video is not None
    # MP4 keeps a flagged cover apart from its tracks, which puts it behind them.
    place = 0 if "attached_pic" in flags else 1
    assert (video.stream, video.drawn, video.codec) == (place, False, "h264")
    assert "only picture that moves" in video.reason


async def test_a_file_without_words_about_itself_says_that_it_has_one_picture(talk: Path) -> None:
    video = (await inspect(talk, 3600)).video
    assert video is not None
    assert (video.stream, video.reason) == (None, "It is the only picture.")


async def test_an_upload_that_broke_off_is_refused(tmp_path: Path) -> None:
    path = _cut_off("a.mp4", 0.5, *moving(6), *sine(6), *X264, *AAC, "-movflags", "+faststart")(tmp_path)
    with pytest.raises(RejectedError) as refused:
        await inspect(path, 3600)
    assert refused.value.code == "media.truncated"
