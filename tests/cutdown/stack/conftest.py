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


def eventually(holds: Callable[[], bool], within_s: float = 60.0) -> bool:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return holds()


def came_back(stack: Stack, name: str, pid: int | None) -> bool:
    """Whether the stack is whole again with another process of this name, all at one moment."""
    status = stack.status()
    return status.ready and pid not in {p.pid for p in status.processes if p.name == name}


def alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def family(*pids: int | None) -> set[int]:
    """The processes with these pids and all their descendants."""
    roots = [psutil.Process(pid) for pid in pids if pid is not None]
    return {part.pid for root in roots for part in (root, *root.children(recursive=True))}


def state_folder_without_servers(base: Path) -> Path:
    """A state folder whose three servers are somebody else's, so that a stack there runs only our processes."""
    folder = base / "state"
    folder.mkdir()
    (folder / "settings.env").write_text(
        "CUTDOWN_DATABASE_URL=postgresql+asyncpg://somebody@db.example/cutdown\n"
        "CUTDOWN_S3_ENDPOINT=https://s3.example\n"
        "CUTDOWN_TEMPORAL_ADDRESS=temporal.example:7233\n"
    )
    return folder


@pytest.fixture
def without_servers(tmp_path: Path) -> Iterator[Path]:
    folder = state_folder_without_servers(tmp_path)
    yield folder
    Stack(folder).purge()
