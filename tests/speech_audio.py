"""Real speech for tests: human recordings from packages, the sample talk with its exact times, and engines to share."""

import atexit
import functools
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import av
import jiwer
import moonshine_voice
import numpy as np
from numpy.typing import NDArray

from adapters.asr.faster_whisper import FasterWhisperEngine
from adapters.asr.silero import SileroVoiceDetector
from adapters.models import ModelCatalogue
from domain.contracts.speech import Word
from samples.truth import TalkTruth, WordTruth, read_truth

RATE = 16_000
SAMPLES = Path(__file__).parent.parent / "samples"

TWO_CITIES = (
    "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness, it was "
    "the epoch of belief, it was the epoch of incredulity, it was the season of light, it was the season of darkness, it "
    "was the spring of hope, it was the winter of despair, we had everything before us, we had nothing before us, we were "
    "all going direct to heaven, we were all going direct the other way, in short, the period was so far like the present "
    "period, that some of its noisiest authorities insisted on its being received, for good or for evil, in the "
    "superlative degree of comparison only."
)
"""What the recording two_cities.wav says (Charles Dickens, public domain)."""
BECKETT = "Ever tried. Ever failed. No matter. Try again. Fail again. Fail better."

Audio = NDArray[np.float32]


@dataclass(frozen=True)
class TimeErrors:
    """Word-start errors in seconds, signed; `after_pause` are those of words after 0.15 s of silence and more."""

    starts: NDArray[np.float64]
    after_pause: NDArray[np.float64]

    def median(self) -> float:
        return float(np.median(np.abs(self.starts)))

    def p95(self) -> float:
        return float(np.percentile(np.abs(self.starts), 95))


@functools.cache
def catalogue() -> ModelCatalogue:
    """Models from the installed packages, in a folder that goes with the test process."""
    folder = tempfile.mkdtemp(prefix="test-models-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return ModelCatalogue(Path(folder))


@functools.cache
def engine(model: str) -> FasterWhisperEngine:
    return FasterWhisperEngine(catalogue(), model, cores=2)


@functools.cache
def voice_detector() -> SileroVoiceDetector:
    return SileroVoiceDetector(catalogue())


@functools.cache
def recording(name: str) -> Audio:
    """A human recording of the moonshine-voice package."""
    return decode(Path(moonshine_voice.__file__).parent / "assets" / name)


@functools.cache
def talk_audio() -> Audio:
    return decode(SAMPLES / "talk.mp4")


@functools.cache
def talk_truth() -> TalkTruth:
    return read_truth(SAMPLES / "talk.truth.json")


def decode(path: Path) -> Audio:
    """All sound of a file as 16 kHz mono."""
    pieces = []
    with av.open(str(path)) as container:
        resampler = av.AudioResampler("flt", "mono", RATE)
        for frame in [*container.decode(audio=0), None]:
            pieces += [part.to_ndarray().reshape(-1) for part in resampler.resample(frame)]
    return np.concatenate(pieces).astype(np.float32)


def write_flac(path: Path, audio: Audio) -> None:
    """As the audio stage writes it: 16 kHz mono, 16 bits."""
    pcm = np.clip(np.round(audio * 32768), -32768, 32767).astype(np.int16)
    with av.open(str(path), "w", format="flac") as container:
        stream = container.add_stream("flac", rate=RATE, layout="mono", format="s16")
        for start in range(0, len(pcm), RATE):
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(pcm[None, start : start + RATE]), "s16", "mono")
            frame.sample_rate = RATE
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def words_of(text: str) -> str:
    """Lower case without signs; what is compared when words are counted."""
    return re.sub(r"[^\w\s'%$]", "", text.lower().replace("-", " "))


def word_error_rate(truth: str, heard: str) -> float:
    return float(jiwer.wer(words_of(truth), words_of(heard)))


def time_errors(truth: list[WordTruth], heard: list[Word]) -> TimeErrors:
    """Errors of the words that both have, matched in order."""
    out = jiwer.process_words(
        " ".join(words_of(word.text).replace(" ", "") or "_" for word in truth),
        " ".join(words_of(word.text).replace(" ", "") or "_" for word in heard),
    )
    pairs = [
        (chunk.ref_start_idx + offset, chunk.hyp_start_idx + offset)
        for chunk in out.alignments[0]
        if chunk.type == "equal"
        for offset in range(chunk.ref_end_idx - chunk.ref_start_idx)
    ]
    starts = [heard[second].start - truth[first].start for first, second in pairs]
    paused = [first == 0 or truth[first].start - truth[first - 1].end > 0.15 for first, _ in pairs]
    return TimeErrors(np.array(starts), np.array(starts)[np.array(paused, dtype=bool)])


def noise(seconds: float, seed: int = 1) -> Audio:
    return (0.05 * np.random.default_rng(seed).standard_normal(int(seconds * RATE))).astype(np.float32)


def hum(seconds: float) -> Audio:
    time = np.arange(int(seconds * RATE)) / RATE
    return (0.1 * np.sin(2 * np.pi * 50 * time) + 0.05 * np.sin(2 * np.pi * 150 * time)).astype(np.float32)


def melody(seconds: float) -> Audio:
    """Plucked notes with four harmonics over a beat of noise bursts."""
    generator = np.random.default_rng(7)
    sound = np.zeros(int(seconds * RATE))
    length = RATE // 2
    time = np.arange(length) / RATE
    for start in range(0, len(sound) - length, length):
        pitch = 220 * 2 ** (generator.choice([0, 2, 4, 5, 7, 9, 11, 12]) / 12)
        tone = sum(np.sin(2 * np.pi * pitch * part * time) / part for part in (1, 2, 3, 4))
        sound[start : start + length] += 0.2 * np.exp(-3 * time) * tone
        sound[start : start + 800] += 0.1 * generator.standard_normal(800) * np.linspace(1, 0, 800)
    return sound.astype(np.float32)
