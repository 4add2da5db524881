"""How well voices are understood, and what speaking costs.

`python -m bench.voices` lets every installed voice of the chosen languages speak the same sentences and has the default
recogniser write down what it hears: errors by the word (by the consonant in Hindi, which that recogniser writes in
Urdu's letters), CPU-seconds for a second of speech, and memory. The bar is for Kokoro's voices. Returns 1 when it is
missed.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import jiwer
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from adapters.asr.registry import make_asr, make_voice_detector
from adapters.models import ModelCatalogue
from adapters.settings import Settings
from adapters.tts.registry import make_voice_box
from bench.asr_scores import word_error_rate
from bench.hindi_sounds import consonants
from bench.meter import memory_bytes
from bench.voice_sentences import SENTENCES
from domain.contracts.voices import Voice
from domain.engines import AsrEngine, VoiceDetector
from domain.heuristics.voice_edges import heard_part
from domain.language_engines import VoiceBox
from domain.progress import no_progress

ERROR_BAR = 0.12
BARRED_ENGINE = "kokoro"
_RATE = 16_000
_PAUSE = 0.6

Audio = NDArray[np.float32]


@dataclass(frozen=True)
class Score:
    """How a voice did: `cost` is CPU-seconds for a second of speech."""

    voice: Voice
    language: str
    error_rate: float
    seconds: float
    cost: float
    heard: str


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.voices", description=__doc__)
    parser.add_argument("--languages", nargs="+", default=list(SENTENCES), choices=list(SENTENCES))
    parser.add_argument("--voices", nargs="+", default=[], help="only voices whose id begins so, e.g. kokoro/af")
    parser.add_argument("--sentences", type=int, default=6, help="how many of the sentences each voice speaks")
    parser.add_argument("--model", default="whisper-base", help="the recogniser that listens")
    parser.add_argument("--show", action="store_true", help="print what was heard")
    options = parser.parse_args()
    console = Console(width=140)
    with tempfile.TemporaryDirectory() as folder:
        models = ModelCatalogue(Path(folder) / "models")
        box = make_voice_box(models, Settings.load(Path(folder)))
        wanted = tuple(options.voices) or ("",)
        before = memory_bytes([os.getpid()])
        spoken = [
            (voice, language, *speak_all(box, voice, language, SENTENCES[language][: options.sentences]))
            for language in options.languages
            for voice in box.serving(language)
            if voice.id.startswith(wanted)
        ]
        console.print(
            f"memory with the engines: {(memory_bytes([os.getpid()]) - before) / 1e6:.0f} MB more than without"
        )
        asr = make_asr("faster-whisper", models, options.model, 2)
        ear = make_voice_detector("silero", models)
        scores = [_score(asr, ear, *item, options.sentences) for item in spoken]
    return _report(console, scores, show=options.show)


def speak_all(box: VoiceBox, voice: Voice, language: str, sentences: Sequence[str]) -> tuple[Audio, float, float]:
    """All sentences with pauses at 16 kHz, their seconds without the pauses, and the CPU-seconds that they took."""
    pieces: list[Audio] = []
    seconds = 0.0
    cpu = _cpu()
    for sentence in sentences:
        samples, rate = box.speak(sentence, voice.id, language)
        part = heard_part(samples, rate)
        seconds += len(part) / rate
        pieces += [part, np.zeros(round(_PAUSE * rate), np.float32)]
    cost = _cpu() - cpu
    return _resampled(np.concatenate(pieces), rate), seconds, cost


def _score(
    asr: AsrEngine,
    ear: VoiceDetector,
    voice: Voice,
    language: str,
    audio: Audio,
    seconds: float,
    cpu: float,
    count: int,
) -> Score:
    segments = asr.transcribe(audio, language, ear.speech_spans(audio), no_progress)
    heard = " ".join(word.text for segment in segments for word in segment.words)
    said = " ".join(SENTENCES[language][:count])
    wrong = float(jiwer.cer(consonants(said), consonants(heard))) if language == "hi" else word_error_rate(said, heard)
    return Score(voice, language, wrong, seconds, cpu / seconds, heard)


def _report(console: Console, scores: list[Score], *, show: bool) -> int:
    table = Table("voice", "language", "sex", "quality", "errors", "seconds", "CPU-s per second")
    missed: list[str] = []
    for score in scores:
        table.add_row(
            score.voice.id,
            score.language,
            score.voice.sex,
            str(score.voice.quality),
            f"{score.error_rate:.1%}",
            f"{score.seconds:.1f}",
            f"{score.cost:.3f}",
        )
        if score.voice.engine == BARRED_ENGINE and score.error_rate > ERROR_BAR:
            missed.append(f"{score.voice.id} in {score.language}: {score.error_rate:.1%} wrong, over {ERROR_BAR:.0%}")
        if show:
            console.print(f"{score.voice.id}: {score.heard}")
    console.print(table)
    for line in missed:
        console.print(f"[red]missed:[/red] {line}")
    return 1 if missed or not scores else 0


def _resampled(samples: Audio, rate: int) -> Audio:
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples[np.newaxis]), "fltp", "mono")
    frame.sample_rate = rate
    resampler = av.AudioResampler("flt", "mono", _RATE)
    parts = [part.to_ndarray().reshape(-1) for item in (frame, None) for part in resampler.resample(item)]
    return np.concatenate(parts).astype(np.float32)


def _cpu() -> float:
    """CPU-seconds of this process and of the children that have ended."""
    used = os.times()
    return time.process_time() + used.children_user + used.children_system


if __name__ == "__main__":
    sys.exit(main())
