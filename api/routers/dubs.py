"""Dubs: ordering, correcting line by line, and making again."""

from typing import Annotated

from fastapi import Path, Query, Response, status

from api.concurrency import IfMatch, Tag
from api.dependencies import Caller, Parts
from api.pagination import Page, Paging
from api.product_schemas import DubChanges, DubLineList, DubLineView, DubOrder, DubPlanView, DubView, LineChanges
from api.routers.clips import DryRun
from api.sections import Section
from domain.contracts.job import JobSpec
from domain.contracts.lines import LineEdit
from domain.contracts.reviews import GatePolicies
from domain.products import Dub

router = Section("/dubs", tag="dubs")

Number = Annotated[int, Path(ge=1, le=100_000, description="The line's number.")]
Of = Annotated[str | None, Query(max_length=80, pattern=r"^[^\x00]+$")]


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=DubView,
    summary="Order a dub of a video",
    description="Its job starts at once; what an earlier job has found out about the video is not done again. Dubs can "
    "also be ordered with a job, as `spec.dubs`.",
)
async def create_dub(order: DubOrder, parts: Parts, caller: Caller, tag: Tag[Dub]) -> Dub:
    spec = JobSpec(clips=False, dubs=(order.wish,), language=order.source_language, gates=GatePolicies(dub=order.gate))
    job = await parts.jobs.create(caller, order.video_id, spec)
    return tag(await parts.dubs.get(caller, order.wish.id_in(job.id)))


@router.get("", summary="List dubs, newest first")
async def list_dubs(
    parts: Parts, caller: Caller, paging: Paging, job_id: Of = None, video_id: Of = None
) -> Page[DubView]:
    rows = await parts.dubs.list(caller, job_id=job_id, video_id=video_id, after=paging.after, limit=paging.rows)
    return paging.page(rows, DubView.model_validate)


@router.get("/{dub_id}", response_model=DubView, summary="Get a dub")
async def get_dub(dub_id: str, parts: Parts, caller: Caller, tag: Tag[Dub]) -> Dub:
    return tag(await parts.dubs.get(caller, dub_id))


@router.patch(
    "/{dub_id}",
    response_model=DubView,
    summary="Change the mix or the voices of a dub",
    description="Its files stay as they are and become `stale`, until the dub is rendered.",
)
async def edit_dub(
    dub_id: str, changes: DubChanges, parts: Parts, caller: Caller, tag: Tag[Dub], expected: IfMatch
) -> Dub:
    edited = await parts.dubs.edit(caller, dub_id, mix=changes.mix, voices=changes.voices, expected=expected)
    return tag(edited)


@router.get("/{dub_id}/lines", summary="List the lines of a dub")
async def list_dub_lines(dub_id: str, parts: Parts, caller: Caller) -> DubLineList:
    lines = await parts.dubs.lines(caller, dub_id)
    return DubLineList(items=[DubLineView.model_validate(line) for line in lines])


@router.get("/{dub_id}/lines/{number}", summary="Get a line of a dub")
async def get_dub_line(dub_id: str, number: Number, parts: Parts, caller: Caller) -> DubLineView:
    return DubLineView.model_validate(await parts.dubs.line(caller, dub_id, number))


@router.patch(
    "/{dub_id}/lines/{number}",
    summary="Correct a line of a dub",
    description="The dub gets a new revision and becomes `stale`; rendering it speaks this line again and no other.",
)
async def edit_dub_line(
    dub_id: str, number: Number, changes: LineChanges, parts: Parts, caller: Caller, tag: Tag[Dub], expected: IfMatch
) -> DubLineView:
    edit = LineEdit.model_validate({"number": number, **changes.model_dump(exclude_unset=True)})
    dub, line = await parts.dubs.edit_line(caller, dub_id, edit, expected)
    tag(dub)
    return DubLineView.model_validate(line)


@router.post(
    "/{dub_id}/render",
    status_code=status.HTTP_202_ACCEPTED,
    summary="Make a dub again as it stands",
    description="Only what is needed runs. The files that are published stay until the new ones are ready; the events "
    "of the dub's job tell of it.",
    responses={200: {"model": DubPlanView, "description": "Nothing was started."}},
)
async def render_dub(
    dub_id: str, parts: Parts, caller: Caller, expected: IfMatch, response: Response, *, dry_run: DryRun = False
) -> DubPlanView:
    planned = await parts.dubs.render(caller, dub_id, dry_run=dry_run, expected=expected)
    if dry_run or not planned.needed:
        response.status_code = status.HTTP_200_OK
    return DubPlanView.model_validate(planned)
