"""Uploads over HTTP with a real S3: in parts with a break in the middle, given up, expired; and the files of a brand."""

import hashlib
import os
import struct
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from domain import uploads as rules
from domain.access import Principal
from domain.contracts.base import DEFAULT_ORG
from domain.entities import UploadStatus
from domain.errors import ConflictError
from domain.services.uploads import UploadService

pytestmark = pytest.mark.asyncio(loop_scope="module")
MIB = 1024**2


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "PART_BYTES", 5 * MIB)


def order_of(data: bytes, **more: object) -> dict[str, object]:
    digest = hashlib.sha256(data).hexdigest()
    return {"filename": "talk.mp4", "size": len(data), "sha256": digest, "media_type": "video/mp4"} | more


async def put(url: str, data: bytes, headers: dict[str, str]) -> int:
    async with httpx.AsyncClient() as storage:
        return (await storage.put(url, content=data, headers=headers)).status_code


async def test_a_client_that_is_torn_off_goes_on_where_it_was(world):
    data = os.urandom(11 * MIB)
    made = (await world.http.post("/v1/uploads", json=order_of(data, parts=True))).json()
    upload = made["upload"]
    assert (made["url"], upload["part_size"], upload["part_count"]) == (None, 5 * MIB, 3)
    place = f"/v1/uploads/{upload['id']}"

    async def send(number: int) -> int:
        (ticket,) = (await world.http.post(f"{place}/parts", json={"numbers": [number]})).json()["items"]
        piece = data[(number - 1) * 5 * MIB : number * 5 * MIB]
        assert ticket["size"] == len(piece)
        return await put(ticket["url"], piece, ticket["headers"])

    assert await send(3) == 200
    # The client forgot everything but the file: it finds its upload by the digest, and what has arrived of it.
    query = {"sha256": order_of(data)["sha256"], "status": "pending"}
    (found,) = (await world.http.get("/v1/uploads", params=query)).json()["items"]
    assert found["id"] == upload["id"]
    assert (await world.http.get(f"{place}/parts")).json() == {"items": [{"number": 3, "size": MIB}]}
    early = await world.http.post(f"{place}/complete")
    assert (early.status_code, early.json()["code"]) == (409, "upload.incomplete_parts")
    assert await send(1) == 200
    assert await send(2) == 200
    for _ in range(2):
        assert (await world.http.post(f"{place}/complete")).json()["status"] == "completed"
    late = await world.http.post(f"{place}/parts", json={"numbers": [1]})
    assert (late.status_code, late.json()["code"]) == (409, "upload.ended")
    kept = await world.http.delete(place)
    assert (kept.status_code, kept.json()["code"]) == (409, "upload.completed")
    async with world.units(DEFAULT_ORG) as unit:
        record = await unit.uploads.get(upload["id"])
    ref = await world.store.adopt_upload(DEFAULT_ORG, record.key, "video/mp4", record.digest, record.etag)
    assert ref.digest == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("numbers", "status", "code"),
    [
        ([4], 422, "upload.part_unknown"),
        ([0], 422, "request.invalid"),
        ([], 422, "request.invalid"),
        (list(range(1, 102)), 422, "request.invalid"),
    ],
)
async def test_parts_that_an_upload_does_not_have_are_refused(world, numbers, status, code):
    made = (await world.http.post("/v1/uploads", json=order_of(b"x" * 11 * MIB, parts=True, sha256=None))).json()
    answer = await world.http.post(f"/v1/uploads/{made['upload']['id']}/parts", json={"numbers": numbers})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_an_aborted_upload_takes_nothing_more(world):
    made = (await world.http.post("/v1/uploads", json=order_of(os.urandom(11 * MIB), parts=True))).json()
    place = f"/v1/uploads/{made['upload']['id']}"
    (ticket,) = (await world.http.post(f"{place}/parts", json={"numbers": [3]})).json()["items"]
    for _ in range(2):
        assert (await world.http.delete(place)).status_code == 204
    assert await put(ticket["url"], b"x" * MIB, ticket["headers"]) in {403, 404}
    assert (await world.http.get(place)).json()["status"] == "aborted"
    answer = await world.http.post(f"{place}/complete")
    assert (answer.status_code, answer.json()["code"]) == (409, "upload.ended")


