"""What recognisers are measured on: recordings of people, made talks with exact times, and sounds without speech."""

import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import av
import moonshine_voice
import numpy as np
from numpy.typing import NDArray

from bench.asr_scores import TrueWord
from samples.truth import read_truth

RATE = 16_000
_SAMPLES = Path(__file__).parent.parent / "samples"
_LIBRIVOX = "usr/share/pocketsphinx/test/data/librivox"
_PACKAGE = "pocketsphinx-testdata"
_TALK_SCRIPTS = ("agua",)

Audio = NDArray[np.float32]

_SAID = {
    "two_cities.wav": (
        "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of "
        "foolishness, it was the epoch of belief, it was the epoch of incredulity, it was the season of light, it "
        "was the season of darkness, it was the spring of hope, it was the winter of despair, we had everything "
        "before us, we had nothing before us, we were all going direct to heaven, we were all going direct the "
        "other way, in short, the period was so far like the present period, that some of its noisiest "
        "authorities insisted on its being received, for good or for evil, in the superlative degree of "
        "comparison only."
    ),
    "beckett.wav": "Ever tried. Ever failed. No matter. Try again. Fail again. Fail better.",
}


@dataclass(frozen=True)
class Passage:
    """A recording and what is said in it."""

    name: str
    audio: Audio
    text: str


@dataclass(frozen=True)
class Talk:
    """A made talk and the exact times of its words."""

    name: str
    language: str
    audio: Audio
    words: list[TrueWord]


def human_recordings() -> list[Passage]:
    """Two recordings of the moonshine-voice package; LibriVox of Debian's pocketsphinx-testdata where apt has it."""
    assets = Path(moonshine_voice.__file__).parent / "assets"
    found = [Passage(name, decode(assets / name), text) for name, text in _SAID.items()]
    folder = _librivox()
    if folder is None:
        print(f"without LibriVox: apt does not deliver {_PACKAGE} here")
        return found
    for line in (folder / "transcription").read_text().splitlines():
        text, _, name = line.rpartition("(")
        path = folder / f"{name.rstrip(')')}.wav"
        # The transcript of one recording has the slip of its reader written out.
        found.append(Passage(path.stem[-13:], decode(path), text.replace("<s>", "").replace("</s>", "").strip()))
    return found


def made_talks(*, quick: bool) -> list[Talk]:
    """The sample talk, and unless `quick` those that are spoken first (minutes)."""
    truth = read_truth(_SAMPLES / "talk.truth.json")
    talks = [
        Talk(
            "talk",
            truth.language,
            decode(_SAMPLES / truth.video),
            [TrueWord(word.text, word.start, word.end) for word in truth.words],
        )
    ]
    return talks if quick else [*talks, *(_spoken(name) for name in _TALK_SCRIPTS)]


def empty_sounds(seconds: float = 60.0) -> dict[str, Audio]:
    """Sounds in which nobody speaks, one minute of each."""
    count = int(seconds * RATE)
    time = np.arange(count) / RATE
    generator = np.random.default_rng(5)
    sweep = sum(
        np.sin(2 * np.pi * (220 * part * time + 3 * part * np.sin(10 * np.pi * time))) / part for part in range(1, 12)
    )
    truth = read_truth(_SAMPLES / "talk.truth.json")
    talk = decode(_SAMPLES / truth.video)
    music = [
        talk[int((part.start + 0.1) * RATE) : int((part.end - 0.1) * RATE)]
        for part in truth.passages
        if part.kind == "music"
    ]
    return {
        "silence": np.zeros(count, np.float32),
        "white noise": (0.05 * generator.standard_normal(count)).astype(np.float32),
        "mains hum": (0.1 * np.sin(100 * np.pi * time) + 0.05 * np.sin(300 * np.pi * time)).astype(np.float32),
        "melody and beat": _melody(count, generator),
        "singing tone": (0.1 * sweep * (0.5 + 0.5 * np.sin(1.4 * np.pi * time))).astype(np.float32),
        "music of the sample": np.tile(np.concatenate(music), 6),
    }


def decode(path: Path, rate: int = RATE) -> Audio:
    """All sound of a file as mono float32, at 16 kHz if nothing else is said."""
    pieces = []
    with av.open(str(path)) as container:
        resampler = av.AudioResampler("flt", "mono", rate)
        for frame in [*container.decode(audio=0), None]:
            pieces += [part.to_ndarray().reshape(-1) for part in resampler.resample(frame)]
    return np.concatenate(pieces).astype(np.float32)


def _melody(count: int, generator: np.random.Generator) -> Audio:
    sound = np.zeros(count)
    length = RATE // 2
    time = np.arange(length) / RATE
    for start in range(0, count - length, length):
        pitch = 220 * 2 ** (generator.choice([0, 2, 4, 5, 7, 9, 11, 12]) / 12)
        sound[start : start + length] += (
            0.2 * np.exp(-3 * time) * sum(np.sin(2 * np.pi * pitch * part * time) / part for part in (1, 2, 3, 4))
        )
        sound[start : start + 800] += 0.1 * generator.standard_normal(800) * np.linspace(1, 0, 800)
    return sound.astype(np.float32)


def _librivox() -> Path | None:
    cache = _cache("cutdown-bench") / _PACKAGE
    if not (cache / _LIBRIVOX / "transcription").exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            for command in (["apt-get", "download", _PACKAGE], ["sh", "-c", 'dpkg -x ./*.deb "$0"', str(cache)]):
                try:
                    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
                except (OSError, subprocess.SubprocessError):
                    return None
    return cache / _LIBRIVOX


def _spoken(name: str) -> Talk:
    from samples.script import read_script
    from samples.soundtrack import make_soundtrack
    from samples.voice import Voice

    cache = _cache("cutdown-samples")
    cache.mkdir(parents=True, exist_ok=True)
    script = read_script(_SAMPLES / "scripts" / f"{name}.yaml")
    track = make_soundtrack(script, Voice(cache), 30.0)
    frame = av.AudioFrame.from_ndarray(
        np.ascontiguousarray(track.mix.mean(axis=1, dtype=np.float32)[None]), "flt", "mono"
    )
    frame.sample_rate = 48_000
    resampler = av.AudioResampler("flt", "mono", RATE)
    parts = [*resampler.resample(frame), *resampler.resample(None)]
    audio = np.concatenate([part.to_ndarray().reshape(-1) for part in parts])
    return Talk(name, script.language, audio, [TrueWord(word.text, word.start, word.end) for word in track.words])


def _cache(name: str) -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / name
