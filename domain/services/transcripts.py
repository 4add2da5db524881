"""Transcripts: reading them, correcting them, and their history."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from domain.access import Permission, Principal
from domain.contracts.base import ArtifactRef
from domain.contracts.speech import Transcript
from domain.contracts.transcript_edits import TranscriptOperation
from domain.editing import TranscriptRecord, TranscriptRevision
from domain.errors import NotFoundError, StaleError
from domain.heuristics.transcript_editing import changed_words, edited
from domain.ids import random_id
from domain.paging import Position
from domain.ports import ObjectStore
from domain.repositories import UnitOfWork, UnitOfWorkFactory
from domain.revisions import require_revision

_MOST_TRIES = 5


@dataclass(frozen=True)
class RevisedTranscript:
    """A state of a transcript together with its words."""

    state: TranscriptRevision
    words: Transcript

    @property
    def revision(self) -> int:
        """Which state it is."""
        return self.state.revision


class TranscriptService:
    """Use cases of transcripts."""

    def __init__(self, uow: UnitOfWorkFactory, store: ObjectStore) -> None:
        self._uow = uow
        self._store = store

    async def get(self, principal: Principal, video_id: str, revision: int | None = None) -> RevisedTranscript:
        """The transcript as it stands, or as it was at a revision.

        Raises NotFoundError `video.not_found`, `transcript.not_found` or `transcript.no_such_revision`.
        """
        principal.require(Permission.MEDIA_READ)
        async with self._uow(principal.org_id) as unit:
            record = await _record(unit, video_id)
            number = record.revision if revision is None else revision
            state = await unit.transcripts.revision(video_id, number)
        if state is None:
            raise NotFoundError("transcript.no_such_revision", f"This transcript has no revision {number}.")
        return RevisedTranscript(state, await self._read(principal.org_id, state.artifact))

    async def history(
        self, principal: Principal, video_id: str, *, after: Position | None, limit: int
    ) -> Sequence[TranscriptRevision]:
        """Every state, newest first. Raises NotFoundError `video.not_found` or `transcript.not_found`."""
        principal.require(Permission.MEDIA_READ)
        async with self._uow(principal.org_id) as unit:
            await _record(unit, video_id)
            return await unit.transcripts.history(video_id, after=after, limit=limit)

    async def edit(
        self,
        principal: Principal,
        video_id: str,
        operations: Sequence[TranscriptOperation],
        expected: int | None,
        note: str = "",
    ) -> RevisedTranscript:
        """Correct the transcript: all operations or none. Clips that show a changed word become stale.

        Raises NotFoundError, StaleError `revision.stale`, RejectedError `transcript.*`.
        """
        principal.require(Permission.CLIPS_WRITE)
        org_id = principal.org_id
        for _ in range(_MOST_TRIES):
            async with self._uow(org_id) as unit:
                record = await _record(unit, video_id)
            require_revision(expected, record.revision)
            before = await self._read(org_id, record.artifact)
            after = edited(before, operations)
            changed = changed_words(before, after)
            body = after.model_dump_json().encode()
            # Outside the transaction: no row stays locked while object storage is slow.
            artifact = await self._store.put_bytes(org_id, body, record.artifact.media_type)
            state = TranscriptRevision(
                id=random_id("trv"),
                org_id=org_id,
                video_id=video_id,
                revision=record.revision + 1,
                artifact=artifact,
                base=record.base,
                made_by="editor",
                actor_id=principal.actor_id,
                actor_kind=principal.actor_kind,
                note=note,
                operations=tuple(operations),
                created_at=datetime.now(UTC),
            )
            if await self._keep(state, record, changed):
                return RevisedTranscript(state, after)
        raise StaleError("revision.stale", "Others are changing this transcript right now. Get it again and retry.")

    async def _keep(self, state: TranscriptRevision, before: TranscriptRecord, changed: frozenset[int]) -> bool:
        """Record the new state unless another one came first."""
        async with self._uow(state.org_id) as unit:
            video = await unit.videos.get(state.video_id, lock=True)
            record = await unit.transcripts.get(state.video_id, lock=True)
            if video is None or record is None or record.revision != before.revision:
                return False
            kept = {
                "revision": state.revision,
                "artifact": state.artifact,
                "made_by": state.made_by,
                "updated_at": state.created_at,
            }
            await unit.transcripts.put(record.model_copy(update=kept), state)
            await unit.videos.update(video.model_copy(update={"transcript": state.artifact}))
            await _outdate_clips(unit, state, changed)
            await unit.commit()
        return True

    async def _read(self, org_id: str, artifact: ArtifactRef) -> Transcript:
        return Transcript.model_validate_json(await self._store.read_bytes(org_id, artifact))


async def _outdate_clips(unit: UnitOfWork, state: TranscriptRevision, changed: frozenset[int]) -> None:
    """Clips in which a changed word is spoken have to be made again; clips of another transcript stay as they are."""
    same_words: dict[str, bool] = {}
    for clip in await unit.clips.of_video(state.video_id, lock=True):
        if changed.isdisjoint(range(clip.plan.first_word, clip.plan.last_word)):
            continue
        if clip.job_id not in same_words:
            analysis = await unit.analyses.get(clip.job_id)
            same_words[clip.job_id] = analysis is not None and analysis.transcript.digest == state.base.digest
        if not same_words[clip.job_id]:
            continue
        revision = clip.revision + 1
        await unit.clips.put(clip.model_copy(update={"revision": revision, "recipe": revision}))
        told = {"clip_id": clip.id, "revision": revision, "transcript_revision": state.revision}
        await unit.events.append(clip.job_id, f"clip.edited:{clip.id}:{revision}", "clip.edited", json.dumps(told))


async def _record(unit: UnitOfWork, video_id: str) -> TranscriptRecord:
    record = await unit.transcripts.get(video_id)
    if record is None:
        if await unit.videos.get(video_id) is None:
            raise NotFoundError("video.not_found", f"There is no video {video_id}.")
        raise NotFoundError("transcript.not_found", "This video has no transcript yet; a job of it makes one.")
    return record
