"""The sound that later stages hear lies on the picture's timeline, to the millisecond, whatever the container does."""

import json
from pathlib import Path

import numpy as np
import pytest

from adapters.media.extraction import extract_audio
from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.inspection import inspect
from domain.contracts.media import AudioAnalysis, MediaInfo
from domain.errors import RejectedError
from domain.progress import no_progress
from tests.adapters.media.footage import (
    babble,
    clicks,
    ffmpeg,
    gray_frames,
    mono,
    numbered,
    onsets,
    tone,
    write_sound,
    write_video,
)

FLASH_AT = (30, 75)


async def extract(runner: FfmpegRunner, path: Path, folder: Path) -> tuple[MediaInfo, AudioAnalysis, Path, dict]:
    media = await inspect(path, 3600)
    speech, peaks = folder / "speech.flac", folder / "peaks.json"
    analysis = await extract_audio(runner, path, media, speech, peaks, no_progress)
    return media, analysis, speech, json.loads(peaks.read_text())


def flash_and_click(folder: Path) -> Path:
    """Frames 30 and 75 of 25 a second are white, and a click begins with each."""
    frames = [np.full((180, 320), 235 if n in FLASH_AT else 16, np.uint8) for n in range(100)]
    sound = write_sound(folder / "clicks.wav", clicks(4, [n / 25 for n in FLASH_AT]))
    return write_video(folder / "sync.mkv", frames, "25", sound=sound, args=("-c:a", "pcm_s16le"))


