"""What the supervisor promises for any process, tried without the three servers."""

import itertools
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from cutdown.stack import Stack, StackError
from cutdown.stack.state_folder import project_root
from cutdown.stack.supervisor import restart_delay_s
from tests.cutdown.stack.conftest import alive, eventually, family, http_process, python

SLEEP = "import time; time.sleep(600)"


def by_name(stack: Stack) -> dict[str, int]:
    return {p.name: p.pid for p in stack.status().processes if p.pid}


def test_addresses_given_by_people_start_no_server(without_servers: Path):
    stack = Stack(without_servers, [python("worker", SLEEP)])
    assert [p.name for p in stack.ensure_up().processes] == ["worker"]
    assert stack.settings().s3_endpoint == "https://s3.example"


def test_status_tells_state_pid_port_and_memory_and_nothing_runs_before_up_and_after_down(without_servers: Path):
    stack = Stack(without_servers, [http_process()])
    assert not stack.status().running
    assert not stack.down()
    status = stack.ensure_up()
    (api,) = status.processes
    assert (api.state, api.restarts, api.port) == ("running", 0, stack.settings().api_port)
    assert api.rss_bytes is not None
    assert api.rss_bytes > 1_000_000
    pids = family(status.supervisor_pid)
    assert len(pids) == 3
    assert stack.down()
    assert not stack.status().running
    assert eventually(lambda: not any(alive(pid) for pid in pids), 2)


def test_a_killed_process_is_started_again_and_its_children_do_not_stay(without_servers: Path):
    stack = Stack(without_servers, [http_process()])
    first = stack.ensure_up().processes[0]
    (grandchild,) = family(first.pid) - {first.pid}
    os.kill(first.pid or 0, signal.SIGKILL)
    assert eventually(lambda: stack.status().ready and stack.status().processes[0].pid != first.pid)
    again = stack.status().processes[0]
    assert (again.restarts, again.exit_status) == (1, -signal.SIGKILL)
    assert eventually(lambda: not alive(grandchild), 2)


def test_nothing_is_left_when_the_supervisor_is_killed_and_the_next_up_recovers(without_servers: Path):
    stack = Stack(without_servers, [http_process(), python("worker", SLEEP)])
    status = stack.ensure_up()
    children = {p.pid for p in status.processes if p.pid}
    os.kill(status.supervisor_pid or 0, signal.SIGKILL)
    assert eventually(lambda: not any(alive(pid) for pid in children), 3)
    assert not stack.status().running
    assert stack.ensure_up().supervisor_pid != status.supervisor_pid


def test_a_running_stack_is_adopted_and_only_changed_processes_are_exchanged(without_servers: Path):
    kept, leaving = python("kept", SLEEP), python("leaving", SLEEP)
    before = Stack(without_servers, [kept, leaving, python("changed", SLEEP)])
    supervisor = before.ensure_up().supervisor_pid
    pids = by_name(before)
    started = time.monotonic()
    assert Stack(without_servers).ensure_up().supervisor_pid == supervisor
    assert time.monotonic() - started < 1
    after = Stack(without_servers, [kept, python("changed", "import time; time.sleep(601)"), python("entering", SLEEP)])
    status = after.ensure_up()
    now = by_name(after)
    assert status.supervisor_pid == supervisor
    assert set(now) == {"kept", "changed", "entering"}
    assert now["kept"] == pids["kept"]
    assert now["changed"] != pids["changed"]
    assert not alive(pids["leaving"])


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


async def test_logs_can_be_followed_while_they_are_written(without_servers: Path):
    stack = Stack(
        without_servers, [python("worker", "import time\nfor n in range(600): print(n, flush=True); time.sleep(0.1)")]
    )
    stack.ensure_up()
    seen = []
    async for name, line in stack.follow_logs(["worker"]):
        seen.append((name, int(line)))
        if len(seen) == 4:
            break
    first = seen[0][1]
    assert seen == [("worker", first + n) for n in range(4)]
