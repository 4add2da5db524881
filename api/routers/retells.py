"""Retells: ordering, correcting the script, and making again."""

from typing import Annotated

from fastapi import Query, Response, status

from api.concurrency import IfMatch, Tag
from api.dependencies import Caller, Parts
from api.pagination import Page, Paging
from api.product_schemas import (
    RetellChanges,
    RetellOrder,
    RetellPlanView,
    RetellView,
    ScriptChanges,
    ScriptLineList,
    ScriptLineView,
)
from api.routers.clips import DryRun
from api.routers.dubs import Number, Of
from api.sections import Section
from domain.contracts.job import JobSpec
from domain.contracts.retell import ScriptEdit
from domain.contracts.reviews import GatePolicies
from domain.products import Retell
from domain.timelines import TimelineFormat

router = Section("/retells", tag="retells")


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=RetellView,
    summary="Order a retell of a video",
    description="Its job starts at once; what an earlier job has found out about the video is not done again. A retell "
    "can also be ordered with a job, as `spec.retell`.",
)
async def create_retell(order: RetellOrder, parts: Parts, caller: Caller, tag: Tag[Retell]) -> Retell:
    spec = JobSpec(
        clips=False, retell=order.wish, language=order.source_language, gates=GatePolicies(retell=order.gate)
    )
    job = await parts.jobs.create(caller, order.video_id, spec)
    return tag(await parts.retells.get(caller, order.wish.id_in(job.id)))


@router.get("", summary="List retells, newest first")
async def list_retells(
    parts: Parts, caller: Caller, paging: Paging, job_id: Of = None, video_id: Of = None
) -> Page[RetellView]:
    rows = await parts.retells.list(caller, job_id=job_id, video_id=video_id, after=paging.after, limit=paging.rows)
    return paging.page(rows, RetellView.model_validate)


@router.get("/{retell_id}", response_model=RetellView, summary="Get a retell")
async def get_retell(retell_id: str, parts: Parts, caller: Caller, tag: Tag[Retell]) -> Retell:
    return tag(await parts.retells.get(caller, retell_id))


@router.patch(
    "/{retell_id}",
    response_model=RetellView,
    summary="Change the narrator or the captions of a retell",
    description="Its file stays as it is and becomes `stale`, until the retell is rendered.",
)
async def edit_retell(
    retell_id: str, changes: RetellChanges, parts: Parts, caller: Caller, tag: Tag[Retell], expected: IfMatch
) -> Retell:
    edited = await parts.retells.edit(caller, retell_id, voice=changes.voice, style=changes.style, expected=expected)
    return tag(edited)


@router.get("/{retell_id}/script", summary="List the lines of a retell's script")
async def list_script(retell_id: str, parts: Parts, caller: Caller) -> ScriptLineList:
    lines = await parts.retells.script(caller, retell_id)
    return ScriptLineList(items=[ScriptLineView.model_validate(line) for line in lines])


@router.patch(
    "/{retell_id}/script/{number}",
    summary="Correct a line of a retell's script",
    description="The retell gets a new revision and becomes `stale`; rendering it makes again only what follows from "
    "the change.",
)
async def edit_script_line(
    retell_id: str,
    number: Number,
    changes: ScriptChanges,
    parts: Parts,
    caller: Caller,
    tag: Tag[Retell],
    expected: IfMatch,
) -> ScriptLineView:
    edit = ScriptEdit.model_validate({"number": number, **changes.model_dump(exclude_unset=True)})
    retell, line = await parts.retells.edit_line(caller, retell_id, edit, expected)
    tag(retell)
    return ScriptLineView.model_validate(line)


@router.get(
    "/{retell_id}/timeline",
    summary="Export a retell to another editing program",
    description="A ZIP with the cut list of the retell as it was made last (pictures, the original where it is heard, "
    "the narrator, music), its captions as SRT and VTT, and the narrator's lines. An EDL holds the pictures alone.",
    response_class=Response,
    responses={200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def export_retell_timeline(
    retell_id: str, parts: Parts, caller: Caller, form: Annotated[TimelineFormat, Query(alias="format")] = "otio"
) -> Response:
    made = await parts.editor.timelines.export_retell(caller, retell_id, form)
    headers = {"Content-Disposition": f'attachment; filename="{made.name}-{form}.zip"'}
    return Response(made.archive, media_type="application/zip", headers=headers)


@router.post(
    "/{retell_id}/render",
    status_code=status.HTTP_202_ACCEPTED,
    summary="Make a retell again as it stands",
    description="Only what is needed runs. The file that is published stays until the new one is ready; the events of "
    "the retell's job tell of it.",
    responses={200: {"model": RetellPlanView, "description": "Nothing was started."}},
)
async def render_retell(
    retell_id: str, parts: Parts, caller: Caller, expected: IfMatch, response: Response, *, dry_run: DryRun = False
) -> RetellPlanView:
    planned = await parts.retells.render(caller, retell_id, dry_run=dry_run, expected=expected)
    if dry_run or not planned.needed:
        response.status_code = status.HTTP_200_OK
    return RetellPlanView.model_validate(planned)