@pytest.mark.parametrize("name", ["same.mp4", "same.mkv", "same.ts", "same.mov", "same.avi", "same.flv"])
async def test_clicks_are_heard_when_flashes_are_seen(runner: FfmpegRunner, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    codec = {"mov": "pcm_s16le", "avi": "pcm_s16le", "flv": "libmp3lame"}.get(path.suffix[1:], "aac")
    ffmpeg(
        "-i",
        flash_and_click(tmp_path),
        "-c:v",
        "mpeg4" if path.suffix == ".avi" else "copy",
        "-c:a",
        codec,
        *(["-ar", "44100"] if codec == "libmp3lame" else []),
        path,
    )
    media, _, speech, _ = await extract(runner, path, tmp_path)
    # Where the container puts the picture later than its own start, the clicks move with it.
    first = next(n for n, frame in enumerate(gray_frames(path)) if frame.mean() > 128)
    assert first == FLASH_AT[0]
    heard = onsets(mono(speech))
    assert len(heard) == 2
    shift = media.video.phase if media.video else 0.0
    for time, frame in zip(heard, FLASH_AT, strict=True):
        late = time - frame / 25 - shift
        # Whole grid frames that the container adds before its first picture belong to the shift as well.
        assert abs(late - round(late * 25) / 25) < 0.012
        assert abs(late) < 0.1


async def test_sound_that_begins_late_is_padded(runner: FfmpegRunner, tmp_path: Path) -> None:
    path = tmp_path / "late.mp4"
    sync = flash_and_click(tmp_path)
    ffmpeg(
        "-i", sync, "-itsoffset", "0.5", "-i", sync, "-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "aac", path
    )
    _, analysis, speech, _ = await extract(runner, path, tmp_path)
    assert onsets(mono(speech)) == pytest.approx([n / 25 + 0.5 for n in FLASH_AT], abs=0.005)
    assert mono(speech).size / 16000 == pytest.approx(analysis.duration, abs=1e-4)


async def test_a_gap_in_the_sound_stays_a_gap(runner: FfmpegRunner, tmp_path: Path) -> None:
    sound = write_sound(tmp_path / "clicks.wav", clicks(4, [0.5, 3.5]))
    whole = write_video(
        tmp_path / "whole.mkv", map(numbered, range(100)), "25", sound=sound, args=("-c:a", "pcm_s16le")
    )
    path = tmp_path / "gap.mkv"
    ffmpeg(
        "-i",
        whole,
        "-map",
        "0:v",
        "-map",
        "0:a",
        "-c:v",
        "copy",
        "-af",
        "aselect=not(between(t\\,1\\,3))",
        "-c:a",
        "flac",
        path,
    )
    _, _, speech, _ = await extract(runner, path, tmp_path)
    assert onsets(mono(speech)) == pytest.approx([0.5, 3.5], abs=0.03)


async def test_loudness_levels_and_peaks_are_those_of_the_sound(runner: FfmpegRunner, tmp_path: Path) -> None:
    # EBU Tech 3341: a stereo sine of 1 kHz at -23 dBFS measures -23 LUFS.
    sine = tone(6, 10 ** (-23 / 20), 1000)
    sound = write_sound(tmp_path / "sine.wav", np.stack([sine, sine], axis=1), channels=2)
    path = write_video(tmp_path / "sine.mkv", map(numbered, range(150)), "25", sound=sound, args=("-c:a", "flac"))
    _, analysis, _, peaks = await extract(runner, path, tmp_path)
    assert analysis.loudness.integrated_lufs == pytest.approx(-23, abs=0.1)
    assert analysis.loudness.true_peak_dbtp == pytest.approx(-23, abs=0.2)
    assert len(analysis.level_db) == 6 * 20
    assert np.median(analysis.level_db) == pytest.approx(-26.0, abs=0.1)
    assert peaks["points_per_second"] == 20
    assert len(peaks["min"]) == len(peaks["max"]) == 6 * 20
    assert (min(peaks["min"]), max(peaks["max"])) == (-10, 10)


async def test_silences_are_found_between_sounds(runner: FfmpegRunner, tmp_path: Path) -> None:
    parts = [babble(2, 0.1), np.zeros(48_000), babble(2, 0.1, seed=8)]
    sound = write_sound(tmp_path / "parts.wav", np.concatenate(parts))
    path = write_video(tmp_path / "parts.mkv", map(numbered, range(125)), "25", sound=sound, args=("-c:a", "flac"))
    _, analysis, _, _ = await extract(runner, path, tmp_path)
    assert any(abs(gap.start - 2) <= 0.06 and abs(gap.end - 3) <= 0.06 for gap in analysis.silences)


async def test_speech_in_the_centre_of_surround_sound_is_heard(runner: FfmpegRunner, tmp_path: Path) -> None:
    centre = np.zeros((96_000, 6))
    centre[:, 2] = tone(2, 0.5)
    wav = write_sound(tmp_path / "surround.wav", centre, channels=6)
    path = write_video(
        tmp_path / "surround.mp4",
        map(numbered, range(50)),
        "25",
        sound=wav,
        args=("-c:a", "aac", "-channel_layout:a", "5.1"),
    )
    media, analysis, speech, _ = await extract(runner, path, tmp_path)
    assert media.audio is not None
    assert media.audio.channels == 6
    assert np.sqrt(np.mean(mono(speech)[8000:24000] ** 2)) > 0.08
    assert analysis.loudness.integrated_lufs > -25


async def test_all_but_silent_sound_measures_as_silence(runner: FfmpegRunner, tmp_path: Path) -> None:
    sound = write_sound(tmp_path / "nothing.wav", np.zeros(96_000))
    path = write_video(tmp_path / "nothing.mp4", map(numbered, range(50)), "25", sound=sound, args=("-c:a", "aac"))
    _, analysis, _, _ = await extract(runner, path, tmp_path)
    assert analysis.loudness.integrated_lufs <= -70
    assert analysis.silences[0].duration == pytest.approx(2, abs=0.06)


async def test_the_same_source_gives_the_same_bytes(runner: FfmpegRunner, tmp_path: Path, talk: Path) -> None:
    written = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        _, _, speech, _ = await extract(runner, talk, tmp_path / name)
        written.append(speech.read_bytes())
    assert written[0] == written[1]


async def test_a_video_without_sound_is_refused_by_this_stage(runner: FfmpegRunner, tmp_path: Path, mute: Path) -> None:
    with pytest.raises(RejectedError) as refused:
        await extract(runner, mute, tmp_path)
    assert refused.value.code == "media.no_audio"
