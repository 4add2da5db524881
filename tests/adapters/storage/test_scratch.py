"""Temporary folders are gone when the work ends, also when it ended by the worker's death."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from adapters.storage.scratch import ScratchFolders
from domain.errors import TransientError

ROOT = Path(__file__).parents[3]


def test_a_folder_is_empty_private_and_gone_afterwards(tmp_path: Path) -> None:
    scratch = ScratchFolders(tmp_path / "scratch", "render")
    with scratch.folder("clip") as one, scratch.folder("clip") as other:
        assert one != other
        assert list(one.iterdir()) == []
        assert one.parent.stat().st_mode & 0o077 == 0
        (one / "deep").mkdir()
        (one / "deep" / "file").write_text("x")
    assert list((tmp_path / "scratch").iterdir()) == []


def test_a_folder_is_gone_after_a_failure(tmp_path: Path) -> None:
    scratch = ScratchFolders(tmp_path, "render")
    with pytest.raises(FileNotFoundError), scratch.folder("clip") as folder:
        (folder / "file" / "in no folder").write_text("x")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_without_room_is_a_reason_to_wait(tmp_path: Path) -> None:
    scratch = ScratchFolders(tmp_path, "render", least_free_bytes=1 << 60)
    with pytest.raises(TransientError) as full, scratch.folder("clip"):
        pass
    assert full.value.code == "storage.disk_full"


def test_a_disk_that_fills_up_during_the_work_is_a_reason_to_wait(tmp_path: Path) -> None:
    with (
        pytest.raises(TransientError) as full,
        ScratchFolders(tmp_path, "render").folder("clip"),
        Path("/dev/full").open("w") as device,
    ):
        device.write("x" * 100_000)
    assert full.value.code == "storage.disk_full"
    assert list(tmp_path.iterdir()) == []


def test_the_next_worker_removes_what_a_killed_one_left_and_nothing_else(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from adapters.storage.scratch import ScratchFolders\n"
        "with ScratchFolders(Path(sys.argv[1]), 'render').folder('clip') as folder:\n"
        "    (folder / 'half.mp4').write_bytes(b'x'); print('ready', flush=True); time.sleep(60)"
    )
    worker = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE)
    mine = ScratchFolders(tmp_path, "asr")
    (tmp_path / "notes-of-someone-else").mkdir()
    try:
        assert worker.stdout is not None
        worker.stdout.readline()
        with mine.folder("chunk") as folder:
            assert mine.sweep() == 0
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()
            time.sleep(0.05)
            assert mine.sweep() == 1
            assert folder.exists()
    finally:
        worker.kill()
        worker.wait()
        worker.stdout.close()
    assert [left.name for left in tmp_path.iterdir()] == ["notes-of-someone-else"]


def test_sweeping_a_root_that_is_not_there_finds_nothing(tmp_path: Path) -> None:
    assert ScratchFolders(tmp_path / "none", "render").sweep() == 0


def test_a_recycled_process_id_is_not_taken_for_the_dead_worker(tmp_path: Path) -> None:
    (tmp_path / f"render-{os.getpid()}-1").mkdir()
    assert ScratchFolders(tmp_path, "render").sweep() == 1
