"""The processes of ours that run on the embedded servers, as the command line names them."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, TypeAdapter

from cutdown.stack import http_probe
from cutdown.stack.child import Launch
from cutdown.stack.errors import NotReadyError
from cutdown.stack.server import PROBE_TIMEOUT_S, Server
from cutdown.stack.state_folder import StateFolder, project_root, write_atomically

if TYPE_CHECKING:
    from collections.abc import Sequence


class ProcessSpec(BaseModel):
    """A command to keep alive; it finds its settings through CUTDOWN_STATE_DIR, which the stack sets."""

    model_config = ConfigDict(frozen=True)

    name: str
    command: tuple[str, ...]
    env: dict[str, str] = {}
    """Added to the environment of the one who called `up`."""
    cwd: Path | None = None
    """None: the folder that our packages are imported from."""
    needs: tuple[str, ...] = ("postgres", "s3", "temporal")
    """Processes that must be ready before; names of servers that the stack does not run are passed over."""
    ready_url: str | None = None
    """Ready when this URL answers 2xx; `{api_port}` in it stands for that setting. None: ready as soon as it runs."""
    stop_timeout_s: float = 3.0
    """Seconds between SIGTERM and SIGKILL."""
    ready_timeout_s: float = 60.0


_SPECS = TypeAdapter(tuple[ProcessSpec, ...])


def keep_specs(folder: StateFolder, specs: Sequence[ProcessSpec]) -> None:
    """Leave the specifications where the supervisor reads them."""
    write_atomically(folder.processes_file, _SPECS.dump_json(tuple(specs)).decode())


def kept_specs(folder: StateFolder) -> tuple[tuple[ProcessSpec, ...], str]:
    """The specifications left last, and a digest by which a change is seen; none and "" before the first."""
    if not folder.processes_file.exists():
        return (), ""
    text = folder.processes_file.read_bytes()
    return _SPECS.validate_json(text), hashlib.sha256(text).hexdigest()


@dataclass
class SpecifiedProcess(Server):
    """A `ProcessSpec` seen by the supervisor."""

    spec: ProcessSpec
    state_dir: Path
    api_port: int

    def __post_init__(self) -> None:
        self.name, self.needs = self.spec.name, self.spec.needs
        self.ready_url = self.spec.ready_url and self.spec.ready_url.format(api_port=self.api_port)
        self.port = urlsplit(self.ready_url).port if self.ready_url else None
        self.stop_timeout_s, self.ready_timeout_s = self.spec.stop_timeout_s, self.spec.ready_timeout_s

    def launch(self) -> Launch:
        environment = dict(os.environ) | {"CUTDOWN_STATE_DIR": str(self.state_dir), "PYTHONUNBUFFERED": "1"}
        return Launch(argv=self.spec.command, cwd=self.spec.cwd or project_root(), env=environment | self.spec.env)

    async def provision(self) -> None:
        if self.ready_url is None:
            return
        status, _ = await http_probe.request("GET", self.ready_url, timeout_s=5)
        if status // 100 != 2:
            raise NotReadyError(f"{self.ready_url} answers {status}")

    async def probe(self) -> None:
        if self.ready_url is not None:
            await http_probe.request("GET", self.ready_url, timeout_s=PROBE_TIMEOUT_S)
