"""Sending an object in parts, on a real S3 server: what is signed, what a break leaves, what is refused."""

import hashlib
import os

import httpx
import pytest

from adapters.storage import transfer
from domain.errors import ConflictError, RejectedError
from domain.uploads import LEAST_PART_BYTES, StoredPart

SIZE = LEAST_PART_BYTES


async def put(url: str, data: bytes) -> httpx.Response:
    async with httpx.AsyncClient() as http:
        return await http.put(url, content=data)


async def send(store, key: str, storage_id: str, number: int, data: bytes) -> None:
    url = await store.parts.presign(key, storage_id, number, len(data), 60)
    answer = await put(url, data)
    assert answer.status_code == 200, answer.text


async def test_parts_sent_out_of_order_and_after_a_break_become_the_file(store, org):
    key = f"{org}/uploads/one"
    data = os.urandom(2 * SIZE + 1000)
    pieces = [data[:SIZE], data[SIZE : 2 * SIZE], data[2 * SIZE :]]
    storage_id = await store.parts.begin(key, "video/mp4")
    assert await store.parts.list(key, storage_id) == []
    await send(store, key, storage_id, 3, pieces[2])
    await send(store, key, storage_id, 1, os.urandom(SIZE))
    # After the break the client asks what has arrived, and sends the rest; a part that is sent again replaces itself.
    assert [(part.number, part.size) for part in await store.parts.list(key, storage_id)] == [(1, SIZE), (3, 1000)]
    assert await store.upload_size(key) is None
    await send(store, key, storage_id, 1, pieces[0])
    await send(store, key, storage_id, 2, pieces[1])
    arrived = await store.parts.list(key, storage_id)
    await store.parts.join(key, storage_id, arrived)
    await store.parts.join(key, storage_id, arrived)
    found = await store.parts.stat(key)
    assert found is not None
    assert found.size == len(data)
    ref = await store.adopt_upload(org, key, "video/mp4", hashlib.sha256(data).hexdigest(), found.etag)
    assert (ref.size, ref.digest) == (len(data), hashlib.sha256(data).hexdigest())
    assert await store.parts.list(key, storage_id) == []


@pytest.mark.parametrize(
    ("change", "body", "status"),
    [
        (str, b"12345", 200),
        (str, b"123456", 403),
        (str, b"1234", 403),
        (lambda url: url.replace("partNumber=1", "partNumber=2"), b"12345", 403),
        (lambda url: url.replace("/uploads/one", "/uploads/two"), b"12345", 403),
        (lambda url: url.replace("X-Amz-Expires=60", "X-Amz-Expires=600"), b"12345", 403),
        (lambda url: url.partition("&X-Amz")[0], b"12345", 403),
    ],
    ids=["as signed", "longer", "shorter", "other number", "other key", "longer life", "unsigned"],
)
async def test_a_part_is_taken_only_as_it_was_signed(store, org, change, body, status):
    key = f"{org}/uploads/one"
    storage_id = await store.parts.begin(key, "video/mp4")
    url = await store.parts.presign(key, storage_id, 1, 5, 60)
    assert (await put(change(url), body)).status_code == status
    assert len(await store.parts.list(key, storage_id)) == (1 if status == 200 else 0)
    await store.parts.abort(key, storage_id)


async def test_the_url_of_a_part_is_worth_nothing_once_the_file_is_joined_or_dropped(store, org):
    key = f"{org}/uploads/one"
    joined = await store.parts.begin(key, "video/mp4")
    url = await store.parts.presign(key, joined, 1, 5, 60)
    await put(url, b"first")
    await store.parts.join(key, joined, await store.parts.list(key, joined))
    assert (await put(url, b"other")).status_code in {403, 404}
    assert (await store.adopt_upload(org, key, "video/mp4")).digest == hashlib.sha256(b"first").hexdigest()
    dropped = await store.parts.begin(key, "video/mp4")
    url = await store.parts.presign(key, dropped, 1, 5, 60)
    await store.parts.abort(key, dropped)
    await store.parts.abort(key, dropped)
    assert (await put(url, b"other")).status_code in {403, 404}


async def test_a_part_that_was_replaced_meanwhile_is_noticed(store, org):
    key = f"{org}/uploads/one"
    storage_id = await store.parts.begin(key, "video/mp4")
    await send(store, key, storage_id, 1, b"first")
    seen = await store.parts.list(key, storage_id)
    wrong = [StoredPart(number=1, size=5, etag='"' + "0" * 32 + '"')]
    with pytest.raises(ConflictError, match=r"upload\.parts_changed"):
        await store.parts.join(key, storage_id, wrong)
    await store.parts.join(key, storage_id, seen)


async def test_a_file_swapped_after_completion_is_noticed(store, org):
    key = f"{org}/uploads/one"
    await store._client.put_object(Bucket=store._bucket, Key=key, Body=b"first")
    completed = await store.parts.stat(key)
    await store._client.put_object(Bucket=store._bucket, Key=key, Body=b"other")
    with pytest.raises(RejectedError, match=r"upload\.swapped"):
        await store.adopt_upload(org, key, "video/mp4", None, completed.etag)
    assert await store.parts.stat(f"{org}/uploads/none") is None


async def test_a_file_above_the_limit_of_one_copy_is_copied_in_parts(store, org, open_machine, tmp_path, monkeypatch):
    monkeypatch.setattr(transfer, "MOST_COPY_BYTES", 6_000_000)
    monkeypatch.setattr(transfer, "COPY_PART_BYTES", 5 * 1024 * 1024)
    data = os.urandom(12_000_001)
    key = f"{org}/uploads/one"
    await store._client.put_object(Bucket=store._bucket, Key=key, Body=data)
    ref = await store.adopt_upload(org, key, "video/mp4")
    async with open_machine(tmp_path / "other") as other:
        assert hashlib.sha256(await other.read_bytes(org, ref)).hexdigest() == ref.digest