async def test_what_is_not_completed_in_time_is_dropped_and_asking_for_parts_gives_time(world):
    made = (await world.http.post("/v1/uploads", json=order_of(os.urandom(11 * MIB), parts=True))).json()["upload"]
    plain = (await world.http.post("/v1/uploads", json=order_of(os.urandom(99)))).json()
    assert await put(plain["url"], b"x" * 99, plain["headers"]) == 200
    past = datetime.now(UTC) - timedelta(seconds=1)
    async with world.units(DEFAULT_ORG) as unit:
        for upload_id in (made["id"], plain["upload"]["id"]):
            assert await unit.uploads.change(upload_id, UploadStatus.PENDING, expires_at=past)
        await unit.commit()
    await world.http.post(f"/v1/uploads/{made['id']}/parts", json={"numbers": [1]})
    assert await world.parts.uploads.drop_expired(DEFAULT_ORG) == 1
    assert await world.parts.uploads.drop_expired(DEFAULT_ORG) == 0
    assert (await world.http.get(f"/v1/uploads/{made['id']}")).json()["status"] == "pending"
    assert (await world.http.get(f"/v1/uploads/{plain['upload']['id']}")).json()["status"] == "expired"
    assert await world.store.upload_size(f"{DEFAULT_ORG}/uploads/{plain['upload']['id']}") is None


async def test_a_file_that_is_sent_in_one_request_has_no_parts(world):
    made = (await world.http.post("/v1/uploads", json=order_of(os.urandom(99)))).json()["upload"]
    refused = await world.http.post(f"/v1/uploads/{made['id']}/parts", json={"numbers": [1]})
    assert (refused.status_code, refused.json()["code"]) == (409, "upload.not_in_parts")


class Meanwhile:
    """A part store that takes its time: `happens` before what it saw is acted upon."""

    def __init__(self, parts, happens) -> None:
        self._parts, self._happens = parts, happens

    async def stat(self, key):
        found = await self._parts.stat(key)
        await self._happens()
        return found


@pytest.mark.parametrize(("meanwhile", "code"), [("complete", None), ("abort", "upload.ended")])
async def test_of_two_who_end_an_upload_at_once_the_first_one_counts(world, meanwhile, code):
    made = (await world.http.post("/v1/uploads", json=order_of(data := os.urandom(99)))).json()
    assert await put(made["url"], data, made["headers"]) == 200
    upload_id = made["upload"]["id"]

    async def other() -> None:
        method, end = ("POST", "/complete") if meanwhile == "complete" else ("DELETE", "")
        assert (await world.http.request(method, f"/v1/uploads/{upload_id}{end}")).is_success

    uploads = UploadService(world.units, world.store, Meanwhile(world.store.parts, other), 10**9)
    principal = Principal.system(DEFAULT_ORG)
    if code is None:
        assert (await uploads.complete(principal, upload_id)).status == "completed"
    else:
        with pytest.raises(ConflictError) as lost:
            await uploads.complete(principal, upload_id)
        assert lost.value.code == code


async def test_other_bytes_than_were_announced_are_refused(world):
    made = (await world.http.post("/v1/uploads", json=order_of(os.urandom(99)))).json()["upload"]
    key = f"{DEFAULT_ORG}/uploads/{made['id']}"
    await world.store._client.put_object(Bucket=world.store._bucket, Key=key, Body=b"x" * 98)
    refused = await world.http.post(f"/v1/uploads/{made['id']}/complete")
    assert (refused.status_code, refused.json()["code"]) == (422, "upload.size_mismatch")
    assert (await world.http.get(f"/v1/uploads/{made['id']}")).json()["status"] == "pending"


async def test_a_file_above_what_one_request_takes_is_sent_in_parts(world, monkeypatch):
    monkeypatch.setattr("domain.services.uploads.SINGLE_BYTES", 6 * MIB)
    order = {"filename": "long.mp4", "size": 11 * MIB}
    made = (await world.http.post("/v1/uploads", json=order)).json()
    assert (made["url"], made["upload"]["part_count"]) == (None, 3)
    refused = await world.http.post("/v1/uploads", json=order | {"parts": False})
    assert (refused.status_code, refused.json()["code"]) == (422, "upload.needs_parts")


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"\x08\x06\0\0\0" + b"\0" * 40


async def sent_asset(world, kit: str, kind: str, media_type: str, data: bytes) -> httpx.Response:
    order = {"kind": kind, "filename": f"{kind}.bin", "size": len(data), "media_type": media_type}
    made = await world.http.post(f"/v1/brand-kits/{kit}/assets", json=order)
    if made.status_code != 201:
        return made
    ticket = made.json()
    assert await put(ticket["url"], data, ticket["headers"]) == 200
    return await world.http.post(f"/v1/brand-kits/{kit}/assets/{ticket['upload']['id']}/complete")


