"""Reviews of jobs, and the review policies of projects."""

from typing import Annotated

from fastapi import Path

from api.concurrency import IfMatch, Tag
from api.dependencies import Caller, Parts
from api.editing_schemas import ReviewList, ReviewPolicyView, ReviewView
from api.schemas import JobView
from api.sections import Section
from domain.contracts.job import ReviewDecision
from domain.contracts.reviews import GatePolicies
from domain.entities import Job
from domain.reviewing import ProjectReviewPolicy

router = Section(tag="reviews")

Gate = Annotated[
    str, Path(pattern=r"^[a-z_]{1,40}$", description="The review gate: `transcript`, `clips` or `export`.")
]


@router.get("/jobs/{job_id}/reviews", summary="List the review gates of a job")
async def list_reviews(job_id: str, parts: Parts, caller: Caller) -> ReviewList:
    reviews = await parts.editor.reviews.of_job(caller, job_id)
    return ReviewList(items=[ReviewView.model_validate(review) for review in reviews])


@router.post(
    "/jobs/{job_id}/reviews/{gate}",
    response_model=JobView,
    summary="Decide a review gate",
    description="The answer tells at once whether the decision took. The gate's policy says which role is needed.",
)
async def decide_review(job_id: str, gate: Gate, decision: ReviewDecision, parts: Parts, caller: Caller) -> Job:
    return await parts.editor.reviews.decide(caller, job_id, gate, decision)


@router.get(
    "/projects/{project_id}/review-policy",
    response_model=ReviewPolicyView,
    summary="Get the review policy of a project",
)
async def get_policy(
    project_id: str, parts: Parts, caller: Caller, tag: Tag[ProjectReviewPolicy]
) -> ProjectReviewPolicy:
    return tag(await parts.editor.reviews.policy(caller, project_id))


@router.put(
    "/projects/{project_id}/review-policy",
    response_model=ReviewPolicyView,
    summary="Set the review policy of a project",
    description="It holds for jobs that are ordered later, where their orders say nothing else.",
)
async def set_policy(
    project_id: str,
    gates: GatePolicies,
    parts: Parts,
    caller: Caller,
    tag: Tag[ProjectReviewPolicy],
    expected: IfMatch,
) -> ProjectReviewPolicy:
    return tag(await parts.editor.reviews.set_policy(caller, project_id, gates, expected))
