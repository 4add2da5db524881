"""How a dub or a retell is carried through: recorded as running, made, and told of when it fails."""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from domain.contracts.base import Contract
    from domain.contracts.dubbing import DubProductionInput
    from domain.contracts.products import ProductKind, ProductOutcome, ProductStateName
    from domain.contracts.retell import RetellProductionInput

from workflows.failures import Failure, failure_of, is_cancellation

Order = TypeVar("Order", DubProductionInput, RetellProductionInput)


class Recorded(Protocol):
    """How an editor has left a product."""

    @property
    def settings(self) -> Contract: ...
    @property
    def revision(self) -> int: ...


async def carry_through(
    order: Order,
    record: Callable[[Order, ProductStateName, Failure | None], Awaitable[Recorded]],
    make: Callable[[Order], Awaitable[None]],
) -> ProductOutcome:
    """How the product ended; `make` makes and publishes it as its editor has left it.

    The failure of an edit raises ApplicationError with its code as the type: no job is there to tell of it.
    """
    try:
        recorded = await record(order, "running", None)
        if not order.edit:
            order = order.model_copy(update={"settings": recorded.settings, "revision": recorded.revision})
        await make(order)
    except BaseException as error:
        if is_cancellation(error):
            await record(order, "failed", Failure("render.cancelled", f"The {order.kind} was cancelled."))
            raise
        if not isinstance(error, Exception):
            raise
        failure = failure_of(error)
        await record(order, "failed", failure)
        if order.edit:
            raise ApplicationError(failure.message, type=failure.code, non_retryable=True) from error
        return outcome_of(order.product_id, order.kind, order.wish.title, failure)
    return outcome_of(order.product_id, order.kind, order.wish.title)


def outcome_of(product_id: str, kind: ProductKind, title: str, failure: Failure | None = None) -> ProductOutcome:
    """Published, unless something failed."""
    return ProductOutcome(
        product_id=product_id,
        kind=kind,
        title=title,
        published=failure is None,
        error_code=failure.code if failure else None,
        message=failure.message if failure else "",
    )
