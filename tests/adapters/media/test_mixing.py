"""Mixes, measured: lines to the sample, the original far enough below them, no click, no silence, the loudness asked for."""

import asyncio
import hashlib
import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import psutil
import pytest
from numpy.typing import NDArray

from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.inspection import inspect
from adapters.media.mixing import mix
from adapters.media.sound import measure_loudness
from domain.contracts.base import ArtifactRef, StageScope, TimeRange
from domain.contracts.media import MediaInfo
from domain.contracts.mixing import BedSpan, MixRequest
from domain.errors import RejectedError
from domain.media_engine import LineSound, MixedSound
from domain.progress import no_progress
from tests.adapters.media.footage import RATE, ffmpeg, numbered, tone, write_sound, write_video
from tests.adapters.media.lines import (
    ROOM_DB,
    VOICE_HERTZ,
    decoded,
    level_at,
    line_of,
    noise_of,
    rms_db,
    voice,
    write_flac,
)

SECONDS = 12
SPEECH = (TimeRange(start=1, end=4), TimeRange(start=5, end=8))
BED_HERTZ = 315.0
FILE = ArtifactRef(digest="1" * 64, size=1, media_type="video/mp4")


def bed(speech_level: float) -> NDArray[np.float64]:
    """A room, and in SPEECH a low tone for somebody's voice."""
    samples = noise_of(SECONDS, ROOM_DB)
    for span in SPEECH:
        first, last = round(span.start * RATE), round(span.end * RATE)
        samples[first:last] += tone(span.duration, speech_level, BED_HERTZ)[:, None]
    return samples


def film(path: Path, sound: Path | None, seconds: int = SECONDS) -> Path:
    return write_video(path, map(numbered, range(25 * seconds)), "25", sound=sound, args=("-c:a", "flac"))


@pytest.fixture(scope="session")
def loud_talk(shelf: Path) -> Path:
    """Somebody speaks as loud as a medium can."""
    return film(shelf / "loud-talk.mkv", write_sound(shelf / "loud-talk.wav", bed(0.5), 2))


@pytest.fixture(scope="session")
def media(loud_talk: Path) -> MediaInfo:
    return asyncio.run(inspect(loud_talk, 3600))


@pytest.fixture(scope="session")
def lines(shelf: Path) -> list[LineSound]:
    """One line at its own pace and one hurried, of a soft voice at 24 kHz."""
    sound = write_flac(shelf / "line.flac", voice(2.4, 0.02), 24_000)
    return [line_of(sound, 1, 1.0, 2.4), line_of(sound, 2, 5.1, 2.4, 1.15)]


def order(media: MediaInfo, parts: Sequence[TimeRange] = (), **changes: object) -> MixRequest:
    fields: dict[str, object] = {
        "scope": StageScope(org_id="org", job_id="job", step="mix"),
        "source": FILE,
        "media": media,
        "parts": parts or (TimeRange(start=0, end=media.duration),),
        "placed": FILE,
        "profile": "replace",
        "speech": SPEECH,
    }
    return MixRequest.model_validate(fields | changes)


async def mixed(
    runner: FfmpegRunner,
    path: Path,
    request: MixRequest,
    lines: Sequence[LineSound],
    folder: Path,
    music: Path | None = None,
) -> tuple[MixedSound, NDArray[np.float64]]:
    folder.mkdir(exist_ok=True)  # noqa: ASYNC240 - there is nobody to wait for it
    made = await mix(runner, path, request, lines, music, folder, no_progress)
    return made, decoded(made.path, made.channels)


def second(samples: NDArray[np.float64], start: float, end: float) -> NDArray[np.float64]:
    return samples[round(start * RATE) : round(end * RATE)]


