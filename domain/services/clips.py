"""Clips: reading and editing them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from domain.access import Permission, Principal
from domain.contracts.base import ArtifactRef
from domain.contracts.clip_edits import ClipChanges, ClipSettings
from domain.contracts.clips import ClipPlan
from domain.contracts.framing import FollowFace, FramingChoice
from domain.contracts.job import ClipProductionInput
from domain.contracts.picture import PictureAnalysis
from domain.contracts.speech import Transcript
from domain.entities import Clip
from domain.errors import RejectedError, StaleError
from domain.heuristics.clip_candidates import CutGrid
from domain.heuristics.cut_list import cut_by_time, cut_by_words, frames_of
from domain.heuristics.faces import Sighting
from domain.heuristics.framing_cast import cast_of_shot, face_of_shot
from domain.ports import ObjectStore
from domain.repositories import UnitOfWork, UnitOfWorkFactory
from domain.revisions import require_revision
from domain.services.clip_orders import existing_clip, order_of

_MOST_TRIES = 5


@dataclass(frozen=True)
class ClipShot:
    """A shot of the source that a clip shows: seconds of the source, its faces by letter where they are first seen, and
    what was chosen for it.
    """

    index: int
    start: float
    end: float
    faces: dict[str, Sighting]
    choice: FramingChoice | None


class ClipService:
    """Use cases of single clips."""

    def __init__(self, uow: UnitOfWorkFactory, store: ObjectStore) -> None:
        self._uow = uow
        self._store = store

    async def get(self, principal: Principal, clip_id: str) -> Clip:
        """Raises NotFoundError `clip.not_found`."""
        principal.require(Permission.JOBS_READ)
        async with self._uow(principal.org_id) as unit:
            return await existing_clip(unit, clip_id)

    async def shots(self, principal: Principal, clip_id: str) -> Sequence[ClipShot]:
        """What the clip shows, shot by shot. Raises NotFoundError, ConflictError `clip.*`."""
        principal.require(Permission.JOBS_READ)
        async with self._uow(principal.org_id) as unit:
            clip = await existing_clip(unit, clip_id)
            order = await order_of(unit, clip)
        picture = await self._picture(principal.org_id, order.picture)
        chosen = {choice.shot: choice for choice in clip.settings.framing}
        shown = frames_of(clip.plan.kept, picture.frame_rate)
        return [
            ClipShot(
                index=index,
                start=picture.frame_rate.time_of(shot.first),
                end=picture.frame_rate.time_of(shot.last),
                faces={letter: track.sightings[0] for letter, track in cast_of_shot(picture, index).items()},
                choice=chosen.get(index),
            )
            for index, shot in enumerate(picture.shots)
            if any(shot.first < part.stop and part.start < shot.last for part in shown)
        ]

    async def edit(self, principal: Principal, clip_id: str, changes: ClipChanges, expected: int | None) -> Clip:
        """Change what is given; the files stay as they are, and stale, until the clip is rendered.

        Raises NotFoundError `clip.not_found`, StaleError `revision.stale`, ConflictError `clip.job_running` or
        `clip.not_editable`, RejectedError `clip.*` or `framing.*`.
        """
        principal.require(Permission.CLIPS_WRITE)
        for _ in range(_MOST_TRIES):
            async with self._uow(principal.org_id) as unit:
                clip = await existing_clip(unit, clip_id)
                require_revision(expected, clip.revision)
                order = await order_of(unit, clip)
            plan, settings = await self._changed(order, changes)
            kept = await self._keep(principal, clip, plan, settings, changes.rank)
            if kept is not None:
                return kept
        raise StaleError("revision.stale", "Others are changing this clip right now. Get it again and retry.")

    async def _changed(self, order: ClipProductionInput, changes: ClipChanges) -> tuple[ClipPlan, ClipSettings]:
        plan, settings = order.plan, order.settings
        told = {"title": changes.title, "description": changes.description, "hashtags": changes.hashtags}
        plan = plan.model_copy(update={name: value for name, value in told.items() if value is not None})
        if "style" in changes.model_fields_set:
            settings = settings.model_copy(update={"style": changes.style})
        if changes.ranges is not None or changes.words is not None:
            plan = await self._cut(order, plan, changes)
        if changes.texts is not None:
            unknown = [text.word for text in changes.texts if not plan.first_word <= text.word < plan.last_word]
            if unknown:
                raise RejectedError("clip.unknown_word", f"Word {unknown[0]} is not spoken in this clip.")
            settings = settings.model_copy(update={"texts": changes.texts})
        if changes.framing is not None:
            await self._check_framing(order, changes.framing)
            settings = settings.model_copy(update={"framing": changes.framing})
        return plan, settings

    async def _cut(self, order: ClipProductionInput, plan: ClipPlan, changes: ClipChanges) -> ClipPlan:
        picture = await self._picture(order.org_id, order.picture)
        body = await self._store.read_bytes(order.org_id, order.transcript)
        transcript = Transcript.model_validate_json(body)
        grid = CutGrid.of(picture, picture.frame_rate, transcript.duration)
        if changes.words is not None:
            cut = cut_by_words(changes.words, transcript, grid)
        else:
            cut = cut_by_time(changes.ranges or (), transcript, grid)
        change = {
            "range": cut.span,
            "ranges": cut.ranges if len(cut.ranges) > 1 else (),
            "first_word": cut.first_word,
            "last_word": cut.last_word,
        }
        return plan.model_copy(update=change)

    async def _check_framing(self, order: ClipProductionInput, choices: Sequence[FramingChoice]) -> None:
        picture = await self._picture(order.org_id, order.picture)
        for choice in choices:
            if choice.shot >= len(picture.shots):
                raise RejectedError(
                    "framing.no_such_shot", f"There is no shot {choice.shot}; the source has {len(picture.shots)}."
                )
            if isinstance(choice, FollowFace):
                face_of_shot(picture, choice.shot, choice.face)

    async def _keep(
        self, principal: Principal, before: Clip, plan: ClipPlan, settings: ClipSettings, rank: int | None
    ) -> Clip | None:
        """Record the change unless another one came first; a change of nothing leaves no trace."""
        async with self._uow(principal.org_id) as unit:
            siblings = await unit.clips.of_job(before.job_id, lock=True)
            clip = next((clip for clip in siblings if clip.id == before.id), None)
            if clip is None or clip.revision != before.revision:
                return None
            shown = (plan, settings) != (clip.plan, clip.settings)
            if shown:
                revision = clip.revision + 1
                clip = clip.model_copy(
                    update={"plan": plan, "settings": settings, "revision": revision, "recipe": revision}
                )
            if rank is not None:
                clip = await _move(unit, siblings, clip, rank)
            if clip.revision == before.revision:
                return clip
            await unit.clips.put(clip)
            data = {"clip_id": clip.id, "revision": clip.revision, "actor": principal.actor_id, "rank": clip.plan.rank}
            key = f"clip.edited:{clip.id}:{clip.revision}"
            await unit.events.append(clip.job_id, key, "clip.edited", json.dumps(data))
            await unit.commit()
        return clip

    async def _picture(self, org_id: str, artifact: ArtifactRef) -> PictureAnalysis:
        return PictureAnalysis.model_validate_json(await self._store.read_bytes(org_id, artifact))


async def _move(unit: UnitOfWork, siblings: Sequence[Clip], clip: Clip, rank: int) -> Clip:
    """Put the clip on another place; those in between make room. Files do not show a rank, so nobody becomes stale."""
    others = [sibling for sibling in siblings if sibling.id != clip.id]
    row: list[Clip] = [*others[: rank - 1], clip, *others[rank - 1 :]]
    for place, sibling in enumerate(row, 1):
        if sibling.plan.rank == place:
            continue
        moved = sibling.model_copy(
            update={"plan": sibling.plan.model_copy(update={"rank": place}), "revision": sibling.revision + 1}
        )
        if sibling is clip:
            clip = moved
        else:
            await unit.clips.put(moved)
    return clip
