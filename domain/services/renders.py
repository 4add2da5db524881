"""Renders of edited clips: what they would take, and ordering them."""

import contextlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from domain.access import Permission, Principal
from domain.contracts.job import ClipProductionInput
from domain.editing import ClipRender
from domain.entities import Clip, ClipState
from domain.errors import ConflictError, NotFoundError, TransientError
from domain.forecasts import Engines, Forecaster, StageForecast
from domain.ports import JobControl
from domain.repositories import UnitOfWork, UnitOfWorkFactory
from domain.revisions import require_revision
from domain.services.clip_orders import engines_of, existing_clip, order_of

_PAGE = 100


@dataclass(frozen=True)
class PlannedRender:
    """What is, or would be, done for a clip. `needed` is False when its files show it as it stands already."""

    clip: Clip
    needed: bool
    stages: tuple[StageForecast, ...]


class RenderService:
    """Use cases of renders. One that was asked for is in the record first; its workflow is started after that, now or,
    when the engine is away, by `start_queued`.
    """

    def __init__(self, uow: UnitOfWorkFactory, control: JobControl, forecaster: Forecaster) -> None:
        self._uow = uow
        self._control = control
        self._forecaster = forecaster

    async def render(
        self, principal: Principal, clip_id: str, *, dry_run: bool = False, expected: int | None = None
    ) -> PlannedRender:
        """Make a clip again as it stands; with `dry_run` only say what that would take.

        Raises NotFoundError `clip.not_found`, StaleError `revision.stale`, ConflictError `clip.job_running` or
        `clip.not_editable`.
        """
        principal.require(Permission.CLIPS_WRITE)
        async with self._uow(principal.org_id) as unit:
            clip = await existing_clip(unit, clip_id)
            require_revision(expected, clip.revision)
            order = await order_of(unit, clip)
            engines = await engines_of(unit, clip.job_id)
        return await self._plan(principal, clip, order, engines, dry_run=dry_run)

    async def publish(
        self, principal: Principal, clip_id: str, *, force: bool, expected: int | None = None
    ) -> PlannedRender:
        """Publish a clip that is held back as it stands, whatever the check of it finds; a published one stays.

        Raises what `render` raises, and ConflictError `clip.held_back` without `force`, `clip.dropped` when a review
        has left it out.
        """
        principal.require(Permission.CLIPS_WRITE)
        async with self._uow(principal.org_id) as unit:
            clip = await existing_clip(unit, clip_id)
            require_revision(expected, clip.revision)
            if clip.state is ClipState.DROPPED:
                raise ConflictError("clip.dropped", "A review has left this clip out; order a new job to get it.")
            if clip.state is ClipState.PUBLISHED and not clip.stale:
                return PlannedRender(clip, needed=False, stages=())
            order = await order_of(unit, clip)
            engines = await engines_of(unit, clip.job_id)
        if not force:
            raise ConflictError(
                "clip.held_back",
                f"{clip.message or 'This clip is not published.'} Say force to publish it as it stands.",
            )
        forced = order.model_copy(update={"forced_by": principal.actor_id})
        return await self._plan(principal, clip, forced, engines, dry_run=False)

    async def render_stale(
        self, principal: Principal, job_id: str, *, dry_run: bool = False
    ) -> Sequence[PlannedRender]:
        """Make all stale clips of a job again. Raises NotFoundError `job.not_found` and what `render` raises."""
        principal.require(Permission.CLIPS_WRITE)
        async with self._uow(principal.org_id) as unit:
            if await unit.jobs.get(job_id) is None:
                raise NotFoundError("job.not_found", f"There is no job {job_id}.")
            stale = [clip for clip in await unit.clips.of_job(job_id) if clip.stale]
            orders = [(clip, await order_of(unit, clip)) for clip in stale]
            engines = await engines_of(unit, job_id)
        return [await self._plan(principal, clip, order, engines, dry_run=dry_run) for clip, order in orders]

    async def start_queued(self, principal: Principal) -> int:
        """Start the workflows of renders that were asked for while the engine was away. Returns how many."""
        principal.require(Permission.CLIPS_WRITE)
        async with self._uow(principal.org_id) as unit:
            orders = await _waiting_orders(unit)
        for order in orders:
            await self._control.render(order)
        return len(orders)

    async def _plan(
        self, principal: Principal, clip: Clip, order: ClipProductionInput, engines: Engines, *, dry_run: bool
    ) -> PlannedRender:
        needed = _needed(clip)
        stages = tuple(await self._forecaster.forecast(order, engines)) if needed else ()
        if dry_run or not needed:
            return PlannedRender(clip, needed, stages)
        asked = await self._ask(principal, clip, order)
        if asked is None:
            raise ConflictError("clip.changed", "The clip was changed at the same moment. Ask again.")
        # While the engine is away it stays in the record: `start_queued` starts it as soon as the engine is back.
        with contextlib.suppress(TransientError):
            await self._control.render(order)
        return PlannedRender(asked, needed, stages)

    async def _ask(self, principal: Principal, clip: Clip, order: ClipProductionInput) -> Clip | None:
        now = datetime.now(UTC)
        render = ClipRender(
            revision=order.revision,
            state="queued",
            asked_by=principal.actor_id,
            asked_at=now,
            force=order.forced_by is not None,
        )
        async with self._uow(principal.org_id) as unit:
            current = await existing_clip(unit, clip.id, lock=True)
            if current.revision != order.revision:
                return None
            if not _needed(current):
                return current  # somebody else has asked for the same at the same moment
            current = current.model_copy(update={"render": render})
            await unit.clips.put(current)
            data = json.dumps(
                {
                    "clip_id": clip.id,
                    "revision": order.revision,
                    "actor": principal.actor_id,
                    "force": render.force,
                }
            )
            key = f"clip.render_queued:{clip.id}:{order.revision}:{now.isoformat()}"
            await unit.events.append(clip.job_id, key, "clip.render_queued", data)
            await unit.commit()
        return current


def _needed(clip: Clip) -> bool:
    """Whether there is something to do: the files are not of the clip as it stands, and nobody makes them yet."""
    render = clip.render
    if render is not None and render.revision == clip.revision and render.state in {"queued", "running"}:
        return False
    return clip.rendered is None or clip.stale


async def _waiting_orders(unit: UnitOfWork) -> list[ClipProductionInput]:
    orders = []
    for clip in await unit.clips.waiting(_PAGE):
        if clip.render is None:
            continue
        try:
            order = await order_of(unit, clip)
        except ConflictError:
            continue  # its job is running again, or what it was made from is gone: nothing to start
        if clip.render.revision == order.revision:
            orders.append(order)
    return orders
