"""The client, its types and its package, against the running API."""

import asyncio
import re
from datetime import UTC, datetime

import pytest

from api.error_table import ROOT
from domain.contracts.base import DEFAULT_ORG
from domain.contracts.media import Loudness
from domain.contracts.render import RenderedFile
from domain.entities import Clip, ClipState
from tests.api.published_clips import plan
from tests.sdk.typescript.conftest import PACKAGE, TSC, node

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUICKSTART = PACKAGE / "examples" / "quickstart.ts"


async def test_the_client_does_what_its_tests_in_node_say(surroundings, small_parts):
    ended = await node(
        "--test", "--conditions=cutdown-source", *sorted(PACKAGE.glob("tests/*.test.ts")), **surroundings
    )
    assert ended.status == 0, ended.output[-8000:]
    assert int(re.search(r"ℹ pass (\d+)", ended.output)[1]) > 25


async def test_the_types_are_what_the_description_says():
    ended = await node(PACKAGE / "scripts" / "generate.js", "--check")
    assert ended.status == 0, ended.output


async def test_the_package_is_built_and_is_what_programs_without_types_get(tmp_path):
    assert (await node(TSC)).output == ""
    built = await node(TSC, "-p", "tsconfig.build.json", "--outDir", tmp_path)
    assert (built.status, built.output) == (0, "")
    program = (
        "import { Cutdown, CutdownError } from './index.js'; console.log(typeof new Cutdown({url: ''}).jobs.watch)"
    )
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "program.js").write_text(program)
    assert (await node("program.js", cwd=tmp_path)).output == "function\n"
    declared = (tmp_path / "index.d.ts").read_text()
    assert "CutdownError" in declared
    assert not re.search(r"""from ["'](?!\./)""", "".join(path.read_text() for path in tmp_path.rglob("*.js")))


async def test_the_lock_names_no_registry():
    lock = (PACKAGE / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert '"integrity"' in lock
    assert '"dependencies"' not in (PACKAGE / "package.json").read_text()


async def test_the_quickstart_makes_clips_of_a_file(world, surroundings, tmp_path):
    lines = QUICKSTART.read_text().splitlines()
    assert len([line for line in lines if line.strip()]) <= 20
    (tmp_path / "talk.mp4").write_bytes(b"the bytes of a talk")
    # Jobs of other tests that were accepted and not started are started again every now and then.
    known = {job["id"] for job in (await world.http.get("/v1/jobs", params={"limit": 200})).json()["items"]}
    running = asyncio.create_task(node("--conditions=cutdown-source", QUICKSTART, cwd=tmp_path, **surroundings))
    while not (ordered := set(world.engine.started) - known) and not running.done():  # noqa: ASYNC110 - another process orders it
        await asyncio.sleep(0.05)
    (order,) = (world.engine.started[job_id] for job_id in ordered)
    await _finish(world, order.job_id, order.video_id)
    ended = await running
    assert ended.status == 0, ended.output
    assert [line.split()[1] for line in ended.output.splitlines()] == ["job.queued", "job.completed"]
    assert (tmp_path / "clip-1-9x16.mp4").read_bytes() == b"a finished clip"


@pytest.mark.parametrize("page", ["README.md", "docs/sdk.md", "sdk/typescript/README.md"])
async def test_the_quickstart_that_is_shown_is_the_one_that_runs(page):
    shown = re.findall(r"```ts\n(.*?)```", (ROOT / page).read_text(), re.DOTALL)
    assert QUICKSTART.read_text() in shown


async def _finish(world, job_id: str, video_id: str) -> None:
    """End a job as the workers do, with one clip."""
    ref = await world.store.put_bytes(DEFAULT_ORG, b"a finished clip", "video/mp4")
    loudness = Loudness(integrated_lufs=-14, true_peak_dbtp=-1)
    clip = Clip(
        id=f"clip_{job_id}",
        org_id=DEFAULT_ORG,
        job_id=job_id,
        video_id=video_id,
        plan=plan(1, 0, 10),
        state=ClipState.PUBLISHED,
        files=(RenderedFile(aspect="9:16", video=ref, poster=ref, frames=25, loudness=loudness),),
        created_at=datetime.now(UTC),
    )
    async with world.units(DEFAULT_ORG) as unit:
        await unit.clips.put(clip)
        await unit.commit()
    await world.tell(job_id, "end", "job.completed")
