"""Transcripts of videos."""

from typing import Annotated

from fastapi import Path

from api.concurrency import IfMatch, Tag
from api.dependencies import Caller, Parts
from api.editing_schemas import TranscriptEdit, TranscriptRevisionView, TranscriptView, transcript_view
from api.pagination import Page, Paging
from api.sections import Section

router = Section("/videos/{video_id}/transcript", tag="transcripts")

Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="The revision.")]


@router.get("", summary="Get the transcript of a video")
async def get_transcript(video_id: str, parts: Parts, caller: Caller, tag: Tag[TranscriptView]) -> TranscriptView:
    return tag(transcript_view(await parts.editor.transcripts.get(caller, video_id)))


@router.patch(
    "",
    summary="Correct a transcript",
    description="All operations or none. Words that no operation names keep their times exactly; clips that show a "
    "changed word become stale.",
)
async def edit_transcript(
    video_id: str, edit: TranscriptEdit, parts: Parts, caller: Caller, tag: Tag[TranscriptView], expected: IfMatch
) -> TranscriptView:
    found = await parts.editor.transcripts.edit(caller, video_id, edit.operations, expected, edit.note)
    return tag(transcript_view(found))


@router.get("/revisions", summary="List the revisions of a transcript, newest first")
async def list_revisions(video_id: str, parts: Parts, caller: Caller, paging: Paging) -> Page[TranscriptRevisionView]:
    rows = await parts.editor.transcripts.history(caller, video_id, after=paging.after, limit=paging.rows)
    return paging.page(rows, TranscriptRevisionView.model_validate)


@router.get("/revisions/{revision}", summary="Get a transcript as it was at a revision")
async def get_revision(
    video_id: str, revision: Number, parts: Parts, caller: Caller, tag: Tag[TranscriptView]
) -> TranscriptView:
    return tag(transcript_view(await parts.editor.transcripts.get(caller, video_id, revision)))
