"""The client covers the API whole, and every request that it makes is one that the description allows."""

import hashlib
import inspect
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, get_args

import httpx
import pytest

from cutdown_sdk import (
    ArtifactRef,
    AssetOrder,
    AsyncCutdown,
    BrandChanges,
    BrandColours,
    ClipChanges,
    ClipEdit,
    ClipView,
    ClipWishes,
    Cutdown,
    DubChanges,
    DubOrder,
    DubView,
    DubWish,
    FixWord,
    GatePolicies,
    GatePolicy,
    GlossaryChanges,
    GlossaryOrder,
    GlossaryTerm,
    JobSpec,
    LineChanges,
    NotFoundError,
    ProjectChange,
    RetellChanges,
    RetellOrder,
    RetellView,
    RetellWish,
    ScriptChanges,
    VideoChanges,
)
from cutdown_sdk.calls import Call, Listing, Resource
from cutdown_sdk.resources.clips import TimelineFormat
from tests.sdk.python.described import DOCUMENT, OPERATIONS, example, operation_of

EMPTY = hashlib.sha256(b"").hexdigest()
NOTHING = ArtifactRef(digest=EMPTY, size=0, media_type="video/mp4")
DUB = DubView.of_answer(httpx.Response(200, json=example(DOCUMENT["components"]["schemas"]["DubView"])).content)
RETELL = RetellView.of_answer(
    httpx.Response(200, json=example(DOCUMENT["components"]["schemas"]["RetellView"])).content
)
CLIP = ClipView.of_answer(httpx.Response(200, json=example(DOCUMENT["components"]["schemas"]["ClipView"])).content)


def told(*arguments: object, **options: object) -> tuple[tuple[object, ...], dict[str, object]]:
    return arguments, options


