"""The object store on a real S3 server: contents, refusals, faults."""

import asyncio
import hashlib
import os
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from adapters.storage import transfer
from adapters.storage.cache import BlobCache
from adapters.storage.s3 import S3ObjectStore, open_store
from adapters.storage.s3_client import S3Address
from domain.contracts.base import ArtifactRef
from domain.errors import PermanentError, RejectedError, TransientError

PUT_HEADERS = {"Content-Type": "video/mp4", "If-None-Match": "*"}


def blob(path: Path, size: int) -> Path:
    path.write_bytes(os.urandom(size))
    return path


async def test_a_file_comes_back_on_another_machine_as_it_was(store, open_machine, org, tmp_path, ledger):
    file = blob(tmp_path / "file", 3_000_000)
    ref = await store.put_file(org, file, "video/mp4")
    assert ref == ArtifactRef(
        digest=hashlib.sha256(file.read_bytes()).hexdigest(), size=3_000_000, media_type="video/mp4"
    )
    async with open_machine(tmp_path / "other") as other, other.local(org, ref) as path:
        assert path.read_bytes() == file.read_bytes()
        assert path.stat().st_mode & 0o222 == 0
    assert ledger.noted == [(org, ref)]


async def test_bytes_and_the_same_file_are_one_blob_and_both_are_noted(store, org, tmp_path, ledger):
    (tmp_path / "file").write_bytes(b"same")
    first = await store.put_bytes(org, b"same", "text/plain")
    second = await store.put_file(org, tmp_path / "file", "text/plain")
    assert first == second
    assert ledger.noted == [(org, first)] * 2
    assert await store.read_bytes(org, first) == b"same"


async def test_what_was_given_up_is_fetched_again(store, org, tmp_path):
    file = blob(tmp_path / "file", 50_000)
    ref = await store.put_file(org, file, "video/mp4")
    store.forget(org, ref)
    async with store.local(org, ref) as path:
        assert path.read_bytes() == file.read_bytes()


async def test_an_empty_blob_is_a_blob(store, open_machine, org, tmp_path):
    ref = await store.put_bytes(org, b"", "text/plain")
    async with open_machine(tmp_path / "other") as other:
        assert await other.read_bytes(org, ref) == b""


async def test_a_big_file_goes_up_in_parts_and_comes_back_as_it_was(store, open_machine, org, tmp_path, monkeypatch):
    monkeypatch.setattr(transfer, "SINGLE_PUT_BYTES", 6_000_000)
    monkeypatch.setattr(transfer, "PART_BYTES", 5 * 1024 * 1024)
    file = blob(tmp_path / "file", 17_000_001)
    ref = await store.put_file(org, file, "video/mp4")
    async with open_machine(tmp_path / "other") as other, other.local(org, ref) as path:
        assert path.read_bytes() == file.read_bytes()


async def test_a_broken_upload_in_parts_leaves_no_parts_behind(store, org, tmp_path, monkeypatch):
    monkeypatch.setattr(transfer, "SINGLE_PUT_BYTES", 1)
    monkeypatch.setattr(transfer, "PART_BYTES", 5 * 1024 * 1024)
    file = blob(tmp_path / "file", 40_000_000)
    await store.abort_stale_uploads(timedelta(0))  # what other tests left open in the bucket
    task = asyncio.create_task(store.put_file(org, file, "video/mp4"))
    await asyncio.sleep(0.15)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await store.abort_stale_uploads(timedelta(0)) == 0


async def test_the_sweep_takes_old_parts_and_leaves_young_ones(store, org):
    client = store._client
    await client.create_multipart_upload(Bucket=store._bucket, Key=f"{org}/blobs/aa/left")
    assert await store.abort_stale_uploads(timedelta(hours=1)) == 0
    assert await store.abort_stale_uploads(timedelta(seconds=-2)) == 1
    assert await store.abort_stale_uploads(timedelta(seconds=-2)) == 0


