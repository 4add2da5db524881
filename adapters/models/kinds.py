"""What a folder of model files is (recogniser, translator, voice), which of its files belong to it, where it goes."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from domain.errors import RejectedError

Kind = Literal["whisper", "translation", "piper", "coqui"]

_MULTILINGUAL_TOKENS = 51_865
_PAIR = re.compile(r"[a-z]{2,3}-[a-z]{2,3}")
# The distilled models of that family know English alone, with the vocabulary of all languages.
_ENGLISH_DISTILLED = re.compile(r"distil-(?:large|medium|small)", re.IGNORECASE)
_CHECKPOINTS = ("model.pth", "best_model.pth", "checkpoint.pth")
_PARENTS: dict[Kind, str] = {"whisper": "", "translation": "translate", "piper": "piper", "coqui": "coqui"}


@dataclass(frozen=True)
class Found:
    """A model in a folder. `files`: where each lies, and what it is called in the models folder."""

    kind: Kind
    purpose: str
    files: tuple[tuple[Path, str], ...]
    english_only: bool = False

    def place(self, name: str) -> str:
        """The folder for it within the models folder."""
        return f"{_PARENTS[self.kind]}/{name}".lstrip("/")


def kind_of(folder: Path, name: str, source: str) -> Found:
    """Look at the files; nothing is loaded. Raises RejectedError `model.not_usable` saying what a folder must hold."""
    files = {path.name: path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith(".")}
    if "model.bin" in files and ({"source.spm", "target.spm"} <= files.keys() or "sentencepiece.bpe.model" in files):
        return _translation(files, name)
    if "model.bin" in files:
        return _whisper(files, f"{name} {source}")
    voices = [path for path in files.values() if path.suffix == ".onnx" and f"{path.name}.json" in files]
    if voices:
        return _piper(files, voices, name)
    if "config.json" in files and any(checkpoint in files for checkpoint in _CHECKPOINTS):
        return _coqui(files)
    if any("kokoro" in file.lower() for file in files):
        raise _not_usable(
            "Kokoro is used in the build that the catalogue knows. Run: cutdown models add kokoro FOLDER, with "
            "kokoro-v1.0.int8.onnx in it"
        )
    raise _not_usable(
        "It must hold a Whisper model for CTranslate2 (model.bin, config.json, tokenizer.json and its vocabulary), a "
        "translation model (model.bin with source.spm and target.spm, or with sentencepiece.bpe.model), a Piper voice "
        "(NAME.onnx with NAME.onnx.json) or a Coqui model (config.json with model.pth)"
    )


def _whisper(files: dict[str, Path], names: str) -> Found:
    missing = [name for name in ("config.json", "tokenizer.json") if name not in files]
    vocabulary = next((files[name] for name in ("vocabulary.json", "vocabulary.txt") if name in files), None)
    if missing or vocabulary is None:
        lacking = ", ".join([*missing, *([] if vocabulary else ["vocabulary.json or vocabulary.txt"])])
        raise _not_usable(f"A Whisper model for CTranslate2 also needs {lacking}")
    config = _json(files["config.json"])
    if not {"suppress_ids", "alignment_heads", "lang_ids"} & config.keys():
        raise _not_usable("Its config.json is not that of a Whisper model converted for CTranslate2")
    english = _tokens(vocabulary) < _MULTILINGUAL_TOKENS or _ENGLISH_DISTILLED.search(names) is not None
    wanted = ("model.bin", "config.json", "tokenizer.json", "preprocessor_config.json", vocabulary.name)
    purpose = f"speech recognition, {'English' if english else 'many languages'}, added"
    return Found("whisper", purpose, _own_names(files, wanted), english_only=english)


def _translation(files: dict[str, Path], name: str) -> Found:
    pair = "source.spm" in files
    if pair and _PAIR.fullmatch(name) is None:
        raise _not_usable("It translates one pair of languages; its name must be that pair, for instance de-en")
    if not pair and _PAIR.fullmatch(name) is not None:
        raise _not_usable("It translates many languages; its name must not look like one pair")
    wanted = [file for file in files if file.endswith((".spm", "vocabulary.json", "vocabulary.txt"))]
    wanted += ["model.bin", "config.json", "sentencepiece.bpe.model"]
    return Found("translation", f"translation, {name if pair else 'many languages'}, added", _own_names(files, wanted))


def _piper(files: dict[str, Path], voices: list[Path], name: str) -> Found:
    if len(voices) > 1:
        raise _not_usable(f"It holds {len(voices)} Piper voices. Give a folder with one")
    (voice,) = voices
    described = files[f"{voice.name}.json"]
    if "phoneme_id_map" not in _json(described):
        raise _not_usable(f"'{described.name}' is not the description of a Piper voice")
    return Found(
        "piper", "speech synthesis, a Piper voice, added", ((voice, f"{name}.onnx"), (described, f"{name}.onnx.json"))
    )


def _coqui(files: dict[str, Path]) -> Found:
    if not isinstance(_json(files["config.json"]).get("audio"), dict):
        raise _not_usable("Its config.json is not that of a Coqui model")
    # Some configurations name further files; code is not among what a model needs.
    wanted = [name for name in files if not name.endswith((".py", ".md", ".sh", ".ipynb"))]
    return Found("coqui", "speech synthesis, a Coqui model, added", _own_names(files, wanted))


def _own_names(files: dict[str, Path], wanted: list[str] | tuple[str, ...]) -> tuple[tuple[Path, str], ...]:
    return tuple((files[name], name) for name in dict.fromkeys(wanted) if name in files)


def _tokens(vocabulary: Path) -> int:
    if vocabulary.suffix == ".json":
        told = json.loads(vocabulary.read_text(encoding="utf-8"))
        return len(told) if isinstance(told, list | dict) else 0
    return len(vocabulary.read_text(encoding="utf-8").removesuffix("\n").split("\n"))


def _json(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _not_usable(f"'{path.name}' cannot be read") from error
    return told if isinstance(told, dict) else {}


def _not_usable(reason: str) -> RejectedError:
    return RejectedError("model.not_usable", f"The folder has no model that can be used here. {reason}.")
