"""Stacks in temporary state folders, purged after use, with processes small enough to look through."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from cutdown.stack import ProcessSpec, Stack

# Answers on the port that the settings name, and has a grandchild, as a worker has while it encodes.
HTTP_PROCESS = """
import http.server, os, subprocess, sys
from adapters.settings import Settings
child = subprocess.Popen(["sleep", "600"])
print("grandchild", child.pid, flush=True)
http.server.HTTPServer(("127.0.0.1", Settings.load().api_port), http.server.SimpleHTTPRequestHandler).serve_forever()
"""


def python(name: str, code: str, **more: object) -> ProcessSpec:
    return ProcessSpec.model_validate({"name": name, "command": (sys.executable, "-c", code), **more})


def http_process(name: str = "api") -> ProcessSpec:
    return python(name, HTTP_PROCESS, ready_url="http://127.0.0.1:{api_port}/", stop_timeout_s=2)


def eventually(holds: Callable[[], bool], within_s: float = 20.0) -> bool:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return holds()


def alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def family(*pids: int | None) -> set[int]:
    """The processes with these pids and all their descendants."""
    roots = [psutil.Process(pid) for pid in pids if pid is not None]
    return {part.pid for root in roots for part in (root, *root.children(recursive=True))}


@pytest.fixture
def without_servers(tmp_path: Path) -> Iterator[Path]:
    """A state folder whose three servers are somebody else's, so that a stack there runs only our processes."""
    folder = tmp_path / "state"
    folder.mkdir()
    (folder / "settings.env").write_text(
        "CUTDOWN_DATABASE_URL=postgresql+asyncpg://somebody@db.example/cutdown\n"
        "CUTDOWN_S3_ENDPOINT=https://s3.example\n"
        "CUTDOWN_TEMPORAL_ADDRESS=temporal.example:7233\n"
    )
    yield folder
    Stack(folder).purge()
