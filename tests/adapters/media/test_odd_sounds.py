"""Sounds as wrong wires, odd recorders and soft microphones make them: heard, and published, as they were meant."""

import asyncio
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from adapters.media.extraction import extract_audio
from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.inspection import inspect
from adapters.media.sound_check import compare_all
from adapters.media.source import sound_graph
from domain.contracts.base import TimeRange
from domain.contracts.media import AudioStream, MediaInfo, SoundRepair
from domain.heuristics.audio_choice import choose_audio
from domain.progress import no_progress
from tests.adapters.media.footage import mono, numbered, write_video
from tests.adapters.media.rendering import clip
from tests.adapters.media.voices import LEFT_ONLY, OPPOSITE, PLAIN, voiced

Sound = NDArray[np.float32]


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    return mono(voiced(tmp_path_factory.mktemp("voice") / "plain.mov", PLAIN))


async def heard(runner: FfmpegRunner, path: Path, media: MediaInfo, folder: Path) -> Sound:
    """The speech audio of a source, as the recogniser gets it."""
    await extract_audio(runner, path, media, folder / "speech.flac", folder / "peaks.json", no_progress)
    return await asyncio.to_thread(mono, folder / "speech.flac")


def likeness(one: Sound, other: Sound) -> float:
    count = min(len(one), len(other))
    return float(np.corrcoef(one[:count], other[:count])[0, 1])


def level(samples: Sound) -> float:
    return 20 * float(np.log10(max(1e-9, np.sqrt(np.square(samples, dtype=np.float64).mean()))))


@pytest.mark.parametrize(
    ("chain", "codec", "repair"),
    [
        pytest.param(OPPOSITE, "pcm_s16le", SoundRepair(sides="invert_right"), id="opposite"),
        pytest.param(OPPOSITE, "aac", SoundRepair(sides="invert_right"), id="opposite aac"),
        pytest.param(
            "pan=stereo|c0=c0|c1=-0.6*c0", "pcm_s16le", SoundRepair(sides="invert_right"), id="opposite uneven"
        ),
        pytest.param(LEFT_ONLY, "aac", SoundRepair(sides="spread"), id="left only"),
        pytest.param("pan=stereo|c0=0*c0|c1=c0", "aac", SoundRepair(sides="spread"), id="right only"),
        pytest.param("pan=5.1|FC=c0", "ac3", None, id="centre"),
        pytest.param("pan=5.1|FL=c0", "ac3", SoundRepair(sides="spread"), id="mono in 5.1"),
        pytest.param("pan=5.1|LFE=c0", "pcm_s16le", SoundRepair(downmix="equal", channels=(3,)), id="bass"),
        pytest.param("pan=2.1|FL=c0|FR=c0", "pcm_s16le", None, id="2.1"),
        pytest.param("pan=quad|BL=c0", "flac", SoundRepair(sides="spread"), id="quad"),
        pytest.param("pan=7.1|FC=c0", "pcm_s16le", None, id="7.1"),
        pytest.param("aresample=16000", "pcm_s16le", None, id="16 kHz"),
        pytest.param("aresample=96000", "pcm_s24le", None, id="96 kHz"),
        pytest.param("aresample=8000", "pcm_mulaw", None, id="mu-law"),
        pytest.param("volume=0.5,dcshift=0.2,aformat=channel_layouts=stereo", "pcm_s16le", SoundRepair(high_pass=True)),
    ],
)
async def test_a_voice_is_heard_and_published_on_both_sides(
    runner: FfmpegRunner, tmp_path: Path, reference: Sound, chain: str, codec: str, repair: SoundRepair | None
) -> None:
    path = voiced(tmp_path / ("odd.mkv" if codec == "flac" else "odd.mov"), chain, codec=codec)
    media = await inspect(path, 3600)
    assert media.audio is not None
    assert media.audio.repair == repair
    speech = await heard(runner, path, media, tmp_path)
    assert likeness(speech, reference) > 0.85
    assert level(speech) > level(reference) - 12
    (made,) = await clip(runner, path, range(200), tmp_path)
    assert made.integrated_lufs == pytest.approx(-14.0, abs=0.4)
    parts = [TimeRange(start=0, end=8)]
    (found,) = await compare_all(runner, [made.video], path, media, parts, None)
    assert abs(found.sides_db[0] - found.sides_db[1]) < 5
    assert found.shift_seconds == pytest.approx(0, abs=0.012)
    assert found.silent_seconds == 0
    assert likeness(mono(made.video), reference) > 0.85


async def test_peaks_over_full_scale_are_not_cut_off(runner: FfmpegRunner, tmp_path: Path, reference: Sound) -> None:
    loud = "aformat=sample_fmts=fltp,volume=30dB:precision=float"
    path = voiced(tmp_path / "hot.mov", loud, codec="pcm_f32le")
    media = await inspect(path, 3600)
    assert media.audio is not None
    assert media.audio.repair is not None
    speech = await heard(runner, path, media, tmp_path)
    assert np.abs(speech).max() < 1
    assert likeness(speech, reference) > 0.98


async def test_all_tracks_are_heard_together(runner: FfmpegRunner, tmp_path: Path, reference: Sound) -> None:
    early, late = "volume=enable='gt(t,4)':volume=0", "volume=enable='lt(t,4)':volume=0"
    path = voiced(tmp_path / "two.mkv", early, late, codec="flac")
    media = choose_audio(await inspect(path, 3600), "mix")
    speech = await heard(runner, path, media, tmp_path)
    assert likeness(speech, reference) > 0.98
    second = choose_audio(media, "2")
    assert level((await heard(runner, path, second, tmp_path))[: 3 * 16_000]) < -80


async def test_a_track_that_nothing_decodes_leaves_the_others(runner: FfmpegRunner, tmp_path: Path) -> None:
    path = voiced(tmp_path / "two.mov", PLAIN, PLAIN, codec="pcm_s16le")
    body = path.read_bytes()
    first = body.index(b"sowt", body.index(b"moov"))
    path.write_bytes(body[:first] + b"QDMX" + body[first + 4 :])
    media = await inspect(path, 3600)
    assert [track.profile is None for track in media.audio_tracks] == [True, False]
    assert media.audio is not None
    assert media.audio.index == 1


async def test_a_video_without_sound_has_no_tracks(tmp_path: Path) -> None:
    media = await inspect(write_video(tmp_path / "mute.mp4", map(numbered, range(60))), 3600)
    assert (media.audio, media.audio_tracks, media.audio_choice) == (None, (), None)


def test_an_ordinary_track_is_opened_by_the_filters_that_it_always_was() -> None:
    plain = AudioStream(codec="aac", sample_rate=48000, channels=2, layout="stereo")
    named = "aformat=sample_fmts=fltp:channel_layouts=stereo"
    assert sound_graph(plain, 1.5) == (
        f"[0:a:0]{named},asetpts=round(PTS-(1.500000)/TB),aresample=async=1:first_pts=0,{named}"
    )
