"""The whole embedded stack with its real servers: up, killed, moved, taken down."""

import asyncio
import os
import shutil
import signal
import stat
import tempfile
import time
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import asyncpg
import psutil
import pytest
from botocore.config import Config
from temporalio.client import Client

from adapters.settings import Settings
from cutdown.stack import Stack
from tests.cutdown.stack.conftest import alive, came_back, eventually, family

SERVERS = ("postgres", "s3", "temporal")


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """One running stack; the tests of this module go through its life in their order."""
    base = tmp_path_factory.mktemp("stack")
    if os.geteuid() == 0:
        # pytest's folders are closed to others; here the data shall lie inside the state folder.
        for part in takewhile(Path(tempfile.gettempdir()).__ne__, (base, *base.parents)):
            part.chmod(part.stat().st_mode | stat.S_IXOTH)
    stack = Stack(base / "state", [])
    stack.ensure_up()
    yield stack
    stack.purge()


def s3_client(settings: Settings):
    import boto3

    return boto3.client(
        "s3",
        endpoint_url=settings.s3_endpoint,
        region_name=settings.s3_region,
        aws_access_key_id=settings.s3_access_key,
        aws_secret_access_key=settings.s3_secret_key.get_secret_value(),
        config=Config(s3={"addressing_style": "path"}),
    )


async def leave_traces(settings: Settings) -> None:
    owner = await asyncpg.connect(settings.database_owner_url.replace("+asyncpg", ""))
    await owner.execute("CREATE TABLE trace (word text); INSERT INTO trace VALUES ('kept')")
    await owner.close()
    s3_client(settings).put_object(Bucket=settings.s3_bucket, Key="trace", Body=b"kept")
    client = await Client.connect(settings.temporal_address, namespace=settings.temporal_namespace)
    await client.start_workflow("Waits", id="trace", task_queue="nobody-listens")


async def assert_traces(settings: Settings) -> None:
    app = await asyncpg.connect(settings.database_url.replace("+asyncpg", ""))
    assert await app.fetchval("SELECT word FROM trace") == "kept"
    await app.close()
    assert s3_client(settings).get_object(Bucket=settings.s3_bucket, Key="trace")["Body"].read() == b"kept"
    client = await Client.connect(settings.temporal_address, namespace=settings.temporal_namespace)
    assert (await client.get_workflow_handle("trace").describe()).status.name == "RUNNING"


async def test_the_settings_it_writes_lead_to_three_serving_servers(stack: Stack):
    await leave_traces(stack.settings())
    await assert_traces(stack.settings())


