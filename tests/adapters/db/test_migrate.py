"""Migrations: from nothing, many at once, and equal to the tables that the code declares."""

import asyncio

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import SQLModel

from adapters.db import tables  # noqa: F401 - declares the tables
from adapters.db.migrate import migrate
from adapters.db.unit_of_work import SqlUnitOfWorkFactory
from domain.contracts.base import DEFAULT_ORG, ArtifactRef
from domain.errors import TransientError
from tests.conftest import Database


async def test_processes_that_migrate_an_empty_database_at_once_all_succeed_and_the_app_role_can_work(
    empty_database: Database,
):
    await asyncio.gather(*(migrate(empty_database.owner_url) for _ in range(4)))
    await migrate(empty_database.owner_url)
    engine = create_async_engine(empty_database.app_url)
    units = SqlUnitOfWorkFactory(engine)
    async with units(DEFAULT_ORG) as unit:
        await unit.artifacts.put(ArtifactRef(digest="a" * 64, size=1, media_type="a/b"))
        await unit.commit()
    await engine.dispose()


async def test_the_app_role_owns_nothing(database: Database):
    connection = await asyncpg.connect(database.app_url.replace("+asyncpg", ""))
    for statement in ("DROP TABLE jobs", "ALTER TABLE jobs ADD COLUMN x int", "DELETE FROM alembic_version"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
    await connection.close()


async def test_the_migrated_tables_are_those_that_the_code_declares(database: Database):
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return compare_metadata(context, SQLModel.metadata)

    engine = create_async_engine(database.owner_url)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_every_table_of_a_tenant_names_its_organisation(database: Database):
    shared = {"organisations", "users", "passwords", "sessions", "refresh_tokens", "signing_keys"}
    assert {t.name for t in SQLModel.metadata.tables.values() if "org_id" not in t.c} == shared


async def test_a_database_that_is_away_is_a_passing_failure():
    with pytest.raises(TransientError, match=r"database\.unavailable"):
        await migrate("postgresql+asyncpg://nobody:x@127.0.0.1:9/nothing")
