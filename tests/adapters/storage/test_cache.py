"""The cache: bounded, never losing what is in use, shared between processes."""

import asyncio
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from adapters.storage.cache import BlobCache
from domain.contracts.base import ArtifactRef
from domain.errors import TransientError

ORG = "org_a"
KIB = 1024
HOLDER = """
import sys, time
from pathlib import Path
from adapters.storage.cache import BlobCache
from domain.contracts.base import ArtifactRef
pin = BlobCache(Path(sys.argv[1]), 10**9).pin(sys.argv[2], ArtifactRef.model_validate_json(sys.argv[3]))
print(pin.path, flush=True)
time.sleep(60)
"""


def ref_of(data: bytes) -> ArtifactRef:
    return ArtifactRef(digest=hashlib.sha256(data).hexdigest(), size=len(data), media_type="a/b")


def keep(cache: BlobCache, folder: Path, data: bytes) -> ArtifactRef:
    file = folder / "given"
    file.write_bytes(data)
    ref = ref_of(data)
    cache.keep(ORG, ref, file)
    file.unlink()
    return ref


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def has(cache: BlobCache, ref: ArtifactRef) -> bool:
    return cache.path_of(ORG, ref.digest).exists()


def test_the_longest_unused_goes_first_and_the_limit_holds(tmp_path: Path):
    cache = BlobCache(tmp_path / "cache", 300 * KIB)
    refs = []
    for number in range(3):
        refs.append(keep(cache, tmp_path, bytes([number]) * 100 * KIB))
        time.sleep(0.02)
    with cache.pin(ORG, refs[0]) as pin:  # a use
        assert pin.path.stat().st_size == 100 * KIB
    time.sleep(0.02)
    refs.append(keep(cache, tmp_path, b"n" * 100 * KIB))
    assert [has(cache, ref) for ref in refs] == [True, False, True, True]
    assert sum(path.stat().st_size for path in files(tmp_path / "cache")) <= 300 * KIB


def test_what_is_in_use_stays_even_above_the_limit(tmp_path: Path):
    cache = BlobCache(tmp_path / "cache", 100 * KIB)
    held = keep(cache, tmp_path, b"h" * 90 * KIB)
    with cache.pin(ORG, held) as pin:
        other = keep(cache, tmp_path, b"o" * 90 * KIB)
        assert not has(cache, other)
        assert pin.path.read_bytes() == b"h" * 90 * KIB
    keep(cache, tmp_path, b"p" * 90 * KIB)
    assert not has(cache, held)


def test_what_another_process_uses_stays_until_that_process_is_gone(tmp_path: Path):
    cache = BlobCache(tmp_path / "cache", 100 * KIB)
    held = keep(cache, tmp_path, b"h" * 90 * KIB)
    arguments = [str(tmp_path / "cache"), ORG, held.model_dump_json()]
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, *arguments], stdout=subprocess.PIPE)
    assert holder.stdout
    assert holder.stdout.readline()
    cache.make_room(100 * KIB)
    assert has(cache, held)
    holder.kill()
    holder.wait()
    holder.stdout.close()
    cache.make_room(100 * KIB)
    assert not has(cache, held)


def test_a_copy_is_given_up_unless_somebody_holds_it(tmp_path: Path):
    cache = BlobCache(tmp_path / "cache", 10**6)
    ref = keep(cache, tmp_path, b"read once")
    with cache.pin(ORG, ref):
        cache.drop(ORG, ref)
        assert has(cache, ref)
    cache.drop(ORG, ref)
    assert not has(cache, ref)
    cache.drop(ORG, ref)


def test_a_copy_that_a_crash_cut_short_does_not_count(tmp_path: Path):
    cache = BlobCache(tmp_path / "cache", 10**6)
    ref = keep(cache, tmp_path, b"whole")
    path = cache.path_of(ORG, ref.digest)
    path.unlink()
    path.write_bytes(b"who")
    assert cache.pin(ORG, ref) is None
    assert not path.exists()


def test_organisations_do_not_see_each_others_copies(tmp_path: Path):
    cache = BlobCache(tmp_path / "cache", 10**6)
    assert cache.pin("org_b", keep(cache, tmp_path, b"mine")) is None


async def test_an_arrival_that_fails_leaves_nothing(tmp_path: Path):
    cache = BlobCache(tmp_path / "cache", 10**6)

    async def broken() -> None:
        async with cache.arriving("name") as arrival:
            os.write(arrival.descriptor, b"half")
            raise ConnectionError

    with pytest.raises(ConnectionError):
        await broken()
    assert files(tmp_path / "cache") == []


async def test_arrivals_of_one_name_go_one_after_the_other(tmp_path: Path):
    caches = [BlobCache(tmp_path / "cache", 10**6) for _ in range(2)]
    inside: list[int] = []

    async def arrive(number: int) -> None:
        async with caches[number % 2].arriving("name") as arrival:
            inside.append(number)
            assert len(inside) == 1
            assert os.fstat(arrival.descriptor).st_size == 0
            os.write(arrival.descriptor, b"x" * 100)
            await asyncio.sleep(0.01)
            inside.remove(number)

    await asyncio.gather(*(arrive(number) for number in range(10)))
    assert files(tmp_path / "cache") == []


async def test_a_full_disk_is_told_as_such(tmp_path: Path):
    cache = BlobCache(tmp_path / "cache", 10**6)

    async def fill() -> None:
        async with cache.arriving():
            os.write(full, b"x")

    full = os.open("/dev/full", os.O_WRONLY)
    with pytest.raises(TransientError, match=r"storage\.disk_full"):
        await fill()
    os.close(full)


async def test_what_died_on_its_way_in_is_swept_by_the_next_process(tmp_path: Path):
    incoming = tmp_path / "cache" / "incoming"
    incoming.mkdir(parents=True)
    (incoming / "dead").write_bytes(b"x")
    cache = BlobCache(tmp_path / "cache", 10**6)
    assert list(incoming.iterdir()) == []
    async with cache.arriving("alive"):
        BlobCache(tmp_path / "cache", 10**6)
        assert [path.name for path in incoming.iterdir()] == ["alive"]


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".", "a\0b"])
def test_names_cannot_lead_out_of_the_cache(tmp_path: Path, name: str):
    with pytest.raises(ValueError, match="plain name"):
        BlobCache(tmp_path / "cache", 10**6).path_of(name, "a" * 64)
