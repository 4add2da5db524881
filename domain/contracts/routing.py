"""What a workflow asks about the workers of GPU pools."""

from domain.contracts.base import Contract, StageRequest


class FindWorkersRequest(StageRequest):
    """`queues`: those of GPU pools that stages are routed to."""

    queues: tuple[str, ...]


class FindWorkersResult(Contract):
    """Those of the queues that a worker serves now, in the request's order."""

    queues: tuple[str, ...]
