"""The id of a build: the same for the same code, another one as soon as a module changes."""

import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

from worker_pools import build


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the code that a test may change."""
    for room in build._ROOMS:
        shutil.copytree(build._ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(build._ROOT / "temporal.yaml", tmp_path)
    monkeypatch.setattr(build, "_ROOT", tmp_path)
    return tmp_path


def test_a_copy_of_the_code_is_the_same_build(copy: Path):
    assert build.build_id.__wrapped__() == build.build_id()
    assert build.build_id().startswith(version("cutdown"))


@pytest.mark.parametrize("changed", ["domain/ids.py", "temporal.yaml"])
def test_a_change_is_another_build(copy: Path, changed: str):
    before = build.build_id.__wrapped__()
    (copy / changed).write_bytes((copy / changed).read_bytes() + b"\n# changed\n")
    assert build.build_id.__wrapped__() != before


def test_a_renamed_module_is_another_build(copy: Path):
    before = build.build_id.__wrapped__()
    (copy / "domain" / "ids.py").rename(copy / "domain" / "names.py")
    assert build.build_id.__wrapped__() != before
