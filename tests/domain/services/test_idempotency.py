"""Who may work on a keyed request, on a real database: a holder that shows that it lives keeps it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from sqlalchemy import func, select, update

from adapters.db.engine import open_engine
from adapters.db.tables.requests import IDEMPOTENCY
from adapters.db.unit_of_work import SqlUnitOfWorkFactory
from adapters.sealing import AesSealer
from domain.contracts.base import DEFAULT_ORG
from domain.idempotency import Claim, KeyedRequest
from domain.services.idempotency import IdempotencyService, InFlightError
from tests.conftest import Database


@pytest_asyncio.fixture
async def service(database: Database) -> AsyncIterator[IdempotencyService]:
    engine = open_engine(database.app_url)
    yield IdempotencyService(SqlUnitOfWorkFactory(engine), AesSealer())
    await engine.dispose()


async def let_the_lock_run_out(database: Database, claim: Claim) -> None:
    engine = open_engine(database.app_url)
    async with engine.begin() as connection:
        await connection.execute(select(func.set_config("cutdown.org_id", claim.org_id, True)))
        past = datetime(2026, 1, 1, tzinfo=UTC)
        held = update(IDEMPOTENCY).where(IDEMPOTENCY.c.slot == claim.slot)
        assert (await connection.execute(held.values(locked_until=past))).rowcount == 1
    await engine.dispose()


@pytest.mark.parametrize("lives", [True, False])
async def test_a_request_belongs_to_its_holder_for_as_long_as_it_says_that_it_works(
    service: IdempotencyService, database: Database, *, lives: bool
) -> None:
    request = KeyedRequest(DEFAULT_ORG, "user_a", "POST", "/v1/jobs", b"", f"key {lives}", b"{}")
    first = await service.begin(request)
    assert isinstance(first, Claim)
    await let_the_lock_run_out(database, first)
    if lives:
        await service.renew(first)
        with pytest.raises(InFlightError) as refused:
            await service.begin(request)
        assert refused.value.code == "idempotency.in_flight"
    else:
        second = await service.begin(request)
        assert isinstance(second, Claim)
        assert second.holder != first.holder
