"""Reading speech audio by ranges gives exactly the samples of the whole."""

from pathlib import Path

import av
import numpy as np
import pytest

from adapters.asr.audio_reader import FlacReader
from domain.contracts.base import TimeRange
from domain.errors import PermanentError
from tests.speech_audio import RATE, Audio, recording, write_flac


@pytest.fixture(scope="module")
def flac(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Audio]:
    path = tmp_path_factory.mktemp("audio") / "speech.flac"
    audio = np.tile(recording("two_cities.wav"), 8)
    write_flac(path, audio)
    return path, (np.clip(np.round(audio * 32768), -32768, 32767) / 32768).astype(np.float32)


def test_the_whole_file_is_read_sample_by_sample(flac: tuple[Path, Audio]) -> None:
    path, audio = flac
    assert np.array_equal(FlacReader().read(path), audio)


@pytest.mark.parametrize(
    ("start", "end"), [(0.0, 1.0), (0.3, 0.9), (0.6, 3.3), (100.12345, 131.2), (349.0, 353.0), (353.99, 9999.0)]
)
def test_a_range_is_the_same_as_the_part_of_the_whole(flac: tuple[Path, Audio], start: float, end: float) -> None:
    path, audio = flac
    assert np.array_equal(
        FlacReader().read(path, TimeRange(start=start, end=end)), audio[round(start * RATE) : round(end * RATE)]
    )


def test_a_range_behind_the_end_is_empty(flac: tuple[Path, Audio]) -> None:
    assert len(FlacReader().read(flac[0], TimeRange(start=5000.0, end=5001.0))) == 0


def test_other_formats_and_damage_are_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "speech.flac"
    wrong.write_bytes(b"RIFF....WAVEfmt ")
    with pytest.raises(PermanentError) as caught:
        FlacReader().read(wrong)
    assert caught.value.code == "audio.unreadable"


def test_another_sample_rate_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "speech.flac"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("flac", rate=44_100, layout="stereo", format="s16")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 8820), np.int16), "s16", "stereo")
        frame.sample_rate = 44_100
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    with pytest.raises(PermanentError, match="44100 Hz with 2 channels"):
        FlacReader().read(path)


def test_a_short_sound_of_another_rate_is_brought_to_the_usual_one(tmp_path: Path) -> None:
    path = tmp_path / "line.flac"
    times = np.arange(24_000) / 24_000
    with av.open(str(path), "w") as container:
        stream = container.add_stream("flac", rate=24_000, layout="mono", format="s16")
        samples = (8000 * np.sin(2 * np.pi * 440 * times)).astype(np.int16)
        for start in range(0, len(samples), 4096):
            frame = av.AudioFrame.from_ndarray(samples[None, start : start + 4096], "s16", "mono")
            frame.sample_rate = 24_000
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    read = FlacReader().read_sound(path)
    assert len(read) == pytest.approx(RATE, abs=2)
    assert int(np.abs(np.fft.rfft(read[:RATE])).argmax()) == pytest.approx(440, abs=1)
    path.write_bytes(b"fLaC and nothing")
    with pytest.raises(PermanentError) as caught:
        FlacReader().read_sound(path)
    assert caught.value.code == "audio.unreadable"
