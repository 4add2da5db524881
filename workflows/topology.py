"""temporal.yaml as typed values: queues, pools, policies and the row of each stage."""

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import Field, model_validator
from temporalio.common import RetryPolicy

from domain.contracts.base import Contract

TOPOLOGY_FILE = Path(__file__).resolve().parent.parent / "temporal.yaml"


class Pool(Contract):
    """A set of workers on one queue. `slots` is a number of tasks at a time, or a share of the machine's cores.

    `schedule_to_start`: seconds that a task waits in a GPU pool's queue before it goes to the stage's own; only GPU
    pools have it.
    """

    resource: Literal["io", "cpu", "gpu"]
    queue: str
    slots: int | Literal["cores", "half_cores"]
    schedule_to_start: float | None = Field(default=None, gt=0)
    runs_workflows: bool = False


class Policy(Contract):
    """How one attempt is bounded and how often it is tried; all times in seconds."""

    start_to_close: float
    heartbeat: float | None
    attempts: int = Field(ge=1)
    first_retry: float
    max_retry: float

    def retry_policy(self) -> RetryPolicy:
        """As Temporal wants it."""
        return RetryPolicy(
            initial_interval=timedelta(seconds=self.first_retry),
            maximum_interval=timedelta(seconds=self.max_retry),
            maximum_attempts=self.attempts,
        )


class StageRow(Contract):
    """Where a stage runs and under which policy; `title` is what operators read.

    `priority`: of the tasks that wait in a queue the lowest number is handed out first, whosever it is; among equals
    organisations take turns. `gpu_queue`: the queue of a GPU pool that the stage goes to while somebody serves it.
    """

    queue: str
    policy: str
    title: str
    priority: int = Field(default=3, ge=1, le=5)
    gpu_queue: str | None = None


class Topology(Contract):
    """The whole of temporal.yaml."""

    namespace: str
    search_attributes: dict[str, str]
    workflow_queue: str
    pools: dict[str, Pool]
    policies: dict[str, Policy]
    stages: dict[str, StageRow]

    @model_validator(mode="after")
    def _names_resolve(self) -> Self:
        queues = [pool.queue for pool in self.pools.values()]
        if len(queues) != len(set(queues)):
            raise ValueError("two pools share a queue")
        for name, row in self.stages.items():
            if row.queue not in queues:
                raise ValueError(f"stage {name} names the unknown queue {row.queue}")
            if row.policy not in self.policies:
                raise ValueError(f"stage {name} names the unknown policy {row.policy}")
        if self.workflow_queue not in queues:
            raise ValueError("no pool serves the workflow queue")
        return self

    @model_validator(mode="after")
    def _gpu_pools_are_beside(self) -> Self:
        """Nothing may depend on a pool that an installation need not have."""
        gpu = {pool.queue for pool in self.pools.values() if pool.resource == "gpu"}
        for name, pool in self.pools.items():
            if (pool.resource == "gpu") != (pool.schedule_to_start is not None):
                raise ValueError(f"pool {name}: a GPU pool has schedule_to_start, and no other")
            if pool.runs_workflows and pool.resource == "gpu":
                raise ValueError(f"pool {name}: workflows do not run in a GPU pool")
        for name, row in self.stages.items():
            if row.queue in gpu:
                raise ValueError(f"stage {name} has the GPU queue {row.queue} for its own, which nobody need serve")
            if row.gpu_queue is not None and row.gpu_queue not in gpu:
                raise ValueError(f"stage {name} names the GPU queue {row.gpu_queue}, which no GPU pool serves")
        return self

    @property
    def standard_pools(self) -> tuple[str, ...]:
        """The pools that every installation needs: all but those of GPUs."""
        return tuple(name for name, pool in self.pools.items() if pool.resource != "gpu")

    @property
    def gpu_queues(self) -> tuple[str, ...]:
        """The GPU queues that some stage is routed to, in order of their names."""
        return tuple(sorted({row.gpu_queue for row in self.stages.values() if row.gpu_queue is not None}))

    def pool_at(self, queue: str) -> str:
        """The name of the pool that serves a queue; raises KeyError for an unknown queue."""
        for name, pool in self.pools.items():
            if pool.queue == queue:
                return name
        raise KeyError(queue)

    def stages_of(self, pool: str) -> tuple[str, ...]:
        """The stages that a pool runs, in the file's order; raises KeyError for an unknown pool."""
        queue = self.pools[pool].queue
        return tuple(name for name, row in self.stages.items() if queue in (row.queue, row.gpu_queue))


@cache
def topology() -> Topology:
    """The topology of this installation, read once per process."""
    return Topology.model_validate(yaml.safe_load(TOPOLOGY_FILE.read_text(encoding="utf-8")))
