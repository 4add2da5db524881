"""The CTranslate2 models that an operator has put into a folder: which pairs they serve, and how a text enters them.

`<source>-<target>/` holds a model of one pair, as OPUS-MT's are (source.spm, target.spm); any other folder one of many
languages, as NLLB's are (sentencepiece.bpe.model, with a token for each language).
"""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from adapters.models import RECORD_NAMES
from adapters.translate.nllb_codes import NLLB_TOKENS
from domain.errors import PermanentError

_MODEL, _SOURCE, _TARGET, _JOINT = "model.bin", "source.spm", "target.spm", "sentencepiece.bpe.model"
_END = "</s>"
_PAIR = re.compile(r"([a-z]{2,3})-([a-z]{2,3})")


@dataclass(frozen=True)
class NmtModel:
    """One folder with a model. `pair`: its languages, None for a model of many."""

    folder: Path
    pair: tuple[str, str] | None

    @cached_property
    def digest(self) -> str:
        """Of all files that decide what it says."""
        digest = hashlib.sha256()
        for path in sorted(path for path in self.folder.iterdir() if path.is_file() and path.name not in RECORD_NAMES):
            with path.open("rb") as source:
                digest.update(path.name.encode() + hashlib.file_digest(source, "sha256").digest())
        return digest.hexdigest()

    def serves(self, source: str | None, target: str) -> bool:
        """Whether it has this pair of ISO codes; without a source: any into `target`."""
        if self.pair is not None:
            return target == self.pair[1] and source in {None, self.pair[0]}
        return target in self._languages and (source is None or source in self._languages)

    @property
    def source_pieces(self) -> Path:
        """The sentencepiece model that parts what is translated."""
        return self.folder / (_JOINT if self.pair is None else _SOURCE)

    @property
    def target_pieces(self) -> Path:
        """The sentencepiece model that joins what is said."""
        return self.folder / (_JOINT if self.pair is None else _TARGET)

    def entered(self, pieces: list[str], source: str) -> list[str]:
        """The pieces of a text with what the model was trained to see around them."""
        spoken = [] if self.pair is not None else [NLLB_TOKENS[source]]
        # Converters from Marian have the model add its own end, those from Transformers leave it to us.
        ending = [] if self._config.get("add_source_eos") else [_END]
        return [*spoken, *pieces, *ending]

    def prefix(self, target: str) -> list[str]:
        """What the answer has to begin with; it is no part of what is said."""
        return [] if self.pair is not None else [NLLB_TOKENS[target]]

    @cached_property
    def _config(self) -> dict[str, Any]:
        path = self.folder / "config.json"
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise damaged(self.folder, "its config.json cannot be read") from error
        return told if isinstance(told, dict) else {}

    @cached_property
    def _languages(self) -> frozenset[str]:
        tokens = set(_vocabulary(self.folder))
        return frozenset(iso for iso, token in NLLB_TOKENS.items() if token in tokens)


def models_in(folder: Path) -> tuple[NmtModel, ...]:
    """The complete models of a folder: those of one pair first, for they know their pair better."""
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        pair = _PAIR.fullmatch(path.name)
        if pair is not None and _has(path, _MODEL, _SOURCE, _TARGET):
            found.append(NmtModel(path, (pair[1], pair[2])))
        elif _has(path, _MODEL, _JOINT):
            found.append(NmtModel(path, None))
    return tuple(sorted(found, key=lambda model: model.pair is None))


def damaged(folder: Path, problem: str) -> PermanentError:
    """The error for a model that cannot be used."""
    return PermanentError(
        "model.damaged", f"The translation model in '{folder}' cannot be used ({problem}). Convert it again."
    )


def _has(folder: Path, *names: str) -> bool:
    return all((folder / name).is_file() for name in names)


def _vocabulary(folder: Path) -> list[str]:
    """The tokens of a model; older converters write one a line."""
    try:
        for path in sorted(folder.glob("*vocabulary.json")):
            return [str(token) for token in json.loads(path.read_text(encoding="utf-8"))]
        for path in sorted(folder.glob("*vocabulary.txt")):
            return path.read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError, TypeError) as error:
        raise damaged(folder, "its vocabulary cannot be read") from error
    return []