async def test_a_line_lies_on_its_sample_and_keeps_its_pitch(
    runner: FfmpegRunner, loud_talk: Path, media: MediaInfo, tmp_path: Path
) -> None:
    """Bursts inside of lines are where speed and start put them; a stretched one sounds as high as before."""
    burst = np.zeros(round(2.4 * 24_000))
    for at in (0.1, 1.0, 2.2):
        burst[round(at * 24_000) : round((at + 0.08) * 24_000)] = voice(0.08, 0.3, hertz=2000)
    sound = write_flac(tmp_path / "burst.flac", burst, 24_000)
    pair = [line_of(sound, 1, 1.0, 2.4), line_of(sound, 2, 5.1237, 2.4, 1.17)]
    _, samples = await mixed(runner, loud_talk, order(media), pair, tmp_path / "mix")
    left = samples[:, 0]
    found = np.flatnonzero(np.abs(left) > 0.25 * np.abs(left).max())
    onsets = found[np.flatnonzero(np.diff(np.concatenate(([-RATE], found))) > RATE // 4)] / RATE
    assert onsets[:3] == pytest.approx([1.1, 2.0, 3.2], abs=0.001)
    assert onsets[3:] == pytest.approx([5.1237 + at / 1.17 for at in (0.1, 1.0, 2.2)], abs=0.01)
    spectrum = np.abs(np.fft.rfft(second(left, 5.1237 + 1.0 / 1.17, 5.1237 + 1.07 / 1.17), RATE))
    assert int(spectrum.argmax()) == pytest.approx(2000, abs=30)


async def test_the_mix_is_as_long_and_as_loud_as_it_should_be(
    runner: FfmpegRunner, loud_talk: Path, media: MediaInfo, lines: list[LineSound], tmp_path: Path
) -> None:
    made, samples = await mixed(runner, loud_talk, order(media, loudness_lufs=-16.0, peak_dbtp=-2.0), lines, tmp_path)
    assert len(samples) == SECONDS * RATE
    assert made.seconds == SECONDS
    loudness = await measure_loudness(runner, ("-i", str(made.path)), SECONDS)
    assert loudness == made.loudness
    assert loudness.integrated_lufs == pytest.approx(-16, abs=0.5)
    assert loudness.true_peak_dbtp <= -2.0


async def test_replaced_speech_is_gone_and_the_room_is_still_there(
    runner: FfmpegRunner, loud_talk: Path, media: MediaInfo, lines: list[LineSound], tmp_path: Path
) -> None:
    _, samples = await mixed(runner, loud_talk, order(media), lines, tmp_path)
    voice_db = level_at(second(samples, 1.5, 3.0)[:, 0], VOICE_HERTZ)
    assert level_at(second(samples, 1.5, 3.0)[:, 0], BED_HERTZ) < voice_db - 40
    levels = [rms_db(second(samples, at, at + 0.2)) for at in np.arange(8.2, 11.6, 0.2)]
    levels += [rms_db(second(samples, at, at + 0.2)) for at in np.arange(3.5, 4.9, 0.2)]
    # One tone everywhere, as even as noise is; and it is no silence.
    assert max(levels) - min(levels) < 3
    assert -80 < np.mean(levels) < voice_db - 20
    assert not np.all(second(samples, 8.5, 11.5)[:-1] == second(samples, 8.5, 11.5)[1:])


async def test_the_original_lies_twelve_decibels_below_every_line(
    runner: FfmpegRunner, loud_talk: Path, media: MediaInfo, lines: list[LineSound], tmp_path: Path
) -> None:
    """The source is as loud as can be and the voice is soft; heard apart by their pitch, the bar holds all the same."""
    made, samples = await mixed(runner, loud_talk, order(media, profile="voice_over"), lines, tmp_path)
    assert made.voice_over_bed_db is not None
    assert made.voice_over_bed_db >= 12
    for line in lines:
        heard = second(samples, line.placed.start + 0.1, line.placed.end - 0.1)[:, 0]
        assert level_at(heard, VOICE_HERTZ) - level_at(heard, BED_HERTZ) >= 12
    # Between the lines the original is heard again.
    assert level_at(second(samples, 4.0 - 0.25, 4.0)[:, 0], BED_HERTZ) > level_at(
        second(samples, 2, 3)[:, 0], BED_HERTZ
    )


async def test_what_the_request_says_of_the_bed_is_heard(
    runner: FfmpegRunner, loud_talk: Path, media: MediaInfo, lines: list[LineSound], tmp_path: Path
) -> None:
    """A line that is left to the original: from its first word to its last at the level of the voices."""
    wish = order(media, bed=(BedSpan(span=SPEECH[1], level="full"),))
    _, samples = await mixed(runner, loud_talk, wish, lines[:1], tmp_path)
    original = [level_at(second(samples, at, at + 0.3)[:, 0], BED_HERTZ) for at in (5.0, 6.5, 7.7)]
    assert max(original) - min(original) < 1
    assert abs(rms_db(second(samples, 5, 8)) - rms_db(second(samples, 1.2, 3.2))) < 4


@pytest.mark.parametrize("profile", ["replace", "voice_over", "keep_music"])
async def test_no_join_clicks(
    runner: FfmpegRunner, loud_talk: Path, media: MediaInfo, lines: list[LineSound], tmp_path: Path, profile: str
) -> None:
    """The sharpest bend at a join is no sharper than the sounds that meet there make themselves."""
    _, samples = await mixed(runner, loud_talk, order(media, profile=profile), lines, tmp_path)
    bends = np.abs(np.diff(samples[:, 0], 2))
    joins = [edge for line in lines for edge in (line.placed.start, line.placed.end)]
    joins += [edge for span in SPEECH for edge in (span.start, span.end)]
    inside = max(float(second(bends, line.placed.start + 0.1, line.placed.end - 0.1).max()) for line in lines)
    source = decoded(loud_talk)[:, 0]
    onset = float(second(np.abs(np.diff(source, 2)), 0.9, 1.1).max())
    for join in joins:
        assert float(second(bends, join - 0.02, join + 0.02).max()) <= 1.05 * max(inside, onset), join


async def test_parts_follow_each_other_in_any_order_without_a_click(
    runner: FfmpegRunner, loud_talk: Path, media: MediaInfo, tmp_path: Path
) -> None:
    parts = (TimeRange(start=5.2, end=7.2), TimeRange(start=1.48, end=3.0), TimeRange(start=9, end=10.52))
    full = (BedSpan(span=TimeRange(start=0, end=5.04), level="full"),)
    made, samples = await mixed(
        runner, loud_talk, order(media, parts, speech=(TimeRange(start=0, end=3.52),), bed=full), [], tmp_path
    )
    assert len(samples) == round(5.04 * RATE)
    assert made.voice_over_bed_db is None
    loud = [level_at(second(samples, at, at + 0.2)[:, 0], BED_HERTZ) for at in (0.5, 2.5)]
    assert abs(loud[0] - loud[1]) < 0.5
    assert level_at(second(samples, 4.0, 4.5)[:, 0], BED_HERTZ) < loud[0] - 40
    bends = np.abs(np.diff(samples[:, 0], 2))
    usual = float(second(bends, 0.5, 1.5).max())
    for joint in (2.0, 3.52):
        assert float(second(bends, joint - 0.02, joint + 0.02).max()) <= 1.1 * usual


async def test_surround_keeps_its_bed_and_gets_its_voice_in_the_middle(runner: FfmpegRunner, tmp_path: Path) -> None:
    """Each channel has a tone of its own; the voice is in the centre alone, the others go under it."""
    hertz = (200.0, 300.0, 400.0, 60.0, 500.0, 700.0)
    channels = np.stack([tone(8, 0.1, one) for one in hertz], axis=1)
    raw = tmp_path / "surround.f32"
    raw.write_bytes(channels.astype("<f4").tobytes())
    wave = tmp_path / "surround.wav"
    ffmpeg("-f", "f32le", "-ar", "48000", "-ch_layout", "5.1", "-i", raw, wave)
    path = film(tmp_path / "surround.mkv", wave, 8)
    info = await inspect(path, 3600)
    sound = write_flac(tmp_path / "line.flac", voice(2, 0.1), 24_000)
    request = order(info, profile="voice_over", speech=(TimeRange(start=3, end=5),))
    made, samples = await mixed(runner, path, request, [line_of(sound, 1, 3.0, 2.0)], tmp_path / "mix")
    assert (made.channels, samples.shape) == (6, (8 * RATE, 6))
    during, before = second(samples, 3.2, 4.8), second(samples, 0.5, 2.0)
    for channel, own in enumerate(hertz):
        assert level_at(before[:, channel], own) == pytest.approx(level_at(before[:, 0], hertz[0]), abs=1)
        assert level_at(during[:, channel], own) < level_at(before[:, channel], own) - 12
        said = level_at(during[:, channel], VOICE_HERTZ)
        assert (
            (said > level_at(during[:, channel], own) + 12)
            if channel == 2
            else (said < level_at(before[:, 0], 200) - 40)
        )
    assert made.loudness.integrated_lufs == pytest.approx(-14, abs=0.5)


async def test_the_same_mix_is_the_same_file(
    runner: FfmpegRunner, loud_talk: Path, media: MediaInfo, lines: list[LineSound], tmp_path: Path
) -> None:
    digests = set()
    for name in ("one", "two"):
        made, _ = await mixed(runner, loud_talk, order(media), lines, tmp_path / name)
        digests.add(hashlib.sha256(made.path.read_bytes()).hexdigest())
    assert len(digests) == 1


async def test_several_hundred_lines_in_a_source_without_sound(runner: FfmpegRunner, tmp_path: Path) -> None:
    """A quiet hiss stands for the room that nobody recorded; every line is heard."""
    path = film(tmp_path / "mute.mkv", None, 30)
    info = await inspect(path, 3600)
    sound = write_flac(tmp_path / "blip.flac", voice(0.05, 0.3), 24_000)
    many = [line_of(sound, n + 1, 0.1 * n + 0.01, 0.05) for n in range(299)]
    made, samples = await mixed(runner, path, order(info, speech=()), many, tmp_path / "mix")
    assert made.channels == 2
    found = [rms_db(second(samples, 0.1 * n + 0.02, 0.1 * n + 0.05)) for n in range(299)]
    assert max(found) - min(found) < 1
    gaps = [rms_db(second(samples, 0.1 * n + 0.07, 0.1 * n + 0.1)) for n in range(299)]
    assert max(gaps) < min(found) - 40
    assert min(gaps) > -90


async def test_music_lies_under_everything_and_is_begun_again(
    runner: FfmpegRunner, loud_talk: Path, media: MediaInfo, lines: list[LineSound], tmp_path: Path
) -> None:
    song = write_sound(tmp_path / "song.wav", tone(3.1, 0.3, 600))
    _, samples = await mixed(runner, loud_talk, order(media), lines, tmp_path / "mix", song)
    heard = [level_at(second(samples, at, at + 0.3)[:, 0], 600) for at in np.arange(0.4, 9.8, 0.3)]
    assert min(heard) > -60, "no gap where it begins again"
    under = level_at(second(samples, 1.5, 3.0)[:, 0], 600)
    assert level_at(second(samples, 9.2, 9.8)[:, 0], 600) > under + 5
    assert level_at(second(samples, 1.5, 3.0)[:, 0], VOICE_HERTZ) - under >= 12
    bends = np.abs(np.diff(samples[:, 0], 2))
    assert float(second(bends, 8.9, 11).max()) <= 1.05 * float(second(bends, 1.2, 3).max())


async def test_music_without_sound_is_refused(
    runner: FfmpegRunner, loud_talk: Path, media: MediaInfo, tmp_path: Path
) -> None:
    silent = write_sound(tmp_path / "silent.wav", np.zeros(RATE))
    with pytest.raises(RejectedError, match="has no sound"):
        await mixed(runner, loud_talk, order(media), [], tmp_path / "mix", silent)


async def test_a_part_without_a_frame_is_refused(
    runner: FfmpegRunner, loud_talk: Path, media: MediaInfo, tmp_path: Path
) -> None:
    with pytest.raises(RejectedError, match=r"media\.empty_cut"):
        await mixed(runner, loud_talk, order(media, (TimeRange(start=3, end=3.01),)), [], tmp_path / "mix")


async def test_a_cancelled_mix_leaves_nobody_behind(
    runner: FfmpegRunner, loud_talk: Path, media: MediaInfo, lines: list[LineSound], tmp_path: Path
) -> None:
    began = asyncio.Event()
    loop = asyncio.get_running_loop()

    def progress(share: float) -> None:
        if share > 0.15:
            loop.call_soon_threadsafe(began.set)

    work = asyncio.create_task(mix(runner, loud_talk, order(media), lines, None, tmp_path, progress))
    await asyncio.wait_for(began.wait(), 60)
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert [child for child in psutil.Process().children(recursive=True) if "ffmpeg" in child.name()] == []


async def test_progress_only_grows(
    runner: FfmpegRunner, loud_talk: Path, media: MediaInfo, lines: list[LineSound], tmp_path: Path
) -> None:
    shares: list[float] = []
    await mix(runner, loud_talk, order(media), lines, None, tmp_path, shares.append)
    assert all(before <= after for before, after in itertools.pairwise(shares))
    assert shares[-1] == pytest.approx(0.8)
