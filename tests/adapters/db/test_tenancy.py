"""Row-level security by direct SQL: what the app role sees and can change without a tenant, and with another's."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy import text

from adapters.db.engine import open_engine
from adapters.db.unit_of_work import SqlUnitOfWorkFactory
from cutdown.stack.postgres import APP
from domain.contracts.base import DEFAULT_ORG, ArtifactRef
from tests.conftest import Database

# Nothing but the newest migration's name is in there.
NOT_A_TENANTS = {"alembic_version"}


async def connect(url: str) -> asyncpg.Connection:
    return await asyncpg.connect(url.replace("+asyncpg", ""))


@pytest.fixture
async def app(database: Database) -> AsyncIterator[asyncpg.Connection]:
    connection = await connect(database.app_url)
    yield connection
    await connection.close()


@pytest.fixture
async def owner(database: Database) -> AsyncIterator[asyncpg.Connection]:
    connection = await connect(database.owner_url)
    yield connection
    await connection.close()


async def tables(owner: asyncpg.Connection) -> list[str]:
    rows = await owner.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    found = [row["tablename"] for row in rows if row["tablename"] not in NOT_A_TENANTS]
    assert len(found) > 15
    return found


async def test_row_level_security_is_forced_on_every_table(owner):
    rows = await owner.fetch(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') "
        "AND NOT (relrowsecurity AND relforcerowsecurity)"
    )
    assert {row["relname"] for row in rows} == NOT_A_TENANTS


async def test_a_table_that_names_an_organisation_and_forgets_the_policy_gets_it_with_the_migration(
    empty_database: Database,
):
    from adapters.db.migrate import migrate

    await migrate(empty_database.owner_url)
    owner = await connect(empty_database.owner_url)
    await owner.execute("CREATE TABLE forgetful (org_id text, secret text)")
    await migrate(empty_database.owner_url)
    await migrate(empty_database.owner_url)
    app = await connect(empty_database.app_url)
    async with app.transaction():
        await app.execute("SELECT set_config('cutdown.org_id', 'org_a', true)")
        await app.execute("INSERT INTO forgetful VALUES ('org_a', 'x')")
        assert await app.fetchval("SELECT count(*) FROM forgetful") == 1
    assert await app.fetchval("SELECT count(*) FROM forgetful") == 0
    assert await owner.fetchval("SELECT count(*) FROM forgetful") == 0
    await app.close()
    await owner.close()


async def test_the_app_role_owns_nothing_and_cannot_get_around_the_policies(owner):
    role = await owner.fetchrow("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = $1", APP)
    assert tuple(role) == (False, False, False)
    assert await owner.fetchval("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = $1", APP) == 0
    assert await owner.fetchval("SELECT pg_has_role($1, current_user, 'MEMBER')", APP) is False


async def test_without_a_tenant_every_table_is_empty_and_takes_nothing(app, owner, job):
    async with owner.transaction():
        await owner.execute("SELECT set_config('cutdown.every_tenant', 'on', true)")
        assert await owner.fetchval("SELECT count(*) FROM jobs") > 0
        assert await owner.fetchval("SELECT count(*) FROM organisations") > 0
    # The switch of the owner's policy is worth nothing to anybody else.
    await app.execute("SET cutdown.every_tenant = 'on'")
    for table in await tables(owner):
        try:
            assert await app.fetchval(f"SELECT count(*) FROM {table}") == 0, table
            assert await app.execute(f"DELETE FROM {table}") == "DELETE 0", table
        except asyncpg.InsufficientPrivilegeError:
            assert table in {"signing_keys", "audit_log"}, table
        for org_id in (DEFAULT_ORG, "", None):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await app.execute(
                    f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, jsonb_build_object("
                    f"'org_id', $1::text, 'id', $1::text, 'user_id', 'usr_x'))",
                    org_id,
                )


async def test_as_another_tenant_no_row_is_seen_changed_or_moved(app, owner, job):
    async with app.transaction():
        await app.execute("SELECT set_config('cutdown.org_id', 'org_other', true)")
        for table in await tables(owner):
            if table in {"signing_keys", "rate_counts", "idempotency"}:
                continue
            assert await app.fetchval(f"SELECT count(*) FROM {table}") == 0, table
        assert await app.execute("UPDATE jobs SET status = 'completed'") == "UPDATE 0"
        assert await app.execute("UPDATE organisations SET name = 'mine'") == "UPDATE 0"
    async with app.transaction():
        await app.execute("SELECT set_config('cutdown.org_id', $1, true)", DEFAULT_ORG)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await app.execute("UPDATE jobs SET org_id = 'org_other' WHERE id = $1", job.id)


async def test_the_tenant_ends_with_its_transaction_on_a_pooled_connection_that_two_tenants_share(
    database: Database, owner
):
    async with owner.transaction():
        await owner.execute("SELECT set_config('cutdown.every_tenant', 'on', true)")
        await owner.execute(
            "INSERT INTO organisations (id, name, revision, created_at) VALUES ('org_b', 'B', 1, now())"
            " ON CONFLICT DO NOTHING"
        )
    engine = open_engine(database.app_url, pool_size=1)
    units = SqlUnitOfWorkFactory(engine)
    refs = {
        org: ArtifactRef(digest=mark * 64, size=1, media_type="a/b")
        for org, mark in ((DEFAULT_ORG, "c"), ("org_b", "d"))
    }

    async def work(org: str, other: str) -> None:
        for _ in range(30):
            async with units(org) as unit:
                await unit.artifacts.put(refs[org])
                assert await unit.artifacts.get(refs[other].digest) is None
                await asyncio.sleep(0)
                await unit.commit()

    await asyncio.gather(work(DEFAULT_ORG, "org_b"), work("org_b", DEFAULT_ORG))
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM artifacts"))).scalar() == 0
    await engine.dispose()


async def test_only_the_app_role_may_ask_the_lookup_functions(owner):
    rows = await owner.fetch(
        "SELECT proname, prosecdef, has_function_privilege('public', oid, 'EXECUTE') AS anybody, "
        "has_function_privilege($1, oid, 'EXECUTE') AS app FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
        APP,
    )
    assert len(rows) >= 9
    assert {(row["prosecdef"], row["anybody"], row["app"]) for row in rows} == {(True, False, True)}


async def test_the_audit_log_can_only_grow(app, owner):
    for statement in ("UPDATE audit_log SET action = 'nothing'", "DELETE FROM audit_log", "TRUNCATE audit_log"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await app.execute(statement)
