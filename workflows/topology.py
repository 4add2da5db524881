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
    """A set of workers on one queue. `slots` is a number of tasks at a time, or a share of the machine's cores."""

    resource: Literal["io", "cpu", "gpu"]
    queue: str
    slots: int | Literal["cores", "half_cores"]
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
    organisations take turns.
    """

    queue: str
    policy: str
    title: str
    priority: int = Field(default=3, ge=1, le=5)


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

    def pool_of(self, stage: str) -> str:
        """The name of the pool that runs a stage."""
        queue = self.stages[stage].queue
        return next(name for name, pool in self.pools.items() if pool.queue == queue)


@cache
def topology() -> Topology:
    """The topology of this installation, read once per process."""
    return Topology.model_validate(yaml.safe_load(TOPOLOGY_FILE.read_text(encoding="utf-8")))
