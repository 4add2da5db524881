"""Records the histories that every later version of the workflows has to replay.

`python -m tests.workflows.record_histories RELEASE [BEGINNING]` runs each scenario (whose name has this beginning) on a
real server and writes one file per workflow into `histories/`. Files of earlier releases stay: jobs that began under them may still be running somewhere.
"""

import asyncio
import contextlib
import json
import re
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from temporalio.client import Client, WorkflowFailureError, WorkflowHandle
from temporalio.common import SearchAttributeKey
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment

from domain.contracts.clip_edits import ClipSettings
from domain.contracts.clips import ClipEdit
from domain.contracts.job import ClipProductionInput, JobSpec, ReviewDecision
from domain.contracts.products import PublishDubRequest
from tests.workflows.conftest import PROGRAMS, serving
from tests.workflows.fake_values import media, order, plan, ref
from tests.workflows.fakes import FakeStages, refuse
from workflows.client import TemporalJobControl, render_id
from workflows.topology import topology

HISTORIES = Path(__file__).parent / "histories"
PRODUCTS = {"dubs": [{"language": "es"}, {"language": "id"}], "retell": {"seconds": 60, "language": "id"}}
MANUAL = {"review": {"mode": "manual", "deadline_seconds": 3600}}

Handle = WorkflowHandle[object, object]
Act = Callable[[FakeStages, Handle, Client], Awaitable[None]]


async def _watch(_stages: FakeStages, _handle: Handle, _client: Client) -> None:
    """Nobody does anything; the job runs by itself."""


async def _approve(stages: FakeStages, handle: Handle, client: Client) -> None:
    await stages.running.setdefault("enter review", asyncio.Event()).wait()
    await asyncio.sleep(0.5)
    decision = ReviewDecision(decision="approve", decided_by="ana", edits=(ClipEdit(rank=1, keep=False),))
    await TemporalJobControl(client).decide(handle.id, "clips", decision)


def _deciding(phase: str, gate: str) -> Act:
    async def decide(stages: FakeStages, handle: Handle, client: Client) -> None:
        await stages.running.setdefault(f"enter {phase}", asyncio.Event()).wait()
        await asyncio.sleep(0.5)
        decision = ReviewDecision(decision="approve", decided_by="ana")
        await TemporalJobControl(client).decide(handle.id, gate, decision)

    return decide


def _gated(gate: str, **more: object) -> dict[str, object]:
    return {"gates": {gate: {"mode": "manual", "deadline_seconds": 3600}}} | more


async def _cancel(stages: FakeStages, handle: Handle, client: Client) -> None:
    await stages.running.setdefault("transcribe 1/1", asyncio.Event()).wait()
    await TemporalJobControl(client).cancel(handle.id)


def _tight() -> FakeStages:
    stages = FakeStages()
    stages.tight = 1
    return stages


def _broken_clip() -> FakeStages:
    stages = FakeStages(clips=2)
    stages.on["clip 2 render"] = refuse("render.failed")
    return stages


def _held() -> FakeStages:
    stages = FakeStages()
    stages.hold["transcribe 1/1"] = asyncio.Event()
    return stages


def _broken_edit() -> FakeStages:
    stages = FakeStages()
    stages.on["clip 1 edit 2 of edit_b render"] = refuse("render.failed")
    return stages


def _with_gpus() -> FakeStages:
    stages = FakeStages(clips=1)

    async def all_of_them(queues: tuple[str, ...]) -> tuple[str, ...]:
        return queues

    stages.served = all_of_them
    return stages


EDITS: dict[str, Callable[[], FakeStages]] = {"edit": FakeStages, "edit_broken": _broken_edit}

