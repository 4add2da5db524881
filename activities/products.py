"""Writes into the record how dubs and retells go; each method is one transaction, safe to apply twice."""

import json
from datetime import UTC, datetime
from typing import TypeVar

from temporalio import activity

from domain.contracts.products import (
    PublishDubRequest,
    Published,
    PublishRetellRequest,
    RecordDubRequest,
    RecordedDub,
    RecordedRetell,
    RecordRetellRequest,
)
from domain.errors import NotFoundError
from domain.product_repositories import Products
from domain.products import Dub, ProductState, Retell
from domain.repositories import UnitOfWork, UnitOfWorkFactory

P = TypeVar("P", Dub, Retell)


class ProductActivities:
    """The record of dubs and retells."""

    def __init__(self, uow: UnitOfWorkFactory) -> None:
        self._uow = uow

    @activity.defn
    async def record_dub(self, request: RecordDubRequest) -> RecordedDub:
        """Bring a dub to a state, making its row first; the answer is how its editor has left it."""
        scope = request.scope
        async with self._uow(scope.org_id) as unit:
            dub = await unit.dubs.get(request.dub_id, lock=True) or Dub(
                id=request.dub_id,
                org_id=scope.org_id,
                job_id=scope.job_id,
                video_id=request.video_id,
                state=ProductState.PLANNED,
                language=request.wish.language,
                wish=request.wish,
                created_at=datetime.now(UTC),
            )
            await _record(unit, unit.dubs, dub, request, "dub")
            await unit.commit()
        return RecordedDub(settings=dub.settings, revision=dub.revision)

    @activity.defn
    async def record_retell(self, request: RecordRetellRequest) -> RecordedRetell:
        """Bring a retell to a state, making its row first; the answer is how its editor has left it."""
        scope = request.scope
        async with self._uow(scope.org_id) as unit:
            retell = await unit.retells.get(request.retell_id, lock=True) or Retell(
                id=request.retell_id,
                org_id=scope.org_id,
                job_id=scope.job_id,
                video_id=request.video_id,
                state=ProductState.PLANNED,
                wish=request.wish,
                created_at=datetime.now(UTC),
            )
            await _record(unit, unit.retells, retell, request, "retell")
            await unit.commit()
        return RecordedRetell(settings=retell.settings, revision=retell.revision)

    @activity.defn
    async def publish_dub(self, request: PublishDubRequest) -> Published:
        """Make a dub visible with all its files; an edit that was overtaken by a newer one changes nothing."""
        async with self._uow(request.scope.org_id) as unit:
            dub = await unit.dubs.get(request.dub_id, lock=True)
            if dub is None:
                raise NotFoundError("dub.not_found", f"There is no dub {request.dub_id}.")
            seq = await _publish(unit, unit.dubs, dub, request, "dub")
            await unit.commit()
        return Published(seq=seq)

    @activity.defn
    async def publish_retell(self, request: PublishRetellRequest) -> Published:
        """Make a retell visible with its file; an edit that was overtaken by a newer one changes nothing."""
        async with self._uow(request.scope.org_id) as unit:
            retell = await unit.retells.get(request.retell_id, lock=True)
            if retell is None:
                raise NotFoundError("retell.not_found", f"There is no retell {request.retell_id}.")
            seq = await _publish(unit, unit.retells, retell, request, "retell")
            await unit.commit()
        return Published(seq=seq)


async def close_products(unit: UnitOfWork, job_id: str) -> None:
    """A dub or retell whose production broke off is nobody's any more once its job has ended."""
    for dub in await unit.dubs.of_job(job_id, lock=True):
        if dub.state not in _ENDED:
            await unit.dubs.put(dub.model_copy(update=_broken_off("dub")))
            await _tell_broken_off(unit, dub, "dub")
    for retell in await unit.retells.of_job(job_id, lock=True):
        if retell.state not in _ENDED:
            await unit.retells.put(retell.model_copy(update=_broken_off("retell")))
            await _tell_broken_off(unit, retell, "retell")


_ENDED = frozenset({ProductState.PUBLISHED, ProductState.FAILED})


def _broken_off(kind: str) -> dict[str, object]:
    return {
        "state": ProductState.FAILED,
        "error_code": f"{kind}.not_finished",
        "message": f"The {kind} was not finished when its job ended; render it to go on.",
    }


async def _tell_broken_off(unit: UnitOfWork, product: Dub | Retell, kind: str) -> None:
    told = json.dumps({f"{kind}_id": product.id, "revision": product.revision, "code": f"{kind}.not_finished"})
    await unit.events.append(product.job_id, f"{kind}.unfinished:{product.id}", f"{kind}.failed", told)


async def _record(
    unit: UnitOfWork, products: Products[P], product: P, request: RecordDubRequest | RecordRetellRequest, kind: str
) -> None:
    change: dict[str, object] = _of_edit(product, request) if request.edit else _of_job(product, request)
    if request.order is not None:
        change["order"] = request.order
    await products.put(product.model_copy(update=change))
    told = {f"{kind}_id": product.id, "revision": request.revision, "state": request.state}
    if request.error_code is not None:
        told |= {"code": request.error_code, "message": request.message}
    name = f"{kind}.{request.state}" if not request.edit else f"{kind}.render_{request.state}"
    key = f"{name}:{product.id}:{request.revision}:{_run(request.edit)}"
    await unit.events.append(request.scope.job_id, key, name, json.dumps(told))


def _of_job(product: Dub | Retell, request: RecordDubRequest | RecordRetellRequest) -> dict[str, object]:
    if product.state is ProductState.PUBLISHED:
        return {}  # a worker that was slow to hear of it
    return {"state": ProductState(request.state), "error_code": request.error_code, "message": request.message}


def _of_edit(product: Dub | Retell, request: RecordDubRequest | RecordRetellRequest) -> dict[str, object]:
    """The files that were published before stay until others are ready, whatever becomes of the render."""
    render = product.render
    if render is None or render.revision != request.revision or render.state == "completed":
        return {}
    failed = request.state == "failed"
    state = {
        "state": "failed" if failed else "running",
        "error_code": request.error_code,
        "message": request.message,
        "finished_at": datetime.now(UTC) if failed else None,
    }
    return {"render": render.model_copy(update=state)}


async def _publish(
    unit: UnitOfWork, products: Products[P], product: P, request: PublishDubRequest | PublishRetellRequest, kind: str
) -> int:
    if product.rendered is not None and product.rendered > request.revision:
        return 0
    change: dict[str, object] = {
        "state": ProductState.PUBLISHED,
        "result": request.result,
        "rendered": request.revision,
        "error_code": None,
        "message": "",
    }
    if product.render is not None and product.render.revision == request.revision:
        ended = {"state": "completed", "error_code": None, "message": "", "finished_at": datetime.now(UTC)}
        change["render"] = product.render.model_copy(update=ended)
    await products.put(product.model_copy(update=change))
    files = [file.model_dump(mode="json") for file in request.result.files]
    told = {f"{kind}_id": product.id, "revision": request.revision, "files": files}
    digests = ":".join(file.video.digest for file in request.result.files)
    key = f"{kind}.published:{product.id}:{request.revision}:{digests}"
    return await unit.events.append(request.scope.job_id, key, f"{kind}.published", json.dumps(told))


def _run(edit: bool) -> str:  # noqa: FBT001 - one word of the request
    """Several orders may make one revision again; each of them is told of."""
    return (activity.info().workflow_run_id or "") if edit and activity.in_activity() else ""