async def test_a_brand_kit_takes_its_files_and_a_new_logo_replaces_the_old(world):
    colours = {"primary": "#FFD600", "text": "#ffffff"}
    kit = (await world.http.post("/v1/brand-kits", json={"name": "Acme", "colours": colours})).json()["id"]
    first = await sent_asset(world, kit, "logo", "image/png", png(400, 200))
    assert first.status_code == 200, first.text
    font = await sent_asset(world, kit, "font", "font/ttf", b"\0\1\0\0" + os.urandom(100))
    assert (font.json()["revision"], font.headers["etag"]) == (3, '"3"')
    second = await sent_asset(world, kit, "logo", "image/png", png(800, 400))
    kinds = [asset["kind"] for asset in second.json()["assets"]]
    assert sorted(kinds) == ["font", "logo"]
    assert first.json()["assets"][0]["id"] not in {asset["id"] for asset in second.json()["assets"]}
    logo = next(asset for asset in second.json()["assets"] if asset["kind"] == "logo")
    assert logo["artifact"]["digest"] == hashlib.sha256(png(800, 400)).hexdigest()
    again = await world.http.post(f"/v1/brand-kits/{kit}/assets/{logo['id']}/complete")
    assert again.json()["revision"] == second.json()["revision"]
    place = f"/v1/brand-kits/{kit}/assets/{logo['id']}"
    assert (await world.http.delete(place, headers={"If-Match": '"1"'})).status_code == 412
    assert [asset["kind"] for asset in (await world.http.delete(place)).json()["assets"]] == ["font"]
    assert (await world.http.delete(place)).json()["code"] == "brand.asset_not_found"


@pytest.mark.parametrize(
    ("kind", "media_type", "data", "code"),
    [
        ("logo", "image/png", png(15000, 15000), "brand.asset_pixels"),
        ("logo", "image/png", b"\xff\xd8\xff\xe0" + b"\0" * 60, "brand.asset_type"),
        ("logo", "image/jpeg", b"\xff\xd8\xff\xe0\0\2", "brand.asset_pixels"),
        ("logo", "image/svg+xml", b"<svg/>", "brand.asset_type"),
        ("font", "font/otf", b"MZ" + b"\0" * 60, "brand.asset_type"),
        ("intro", "video/mp4", b"#EXTM3U\nfile:///etc/passwd", "brand.asset_type"),
    ],
    ids=["a bomb", "another picture", "no size", "a script", "a program", "a playlist"],
)
async def test_a_file_that_is_not_what_it_says_never_gets_into_a_kit(world, kind, media_type, data, code):
    kit = (await world.http.post("/v1/brand-kits", json={"name": "Acme"})).json()["id"]
    answer = await sent_asset(world, kit, kind, media_type, data)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert (await world.http.get(f"/v1/brand-kits/{kit}")).json()["assets"] == []


async def test_a_project_uses_a_kit_and_keeps_it_from_being_deleted(world):
    kit = (await world.http.post("/v1/brand-kits", json={"name": "Acme"})).json()["id"]
    project = (await world.http.post("/v1/projects", json={"name": "Spring"})).json()["id"]
    place = f"/v1/projects/{project}/brand-kit"
    assert (await world.http.put(place, json={"brand_kit_id": kit})).status_code == 204
    kept = await world.http.delete(f"/v1/brand-kits/{kit}")
    assert (kept.status_code, kept.json()["code"]) == (409, "brand.in_use")
    assert (await world.http.put(place, json={"brand_kit_id": "brand_x"})).json()["code"] == "brand.not_found"
    assert (await world.http.put(place, json={"brand_kit_id": None})).status_code == 204
    assert (await world.http.delete(f"/v1/brand-kits/{kit}")).status_code == 204


async def test_a_video_is_renamed_and_moved_and_stays_while_jobs_need_it(world, video_id, job_id):
    place = f"/v1/videos/{video_id}"
    tag = (await world.http.get(place)).headers["etag"]
    named = await world.http.patch(place, json={"filename": "better.mp4"}, headers={"If-Match": tag})
    assert (named.json()["filename"], named.json()["revision"]) == ("better.mp4", 2)
    stale = await world.http.patch(place, json={"filename": "late.mp4"}, headers={"If-Match": tag})
    assert (stale.status_code, stale.json()["code"]) == (412, "revision.stale")
    assert (await world.http.patch(place, json={"filename": None})).status_code == 422
    assert (await world.http.patch(place, json={"project_id": "prj_x"})).json()["code"] == "project.not_found"
    project = (await world.http.post("/v1/projects", json={"name": "Spring"})).json()["id"]
    assert (await world.http.patch(place, json={"project_id": project})).json()["project_id"] == project
    listed = (await world.http.get("/v1/videos", params={"project_id": project})).json()["items"]
    assert [video["id"] for video in listed] == [video_id]
    assert (await world.http.delete(place)).json()["code"] == "video.in_use"
