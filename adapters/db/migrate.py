"""Brings the database to the newest tables; any number of processes may do so at once, one does the work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from adapters.db.errors import translated
from adapters.db.migrations.tenancy import EVERY_TENANT, PROTECT_ALL

if TYPE_CHECKING:
    from sqlalchemy import Connection

_LOCK = 0x637574646F776E  # "cutdown" as a number: the advisory lock of everyone who migrates
_CONNECT_SECONDS = 5

# Tables may come from a provider's console or another owner, so the grants are repeated after every migration.
_GRANTS = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') AND '{role}' <> current_user THEN
        GRANT USAGE ON SCHEMA public TO {role};
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
        GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role};
        REVOKE ALL ON alembic_version, signing_keys FROM {role};
        REVOKE UPDATE, DELETE ON audit_log FROM {role};
    END IF;
END
$$
"""


async def migrate(owner_url: str, app_role: str = "cutdown_app") -> None:
    """Run all pending steps in one transaction as the tables' owner and let `app_role` use them.

    Raises TransientError when the database is away.
    """
    engine = create_async_engine(owner_url, poolclass=NullPool, connect_args={"timeout": _CONNECT_SECONDS})
    try:
        with translated():
            async with engine.begin() as connection:
                # Ends with the transaction, so neither a crash nor a lost connection leaves it behind.
                await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)").bindparams(lock=_LOCK))
                # Row-level security binds the owner too; a step that moves rows must see those of every organisation.
                await connection.execute(text(EVERY_TENANT))
                await connection.run_sync(_upgrade)
                await connection.exec_driver_sql(PROTECT_ALL)
                await connection.execute(text(_GRANTS.format(role=_plain(app_role))))
    finally:
        await engine.dispose()


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _plain(role: str) -> str:
    if not role.replace("_", "").isalnum():
        raise ValueError(f"not a plain role name: {role!r}")
    return role
