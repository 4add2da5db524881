"""Reviews over HTTP: who may decide, what is kept of it, and the gates of a project's jobs."""

from datetime import UTC, datetime

import httpx
import pytest

from activities.journal import JournalActivities
from domain.contracts.base import DEFAULT_ORG, StageScope
from domain.contracts.job import RecordReviewRequest, ReviewDecision
from domain.contracts.reviews import GatePolicy

pytestmark = pytest.mark.asyncio(loop_scope="module")

APPROVE = {"decision": "approve", "decided_by": "Ana", "note": "fine", "actor": "somebody else"}


async def gate(world, job_id: str, state: str, *, decision: ReviewDecision | None = None, **policy: object) -> None:
    journal = JournalActivities(world.units, world.store)
    await journal.record_review(
        RecordReviewRequest(
            scope=StageScope(org_id=DEFAULT_ORG, job_id=job_id, step=state),
            gate="clips",
            state=state,
            policy=GatePolicy(mode="manual", **policy),
            decision=decision,
            source="update" if decision else None,
        )
    )


async def as_role(world, role: str) -> str:
    """The access token of a member with this role."""
    email = f"{role}-{datetime.now(UTC).timestamp()}@example.com"
    invited = await world.http.post("/v1/invitations", json={"email": email, "role": role})
    assert invited.status_code == 201, invited.text
    order = {
        "email": email,
        "password": "correct horse battery",
        "name": role,
        "invitation": invited.json()["token"],
    }
    async with httpx.AsyncClient(base_url=world.url, timeout=20) as http:
        signed = await http.post("/v1/auth/sign-up", json=order)
    assert signed.status_code == 201, signed.text
    return signed.json()["access_token"]


async def test_the_api_signs_a_decision_with_who_was_logged_in(world, job_id):
    await gate(world, job_id, "opened")
    answer = await world.http.post(f"/v1/jobs/{job_id}/reviews/clips", json=APPROVE)
    assert answer.status_code == 200, answer.text
    ((_, name, decision),) = world.engine.decisions
    assert (name, decision.decided_by, decision.note) == ("clips", "Ana", "fine")
    assert decision.actor.startswith("key_")
    await gate(world, job_id, "decided", decision=decision)
    (review,) = (await world.http.get(f"/v1/jobs/{job_id}/reviews")).json()["items"]
    assert (review["actor"], review["reason"], review["source"]) == (decision.actor, "fine", "update")
    assert review["policy"]["mode"] == "manual"
    assert review["decided_at"] is not None


async def test_a_role_below_the_gates_may_not_decide(world, job_id):
    await gate(world, job_id, "opened", decided_by="editor")
    token = await as_role(world, "reviewer")
    mine = {"Authorization": f"Bearer {token}"}
    refused = await world.http.post(f"/v1/jobs/{job_id}/reviews/clips", json=APPROVE, headers=mine)
    assert (refused.status_code, refused.json()["code"]) == (403, "review.role_too_low")
    assert world.engine.decisions == []
    assert (await world.http.post(f"/v1/jobs/{job_id}/reviews/clips", json=APPROVE)).status_code == 200


async def test_after_an_escalation_the_higher_role_decides(world, job_id):
    await gate(world, job_id, "opened", escalation_seconds=60, escalate_to="admin")
    token = await as_role(world, "reviewer")
    mine = {"Authorization": f"Bearer {token}"}
    first = await world.http.post(f"/v1/jobs/{job_id}/reviews/clips", json=APPROVE, headers=mine)
    assert first.status_code == 200, first.text
    await gate(world, job_id, "escalated", escalation_seconds=60)
    late = await world.http.post(f"/v1/jobs/{job_id}/reviews/clips", json=APPROVE, headers=mine)
    assert late.status_code == 403
    (review,) = (await world.http.get(f"/v1/jobs/{job_id}/reviews")).json()["items"]
    assert review["escalated_at"] is not None


async def test_a_projects_gates_hold_for_its_jobs_where_the_order_says_nothing(world, video_id):
    project = (await world.http.post("/v1/projects", json={"name": "P"})).json()["id"]
    path = f"/v1/projects/{project}/review-policy"
    empty = await world.http.get(path)
    assert (empty.headers["etag"], empty.json()["gates"]) == (
        '"0"',
        dict.fromkeys(("transcript", "clips", "dub", "retell", "export")),
    )
    gates = {"transcript": {"mode": "manual", "decided_by": "editor"}, "clips": {"mode": "manual", "default": "reject"}}
    put = await world.http.put(path, json=gates, headers={"If-Match": '"0"'})
    assert (put.status_code, put.json()["revision"]) == (200, 1)
    assert (await world.http.put(path, json=gates, headers={"If-Match": '"0"'})).status_code == 412
    await world.http.patch(f"/v1/videos/{video_id}", json={"project_id": project})
    plain = (await world.http.post("/v1/jobs", json={"video_id": video_id})).json()["spec"]["gates"]
    assert (plain["transcript"]["decided_by"], plain["clips"]["default"], plain["export"]) == ("editor", "reject", None)
    own = {"review": {"mode": "auto"}, "gates": {"export": {"mode": "manual"}}}
    said = (await world.http.post("/v1/jobs", json={"video_id": video_id, "spec": own})).json()["spec"]["gates"]
    assert (said["clips"]["mode"], said["export"]["mode"], said["transcript"]["mode"]) == ("auto", "manual", "manual")


@pytest.mark.parametrize(
    "gates",
    [
        {"render": {"mode": "manual"}},
        {"clips": {"mode": "maybe"}},
        {"clips": {"mode": "manual", "deadline_seconds": 10, "reminder_seconds": 10}},
        {"clips": {"mode": "manual", "decided_by": "nobody"}},
    ],
)
async def test_a_policy_that_cannot_be_is_refused(world, gates):
    project = (await world.http.post("/v1/projects", json={"name": "P"})).json()["id"]
    refused = await world.http.put(f"/v1/projects/{project}/review-policy", json=gates)
    assert (refused.status_code, refused.json()["code"]) == (422, "request.invalid")
