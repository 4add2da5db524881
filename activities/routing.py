"""Tells a workflow which GPU pools have a worker; asked once per branch, so that a replay goes the same way."""

import structlog
from temporalio import activity

from domain.contracts.routing import FindWorkersRequest, FindWorkersResult
from domain.errors import TransientError
from domain.ports import TaskQueues

log = structlog.get_logger()


class RoutingActivities:
    """Never remembered: the answer is of this moment."""

    def __init__(self, queues: TaskQueues) -> None:
        self._queues = queues

    @activity.defn
    async def find_workers(self, request: FindWorkersRequest) -> FindWorkersResult:
        """The queues that somebody serves; none where that cannot be learned, for the CPU pools do all work too."""
        if not request.queues:
            return FindWorkersResult(queues=())
        try:
            polled = await self._queues.polled(request.queues)
        except TransientError as error:
            log.warning("gpu_workers_unknown", code=error.code, message=error.message)
            return FindWorkersResult(queues=())
        return FindWorkersResult(queues=tuple(queue for queue in request.queues if queue in polled))
