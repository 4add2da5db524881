"""Dubs as files: the picture untouched, the sound in step to the last frame, captions that wait to be asked for."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np
import pytest

from adapters.media.dub_file import assemble
from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.inspection import inspect
from adapters.media.mp4_tracks import switch_captions_off
from domain.contracts.base import ArtifactRef, StageScope
from domain.contracts.dubbing import AssembleDubRequest
from domain.contracts.media import MediaInfo
from domain.heuristics.subtitle_check import Cue
from domain.heuristics.subtitle_files import to_vtt
from domain.media_engine import DubFile
from domain.progress import no_progress
from tests.adapters.media.footage import (
    RATE,
    clicks,
    ffmpeg,
    gray_frames,
    mono,
    number_of,
    numbered,
    onsets,
    write_sound,
    write_video,
)

FILE = ArtifactRef(digest="1" * 64, size=1, media_type="video/mp4")
CUES = (
    Cue(0.5, 1.5, ("Hola, ¿qué tal?",)),
    Cue(2.0, 3.0, ("<b>no</b> & {\\an8} tag", "a < b --> c")),
)


def request(media: MediaInfo, language: str = "es") -> AssembleDubRequest:
    return AssembleDubRequest(
        scope=StageScope(org_id="org", job_id="job", step="assemble"),
        source=FILE,
        media=media,
        sound=FILE,
        transcript=FILE,
        picture=FILE,
        language=language,
    )


async def dubbed(
    runner: FfmpegRunner, path: Path, folder: Path, at: Sequence[float] = (0.3, 3.1, 7.5), cues: Sequence[Cue] = CUES
) -> tuple[DubFile, MediaInfo]:
    """A dub whose sound clicks at known moments."""
    media = await inspect(path, 3600)
    assert media.video is not None
    rate = media.video.frame_rate
    samples = round(rate.frame_at(media.duration) / rate.value * RATE)
    bursts = np.resize(clicks(samples / RATE, at, level=0.5), samples)
    sound = write_sound(folder / "sound.flac", np.stack([bursts, bursts], axis=1), 2)
    (folder / "work").mkdir()
    (folder / "fonts").mkdir()
    made = await assemble(
        runner, folder / "fonts", path, request(media), sound, to_vtt(cues), folder / "work", no_progress
    )
    return made, media


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as source:
        return [bytes(packet) for packet in source.demux(source.streams.video[0]) if packet.size]


async def test_the_picture_is_the_sources_own(runner: FfmpegRunner, talk: Path, tmp_path: Path) -> None:
    made, media = await dubbed(runner, talk, tmp_path)
    assert packets(made.path) == packets(talk)
    assert [number_of(frame) for frame in gray_frames(made.path)] == list(range(240))
    measured = made.measured
    assert (measured.frames, measured.audio_codec, measured.channels, measured.faststart) == (240, "aac", 2, True)
    assert measured.lag_seconds is not None
    assert abs(measured.lag_seconds) <= 1001 / 30000
    assert measured.container_seconds == pytest.approx(media.duration, abs=1001 / 30000)
    assert onsets(mono(made.path)) == pytest.approx([0.3, 3.1, 7.5], abs=0.012)


async def test_the_file_keeps_its_loudness_and_peak(runner: FfmpegRunner, talk: Path, tmp_path: Path) -> None:
    made, _ = await dubbed(runner, talk, tmp_path, np.arange(0.02, 7.9, 0.06))
    assert made.measured.loudness is not None
    assert made.measured.loudness.integrated_lufs == pytest.approx(-14, abs=0.5)
    assert made.measured.loudness.true_peak_dbtp <= -1.0


async def test_captions_are_there_in_their_language_and_off(runner: FfmpegRunner, talk: Path, tmp_path: Path) -> None:
    made, _ = await dubbed(runner, talk, tmp_path)
    with av.open(str(made.path)) as file:
        (text,), (sound,), (picture,) = file.streams.subtitles, file.streams.audio, file.streams.video
        assert text.codec_context.name == "mov_text"
        assert (text.language, sound.language) == ("spa", "spa")
        assert not text.disposition & av.stream.Disposition.default
        assert sound.disposition & av.stream.Disposition.default
        assert picture.disposition & av.stream.Disposition.default
    back = tmp_path / "back.vtt"
    ffmpeg("-i", made.path, "-map", "0:s:0", back)
    shown = back.read_text()
    assert "Hola, ¿qué tal?" in shown
    assert "00:02.000 --> 00:03.000" in shown
    raw = subprocess.run(  # noqa: ASYNC221 - there is nobody to wait for it
        [str(runner.program), "-v", "error", "-i", str(made.path), "-map", "0:s:0", "-c", "copy", "-f", "data", "-"],
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8", "ignore")
    assert "<b>no</b> & ｛＼an8｝ tag\na < b --> c" in raw, "every sign is text"


async def test_a_dub_without_a_word_has_a_file_too(runner: FfmpegRunner, talk: Path, tmp_path: Path) -> None:
    made, _ = await dubbed(runner, talk, tmp_path, cues=())
    assert made.measured.frames == 240


async def test_a_transport_stream_keeps_its_picture_in_step(
    runner: FfmpegRunner, transport: Path, tmp_path: Path
) -> None:
    """Its time does not begin at 0; a burst under a known frame of the grid is heard under that frame."""
    media = await inspect(transport, 3600)
    assert media.start_time > 0
    made, _ = await dubbed(runner, transport, tmp_path)
    assert made.measured.lag_seconds is not None
    assert abs(made.measured.lag_seconds) <= 1001 / 30000
    with av.open(str(made.path)) as file, av.open(str(transport)) as source:
        shown = float(min(p.pts for p in file.demux(video=0) if p.pts is not None) * file.streams.video[0].time_base)
        stream = source.streams.video[0]
        first = float(min(p.pts for p in source.demux(stream) if p.pts is not None) * stream.time_base)
    assert shown == pytest.approx(first - media.start_time, abs=0.002)


async def test_a_start_that_is_hidden_stays_hidden(runner: FfmpegRunner, talk: Path, tmp_path: Path) -> None:
    """Cut without encoding, a file holds frames before its first one; only those after it are shown."""
    cut = tmp_path / "cut.mp4"
    ffmpeg("-ss", "2.5", "-i", talk, "-c", "copy", cut)
    before = [number_of(frame) for frame in gray_frames(cut)]
    made, _ = await dubbed(runner, cut, tmp_path, (0.3, 3.1))
    assert [number_of(frame) for frame in gray_frames(made.path)] == before
    assert made.measured.lag_seconds is not None
    assert abs(made.measured.lag_seconds) <= 1001 / 30000


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("talk.webm", ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "300k")),
        ("talk.mkv", ("-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le")),
    ],
)
async def test_other_codecs_are_copied_too(
    runner: FfmpegRunner, tmp_path: Path, name: str, args: tuple[str, ...]
) -> None:
    path = write_video(tmp_path / name, map(numbered, range(60)), "25", args=args)
    made, _ = await dubbed(runner, path, tmp_path, (0.3,))
    assert [number_of(frame) for frame in gray_frames(made.path)] == list(range(60))
    assert made.measured.video_codec in {"vp9", "libvpx-vp9", "hevc"}
    assert made.measured.lag_seconds == pytest.approx(0, abs=0.04)


async def test_what_mp4_cannot_hold_is_encoded_once(runner: FfmpegRunner, tmp_path: Path) -> None:
    path = write_video(tmp_path / "old.mkv", map(numbered, range(60)), "25", args=("-c:v", "mpeg2video", "-b:v", "4M"))
    made, _ = await dubbed(runner, path, tmp_path, (0.3,))
    assert [number_of(frame) for frame in gray_frames(made.path)] == list(range(60))
    assert (made.measured.video_codec, made.measured.width, made.measured.height) == ("h264", 320, 180)
    assert made.measured.lag_seconds == pytest.approx(0, abs=0.04)


def test_other_files_are_left_as_they_are(talk: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(talk.read_bytes())
    switch_captions_off(copy)
    assert copy.read_bytes() == talk.read_bytes()
    copy.write_bytes(b"no boxes at all")
    switch_captions_off(copy)


async def test_a_podcast_gets_a_picture_that_moves_with_the_new_voice(
    runner: FfmpegRunner, speechlike: Path, tmp_path: Path
) -> None:
    path = tmp_path / "talk.m4a"
    ffmpeg("-i", speechlike, "-c:a", "aac", path)
    made, media = await dubbed(runner, path, tmp_path, np.arange(4.0, 7.9, 0.06))
    assert media.video is not None
    assert media.video.drawn
    assert made.measured.frames == 240
    assert abs(made.measured.lag_seconds or 0) <= 1 / 30
    shown = [frame.astype(int) for frame in gray_frames(made.path, 480, 270)]
    silent, loud = (float(np.abs(shown[at] - shown[at - 20]).max()) for at in (90, 200))
    assert silent < 12
    assert loud > 3 * silent


async def test_a_picture_that_ends_before_the_sound_stays_in_the_dub(runner: FfmpegRunner, tmp_path: Path) -> None:
    path = tmp_path / "long_sound.mp4"
    ffmpeg(
        *["-f", "lavfi", "-i", "testsrc2=s=320x180:r=30:d=3", "-f", "lavfi", "-i", "sine=d=7"],
        "-preset",
        "ultrafast",
        "-c:a",
        "aac",
        path,
    )
    made, media = await dubbed(runner, path, tmp_path, (0.5, 6.2))
    assert media.duration == pytest.approx(7, abs=0.05)
    assert made.measured.frames == pytest.approx(210, abs=1)
    assert abs(made.measured.lag_seconds or 0) <= 1 / 30
    shown = gray_frames(made.path)
    assert np.abs(shown[-1].astype(int) - shown[100].astype(int)).mean() < 3
