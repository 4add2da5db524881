"""Real servers for the whole test session, on free loopback ports; each test module gets a database of its own."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from adapters.settings import Settings
from cutdown.stack import solo
from cutdown.stack.embedded import TopologyNames
from cutdown.stack.postgres import APP, OWNER, PostgresServer
from cutdown.stack.s3 import S3Server
from cutdown.stack.temporal import TemporalServer


@dataclass(frozen=True)
class Database:
    """One database: its name and its SQLAlchemy addresses (asyncpg) for the two roles."""

    name: str
    app_url: str
    owner_url: str


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A Postgres with both roles; take `database` or `empty_database` rather than its own one."""
    with solo.solo_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    """An S3 server: `.endpoint`, `.bucket`, `.credentials.s3_access_key` and `.credentials.s3_secret_key`."""
    with solo.solo_s3() as server:
        yield server


@pytest.fixture(scope="session")
def temporal_server() -> Iterator[TemporalServer]:
    """A Temporal server with the search attributes of temporal.yaml: `.address`, `.namespace`, `.ui_url`."""
    with solo.solo_temporal(TopologyNames.read().search_attributes) as server:
        yield server


@pytest.fixture(scope="session")
def migrated_template(postgres_server: PostgresServer) -> str:
    """Name of a database with the newest tables, to be cloned and never to be used."""
    from adapters.db.migrate import migrate

    name = solo.clone_database(postgres_server)
    asyncio.run(migrate(postgres_server.url(OWNER, name)))
    return name


@pytest.fixture(scope="module")
def database(postgres_server: PostgresServer, migrated_template: str) -> Database:
    """A database with the newest tables and no rows, for this test module alone."""
    return _clone(postgres_server, migrated_template)


@pytest.fixture(scope="module")
def empty_database(postgres_server: PostgresServer) -> Database:
    """A database without tables, for this test module alone."""
    return _clone(postgres_server, "cutdown")


@pytest.fixture(scope="module")
def settings(
    database: Database,
    s3_server: S3Server,
    temporal_server: TemporalServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Settings:
    """Settings that lead to the three servers, in a state folder of this test module alone."""
    state_dir = tmp_path_factory.mktemp("state")
    lines = {
        "DATABASE_URL": database.app_url,
        "DATABASE_OWNER_URL": database.owner_url,
        "S3_ENDPOINT": s3_server.endpoint,
        "S3_BUCKET": s3_server.bucket,
        "S3_ACCESS_KEY": s3_server.credentials.s3_access_key,
        "S3_SECRET_KEY": s3_server.credentials.s3_secret_key,
        "TEMPORAL_ADDRESS": temporal_server.address,
        "TEMPORAL_NAMESPACE": temporal_server.namespace,
        "TEMPORAL_UI_URL": temporal_server.ui_url,
        "API_TOKEN": "cd_live_key-for-tests",
        "AUTH_SECRET": "a-secret-for-tests-of-32-characters",
        "FETCH_ALLOW_PRIVATE": "true",
    }
    (state_dir / "settings.env").write_text("".join(f"CUTDOWN_{name}={value}\n" for name, value in lines.items()))
    return Settings.load(state_dir)


def _clone(server: PostgresServer, template: str) -> Database:
    name = solo.clone_database(server, template)
    return Database(name, server.url(APP, name), server.url(OWNER, name))
