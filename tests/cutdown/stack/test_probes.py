"""A process that hangs without ending is noticed and started again."""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import psutil
import pytest

from cutdown.stack import postgres, process_spec, s3, solo, supervisor, temporal
from cutdown.stack.embedded import processes_for
from cutdown.stack.errors import NotReadyError
from cutdown.stack.ports import settle_ports
from cutdown.stack.server import Server
from cutdown.stack.state_folder import StateFolder
from cutdown.stack.status import ProcessStatus
from cutdown.stack.supervisor import Supervisor
from tests.cutdown.stack.conftest import http_process


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (postgres, process_spec, s3, temporal):
        monkeypatch.setattr(module, "PROBE_TIMEOUT_S", 1.0)
    monkeypatch.setattr(supervisor, "_PROBE_EVERY_S", 0.2)


@pytest.mark.parametrize("start", [solo.solo_postgres, solo.solo_s3, solo.solo_temporal])
def test_a_server_answers_its_probe_unless_it_is_stopped(
    start: Callable[[], contextlib.AbstractContextManager[Server]],
) -> None:
    with start() as server:
        asyncio.run(server.probe())
        (process,) = (p for p in psutil.Process().children() if _listens(p, server.port))
        process.send_signal(signal.SIGSTOP)
        try:
            with pytest.raises(NotReadyError):
                asyncio.run(server.probe())
        finally:
            process.send_signal(signal.SIGCONT)
        asyncio.run(server.probe())


@pytest.fixture
async def supervised(without_servers: Path) -> AsyncIterator[Callable[[], ProcessStatus]]:
    """The status of an HTTP process that a supervisor of this test keeps."""
    port = settle_ports(("api",), {}, {})["api"]
    with (without_servers / "settings.env").open("a") as settings:
        settings.write(f"CUTDOWN_API_PORT={port}\n")
    folder = StateFolder(without_servers)
    folder.create()
    keeper = Supervisor(folder, processes_for(folder, [http_process()]))
    keeping = asyncio.create_task(keeper.run())
    yield lambda: keeper._units["api"].status
    keeper.request_stop()
    await keeping


async def test_a_hung_process_is_ended_and_started_again(supervised: Callable[[], ProcessStatus]) -> None:
    await _until(lambda: supervised().state == "running")
    hung = supervised().pid
    assert hung is not None
    await asyncio.sleep(1.5)  # several probes of a healthy process
    assert supervised().pid == hung
    os.kill(hung, signal.SIGSTOP)
    await _until(lambda: supervised().state == "running" and supervised().pid != hung)
    assert (supervised().restarts, supervised().exit_status) == (1, -signal.SIGKILL)


async def test_ends_after_good_service_do_not_add_up_to_a_hopeless_process(
    supervised: Callable[[], ProcessStatus], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "HEALTHY_AFTER_S", 0.0)
    for _ in range(5):
        await _until(lambda: supervised().state == "running")
        pid = supervised().pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        await _until(lambda: supervised().pid != pid)  # noqa: B023 - awaited in the same turn
    assert (supervised().restarts, supervised().failures) == (5, 1)


async def test_a_process_that_is_silent_for_a_moment_is_left_alone(supervised: Callable[[], ProcessStatus]) -> None:
    await _until(lambda: supervised().state == "running")
    pid = supervised().pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    await asyncio.sleep(1.5)  # one silent probe, not three
    os.kill(pid, signal.SIGCONT)
    await asyncio.sleep(3)
    assert (supervised().pid, supervised().restarts) == (pid, 0)


def _listens(process: psutil.Process, port: int | None) -> bool:
    return any(c.status == psutil.CONN_LISTEN and c.laddr.port == port for c in process.net_connections("tcp"))


async def _until(holds: Callable[[], bool], seconds: float = 30) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - a status has no event
            await asyncio.sleep(0.05)
