"""What dubs and retells have in common as use cases: reading them, changing them, and making them again."""

import contextlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

from domain.access import Permission, Principal
from domain.contracts.dubbing import DubProductionInput
from domain.contracts.retell import RetellProductionInput
from domain.editing import ClipRender
from domain.errors import ConflictError, NotFoundError, TransientError
from domain.forecasts import ProductForecaster, StageForecast
from domain.paging import Position
from domain.ports import JobControl, ObjectStore
from domain.product_repositories import Products
from domain.products import Dub, Retell
from domain.repositories import UnitOfWork, UnitOfWorkFactory
from domain.revisions import require_revision
from domain.services.clip_orders import engines_of

P = TypeVar("P", Dub, Retell)

_PAGE = 100


@dataclass(frozen=True)
class PlannedProduct(Generic[P]):
    """What is, or would be, done for a dub or a retell. `needed` is False when its files show it as it stands."""

    product: P
    needed: bool
    stages: tuple[StageForecast, ...]


class ProductService(ABC, Generic[P]):
    """Use cases of one kind of product. A render that was asked for is in the record first; its workflow is started
    after that, now or, when the engine is away, by `start_queued`.
    """

    def __init__(
        self,
        kind: str,
        pick: Callable[[UnitOfWork], Products[P]],
        uow: UnitOfWorkFactory,
        store: ObjectStore,
        control: JobControl,
        forecaster: ProductForecaster,
    ) -> None:
        self._kind = kind
        self._pick: Callable[[UnitOfWork], Products[P]] = pick
        self._uow = uow
        self._store = store
        self._control = control
        self._forecaster = forecaster

    async def get(self, principal: Principal, product_id: str) -> P:
        """Raises NotFoundError `dub.not_found` or `retell.not_found`."""
        principal.require(Permission.JOBS_READ)
        async with self._uow(principal.org_id) as unit:
            return await self._existing(unit, product_id)

    async def list(
        self, principal: Principal, *, job_id: str | None, video_id: str | None, after: Position | None, limit: int
    ) -> Sequence[P]:
        """Newest first; of one job or one video where it is given."""
        principal.require(Permission.JOBS_READ)
        async with self._uow(principal.org_id) as unit:
            return await self._pick(unit).list(job_id=job_id, video_id=video_id, after=after, limit=limit)

    async def render(
        self, principal: Principal, product_id: str, *, dry_run: bool = False, expected: int | None = None
    ) -> PlannedProduct[P]:
        """Make it again as it stands; with `dry_run` only say what that would take.

        Raises NotFoundError, StaleError `revision.stale`, ConflictError `dub.job_running`, `dub.not_editable` (or of
        the retell).
        """
        principal.require(Permission.CLIPS_WRITE)
        async with self._uow(principal.org_id) as unit:
            product = await self._existing(unit, product_id)
            require_revision(expected, product.revision)
            order = await self._order(unit, product)
            engines = await engines_of(unit, product.job_id)
        needed = product.render_needed
        stages = tuple(await self._forecaster.forecast(order, engines)) if needed else ()
        if dry_run or not needed:
            return PlannedProduct(product, needed, stages)
        asked = await self._ask(principal, product)
        # While the engine is away it stays in the record: `start_queued` starts it as soon as the engine is back.
        with contextlib.suppress(TransientError):
            await self._control.make(order)
        return PlannedProduct(asked, needed, stages)

    async def start_queued(self, principal: Principal) -> int:
        """Start the workflows of renders that were asked for while the engine was away. Returns how many."""
        principal.require(Permission.CLIPS_WRITE)
        orders = []
        async with self._uow(principal.org_id) as unit:
            for product in await self._pick(unit).waiting(_PAGE):
                if product.render is not None and product.render.revision == product.revision:
                    with contextlib.suppress(ConflictError):  # its job runs again, or there is nothing to make it by
                        orders.append(await self._order(unit, product))
        for order in orders:
            await self._control.make(order)
        return len(orders)

    async def _change(self, principal: Principal, product_id: str, expected: int | None, change: Callable[[P], P]) -> P:
        """Apply a change to what can be made again; a change of nothing leaves no trace."""
        principal.require(Permission.CLIPS_WRITE)
        async with self._uow(principal.org_id) as unit:
            before = await self._existing(unit, product_id, lock=True)
            require_revision(expected, before.revision)
            if before.order is None:
                raise self._not_editable()
            after = change(before)
            if after == before:
                return before
            revision = before.revision + 1
            after = after.model_copy(update={"revision": revision, "recipe": revision})
            await self._pick(unit).put(after)
            told = {f"{self._kind}_id": product_id, "revision": revision, "actor": principal.actor_id}
            key = f"{self._kind}.edited:{product_id}:{revision}"
            await unit.events.append(before.job_id, key, f"{self._kind}.edited", json.dumps(told))
            await unit.commit()
        return after

    async def _existing(self, unit: UnitOfWork, product_id: str, *, lock: bool = False) -> P:
        product = await self._pick(unit).get(product_id, lock=lock)
        if product is None:
            raise self._missing(product_id)
        return product

    async def _order(self, unit: UnitOfWork, product: P) -> DubProductionInput | RetellProductionInput:
        job = await unit.jobs.get(product.job_id)
        if job is None or not job.status.final:
            raise self._job_running()
        if product.order is None:
            raise self._not_editable()
        change = {"settings": product.settings, "revision": product.revision, "edit": True}
        return product.order.model_copy(update=change)

    async def _ask(self, principal: Principal, product: P) -> P:
        now = datetime.now(UTC)
        render = ClipRender(revision=product.revision, state="queued", asked_by=principal.actor_id, asked_at=now)
        async with self._uow(principal.org_id) as unit:
            current = await self._existing(unit, product.id, lock=True)
            if current.revision != product.revision:
                raise self._overtaken()
            if not current.render_needed:
                return current  # somebody else has asked for the same at the same moment
            current = current.model_copy(update={"render": render})
            await self._pick(unit).put(current)
            told = {f"{self._kind}_id": product.id, "revision": product.revision, "actor": principal.actor_id}
            key = f"{self._kind}.render_queued:{product.id}:{product.revision}:{now.isoformat()}"
            await unit.events.append(product.job_id, key, f"{self._kind}.render_queued", json.dumps(told))
            await unit.commit()
        return current

    # What is refused, and by which code: each kind says it in words of its own.

    @abstractmethod
    def _missing(self, product_id: str) -> NotFoundError: ...

    @abstractmethod
    def _job_running(self) -> ConflictError: ...

    @abstractmethod
    def _overtaken(self) -> ConflictError: ...

    @abstractmethod
    def _not_editable(self) -> ConflictError: ...