async def test_a_blob_of_another_organisation_is_missing_even_when_this_machine_has_it(store, org):
    ref = await store.put_bytes(org, b"secret of one", "text/plain")
    with pytest.raises(PermanentError, match=r"storage\.missing"):
        await store.read_bytes("org_other", ref)


async def test_a_blob_that_changed_in_storage_is_noticed_and_not_kept(store, open_machine, org, tmp_path):
    ref = await store.put_bytes(org, b"true bytes", "text/plain")
    await store._client.put_object(
        Bucket=store._bucket, Key=f"{org}/blobs/{ref.digest[:2]}/{ref.digest}", Body=b"fake bytes"
    )
    async with open_machine(tmp_path / "other") as other:
        with pytest.raises(TransientError, match=r"storage\.damaged"):
            await other.read_bytes(org, ref)
    assert [path for path in (tmp_path / "other").rglob("*") if path.is_file()] == []


async def test_many_readers_of_one_blob_download_it_once(store, open_machine, org, tmp_path, monkeypatch):
    ref = await store.put_file(org, blob(tmp_path / "file", 2_000_000), "video/mp4")
    downloads = []

    async def counting(client, place, descriptor):
        downloads.append(place.key)
        return await transfer.receive(client, place, descriptor)

    monkeypatch.setattr("adapters.storage.s3.receive", counting)
    # Two stores on one folder are two processes of one machine.
    async with open_machine(tmp_path / "other") as one, open_machine(tmp_path / "other") as two:
        found = await asyncio.gather(*(machine.read_bytes(org, ref) for machine in (one, two) * 5))
    assert len(downloads) == 1
    assert {hashlib.sha256(data).hexdigest() for data in found} == {ref.digest}


async def test_what_a_stage_stored_is_not_downloaded_by_the_next(store, org, tmp_path, monkeypatch):
    ref = await store.put_file(org, blob(tmp_path / "file", 100_000), "video/mp4")
    (tmp_path / "file").unlink()

    async def forbidden(*_: object) -> None:
        raise AssertionError("downloaded")

    monkeypatch.setattr("adapters.storage.s3.receive", forbidden)
    assert len(await store.read_bytes(org, ref)) == 100_000


async def test_a_server_that_is_away_is_transient_and_a_wrong_key_says_what_to_check(
    address: S3Address, tmp_path, ledger
):
    away = S3Address(bucket="cutdown", endpoint="http://127.0.0.1:9", access_key="a", secret_key="b")
    async with open_store(away, BlobCache(tmp_path / "a", 10**6), ledger) as store:
        with pytest.raises(TransientError, match=r"storage\.unavailable"):
            await store.put_bytes("org", b"x", "text/plain")
    wrong = S3Address(
        bucket=address.bucket, endpoint=address.endpoint, access_key=address.access_key, secret_key="wrong"
    )
    async with open_store(wrong, BlobCache(tmp_path / "b", 10**6), ledger) as store:
        with pytest.raises(TransientError, match=r"storage\.refused"):
            await store.put_bytes("org", b"x", "text/plain")
    assert ledger.noted == []


async def uploaded(store: S3ObjectStore, key: str, data: bytes) -> None:
    url = await store.presign_put(key, len(data), "video/mp4", 60)
    async with httpx.AsyncClient() as http:
        assert (await http.put(url, content=data, headers=PUT_HEADERS)).status_code == 200


@pytest.mark.parametrize(
    ("change", "headers", "body", "status"),
    [
        (str, {}, b"12345", 200),
        (str, {}, b"123456", 403),
        (str, {}, b"1234", 403),
        (str, {"Content-Type": "text/html"}, b"12345", 403),
        (str, {"If-None-Match": ""}, b"12345", 403),
        (lambda url: url.replace("/uploads/", "/uploads/x"), {}, b"12345", 403),
        (lambda url: url.replace("X-Amz-Expires=60", "X-Amz-Expires=6000"), {}, b"12345", 403),
        (lambda url: url.partition("?")[0], {}, b"12345", 403),
    ],
    ids=["as signed", "longer", "shorter", "other type", "may replace", "other key", "longer life", "unsigned"],
)
async def test_an_upload_is_taken_only_as_it_was_signed(store, org, change, headers, body, status):
    key = f"{org}/uploads/one"
    url = await store.presign_put(key, 5, "video/mp4", 60)
    async with httpx.AsyncClient() as http:
        answer = await http.put(change(url), content=body, headers=PUT_HEADERS | headers)
    assert answer.status_code == status
    assert await store.upload_size(key) == (5 if status == 200 else None)