def test_secrets_are_for_their_owner_only(stack: Stack):
    for name in ("secrets.json", "stack.env"):
        assert stat.S_IMODE((stack.folder.root / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(stack.folder.logs.stat().st_mode) == 0o700
    servers = stack.folder.root / "servers"
    for data in SERVERS:
        assert stat.S_IMODE((servers / data).stat().st_mode) == 0o700
    assert stat.S_IMODE((servers / "s3" / "s3.json").stat().st_mode) == 0o600
    secrets = {value for value in (stack.folder.secrets_file.read_text().split('"'))[3::4] if len(value) > 16}
    assert secrets
    for process in psutil.Process(stack.status().supervisor_pid).children(recursive=True):
        if process.username() != psutil.Process().username() or os.geteuid() == 0:
            seen = " ".join([*process.cmdline(), *process.environ().values()])
            assert not [secret for secret in secrets if secret in seen]
    logs = "\n".join(line for _, line in stack.tail_logs(lines=5000))
    assert not [secret for secret in secrets if secret in logs]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has power to drop")
def test_as_root_no_server_runs_as_root(stack: Stack):
    for process in stack.status().processes:
        for pid in family(process.pid):
            uids, groups = psutil.Process(pid).uids(), Path(f"/proc/{pid}/status").read_text()
            assert 0 not in uids
            assert "Groups:\t\n" in groups or "Groups:\t \n" in groups


@pytest.mark.parametrize("name", SERVERS)
async def test_a_killed_server_comes_back_with_its_data(stack: Stack, name: str):
    before = {p.name: p for p in stack.status().processes}
    os.kill(before[name].pid or 0, signal.SIGKILL)
    assert eventually(lambda: came_back(stack, name, before[name].pid))
    await assert_traces(stack.settings())
    after = {p.name: p for p in stack.status().processes}
    assert {other: after[other].pid for other in SERVERS if other != name} == {
        other: before[other].pid for other in SERVERS if other != name
    }


async def test_after_the_supervisor_is_killed_no_process_stays_and_up_finds_all_data(stack: Stack):
    ports = {p.name: p.port for p in stack.status().processes}
    pids = family(stack.status().supervisor_pid)
    os.kill(stack.status().supervisor_pid or 0, signal.SIGKILL)
    assert eventually(lambda: not any(alive(pid) for pid in pids), 5)
    stack.ensure_up()
    assert {p.name: p.port for p in stack.status().processes} == ports
    await assert_traces(stack.settings())


async def test_down_is_quick_and_complete_and_the_folder_can_be_moved(stack: Stack):
    pids = family(stack.status().supervisor_pid)
    ports = set(stack.folder.record().ports.values())
    started = time.monotonic()
    assert stack.down()
    assert time.monotonic() - started < 8
    assert eventually(lambda: not any(alive(pid) for pid in pids), 2)
    left = await asyncio.to_thread(lambda: [path.name for path in Path("/tmp").glob("seaweedfs-*.sock")])
    assert not [name for name in left for port in ports if name.endswith(f"-{port}.sock")]

    elsewhere = stack.folder.root.with_name("moved")
    stack.folder.root.rename(elsewhere)
    moved = Stack(elsewhere)
    try:
        moved.ensure_up()
        await assert_traces(moved.settings())
        assert not stack.folder.root.exists()
        assert moved.settings().cache_dir == elsewhere / "cache"
    finally:
        moved.down()
        elsewhere.rename(stack.folder.root)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder that the servers' user cannot enter")
async def test_root_in_a_closed_folder_keeps_the_servers_data_where_they_reach_it(tmp_path: Path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    stack = Stack(closed / "state", [])
    try:
        stack.ensure_up()
        home = stack.folder.record().servers_home
        assert home is not None
        assert home.is_relative_to("/var")
        await leave_traces(stack.settings())
        stack.down()
        stack.ensure_up()
        await assert_traces(stack.settings())
    finally:
        stack.purge()
    assert not home.exists()
    assert not stack.folder.root.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_without_root_it_works_the_same(tmp_path: Path):
    import subprocess
    import sys
    import tempfile

    from cutdown.stack.privilege import can_use, servers_user

    user = servers_user()
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    interpreters = [Path(sys.executable), Path("/usr/bin") / version, Path("/usr/local/bin") / version]
    interpreter = next((path for path in interpreters if path.exists() and can_use(path.resolve(), user)), None)
    if interpreter is None:
        pytest.skip("no interpreter of this version that an ordinary user can run")
    home = Path(tempfile.mkdtemp(dir="/var/tmp"))
    os.chown(home, user.uid, user.gid)
    code = (
        "import os, pathlib, sys; from cutdown.stack import Stack; s = Stack(pathlib.Path(sys.argv[1]), [])\n"
        "try:\n    s.ensure_up(); print(os.geteuid(), s.folder.record().servers_home, s.status().ready)\n"
        "finally:\n    print(s.down())"
    )
    site = [path for path in sys.path if path]
    environment = {
        "PYTHONPATH": os.pathsep.join(
            [str(Path(__file__).resolve().parents[3]), *(p for p in site if "site-packages" in p)]
        ),
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "HOME": str(home),
    }
    try:
        done = subprocess.run(
            [str(interpreter), "-c", code, str(home / "state")],
            cwd=home, env=environment, user=user.uid, group=user.gid, extra_groups=[],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.stdout.split("\n")[:2] == [f"{user.uid} None True", "True"], done.stderr
    finally:
        shutil.rmtree(home)
