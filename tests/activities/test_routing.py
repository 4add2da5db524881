"""What a workflow is told of GPU workers, whatever the workflow engine says."""

from collections.abc import Sequence

from activities.routing import RoutingActivities
from domain.contracts.base import DEFAULT_ORG, StageScope
from domain.contracts.routing import FindWorkersRequest
from domain.errors import TransientError

SCOPE = StageScope(org_id=DEFAULT_ORG, job_id="job_1", step="gpu workers")


class Queues:
    """Serves these queues; None: the workflow engine is away."""

    def __init__(self, served: frozenset[str] | None) -> None:
        self.served = served
        self.asked: list[tuple[str, ...]] = []

    async def polled(self, queues: Sequence[str]) -> frozenset[str]:
        self.asked.append(tuple(queues))
        if self.served is None:
            raise TransientError("temporal.unavailable", "Away.")
        return self.served


async def found(queues: Queues, *asked: str) -> tuple[str, ...]:
    request = FindWorkersRequest(scope=SCOPE, queues=asked)
    return (await RoutingActivities(queues).find_workers(request)).queues


async def test_the_served_ones_of_the_asked_queues_are_told_in_the_order_asked() -> None:
    assert await found(Queues(frozenset({"a", "c", "other"})), "c", "b", "a") == ("c", "a")


async def test_where_nobody_can_say_nobody_serves() -> None:
    assert await found(Queues(None), "a") == ()


async def test_where_no_stage_is_routed_to_a_gpu_nobody_is_asked() -> None:
    queues = Queues(frozenset())
    assert await found(queues) == ()
    assert queues.asked == []
