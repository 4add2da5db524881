"""Models that a person added: what kind a folder holds, its digests taken at the first use, and checked ever after.

A record in the model's folder keeps name, kind, source and the digest of each file. Whoever loads such a folder asks
`check_added` first; a folder without a record was put there by hand and is nobody's promise.
"""

import json
import re
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from adapters.models.entries import HubFile, ModelEntry, ModelFile
from adapters.models.kinds import Found, kind_of
from adapters.models.origins import Origin
from adapters.models.sources import read_blocks
from adapters.models.verification import STAMP_NAME, digest_of, is_intact, is_stamped, stamp
from domain.errors import PermanentError, RejectedError

RECORD_NAME = ".added.json"
RECORD_NAMES = frozenset({RECORD_NAME, STAMP_NAME})
"""Files of ours in a model's folder; they are no part of the model."""

_PLACES = ("", "translate", "piper", "coqui")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_RESERVED = frozenset(_PLACES)
_LICENCE = "see its source"


@dataclass(frozen=True)
class AddedModel:
    """What was added, where its files are, and `advice`: the setting that makes it used, empty where none is needed."""

    entry: ModelEntry
    folder: Path
    advice: str


def lock_name(name: str) -> str:
    """The name itself. Raises RejectedError `model.source` for what cannot be a file's name."""
    if _NAME.fullmatch(name) is None or name in _RESERVED:
        raise RejectedError(
            "model.source",
            f"'{name}' is no name for a model: letters, digits, dots, underscores and hyphens, up to 64.",
        )
    return name


def add_model(models_dir: Path, name: str, origin: Origin) -> AddedModel:
    """Copy the model of a folder to its place and record the digests of its files.

    Raises RejectedError `model.not_usable` for a folder that no engine here can use, `model.name_taken` where another
    model has the name already.
    """
    found = kind_of(origin.folder, name, origin.source)
    place = found.place(name)
    folder = models_dir / place
    with tempfile.TemporaryDirectory(dir=models_dir, prefix=".add-") as space:
        copied = Path(space) / "model"
        copied.mkdir()
        for path, target in found.files:
            with (copied / target).open("wb") as sink:
                for block in read_blocks([path]):
                    sink.write(block)
            (copied / target).chmod(0o644)
        files = tuple(_file(copied / target, _hub(origin, path)) for path, target in found.files)
        entry = ModelEntry(
            name, found.purpose, _LICENCE, files, place=place, source=origin.source, english_only=found.english_only
        )
        before = added_entry(models_dir, name)
        if (before is not None and before.digest != entry.digest) or (before is None and folder.exists()):
            raise RejectedError(
                "model.name_taken",
                f"Another model is called '{name}' here. Choose another name, or run first: "
                f"cutdown models remove {name}",
            )
        (copied / RECORD_NAME).write_text(json.dumps(_record(entry), indent=1), encoding="utf-8")
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        copied.rename(folder)
    stamp(folder, entry)
    return AddedModel(entry, folder, _advice(found, name, folder))


def added_entry(models_dir: Path, name: str) -> ModelEntry | None:
    """The added model of that name, or None."""
    if _NAME.fullmatch(name) is None:
        return None
    for place in _PLACES:
        entry = _read(models_dir / place / name)
        if entry is not None:
            return entry
    return None


def added_entries(models_dir: Path) -> tuple[ModelEntry, ...]:
    """All added models, by name."""
    folders = (folder for place in _PLACES for folder in (models_dir / place).glob(f"*/{RECORD_NAME}"))
    entries = (_read(record.parent) for record in folders)
    return tuple(sorted((entry for entry in entries if entry is not None), key=lambda entry: entry.name))


def check_added(folder: Path) -> None:
    """Raises PermanentError `model.damaged` where a file of an added model is not what it was when it was added."""
    entry = _read(folder)
    if entry is None or is_stamped(folder, entry):
        return
    for file in entry.files:
        if not is_intact(folder / file.name, file):
            raise PermanentError(
                "model.damaged",
                f"The file '{file.name}' of the model '{entry.name}' is not what it was when the model was added. "
                f"{entry.remedy}",
            )
    stamp(folder, entry)


def _file(path: Path, hub: HubFile | None) -> ModelFile:
    return ModelFile(path.name, digest_of(path), path.stat().st_size, (), hub)


def _hub(origin: Origin, path: Path) -> HubFile | None:
    if not origin.repository:
        return None
    return HubFile(origin.repository, origin.commit, f"{origin.within}/{path.name}".lstrip("/"))


def _advice(found: Found, name: str, folder: Path) -> str:
    match found.kind:
        case "whisper":
            return f"CUTDOWN_ASR_MODEL={name}"
        case "coqui":
            return f"CUTDOWN_COQUI_MODEL={folder}"
        case _:
            return ""


def _record(entry: ModelEntry) -> dict[str, object]:
    return {"version": 1, **asdict(entry)}


def _read(folder: Path) -> ModelEntry | None:
    try:
        told = json.loads((folder / RECORD_NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise _unreadable(folder) from error
    try:
        files = tuple(
            ModelFile(
                str(file["name"]),
                str(file["sha256"]),
                int(file["size"]),
                (),
                None if file["hub"] is None else HubFile(**file["hub"]),
            )
            for file in told["files"]
        )
        return ModelEntry(
            str(told["name"]),
            str(told["purpose"]),
            str(told["licence"]),
            files,
            place=str(told["place"]),
            source=str(told["source"]),
            english_only=bool(told["english_only"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable(folder) from error


def _unreadable(folder: Path) -> PermanentError:
    return PermanentError(
        "model.damaged",
        f"The record '{folder / RECORD_NAME}' of an added model is damaged. Delete the folder, add it again.",
    )