def calls(folder: Path) -> dict[str, tuple[tuple[object, ...], dict[str, object]]]:
    """How each method is called here. A new one needs its line."""
    file = folder / "talk.mp4"
    file.write_bytes(b"a video")
    return {
        "api_keys.create": told("builder", ["jobs:read", "jobs:write"]),
        "api_keys.get": told("key/1"),
        "api_keys.list": told(page_size=200),
        "api_keys.rename": told("key_1", "name", revision=3),
        "api_keys.revoke": told("key_1", revision=3),
        "artifacts.download": told(NOTHING, folder / "clip.mp4"),
        "artifacts.url": told(EMPTY, filename="clip one.mp4"),
        "audit_log.list": told(action="member.removed", actor_id="user_1"),
        "auth.change_password": told("old", "new"),
        "auth.login": told("ana@example.org", "secret", organisation_id="org_1"),
        "auth.logout": told(),
        "auth.me": told(),
        "auth.refresh": told("cd_refresh_1"),
        "auth.rename_me": told("Ana", revision=1),
        "auth.sign_up": told("ana@example.org", "secret", "Ana", organisation="Anas"),
        "auth.switch": told("org_1"),
        "brand_kits.announce_asset": told("kit_1", AssetOrder(kind="logo", filename="a", size=1, media_type="a/b")),
        "brand_kits.assign": told("project_1", None),
        "brand_kits.complete_asset": told("kit_1", "upl_1"),
        "brand_kits.create": told("House", colours=BrandColours(primary="#aabbcc")),
        "brand_kits.delete": told("kit_1", revision=2),
        "brand_kits.get": told("kit_1"),
        "brand_kits.list": told(),
        "brand_kits.remove_asset": told("kit_1", "asset_1", revision=2),
        "brand_kits.update": told("kit_1", BrandChanges(name="Another"), revision=2),
        "brand_kits.upload_asset": told("kit_1", "logo", file, media_type="image/png"),
        "clips.download": told(CLIP, folder / "clip"),
        "clips.get": told("clip_1"),
        "clips.publish": told("clip_1", force=True),
        "clips.render": told("clip_1", dry_run=True, revision=4),
        "clips.rendered": told("clip_1"),
        "clips.shots": told("clip_1"),
        "clips.timeline": told("clip_1", "edl"),
        "clips.update": told("clip_1", ClipChanges(title="Better", style=None), revision=4),
        "dubs.create": told(DubOrder(video_id="vid_1", wish=DubWish(language="es", scope="clips"))),
        "dubs.download": told(DUB, folder / "dub"),
        "dubs.get": told("dub_1"),
        "dubs.line": told("dub_1", 3),
        "dubs.lines": told("dub_1"),
        "dubs.list": told(job_id="job_1", video_id="vid_1"),
        "dubs.render": told("dub_1", dry_run=True, revision=4),
        "dubs.rendered": told("dub_1"),
        "dubs.update": told("dub_1", DubChanges(mix="voice_over"), revision=4),
        "dubs.update_line": told("dub_1", 3, LineChanges(text="Hola.", voice=None), revision=4),
        "events.create_ticket": told(),
        "events.follow": told(after=3, kinds=["job.*", "clip.published"], job_ids=["job_1"]),
        "events.past": told(kinds=["job.completed"]),
        "glossaries.create": told(GlossaryOrder(name="Names", terms=[GlossaryTerm(source="Cutdown")])),
        "glossaries.delete": told("gls_1", revision=2),
        "glossaries.get": told("gls_1"),
        "glossaries.list": told(project_id="prj_1"),
        "glossaries.update": told("gls_1", GlossaryChanges(terms=[]), revision=2),
        "invitations.accept": told("cd_invite_1"),
        "invitations.create": told("bo@example.org", "editor"),
        "invitations.get": told("inv_1"),
        "invitations.list": told(),
        "invitations.revoke": told("inv_1"),
        "jobs.cancel": told("job_1"),
        "jobs.clips": told("job_1"),
        "jobs.create": told("vid_1", JobSpec(wishes=ClipWishes(count=2), aspects=["1:1"], language="en")),
        "jobs.events": told("job_1", after=0),
        "jobs.get": told("job_1"),
        "jobs.list": told(status="running", project_id="project_1"),
        "jobs.render_stale": told("job_1", dry_run=True),
        "jobs.wait": told("job_1"),
        "jobs.watch": told("job_1", after=7, kinds=["stage.*"]),
        "jobs.worker_status": told("job_1"),
        "members.change_role": told("user_1", "viewer", revision=1),
        "members.get": told("user_1"),
        "members.list": told(),
        "members.remove": told("user_1", revision=1),
        "organisations.create": told("Another"),
        "organisations.delete": told("org_1", revision=1),
        "organisations.get": told("org_1"),
        "organisations.list": told(),
        "organisations.rename": told("org_1", "Name", revision=1),
        "projects.create": told("Spring", description="Talks"),
        "projects.delete": told("project_1", revision=1),
        "projects.get": told("project_1"),
        "projects.list": told(),
        "projects.update": told("project_1", ProjectChange(description="Talks"), revision=1),
        "retells.create": told(RetellOrder(video_id="vid_1", wish=RetellWish(seconds=30, tone="playful"))),
        "retells.download": told(RETELL, folder / "retell"),
        "retells.get": told("retell_1"),
        "retells.list": told(job_id="job_1", video_id="vid_1"),
        "retells.render": told("retell_1", dry_run=True, revision=4),
        "retells.rendered": told("retell_1"),
        "retells.script": told("retell_1"),
        "retells.timeline": told("rtl_1", "fcpxml"),
        "retells.update": told("retell_1", RetellChanges(style="neon"), revision=4),
        "retells.update_line": told("retell_1", 2, ScriptChanges(drop=True), revision=4),
        "reviews.decide": told("job_1", "clips", "approve", decided_by="Ana", edits=[ClipEdit(rank=2, keep=False)]),
        "reviews.list": told("job_1"),
        "reviews.policy": told("project_1"),
        "reviews.set_policy": told("project_1", GatePolicies(clips=GatePolicy(mode="manual")), revision=1),
        "transcripts.edit": told("vid_1", [FixWord(word=3, text="Zanzibar")], note="heard it", revision=2),
        "transcripts.get": told("vid_1"),
        "transcripts.revision": told("vid_1", 3),
        "transcripts.revisions": told("vid_1"),
        "uploads.abort": told("upl_1"),
        "uploads.complete": told("upl_1"),
        "uploads.create": told("talk.mp4", 5, sha256=EMPTY, parts=True),
        "uploads.get": told("upl_1"),
        "uploads.list": told(status="pending", sha256=EMPTY),
        "uploads.parts": told("upl_1"),
        "uploads.send": told(file, in_parts=True),
        "uploads.sign_parts": told("upl_1", [1, 2]),
        "videos.create": told(url="https://example.org/talk.mp4", filename="talk.mp4"),
        "videos.delete": told("vid_1", revision=1),
        "videos.get": told("vid_1"),
        "videos.list": told(project_id="project_1"),
        "videos.update": told("vid_1", VideoChanges(project_id=None), revision=1),
        "videos.upload": told(file),
        "voices.list": told("es"),
    }


