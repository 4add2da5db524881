"""A measurement that is told to stop takes its servers with it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

BENCH = """
import sys
from unittest import mock
import bench.installation as it
with mock.patch.object(it, "local_processes", lambda: ()), it.installation(rested=False) as place:
    print(place.supervisor, place.stack.folder.root, flush=True)
    sys.stdin.read()
"""


def test_a_bench_that_is_told_to_stop_leaves_no_server_and_no_folder() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", BENCH], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as bench:
        assert bench.stdout is not None
        pid, root = bench.stdout.readline().split()
        supervisor = psutil.Process(int(pid))
        family = [supervisor, *supervisor.children(recursive=True)]
        assert len(family) > 3
        bench.terminate()
        assert bench.wait(60) == 128 + signal.SIGTERM
    _, alive = psutil.wait_procs(family, timeout=5)
    assert not alive
    assert not Path(root).parent.exists()


def test_a_bench_that_is_told_to_stop_while_its_servers_start_leaves_nothing(tmp_path: Path) -> None:
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", BENCH], stdin=subprocess.PIPE, env=environment) as bench:
        deadline = time.monotonic() + 30
        while not list(tmp_path.glob("cutdown-bench-*/state/run/lock")):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        bench.terminate()
        assert bench.wait(120) == 128 + signal.SIGTERM
    assert not list(tmp_path.iterdir())
    ours = [p for p in psutil.process_iter(["cmdline"]) if str(tmp_path) in " ".join(p.info["cmdline"] or ())]
    assert ours == []
