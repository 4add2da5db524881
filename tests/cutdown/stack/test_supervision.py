"""What the supervisor promises for any process, tried without the three servers."""

import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from cutdown.stack import Stack, StackError
from cutdown.stack.state_folder import project_root
from cutdown.stack.supervisor import restart_delay_s
from tests.cutdown.stack.conftest import (
    alive,
    came_back,
    eventually,
    family,
    http_process,
    python,
    state_folder_without_servers,
)

SLEEP = "import time; time.sleep(600)"


def by_name(stack: Stack) -> dict[str, int]:
    return {p.name: p.pid for p in stack.status().processes if p.pid}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A running stack for the tests that leave it whole."""
    folder = state_folder_without_servers(tmp_path_factory.mktemp("supervision"))
    counting = "import time\nfor n in range(6000): print(n, flush=True); time.sleep(0.1)"
    stack = Stack(folder, [http_process(), python("counter", counting), python("idle", SLEEP)])
    stack.ensure_up()
    yield stack
    stack.purge()


def test_addresses_given_by_people_start_no_server(running: Stack):
    assert {p.name for p in running.status().processes} == {"api", "counter", "idle"}
    assert running.settings().s3_endpoint == "https://s3.example"


def test_status_tells_state_pid_port_and_memory(running: Stack):
    api = next(p for p in running.status().processes if p.name == "api")
    assert (api.state, api.restarts, api.port) == ("running", 0, running.settings().api_port)
    assert api.rss_bytes is not None
    assert api.rss_bytes > 1_000_000
    assert alive(api.pid or 0)


def test_a_killed_process_is_started_again_and_its_children_do_not_stay(running: Stack):
    before = by_name(running)
    (grandchild,) = family(before["api"]) - {before["api"]}
    os.kill(before["api"], signal.SIGKILL)
    assert eventually(lambda: came_back(running, "api", before["api"]))
    again = next(p for p in running.status().processes if p.name == "api")
    assert (again.restarts, again.exit_status) == (1, -signal.SIGKILL)
    assert eventually(lambda: not alive(grandchild), 2)
    assert {name: pid for name, pid in by_name(running).items() if name != "api"} == {
        name: pid for name, pid in before.items() if name != "api"
    }


async def test_logs_can_be_followed_while_they_are_written(running: Stack):
    seen = []
    async for name, line in running.follow_logs(["counter"]):
        seen.append((name, int(line)))
        if len(seen) == 4:
            break
    first = seen[0][1]
    assert seen == [("counter", first + n) for n in range(4)]


def test_a_running_stack_is_adopted_and_only_changed_processes_are_exchanged(running: Stack):
    supervisor, before = running.status().supervisor_pid, by_name(running)
    started = time.monotonic()
    assert Stack(running.folder.root).ensure_up().supervisor_pid == supervisor
    assert time.monotonic() - started < 1
    changed = python("counter", "import time; time.sleep(601)")
    status = Stack(running.folder.root, [http_process(), changed, python("entering", SLEEP)]).ensure_up()
    now = by_name(running)
    assert status.supervisor_pid == supervisor
    assert set(now) == {"api", "counter", "entering"}
    assert now["api"] == before["api"]
    assert now["counter"] != before["counter"]
    assert not alive(before["idle"])


def test_nothing_runs_before_up_and_after_down(without_servers: Path):
    stack = Stack(without_servers, [http_process()])
    assert not stack.status().running
    assert not stack.down()
    pids = family(stack.ensure_up().supervisor_pid)
    assert len(pids) == 3
    assert stack.down()
    assert not stack.status().running
    assert eventually(lambda: not any(alive(pid) for pid in pids), 2)


def test_nothing_is_left_when_the_supervisor_is_killed_and_the_next_up_recovers(without_servers: Path):
    stack = Stack(without_servers, [http_process(), python("worker", SLEEP)])
    status = stack.ensure_up()
    children = {p.pid for p in status.processes if p.pid}
    os.kill(status.supervisor_pid or 0, signal.SIGKILL)
    assert eventually(lambda: not any(alive(pid) for pid in children), 3)
    # Its children may be gone a moment before the killed process itself is.
    assert eventually(lambda: not stack.status().running, 3)
    assert stack.ensure_up().supervisor_pid != status.supervisor_pid


def test_of_two_ups_at_once_one_supervisor_comes_out(without_servers: Path):
    stacks = [Stack(without_servers, [python("worker", SLEEP)]) for _ in range(3)]
    with ThreadPoolExecutor() as pool:
        statuses = list(pool.map(lambda stack: stack.ensure_up(), stacks))
    assert len({status.supervisor_pid for status in statuses}) == 1
    supervisors = [p for p in psutil.process_iter(["cmdline"]) if str(without_servers) in (p.info["cmdline"] or [])]
    assert len(supervisors) == 1


def test_the_delay_before_a_restart_doubles_up_to_half_a_minute():
    assert [restart_delay_s(n) for n in (1, 2, 3, 4)] == [0.2, 0.4, 0.8, 1.6]
    assert restart_delay_s(50) == 30.0


def test_a_process_that_cannot_live_is_reported_with_the_end_of_its_log_and_nothing_stays_up(without_servers: Path):
    code = "import time; print('started', time.time(), flush=True); raise SystemExit('no such model')"
    # It needs a URL to be ready: dying is all it ever does.
    stack = Stack(without_servers, [python("worker", code, ready_url="http://127.0.0.1:{api_port}/")])
    with pytest.raises(StackError, match="no such model"):
        stack.ensure_up(timeout_s=30)
    assert not stack.status().running
    starts = [float(line.split()[1]) for _, line in stack.tail_logs(["worker"]) if line.startswith("started")]
    gaps = [later - earlier for earlier, later in itertools.pairwise(starts)]
    assert len(gaps) >= 3
    assert gaps[0] >= 0.2
    assert gaps[1] >= 0.4
    assert gaps[2] >= 0.8


def test_a_process_that_ignores_the_request_to_stop_is_killed_after_its_patience(without_servers: Path):
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
    )
    stack = Stack(without_servers, [python("worker", deaf, stop_timeout_s=0.5)])
    pid = stack.ensure_up().processes[0].pid or 0
    assert eventually(lambda: ("worker", "deaf") in stack.tail_logs())
    started = time.monotonic()
    stack.down()
    assert 0.5 <= time.monotonic() - started < 3
    assert not alive(pid)


def test_in_the_foreground_it_runs_until_it_is_interrupted(without_servers: Path):
    stack = Stack(without_servers, [python("worker", SLEEP)])
    code = (
        "import asyncio, pathlib, sys; from cutdown.stack import Stack;"
        "asyncio.run(Stack(pathlib.Path(sys.argv[1])).run())"
    )
    Stack(without_servers, [python("worker", SLEEP)])._keep_processes()
    with subprocess.Popen([sys.executable, "-c", code, str(without_servers)], cwd=project_root()) as foreground:
        try:
            assert eventually(lambda: stack.status().ready)
            assert stack.status().supervisor_pid == foreground.pid
            worker = stack.status().processes[0].pid or 0
            foreground.send_signal(signal.SIGINT)
            assert foreground.wait(10) == 0
            assert not alive(worker)
        finally:
            foreground.kill()


def test_a_configured_port_that_is_taken_is_said_so(without_servers: Path):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with (without_servers / "settings.env").open("a") as settings:
            settings.write(f"CUTDOWN_API_PORT={port}\n")
        with pytest.raises(StackError, match=f"port {port} configured for api is in use"):
            Stack(without_servers, []).ensure_up()
