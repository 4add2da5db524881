"""The one folder that holds everything an installation keeps: where things lie, and how files in it are written."""

from __future__ import annotations

import os
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict

from adapters.settings import STACK_ENV, resolve_state_dir


class StackRecord(BaseModel):
    """What the stack remembers between runs (`stack.json`): no secret, and no path inside the state folder."""

    model_config = ConfigDict(frozen=True)

    id: str
    ports: dict[str, int] = {}
    servers_home: Path | None = None
    """Folder of the servers' data and programs where it is not `servers/` inside (see `privilege`)."""


@dataclass(frozen=True)
class StateFolder:
    """Paths inside one state folder."""

    root: Path
    logs: Path = field(init=False)
    run: Path = field(init=False)
    env_file: Path = field(init=False)
    secrets_file: Path = field(init=False)
    record_file: Path = field(init=False)
    lock_file: Path = field(init=False)
    status_file: Path = field(init=False)
    processes_file: Path = field(init=False)

    def __post_init__(self) -> None:
        places = {
            "logs": "logs",
            "run": "run",
            "env_file": STACK_ENV,
            "secrets_file": "secrets.json",
            "record_file": "stack.json",
            "lock_file": "run/lock",
            "status_file": "run/status.json",
            "processes_file": "run/processes.json",
        }
        for name, place in places.items():
            object.__setattr__(self, name, self.root / place)

    @classmethod
    def at(cls, state_dir: Path | None = None) -> Self:
        return cls(resolve_state_dir(state_dir))

    def create(self) -> None:
        """Make the folder and its parts where they are missing; modes of existing ones stay."""
        # Root's servers run as another user, who must be able to pass through to its own part, but not to list.
        self.root.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
        for part in (self.logs, self.run):
            part.mkdir(mode=0o700, exist_ok=True)

    def record(self) -> StackRecord:
        """The remembered facts, made on first use."""
        if self.record_file.exists():
            return StackRecord.model_validate_json(self.record_file.read_text())
        record = StackRecord(id=uuid.uuid4().hex)
        self.remember(record)
        return record

    def remember(self, record: StackRecord) -> None:
        write_atomically(self.record_file, record.model_dump_json(indent=2))


def write_atomically(path: Path, text: str, mode: int = 0o600, *, durable: bool = True) -> None:
    """Replace `path` so that a reader sees the old text or the new one, never half; nor does a reboot, if `durable`."""
    draft = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "w") as file:
        os.fchmod(file.fileno(), mode)
        file.write(text)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    draft.replace(path)


def project_root() -> Path:
    """The folder that `cutdown`, `api` and the other packages are imported from."""
    return Path(__file__).resolve().parents[2]
