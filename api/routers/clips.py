"""Clips: reading, editing and rendering them."""

from typing import Annotated

from fastapi import Query, Response, status

from api.concurrency import IfMatch, Tag
from api.dependencies import Caller, Parts
from api.editing_schemas import ClipPublication, RenderPlanList, RenderPlanView, ShotList, ShotView
from api.schemas import ClipView
from api.sections import Section
from domain.contracts.clip_edits import ClipChanges
from domain.entities import Clip
from domain.timelines import TimelineFormat

router = Section(tag="clips")

DryRun = Annotated[bool, Query(description="Say what would run and what would be reused, and run nothing.")]


@router.get("/clips/{clip_id}", response_model=ClipView, summary="Get a clip")
async def get_clip(clip_id: str, parts: Parts, caller: Caller, tag: Tag[Clip]) -> Clip:
    return tag(await parts.editor.clips.get(caller, clip_id))


@router.patch(
    "/clips/{clip_id}",
    response_model=ClipView,
    summary="Edit a clip",
    description="Its files stay as they are and become `stale`, until the clip is rendered. The cut is given by the "
    "parts that stay, by time or by word; several parts leave out what lies between them.",
)
async def edit_clip(
    clip_id: str, changes: ClipChanges, parts: Parts, caller: Caller, tag: Tag[Clip], expected: IfMatch
) -> Clip:
    return tag(await parts.editor.clips.edit(caller, clip_id, changes, expected))


@router.get("/clips/{clip_id}/shots", summary="List the shots of a clip with the faces in them")
async def list_shots(clip_id: str, parts: Parts, caller: Caller) -> ShotList:
    shots = await parts.editor.clips.shots(caller, clip_id)
    return ShotList(items=[ShotView.model_validate(shot) for shot in shots])


@router.get(
    "/clips/{clip_id}/timeline",
    summary="Export a clip to another editing program",
    description="A ZIP with the cut list of the clip as it stands, rendered or not, and its captions as SRT and VTT.",
    response_class=Response,
    responses={200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def export_timeline(
    clip_id: str, parts: Parts, caller: Caller, form: Annotated[TimelineFormat, Query(alias="format")] = "otio"
) -> Response:
    made = await parts.editor.timelines.export(caller, clip_id, form)
    headers = {"Content-Disposition": f'attachment; filename="{made.name}-{form}.zip"'}
    return Response(made.archive, media_type="application/zip", headers=headers)


@router.post(
    "/clips/{clip_id}/render",
    status_code=status.HTTP_202_ACCEPTED,
    summary="Render a clip as it stands",
    description="Only what is needed runs: stages whose requests are as before bring their results from memory. The "
    "files that are published stay until the new ones are ready; the job's events tell of it.",
    responses={200: {"model": RenderPlanView, "description": "Nothing was started."}},
)
async def render_clip(
    clip_id: str,
    parts: Parts,
    caller: Caller,
    expected: IfMatch,
    response: Response,
    *,
    dry_run: DryRun = False,
) -> RenderPlanView:
    planned = await parts.editor.renders.render(caller, clip_id, dry_run=dry_run, expected=expected)
    if dry_run or not planned.needed:
        response.status_code = status.HTTP_200_OK
    return RenderPlanView.model_validate(planned)


@router.post(
    "/clips/{clip_id}/publish",
    status_code=status.HTTP_202_ACCEPTED,
    summary="Publish a clip that is held back",
    description="A clip that breaks a clause of the output contract is made and held back; its `breaches` and "
    "`message` say why. With `force` it is published as it stands, which the event, the manifest and the clip tell of.",
    responses={200: {"model": RenderPlanView, "description": "It is published already."}},
)
async def publish_clip(
    clip_id: str, wish: ClipPublication, parts: Parts, caller: Caller, expected: IfMatch, response: Response
) -> RenderPlanView:
    planned = await parts.editor.renders.publish(caller, clip_id, force=wish.force, expected=expected)
    if not planned.needed:
        response.status_code = status.HTTP_200_OK
    return RenderPlanView.model_validate(planned)


@router.post(
    "/jobs/{job_id}/render-stale",
    status_code=status.HTTP_202_ACCEPTED,
    summary="Render all stale clips of a job",
    responses={200: {"model": RenderPlanList, "description": "Nothing was started."}},
)
async def render_stale(
    job_id: str, parts: Parts, caller: Caller, response: Response, *, dry_run: DryRun = False
) -> RenderPlanList:
    planned = await parts.editor.renders.render_stale(caller, job_id, dry_run=dry_run)
    if dry_run or not any(plan.needed for plan in planned):
        response.status_code = status.HTTP_200_OK
    return RenderPlanList(items=[RenderPlanView.model_validate(plan) for plan in planned])
