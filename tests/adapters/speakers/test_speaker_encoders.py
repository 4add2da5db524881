"""The contract of every speaker encoder, and that the network is computed as its authors' package does."""

import io
import pickle
from pathlib import Path

import numpy as np
import pytest

from adapters.models import ModelCatalogue
from adapters.speakers.mel import mel_power
from adapters.speakers.registry import SPEAKER_ENCODERS, make_speaker_encoder
from adapters.speakers.resemblyzer import ResemblyzerEncoder, read_tensors
from domain.contracts.base import TimeRange
from domain.errors import PermanentError
from tests.speech_audio import RATE, Audio, catalogue, noise, recording, talk_audio, talk_truth

ENGINES = [name for name in SPEAKER_ENCODERS if name != "auto"]
ORIGINAL = Path(__file__).with_name("original.npz")


def seconds(start: float, end: float) -> TimeRange:
    return TimeRange(start=start, end=end)


def talk_spans() -> tuple[list[TimeRange], np.ndarray]:
    """Sentences of two seconds and more of the sample talk, and who speaks them."""
    long = [item for item in talk_truth().sentences if item.end - item.start >= 2]
    return [seconds(item.start, item.end) for item in long], np.array([item.speaker for item in long])


@pytest.mark.parametrize("name", ENGINES)
def test_vectors_are_of_one_size_and_length_whatever_is_heard(name: str) -> None:
    engine = make_speaker_encoder(name, catalogue())
    sound = np.concatenate([recording("beckett.wav"), np.zeros(2 * RATE, np.float32)])
    end = len(sound) / RATE
    vectors = engine.embed(sound, [seconds(0.3, 1.9), seconds(2, 2.1), seconds(end - 1.5, end), seconds(3, 3)])
    assert vectors.dtype == np.float32
    assert np.isfinite(vectors).all()
    assert np.linalg.norm(vectors[:2], axis=1) == pytest.approx([1, 1], abs=1e-4)
    assert engine.embed(sound, []).shape == (0, vectors.shape[1])


@pytest.mark.parametrize("name", ENGINES)
def test_a_voice_is_more_like_itself_than_like_another(name: str) -> None:
    spans, speakers = talk_spans()
    vectors = make_speaker_encoder(name, catalogue()).embed(talk_audio(), spans)
    alike = vectors @ vectors.T
    same = speakers[:, None] == speakers[None]
    np.fill_diagonal(alike, np.nan)
    assert np.nanmean(alike[same]) > np.nanmean(alike[~same]) + 0.2
    closest = np.nanargmax(alike, axis=1)
    assert (speakers[closest] == speakers).all()


@pytest.mark.parametrize("name", ENGINES)
def test_people_are_told_apart_too(name: str) -> None:
    engine = make_speaker_encoder(name, catalogue())
    (beckett,) = engine.embed(recording("beckett.wav"), [seconds(0.4, 9.5)])
    dickens = engine.embed(recording("two_cities.wav"), [seconds(1, 8), seconds(15, 22), seconds(30, 37)])
    assert min(dickens @ dickens[0]) > max(dickens @ beckett) + 0.05


@pytest.mark.parametrize("name", ENGINES)
def test_the_same_stretch_gives_the_same_vector_beside_others(name: str) -> None:
    engine = make_speaker_encoder(name, catalogue())
    alone = engine.embed(recording("two_cities.wav"), [seconds(5, 8)])
    among = engine.embed(recording("two_cities.wav"), [seconds(1, 4), seconds(5, 8), seconds(9, 9.5)])
    assert np.abs(alone[0] - among[1]).max() < 1e-5


def test_noise_hardly_changes_a_voice() -> None:
    engine = make_speaker_encoder("resemblyzer", catalogue())
    clean = recording("two_cities.wav")[: 12 * RATE]
    level = float(np.sqrt(np.mean(clean**2)) / np.sqrt(np.mean(noise(1) ** 2)) / 10 ** (15 / 20))
    spans = [seconds(1, 5), seconds(6, 10)]
    noisy = engine.embed(clean + level * noise(12), spans)
    assert (engine.embed(clean, spans) * noisy).sum(axis=1).min() > 0.85


def windows(sound: Audio) -> np.ndarray:
    """As the original package cuts them, with its own steps: 1.6 s, raised to -30 dBFS."""
    gain = max(1.0, 10 ** (-30 / 20) / float(np.sqrt(np.mean(sound**2))))
    spectrum = mel_power(np.asarray(sound * gain, np.float32))
    starts = [0, *(start for start in range(80, len(spectrum), 80) if len(spectrum) - start >= 120)]
    return np.stack([np.pad(spectrum[at : at + 160], ((0, max(0, at + 160 - len(spectrum))), (0, 0))) for at in starts])


@pytest.mark.parametrize(("name", "start"), [("two_cities", 1.0), ("beckett", 0.5)])
def test_spectra_and_network_are_those_of_the_original(name: str, start: float) -> None:
    """`original.npz`: what librosa 0.11 and Resemblyzer 0.1.4 on PyTorch 2.13 made of these three seconds."""
    sound = recording(f"{name}.wav")[int(start * RATE) :][: 3 * RATE]
    heard = windows(sound)
    engine = ResemblyzerEncoder(catalogue())
    with np.load(ORIGINAL) as original:
        rows = original[f"{name}_mel"]
        assert np.abs(heard[0][:160:25] - rows[:7]).max() < 1e-5 * rows.max()
        assert np.abs(engine.network().run(heard) - original[name]).max() < 1e-5


class Malicious:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (print, ("code of a checkpoint was run",))


@pytest.mark.parametrize(
    "content", [pickle.dumps(Malicious()) * 5, b"", b"PK\x03\x04", pickle.dumps({"model_state": 1}) * 5]
)
def test_a_file_of_weights_runs_no_code(content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(PermanentError, match=r"model\.damaged"):
        read_tensors(io.BytesIO(content))
    assert capsys.readouterr().out == ""


def test_the_best_engine_that_is_here_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert make_speaker_encoder("auto", catalogue()).identity.startswith("resemblyzer/")
    monkeypatch.setattr(ModelCatalogue, "present", lambda self, name: False)
    assert make_speaker_encoder("auto", catalogue()).identity.startswith("spectral/")
    with pytest.raises(PermanentError, match="spectral"):
        make_speaker_encoder("ears", catalogue())
