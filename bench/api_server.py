"""The whole API on servers of its own, for measurements and for tests that only know its address."""

import asyncio
import multiprocessing
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from adapters.db.migrate import migrate
from cutdown.stack.ports import choose_free
from cutdown.stack.postgres import APP, OWNER, PostgresServer
from cutdown.stack.s3 import S3Server
from cutdown.stack.solo import clone_database, solo_postgres, solo_s3

KEY = "cd_live_key-of-the-measurement"
_UNLIMITED = "100000000/minute"


@dataclass(frozen=True)
class Served:
    """Where a server listens on loopback, and which process it is."""

    port: int
    pid: int


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The base URL of an API with an empty record; `KEY` opens it. Temporal is away: jobs stay queued."""
    with solo_postgres() as postgres, solo_s3() as s3:
        name = clone_database(postgres)
        asyncio.run(migrate(postgres.url(OWNER, name)))
        with api_on(postgres, name, s3, folder) as served:
            yield f"http://127.0.0.1:{served.port}"


@contextmanager
def api_on(postgres: PostgresServer, name: str, s3: S3Server, folder: Path) -> Iterator[Served]:
    """An API on these servers, in a process of its own; its log is `api.log` in the folder."""
    port = choose_free(set())
    environment = {
        "CUTDOWN_STATE_DIR": str(folder),
        "CUTDOWN_API_PORT": str(port),
        "CUTDOWN_DATABASE_URL": postgres.url(APP, name),
        "CUTDOWN_DATABASE_OWNER_URL": postgres.url(OWNER, name),
        "CUTDOWN_S3_ENDPOINT": s3.endpoint,
        "CUTDOWN_S3_BUCKET": s3.bucket,
        "CUTDOWN_S3_ACCESS_KEY": s3.credentials.s3_access_key,
        "CUTDOWN_S3_SECRET_KEY": s3.credentials.s3_secret_key,
        "CUTDOWN_TEMPORAL_ADDRESS": "127.0.0.1:1",
        "CUTDOWN_API_TOKEN": KEY,
        "CUTDOWN_AUTH_SECRET": "a secret that is only of this measurement",
        "CUTDOWN_RATE_LIMIT_CALLER": _UNLIMITED,
        "CUTDOWN_RATE_LIMIT_ORGANISATION": _UNLIMITED,
        "CUTDOWN_RATE_LIMIT_ANONYMOUS": _UNLIMITED,
    }
    with process_on(port, _serve, environment, str(folder / "api.log")) as served:
        yield served


@contextmanager
def process_on(port: int, serve: Callable[..., None], *arguments: object) -> Iterator[Served]:
    """A fresh process that runs `serve`, from when it listens on the port until the context ends."""
    process = multiprocessing.get_context("spawn").Process(target=serve, args=arguments)
    process.start()
    try:
        _await_port(port)
        yield Served(port, process.pid or 0)
    finally:
        process.terminate()
        process.join()


def _await_port(port: int) -> None:
    """Wait until somebody listens there; raises RuntimeError after a minute."""
    for _ in range(240):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise RuntimeError("a server did not come up")


def _serve(environment: dict[str, str], log: str) -> None:
    os.environ.update(environment)
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(written, 1)
    os.dup2(written, 2)
    from api.__main__ import main

    main()