SCENARIOS: dict[str, tuple[Callable[[], FakeStages], dict[str, object], Act]] = {
    "plain": (lambda: FakeStages(clips=2), {}, _watch),
    "long": (lambda: FakeStages(info=media(duration=900)), {}, _watch),
    "silent": (lambda: FakeStages(speech=False), {}, _watch),
    "one_broken_clip": (_broken_clip, {}, _watch),
    "review_by_update": (lambda: FakeStages(clips=3), MANUAL, _approve),
    "cancelled": (_held, {}, _cancel),
    "transcript_review": (
        lambda: FakeStages(clips=1),
        _gated("transcript"),
        _deciding("transcript_review", "transcript"),
    ),
    "export_review": (lambda: FakeStages(clips=2), _gated("export"), _deciding("export_review", "export")),
    "products": (lambda: FakeStages(clips=1), PRODUCTS, _watch),
    "dub_review": (_tight, _gated("dub", clips=False, dubs=[{"language": "es"}]), _deciding("dub_review", "dub")),
    "gpu": (_with_gpus, PRODUCTS, _watch),
    "clip_dub": (lambda: FakeStages(clips=1), {"dubs": [{"language": "es", "scope": "clips"}]}, _watch),
}


async def record(release: str, only: str = "") -> None:
    """Write the histories of every scenario, or of those whose names begin with `only`."""
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=str(PROGRAMS / "temporal"),
        dev_server_log_level="error",
        data_converter=pydantic_data_converter,
        search_attributes=[SearchAttributeKey.for_keyword(name) for name in topology().search_attributes],
    ) as environment:
        client = environment.client
        for name, make_edit in EDITS.items():
            if name.startswith(only):
                await _edit(client, make_edit(), name, release)
        for name, (make, spec, act) in SCENARIOS.items():
            if not name.startswith(only):
                continue
            stages = make()
            async with serving(client, stages):
                await TemporalJobControl(client).start(order(f"job_{name}", **spec))
                handle: Handle = client.get_workflow_handle(f"job_{name}")
                await act(stages, handle, client)
                with contextlib.suppress(WorkflowFailureError):
                    await handle.result()
            async for execution in client.list_workflows(f"CutdownJob = 'job_{name}'"):
                await _keep(client, execution.id, f"{release}-{name}-job")
            for request in stages.published[:1]:
                await _keep(client, f"job_{name}/{request.clip_id}", f"{release}-{name}-clip")
            for made in stages.products:
                kind, product = (
                    ("dub", made.dub_id) if isinstance(made, PublishDubRequest) else ("retell", made.retell_id)
                )
                await _keep(client, f"job_{name}/{product}", f"{release}-{name}-{kind}")


async def _edit(client: Client, stages: FakeStages, name: str, release: str) -> None:
    order = ClipProductionInput(
        org_id="org_default",
        job_id=f"job_{name}",
        clip_id=f"clip_{name}",
        source=ref("source"),
        media=media(),
        transcript=ref("corrected"),
        picture=ref("picture"),
        plan=plan(1),
        spec=JobSpec(),
        settings=ClipSettings(style="neon"),
        revision=2,
        transcript_revision=2,
        edit=True,
    )
    async with serving(client, stages):
        await TemporalJobControl(client).render(order)
        handle: Handle = client.get_workflow_handle(render_id(order))
        with contextlib.suppress(WorkflowFailureError):
            await handle.result()
    await _keep(client, handle.id, f"{release}-{name}-edit")


async def _keep(client: Client, workflow_id: str, name: str) -> None:
    history = await client.get_workflow_handle(workflow_id).fetch_history()
    # The queue of a worker's own is named after its machine; replay reads neither that nor stack traces.
    text = re.sub(r"\d+@[\w.-]+", "recorder", json.dumps(_without_traces(json.loads(history.to_json())), indent=1))
    (HISTORIES / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def _without_traces(node: object) -> object:
    if isinstance(node, dict):
        return {key: _without_traces(value) for key, value in node.items() if key != "stackTrace"}
    return [_without_traces(item) for item in node] if isinstance(node, list) else node


if __name__ == "__main__":
    asyncio.run(record(*sys.argv[1:3]))