async def test_an_upload_url_cannot_be_used_again_once_bytes_are_there(store, org):
    key = f"{org}/uploads/one"
    url = await store.presign_put(key, 5, "video/mp4", 60)
    async with httpx.AsyncClient() as http:
        assert (await http.put(url, content=b"first", headers=PUT_HEADERS)).status_code == 200
        assert (await http.put(url, content=b"other", headers=PUT_HEADERS)).status_code == 412
    assert (await store.adopt_upload(org, key, "video/mp4")).digest == hashlib.sha256(b"first").hexdigest()


async def test_an_expired_upload_url_is_refused(store, org):
    url = await store.presign_put(f"{org}/uploads/one", 5, "video/mp4", 1)
    await asyncio.sleep(2)
    async with httpx.AsyncClient() as http:
        assert (await http.put(url, content=b"12345", headers=PUT_HEADERS)).status_code == 403


async def test_an_adopted_upload_is_a_blob_in_storage_and_in_the_cache(
    store, open_machine, org, tmp_path, monkeypatch, ledger
):
    key = f"{org}/uploads/one"
    data = os.urandom(500_000)
    await uploaded(store, key, data)
    ref = await store.adopt_upload(org, key, "video/mp4", hashlib.sha256(data).hexdigest())
    assert ledger.noted == [(org, ref)]
    assert await store.adopt_upload(org, key, "video/mp4") == ref  # as when an attempt is repeated
    await store.delete_upload(key)
    await store.delete_upload(key)
    assert await store.upload_size(key) is None
    async with open_machine(tmp_path / "other") as other:
        assert await other.read_bytes(org, ref) == data
    monkeypatch.setattr("adapters.storage.s3.receive", None)
    assert await store.read_bytes(org, ref) == data


async def test_an_upload_with_another_digest_than_announced_is_refused_and_leaves_nothing(store, org, tmp_path, ledger):
    await uploaded(store, f"{org}/uploads/one", b"12345")
    with pytest.raises(RejectedError, match=r"upload\.digest_mismatch"):
        await store.adopt_upload(org, f"{org}/uploads/one", "video/mp4", "0" * 64)
    listed = await store._client.list_objects_v2(Bucket=store._bucket, Prefix=f"{org}/")
    assert [entry["Key"] for entry in listed["Contents"]] == [f"{org}/uploads/one"]
    assert [path for path in (tmp_path / "cache").rglob("*") if path.is_file()] == []
    assert ledger.noted == []


async def test_a_download_url_hands_out_the_file_under_its_name_and_nothing_else(store, org):
    ref = await store.put_bytes(org, b"clip", "video/mp4")
    other = await store.put_bytes(org, b"other", "video/mp4")
    url = await store.presign_get(org, ref, 'été "1"\\.mp4', 60)
    async with httpx.AsyncClient() as http:
        answer = await http.get(url)
        assert (await http.get(url.replace(ref.digest, other.digest))).status_code == 403
        assert (await http.get(url.partition("?")[0])).status_code == 403
        assert (await http.delete(url)).status_code == 403
    assert answer.content == b"clip"
    assert answer.headers["content-type"] == "video/mp4"
    assert answer.headers["content-disposition"] == (
        "attachment; filename=\"_t_ '1'_.mp4\"; filename*=UTF-8''%C3%A9t%C3%A9%20%221%22%5C.mp4"
    )
