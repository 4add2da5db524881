"""What a source is, is told by its bytes; what cannot be worked on is refused with its own code and a sentence."""

import shutil
import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from adapters.media.inspection import inspect
from domain.contracts.media import MediaInfo
from domain.errors import RejectedError
from tests.adapters.media.footage import ffmpeg, numbered, write_video

HOURS = 6 * 3600.0
BARS = ("-f", "lavfi", "-i", "testsrc2=s=320x180:r=30:d=2")
QUICK = ("-c:v", "libx264", "-preset", "ultrafast")


async def look(path: Path) -> MediaInfo:
    return await inspect(path, HOURS)


async def refusal(path: Path, longest: float = HOURS) -> RejectedError:
    with pytest.raises(RejectedError) as refused:
        await inspect(path, longest)
    assert refused.value.message.endswith(".")
    return refused.value


async def test_an_ordinary_video_is_described(talk: Path) -> None:
    media = await look(talk)
    assert media.video is not None
    assert media.audio is not None
    assert media.duration == pytest.approx(240 * 1001 / 30000, abs=0.02)
    assert media.video.frame_rate.value == Fraction(30000, 1001)
    assert (media.video.width, media.video.height, media.video.codec) == (320, 180, "h264")
    assert (media.video.variable_frame_rate, media.video.rotation, media.video.hdr, media.video.bit_depth) == (
        False,
        0,
        False,
        8,
    )
    assert (media.audio.codec, media.audio.sample_rate, media.audio.channels) == ("aac", 48000, 1)


async def test_a_transport_stream_counts_from_its_own_start(transport: Path) -> None:
    media = await look(transport)
    assert media.start_time > 1
    assert media.duration == pytest.approx(8.0, abs=0.1)


async def test_a_video_without_sound_is_accepted(mute: Path) -> None:
    assert (await look(mute)).audio is None


async def test_dropped_frames_do_not_slow_the_grid(tmp_path: Path) -> None:
    path = tmp_path / "dropped.mp4"
    ffmpeg(*BARS, "-vf", "select=not(eq(mod(n\\,10)\\,3))", "-fps_mode", "vfr", *QUICK, path)
    video = (await look(path)).video
    assert video is not None
    assert video.frame_rate.value == 30
    assert video.variable_frame_rate


@pytest.mark.parametrize(
    ("own", "grid"),
    [("120", 60), ("15", 30), ("24000/1001", Fraction(24000, 1001)), ("50", 50), ("27.5", Fraction(55, 2))],
)
async def test_the_grid_fits_the_rate(tmp_path: Path, own: str, grid: Fraction) -> None:
    path = tmp_path / "rate.mkv"
    ffmpeg("-f", "lavfi", "-i", f"testsrc2=s=160x90:r={own}:d=3", *QUICK, path)
    video = (await look(path)).video
    assert video is not None
    assert video.frame_rate.value == grid
    assert not video.variable_frame_rate


async def test_a_phone_video_is_as_tall_as_it_is_shown(tmp_path: Path, mute: Path) -> None:
    path = tmp_path / "phone.mp4"
    ffmpeg("-display_rotation", "90", "-i", mute, "-c", "copy", path)
    video = (await look(path)).video
    assert video is not None
    assert (video.width, video.height) == (180, 320)
    assert video.rotation in {90, 270}


async def test_hdr_ten_bit_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "hdr.mp4"
    tags = ("-color_primaries", "bt2020", "-color_trc", "smpte2084", "-colorspace", "bt2020nc")
    ffmpeg(
        *BARS,
        "-vf",
        "format=yuv420p10le",
        "-c:v",
        "libx265",
        "-preset",
        "ultrafast",
        "-x265-params",
        "log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc",
        *tags,
        path,
    )
    video = (await look(path)).video
    assert video is not None
    assert (video.hdr, video.bit_depth, video.color_transfer, video.color_space) == (True, 10, "smpte2084", "bt2020nc")


async def test_oblong_pixels_and_odd_sizes_are_given_as_shown(tmp_path: Path) -> None:
    oblong, odd = tmp_path / "oblong.mp4", tmp_path / "odd.mkv"
    ffmpeg(*BARS, "-vf", "setsar=4/3", *QUICK, oblong)
    ffmpeg("-f", "lavfi", "-i", "testsrc=s=321x181:r=30:d=2", "-pix_fmt", "yuv444p", *QUICK, odd)
    shown = [(await look(path)).video for path in (oblong, odd)]
    assert [(video.width, video.height) for video in shown if video] == [(427, 180), (321, 181)]


async def test_interlaced_pictures_are_recognised(tmp_path: Path) -> None:
    path = tmp_path / "fields.ts"
    ffmpeg(*BARS, "-vf", "interlace", "-c:v", "mpeg2video", "-flags", "+ildct+ilme", path)
    video = (await look(path)).video
    assert video is not None
    assert video.interlaced


async def test_a_header_that_lies_about_the_length_is_not_believed(tmp_path: Path, mute: Path) -> None:
    path = tmp_path / "hundred_hours.mkv"
    ffmpeg("-i", mute, "-c", "copy", path)
    data = bytearray(path.read_bytes())
    at = data.index(b"\x44\x89\x88")  # Duration, a float of 8 bytes
    data[at + 3 : at + 11] = struct.pack(">d", 360_000_000.0)
    path.write_bytes(data)
    assert (await look(path)).duration == pytest.approx(2.0, abs=0.05)


