"""Keyed requests against a model on a real Postgres: never a second effect, whatever happens in between."""

import pytest
import structlog
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from bench.idempotency import prepare
from bench.idempotency_model import Bench, KeyedRequests
from tests.conftest import Database

SEQUENCES = 50


@pytest.fixture
def bench(database: Database):
    bench = Bench(database.app_url)
    bench.run(prepare(database.owner_url))
    yield bench
    bench.close()


def test_no_sequence_of_requests_has_an_effect_twice(bench: Bench) -> None:
    KeyedRequests.bench = bench
    chosen = settings(
        max_examples=SEQUENCES,
        stateful_step_count=15,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
        database=None,
    )
    with structlog.testing.capture_logs():
        run_state_machine_as_test(KeyedRequests, settings=chosen)