class Server(httpx.MockTransport):
    """Answers as described, and notes which operations were asked for."""

    def __init__(self) -> None:
        super().__init__(self.answer)
        self.asked: set[str] = set()

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.host != "cutdown.example":
            assert "authorization" not in request.headers, "the storage is no business of the key's"
            return httpx.Response(200)
        operation, places = operation_of(request)
        operation.check(request, places)
        self.asked.add(operation.name)
        answer = operation.answer()
        if "url" in (found := answer.json() if answer.headers.get("content-type") == "application/json" else {}):
            return httpx.Response(answer.status_code, json=found | {"url": "https://storage.example/file?signed=1"})
        return answer


def methods(client: Any) -> Iterator[str]:
    for section, resource in vars(client).items():
        if isinstance(resource, Resource):
            for name, member in vars(type(resource)).items():
                if isinstance(member, Call | Listing):
                    yield f"{section}.{name}"


def test_all_operations_are_covered_by_requests_as_described(tmp_path: Path) -> None:
    server = Server()
    with Cutdown("https://cutdown.example", "cd_live_1", transport=server, patience=1) as client:
        table = calls(tmp_path)
        assert set(table) == set(methods(client))
        for method, (arguments, options) in table.items():
            section, _, name = method.partition(".")
            found = getattr(getattr(client, section), name)(*arguments, **options)
            if hasattr(found, "__next__"):
                [*islice(found, 1)]
    assert server.asked == OPERATIONS


async def test_what_is_awaited_makes_the_same_requests(tmp_path: Path) -> None:
    server = Server()
    async with AsyncCutdown("https://cutdown.example", "cd_live_1", transport=server, patience=1) as client:
        for method, (arguments, options) in calls(tmp_path).items():
            section, _, name = method.partition(".")
            found = getattr(getattr(client, section), name)(*arguments, **options)
            if inspect.isawaitable(found):
                await found
            else:
                async for _ in found:
                    break
                await found.aclose()
    assert server.asked == OPERATIONS


def test_the_forms_of_a_timeline_are_those_of_the_description() -> None:
    for path in ("/v1/clips/{clip_id}/timeline", "/v1/retells/{retell_id}/timeline"):
        parameters = DOCUMENT["paths"][path]["get"]["parameters"]
        (form,) = (one["schema"] for one in parameters if one["name"] == "format")
        assert set(get_args(TimelineFormat)) == set(form["enum"])


def test_help_tells_what_a_method_takes() -> None:
    with Cutdown("https://cutdown.example") as client:
        assert str(inspect.signature(client.jobs.get)) == "(job_id: str)"
        assert client.jobs.get.__doc__ == "One job."


@pytest.mark.parametrize("place", ["../v1/auth/me", "a/b", "a?b=c", "a#b", "å"])
def test_an_id_cannot_become_another_address(place: str) -> None:
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.raw_path.decode())
        return httpx.Response(404, json={})

    client = Cutdown("https://cutdown.example", transport=httpx.MockTransport(answer))
    with client, pytest.raises(NotFoundError):
        client.jobs.get(place)
    assert len(asked[0].removeprefix("/v1/jobs/").split("/")) == 1
    assert "?" not in asked[0]