async def test_a_name_full_of_metacharacters_is_only_a_name(tmp_path: Path, mute: Path) -> None:
    path = tmp_path / "-i $(touch x) `id`; %d 'a\" [v], \\ \n{\\an8}.mp4"
    shutil.copy(mute, path)
    assert (await look(path)).duration == pytest.approx(2.0, abs=0.05)


def _nothing(path: Path) -> None:
    path.unlink(missing_ok=True)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _text(path: Path) -> None:
    path.write_text("Dear editor, please find the talk attached.\n" * 50)


def _picture(path: Path) -> None:
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=320x180", "-frames:v", "1", "-c:v", "png", "-f", "image2", path)


def _playlist(path: Path) -> None:
    path.write_text(
        "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\nhttp://127.0.0.1:1/x.ts\n#EXT-X-ENDLIST\n"
    )


def _concat(path: Path) -> None:
    path.write_text(f"ffconcat version 1.0\nfile '{path.parent / 'neighbour.mp4'}'\n")


def _bare_concat(path: Path) -> None:
    path.write_text("file 'neighbour.mp4'\n" * 3)


def _dash(path: Path) -> None:
    path.write_text(
        '<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><BaseURL>neighbour.mp4</BaseURL></MPD>\n'
    )


def _subfile(path: Path) -> None:
    path.write_text("subfile,,start,0,end,0,,:/etc/passwd\n")


def _half_a_second(path: Path) -> None:
    write_video(path, map(numbered, range(15)))


def _one_frame(path: Path) -> None:
    write_video(path, [numbered(1)])


def _without_index(path: Path) -> None:
    write_video(path, map(numbered, range(90)))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _cut_behind_index(path: Path) -> None:
    write_video(path, map(numbered, range(90)), args=("-movflags", "+faststart"))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])


def _noise_in_a_shell(path: Path) -> None:
    path.write_bytes(b"\x00\x00\x00\x20ftypisom" + bytes(range(256)) * 200)


def _scrambled(path: Path) -> None:
    write_video(path, map(numbered, range(90)), args=("-movflags", "+faststart"))
    data = bytearray(path.read_bytes())
    start = data.index(b"mdat") + 4
    data[start:] = bytes((i * 37 + 11) % 251 for i in range(len(data) - start))
    path.write_bytes(data)


def _forty_streams(path: Path) -> None:
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=32x32:r=10:d=2", *("-map", "0:v") * 40, *QUICK, "-f", "matroska", path)


def _two_hundred_streams(path: Path) -> None:
    ffmpeg(
        "-f", "lavfi", "-i", "testsrc2=s=16x16:r=2:d=2", *("-map", "0:v") * 120, "-c:v", "mjpeg", "-f", "matroska", path
    )


def _huge_frame(path: Path) -> None:
    ffmpeg("-f", "lavfi", "-i", "color=s=8000x6000:r=1:d=2", "-c:v", "mjpeg", "-f", "mov", path)


def _million_frames_a_second(path: Path) -> None:
    ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "color=s=16x16:r=10:d=20",
        *QUICK,
        "-bsf:v",
        "setts=ts=N/(1000000*TB)",
        "-video_track_timescale",
        "1000000",
        "-f",
        "mp4",
        path,
    )


def _hours_between_frames(path: Path) -> None:
    ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "color=s=16x16:r=10:d=1",
        *QUICK,
        "-bf",
        "0",
        "-bsf:v",
        "setts=ts=N*3000/TB",
        "-f",
        "matroska",
        path,
    )


def _avi_with_subtitles(path: Path) -> None:
    ffmpeg(*BARS, "-f", "lavfi", "-i", "sine=d=2", "-c:v", "mpeg4", "-c:a", "pcm_s16le", "-f", "avi", path)
    path.write_bytes(path.read_bytes().replace(b"auds", b"txts"))


@pytest.mark.parametrize(
    ("make", "codes"),
    [
        (_nothing, {"media.missing"}),
        (_empty, {"media.empty"}),
        (_text, {"media.unsupported"}),
        (_picture, {"media.unsupported"}),
        (_playlist, {"media.unsupported"}),
        (_concat, {"media.unsupported"}),
        (_bare_concat, {"media.unsupported"}),
        (_dash, {"media.unsupported"}),
        (_subfile, {"media.unsupported"}),
        (_avi_with_subtitles, {"media.unsupported"}),
        (_half_a_second, {"media.too_short"}),
        (_one_frame, {"media.no_video"}),
        (_without_index, {"media.truncated"}),
        (_cut_behind_index, {"media.truncated"}),
        (_noise_in_a_shell, {"media.damaged", "media.truncated"}),
        (_scrambled, {"media.damaged"}),
        (_forty_streams, {"media.too_many_streams"}),
        (_two_hundred_streams, {"media.too_many_streams"}),
        (_huge_frame, {"media.too_large_frame"}),
        (_million_frames_a_second, {"media.bad_timing"}),
        (_hours_between_frames, {"media.bad_timing", "media.too_long"}),
    ],
    ids=lambda value: getattr(value, "__name__", "").strip("_"),
)
async def test_bad_input_is_refused_with_its_own_code(
    tmp_path: Path, mute: Path, make: Callable[[Path], None], codes: set[str]
) -> None:
    shutil.copy(mute, tmp_path / "neighbour.mp4")
    path = tmp_path / "upload.mp4"
    make(path)
    assert (await refusal(path)).code in codes


async def test_a_video_past_the_limit_is_refused(mute: Path) -> None:
    assert (await refusal(mute, longest=1.5)).code == "media.too_long"
