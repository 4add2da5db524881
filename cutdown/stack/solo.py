"""One server by itself for as long as a block runs: what tests and benchmarks start on free ports."""

from __future__ import annotations

import asyncio
import secrets
import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cutdown.stack import child, s3, temporal
from cutdown.stack.credentials import Credentials
from cutdown.stack.errors import NotReadyError, StackError
from cutdown.stack.logs import last_lines
from cutdown.stack.ports import settle_ports
from cutdown.stack.postgres import DATABASE, OWNER, PostgresServer
from cutdown.stack.privilege import can_use, servers_user
from cutdown.stack.s3 import S3Server
from cutdown.stack.server import Server
from cutdown.stack.temporal import TemporalServer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

S = TypeVar("S", bound=Server)

_POLL_S = 0.05


@contextmanager
def solo_postgres() -> Iterator[PostgresServer]:
    """A Postgres with the stack's roles and database; none of it outlives the block, so nothing is synced to disk."""
    with _home() as home:
        port = settle_ports(("postgres",), {}, {})["postgres"]
        with serving(PostgresServer(home, port, Credentials(), servers_user(), durable=False), home) as server:
            yield server


@contextmanager
def solo_s3(bucket: str = "cutdown") -> Iterator[S3Server]:
    """An S3 server with one bucket."""
    with _home() as home:
        server = S3Server(home, settle_ports(s3.PORTS, {}, {}), Credentials(), bucket, servers_user())
        with serving(server, home) as ready:
            yield ready


@contextmanager
def solo_temporal(search_attributes: Mapping[str, str] | None = None) -> Iterator[TemporalServer]:
    """A Temporal server with these search attributes."""
    with _home() as home:
        ports = settle_ports(temporal.PORTS, {}, {})
        server = TemporalServer(home, ports, search_attributes=search_attributes or {}, user=servers_user())
        with serving(server, home) as ready:
            yield ready


@contextmanager
def serving(server: S, home: Path) -> Iterator[S]:
    """Run the server until the block ends. Call it from the main thread, outside of any event loop.

    Raises `StackError` with the end of the log when it does not become ready.
    """
    log = home / f"{server.name}.log"
    server.prepare()
    process = child.spawn(server.launch(), log)
    try:
        deadline = time.monotonic() + server.ready_timeout_s
        while True:
            try:
                asyncio.run(server.provision())
                break
            except NotReadyError as error:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise StackError("\n".join([str(error), *last_lines(log, 10)])) from error
                time.sleep(_POLL_S)
        yield server
    finally:
        asyncio.run(child.stop(process, server.stop_signal, server.stop_timeout_s))
        server.clean_up()


def clone_database(server: PostgresServer, template: str = DATABASE) -> str:
    """Make a database like `template`, to which nobody may be connected, in about 0.1 s; returns its name.

    The copy has the template's tables and grants; `PostgresServer.url(role, name)` is its address.
    """
    name = f"test_{secrets.token_hex(6)}"

    async def make() -> None:
        connection = await server.connect()
        try:
            await connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} OWNER {OWNER}")
        finally:
            await connection.close()

    asyncio.run(make())
    return name


@contextmanager
def _home() -> Iterator[Path]:
    """A temporary folder whose parts the servers' user can reach."""
    temporary = Path(tempfile.gettempdir())
    place = temporary if can_use(temporary, servers_user()) else Path("/var/tmp")  # noqa: S108 - mkdtemp makes it safe
    home = Path(tempfile.mkdtemp(prefix="cutdown-", dir=place))
    home.chmod(0o711)
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)
