"""The servers that tests stand on are the real ones, and closed to strangers."""

import asyncio
import json

import asyncpg
import httpx
import pytest

from adapters.settings import Settings
from cutdown.stack.postgres import APP, OWNER, PostgresServer
from cutdown.stack.s3 import S3Server
from cutdown.stack.temporal import TemporalServer
from tests.conftest import Database


def plain(url: str) -> str:
    return url.replace("+asyncpg", "")


async def test_the_app_role_uses_what_the_owner_makes_and_owns_nothing(empty_database: Database):
    owner = await asyncpg.connect(plain(empty_database.owner_url))
    app = await asyncpg.connect(plain(empty_database.app_url))
    try:
        await owner.execute("CREATE TABLE thing (id bigint GENERATED ALWAYS AS IDENTITY, name text)")
        await app.execute("INSERT INTO thing (name) VALUES ('a')")
        assert await app.fetchval("SELECT count(*) FROM thing") == 1
        for forbidden in ("CREATE TABLE mine (id int)", "DROP TABLE thing", "ALTER TABLE thing ADD COLUMN x int"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await app.execute(forbidden)
        owned = await app.fetchval("SELECT count(*) FROM pg_class WHERE relowner = 'cutdown_app'::regrole")
        assert owned == 0
    finally:
        await app.close()
        await owner.close()


async def test_neither_role_is_a_superuser_or_passes_row_security(postgres_server: PostgresServer):
    admin = await postgres_server.connect()
    try:
        rows = await admin.fetch(
            "SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole AS strong FROM pg_roles"
            " WHERE rolname = ANY($1)",
            [OWNER, APP],
        )
    finally:
        await admin.close()
    assert [row["strong"] for row in rows] == [False, False]


async def test_a_wrong_password_is_refused(postgres_server: PostgresServer):
    url = postgres_server.url(APP, driver="postgresql").replace(postgres_server.credentials.postgres_app, "guess")
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(url)


async def test_provisioning_again_changes_nothing(
    postgres_server: PostgresServer, s3_server: S3Server, temporal_server: TemporalServer
):
    for server in (postgres_server, s3_server, temporal_server):
        await server.provision()


async def test_no_port_of_the_s3_server_gives_a_blob_to_a_stranger(s3_server: S3Server):
    await s3_server._request("PUT", f"/{s3_server.bucket}/secret", b"the secret bytes")
    async with httpx.AsyncClient(timeout=5, trust_env=False) as client:
        for path in (f"/{s3_server.bucket}/secret", f"/buckets/{s3_server.bucket}/secret"):
            for name in ("s3", "s3-filer", "s3-volume", "s3-master"):
                answer = await client.get(f"http://127.0.0.1:{s3_server.ports[name]}{path}")
                assert answer.status_code in {401, 403, 404} or b"the secret bytes" not in answer.content, name
        # The volume server addresses blobs by "volume,key": all there are must be refused.
        for volume in range(1, 9):
            answer = await client.get(f"http://127.0.0.1:{s3_server.ports['s3-volume']}/{volume},01637037d6")
            assert answer.status_code == 401


async def test_temporal_has_the_search_attributes_of_the_topology(temporal_server: TemporalServer):
    listed = json.loads(await temporal_server._operator("search-attribute", "list", "--output", "json"))
    assert temporal_server.search_attributes
    assert set(temporal_server.search_attributes) <= set(listed["customAttributes"])


async def test_settings_lead_to_a_migrated_database(settings: Settings):
    connection = await asyncpg.connect(plain(settings.database_url))
    try:
        assert await connection.fetchval("SELECT to_regclass('public.jobs') IS NOT NULL")
    finally:
        await connection.close()


async def test_servers_listen_on_loopback_only(
    postgres_server: PostgresServer, s3_server: S3Server, temporal_server: TemporalServer
):
    import psutil

    ours = {postgres_server.port, *s3_server.ports.values(), *temporal_server.ports.values()}
    listening = await asyncio.to_thread(psutil.net_connections, "tcp")
    seen = {c.laddr.port: c.laddr.ip for c in listening if c.status == psutil.CONN_LISTEN and c.laddr.port in ours}
    assert len(seen) >= len(ours) - 1
    assert set(seen.values()) == {"127.0.0.1"}
