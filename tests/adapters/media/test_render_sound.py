"""The sound of rendered clips: its loudness, its peak, its edges and its sync."""

from pathlib import Path

import numpy as np
import pytest

from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.inspection import inspect
from adapters.media.measurement import measure
from domain.contracts.base import TimeRange
from domain.heuristics.output_contract import Promise, breaches_of
from tests.adapters.media.footage import (
    babble,
    clicks,
    gray_frames,
    mono,
    numbered,
    onsets,
    write_sound,
    write_video,
)
from tests.adapters.media.rendering import WIDE, clip


@pytest.mark.parametrize(("level", "seed"), [(0.004, 1), (0.05, 2), (0.3, 3)], ids=["quiet", "normal", "loud"])
async def test_sound_is_brought_to_the_loudness_and_under_the_peak(
    runner: FfmpegRunner, tmp_path: Path, level: float, seed: int
) -> None:
    sound = write_sound(tmp_path / "voice.wav", babble(6, level, seed))
    path = write_video(tmp_path / "voice.mkv", map(numbered, range(150)), "25", sound=sound, args=("-c:a", "flac"))
    (made,) = await clip(runner, path, range(10, 140), tmp_path)
    measured = await measure(runner, made.video)
    assert measured.loudness is not None
    assert measured.loudness.integrated_lufs == pytest.approx(-14.0, abs=0.3)
    assert measured.loudness.true_peak_dbtp <= -1.0
    assert (made.integrated_lufs, made.true_peak_dbtp) == pytest.approx(
        (measured.loudness.integrated_lufs, measured.loudness.true_peak_dbtp), abs=0.11
    )


async def test_peaks_far_above_the_voice_are_limited(runner: FfmpegRunner, tmp_path: Path) -> None:
    samples = babble(6, 0.02) + clicks(6, [1.0, 2.5, 4.0], level=0.9)
    sound = write_sound(tmp_path / "claps.wav", samples)
    path = write_video(tmp_path / "claps.mkv", map(numbered, range(150)), "25", sound=sound, args=("-c:a", "flac"))
    (made,) = await clip(runner, path, range(150), tmp_path)
    measured = await measure(runner, made.video)
    assert measured.loudness is not None
    assert measured.loudness.integrated_lufs == pytest.approx(-14.0, abs=0.5)
    assert measured.loudness.true_peak_dbtp <= -1.0


async def test_sound_stays_with_its_picture_and_does_not_click_at_the_ends(
    runner: FfmpegRunner, tmp_path: Path
) -> None:
    flashes = (45, 80)
    frames = [np.full((180, 320), 235 if n in flashes else 60, np.uint8) for n in range(125)]
    samples = clicks(5, [n / 25 for n in flashes], 0.3) + babble(5, 0.001)
    samples[25 * 1920 : 25 * 1920 + 40] = 0.9  # a loud edge exactly where the clip begins
    path = write_video(
        tmp_path / "sync.mp4",
        frames,
        "25",
        sound=write_sound(tmp_path / "sync.wav", samples),
        args=("-c:a", "aac", "-b:a", "256k"),
    )
    (made,) = await clip(runner, path, range(25, 100), tmp_path)
    lit = [n for n, frame in enumerate(gray_frames(made.video)) if frame.mean() > 150]
    assert lit == [20, 55]
    heard = mono(made.video)
    loud = float(np.abs(heard[int(0.79 * 16000) : int(0.83 * 16000)]).max())
    assert onsets(heard[800:], above=loud / 3) == pytest.approx([20 / 25 - 0.05, 55 / 25 - 0.05], abs=0.005)
    assert float(np.abs(heard[:2]).max()) < loud / 20
    assert float(np.abs(heard[-2:]).max()) < loud / 20
    assert heard.size / 16000 == pytest.approx(3.0, abs=0.03)


async def test_a_source_without_sound_gives_a_file_without_sound(
    runner: FfmpegRunner, mute: Path, tmp_path: Path
) -> None:
    (made,) = await clip(runner, mute, range(5, 35), tmp_path)
    measured = await measure(runner, made.video)
    assert measured.audio_codec is None
    media = await inspect(mute, 3600)
    assert media.audio is None
    promise = Promise(preset=WIDE, ranges=(TimeRange(start=5 * 1001 / 30000, end=35 * 1001 / 30000),), media=media)
    assert breaches_of(measured, promise) == []
