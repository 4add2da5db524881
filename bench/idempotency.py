"""`python -m bench.idempotency --sequences 10000`: random keyed requests against a model, and no effect twice."""

import argparse
import asyncio
import logging
import multiprocessing
import os
import sys
import time
from collections import Counter
from typing import Any

import asyncpg
import structlog
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from adapters.db.migrate import migrate
from bench.idempotency_model import Bench, KeyedRequests
from cutdown.stack.postgres import APP, OWNER
from cutdown.stack.solo import clone_database, solo_postgres

STEPS = 10


def sequences(app_url: str, count: int) -> Counter[str]:
    """Play `count` sequences; returns how often what was answered. Raises AssertionError for a broken promise."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    KeyedRequests.bench = Bench(app_url)
    chosen = settings(
        max_examples=count,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
        database=None,
    )
    try:
        run_state_machine_as_test(KeyedRequests, settings=chosen)
    finally:
        KeyedRequests.bench.close()
    return KeyedRequests.bench.told


def _play(app_url: str, count: int, told: Any) -> None:
    told.put(sequences(app_url, count))


async def prepare(owner_url: str) -> None:
    """Newest tables, and a second organisation beside the default one."""
    await migrate(owner_url)
    connection = await asyncpg.connect(owner_url.replace("+asyncpg", ""))
    async with connection.transaction():
        await connection.execute("SELECT set_config('cutdown.every_tenant', 'on', true)")
        await connection.execute(
            "INSERT INTO organisations (id, name, revision, created_at) VALUES ('org_other', 'Other', 1, now())"
        )
    await connection.close()


def main() -> int:
    """Returns 1 when an effect happened twice, or an answer was not the one that belongs to its key."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    wanted = parser.parse_args()
    began = time.monotonic()
    spawn = multiprocessing.get_context("spawn")
    with solo_postgres() as server:
        workers, told = [], spawn.Queue()
        for _ in range(wanted.processes):
            name = clone_database(server)
            asyncio.run(prepare(server.url(OWNER, name)))
            share = -(-wanted.sequences // wanted.processes)
            workers.append(spawn.Process(target=_play, args=(server.url(APP, name), share, told)))
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    answers: Counter[str] = sum((told.get() for worker in workers if worker.exitcode == 0), Counter())
    played = answers.pop("sequences", 0)
    failed = sum(worker.exitcode != 0 for worker in workers)
    seconds = time.monotonic() - began
    print(f"{played} sequences of up to {STEPS} steps, {answers.total()} requests, in {seconds:.0f} s")
    print("answers:", ", ".join(f"{name} {count}" for name, count in answers.most_common()))
    print(f"processes that saw a second effect or a wrong answer: {failed} (bar: 0)")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
