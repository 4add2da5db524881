"""The contract of every voice detector."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from faster_whisper.vad import get_vad_model

from adapters.asr.registry import VOICE_DETECTORS, make_voice_detector
from domain.contracts.base import TimeRange
from domain.errors import PermanentError
from domain.heuristics.speech_chunks import covered_seconds
from tests.speech_audio import RATE, catalogue, hum, melody, noise, recording, talk_audio, talk_truth, voice_detector


@pytest.mark.parametrize("name", VOICE_DETECTORS)
def test_spans_are_in_order_inside_the_audio_and_apart(name: str) -> None:
    audio = recording("two_cities.wav")
    spans = make_voice_detector(name, catalogue()).speech_spans(audio)
    assert all(0 <= span.start < span.end <= len(audio) / RATE for span in spans)
    assert all(before.end < after.start for before, after in pairwise(spans))


@pytest.mark.parametrize("name", VOICE_DETECTORS)
def test_nearly_every_spoken_word_is_covered(name: str) -> None:
    spans = make_voice_detector(name, catalogue()).speech_spans(talk_audio())
    words = talk_truth().words
    covered = [covered_seconds(spans, word.start, word.end) / (word.end - word.start) for word in words]
    assert np.mean(covered) > 0.97
    assert np.mean(np.array(covered) > 0.5) > 0.99


@pytest.mark.parametrize("name", VOICE_DETECTORS)
@pytest.mark.parametrize(
    "sound", [np.zeros(0, np.float32), np.zeros(5 * RATE, np.float32), noise(5), hum(5), melody(10)]
)
def test_there_is_no_voice_in_silence_noise_and_music(name: str, sound: np.ndarray) -> None:
    assert make_voice_detector(name, catalogue()).speech_spans(sound) == []


@pytest.mark.parametrize("name", VOICE_DETECTORS)
def test_speech_that_runs_to_the_last_sample_ends_there(name: str) -> None:
    audio = recording("two_cities.wav")[: int(3.5 * RATE)]
    spans = make_voice_detector(name, catalogue()).speech_spans(audio)
    assert spans[-1] == TimeRange(start=spans[-1].start, end=3.5)


def test_blocks_leave_no_trace() -> None:
    """The probabilities equal those of the same model run over everything at once."""
    audio = np.concatenate([recording("two_cities.wav")] * 4)
    audio = audio[: len(audio) - len(audio) % 512]
    assert len(audio) > 1024 * 512
    whole = get_vad_model()(audio.copy()).reshape(-1)
    assert np.abs(voice_detector().probabilities(audio) - whole).max() < 1e-3


def test_a_long_recording_takes_little_more_memory_than_its_samples() -> None:
    code = (
        "import resource, sys, numpy as np\n"
        "from pathlib import Path\n"
        "from adapters.asr.silero import SileroVoiceDetector\n"
        "from adapters.models import ModelCatalogue\n"
        "detector = SileroVoiceDetector(ModelCatalogue(Path(sys.argv[1])))\n"
        "detector.speech_spans(np.zeros(16000, np.float32))\n"
        "audio = np.full(900 * 16000, 0.01, np.float32)\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "detector.speech_spans(audio)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    models = catalogue().path("silero-vad").parent
    done = subprocess.run(
        [sys.executable, "-c", code, str(models)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert int(done.stdout) < 80_000


def test_an_unknown_detector_is_refused() -> None:
    with pytest.raises(PermanentError, match="silero"):
        make_voice_detector("ears", catalogue())
