"""The servers that live streams are measured on: a Postgres that writes durably, and the API as its own process."""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

from cutdown.stack import child, solo
from cutdown.stack.credentials import Credentials
from cutdown.stack.ports import settle_ports
from cutdown.stack.postgres import APP, DATABASE, OWNER, PostgresServer
from cutdown.stack.privilege import servers_user

_PATIENCE = 60.0


@dataclass
class Scene:
    """The servers of one measurement."""

    postgres: PostgresServer
    home: Path
    port: int
    token: str = field(default_factory=lambda: f"cd_live_{secrets.token_urlsafe(32)}")
    api: subprocess.Popen[bytes] | None = None
    restarted: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_api(self) -> None:
        """Start the API and wait until it answers."""
        lines = {
            "DATABASE_URL": self.postgres.url(APP, DATABASE),
            "DATABASE_OWNER_URL": self.postgres.url(OWNER, DATABASE),
            "API_PORT": str(self.port),
            "API_TOKEN": self.token,
            "AUTH_SECRET": "a secret of this measurement, long enough",
            "S3_ENDPOINT": "http://127.0.0.1:9",
            "S3_ACCESS_KEY": "none",
            "S3_SECRET_KEY": "none",
            "TEMPORAL_ADDRESS": "127.0.0.1:9",
            "STATE_DIR": str(self.home / "state"),
            "LOG_LEVEL": "warning",
        }
        settings = {f"CUTDOWN_{name}": value for name, value in lines.items()}
        launch = child.Launch((sys.executable, "-m", "api"), Path.cwd(), os.environ | settings)
        self.api = child.spawn(launch, self.home / "api.log")
        deadline = time.monotonic() + _PATIENCE
        while True:
            with contextlib.suppress(httpx.TransportError):
                httpx.get(f"http://127.0.0.1:{self.port}/healthz").raise_for_status()
                return
            if self.api.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.home / "api.log").read_text()[-3000:])
            time.sleep(0.1)

    def kill_api(self) -> None:
        """kill -9, and start again."""
        if self.api is not None:
            self.api.kill()
            self.api.wait()
        self.start_api()

    def kill_postgres(self) -> None:
        """kill -9 the server and all its children, and start again."""
        top = psutil.Process(int((self.postgres.data / "postmaster.pid").read_text().splitlines()[0]))
        for process in (top, *top.children(recursive=True)):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGKILL)
        top.wait(_PATIENCE)  # else its lock file names a process that seems to live
        self.postgres.prepare()
        self.restarted.append(child.spawn(self.postgres.launch(), self.home / "postgres.log"))


@contextlib.contextmanager
def scene() -> Iterator[Scene]:
    """A fresh Postgres and an API on it, gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="cutdown-streams-"))
    home.chmod(0o711)
    ports = settle_ports(("postgres", "api"), {}, {})
    server = PostgresServer(home, ports["postgres"], Credentials(), servers_user())
    with solo.serving(server, home):
        place = Scene(server, home, ports["api"])
        try:
            place.start_api()
            yield place
        finally:
            for process in (place.api, *place.restarted):
                if process is not None and process.poll() is None:
                    process.terminate()
                    process.wait()
            shutil.rmtree(home, ignore_errors=True)
