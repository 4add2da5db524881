"""Connections lent for one statement: no answer reaches another's statement, and what was cut is mended by itself."""

import asyncio

import asyncpg
import pytest

from adapters.db import driver
from adapters.db.driver import open_driver
from domain.errors import TransientError
from tests.adapters.db.test_failures import kill_connections

PID = "SELECT pg_backend_pid() AS it"


async def test_a_server_that_does_not_answer_is_transient():
    async with open_driver("postgresql+asyncpg://nobody:x@127.0.0.1:9/nothing") as connections:
        with pytest.raises(TransientError, match=r"database\.unavailable"):
            await connections.row("SELECT 1")


async def test_there_are_never_more_connections_than_allowed_and_they_are_used_again(database):
    async with open_driver(database.app_url, most=3) as connections:
        asking = (connections.row("SELECT pg_backend_pid() AS it, pg_sleep(0.02)") for _ in range(12))
        first = {row["it"] for row in await asyncio.gather(*asking)}
        assert len(first) == 3
        assert (await connections.row(PID))["it"] in first


async def test_whoever_waits_too_long_for_a_turn_is_told_to_come_back(database, monkeypatch):
    monkeypatch.setattr(driver, "_TURN_SECONDS", 0.1)
    async with open_driver(database.app_url, most=1) as connections:
        slow = asyncio.create_task(connections.row("SELECT pg_sleep(0.5)"))
        await asyncio.sleep(0.05)
        with pytest.raises(TransientError, match=r"database\.unavailable"):
            await connections.row("SELECT 1")
        await slow
        assert await connections.row("SELECT 1")


async def test_an_answer_that_nobody_waits_for_any_more_is_not_given_to_the_next(database):
    async with open_driver(database.app_url, most=1) as connections:
        for number in range(5):
            given_up = asyncio.create_task(connections.row("SELECT pg_sleep(0.05), 'old' AS it"))
            await asyncio.sleep(0.01 * number)
            given_up.cancel()
            assert (await connections.row("SELECT $1::int AS it", number))["it"] == number
            await asyncio.gather(given_up, return_exceptions=True)


async def test_a_refused_statement_leaves_its_connection_good(database):
    async with open_driver(database.app_url, most=1) as connections:
        before = (await connections.row(PID))["it"]
        with pytest.raises(asyncpg.DivisionByZeroError):
            await connections.row("SELECT 1 / 0")
        assert (await connections.row(PID))["it"] == before


async def test_a_connection_that_is_cut_is_transient_for_its_statement_and_mended_for_the_next(
    database, postgres_server
):
    async with open_driver(database.app_url, most=2) as connections:
        asked = asyncio.create_task(connections.row("SELECT pg_sleep(5)"))
        await asyncio.sleep(0.2)
        await kill_connections(postgres_server, database)
        with pytest.raises(TransientError, match=r"database\.unavailable"):
            await asked
        assert await connections.row("SELECT 1")
        await kill_connections(postgres_server, database)
        await asyncio.sleep(0.1)
        assert await connections.row("SELECT 1")
