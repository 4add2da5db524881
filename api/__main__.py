"""`python -m api` brings the database up to date and serves until told to stop."""

import asyncio
import gc
import socket
import sys

import structlog
import uvicorn
import uvloop
from fastapi import FastAPI

from adapters.container import Container
from adapters.settings import Settings
from api.app import create_app
from api.assembly import open_parts
from domain.errors import TransientError
from domain.services.first_owner import ensure_first_owner

_PATIENCE_SECONDS = 60
_STREAM_END_SECONDS = 3
_SHORTEST_SECRET = 32
_LONGEST_MESSAGE = 64 * 1024

log = structlog.get_logger()


class _Server(uvicorn.Server):
    """Ends the live streams before it waits for connections to end: they would last as long as their clients."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        # What is loaded by now stays for good. The collector need not walk through it again and again, which takes
        # tenths of a second in the middle of whatever is being answered.
        gc.collect()
        gc.freeze()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        app = self.config.app
        if isinstance(app, FastAPI) and hasattr(app.state, "parts"):
            app.state.parts.hub.close()
        await super().shutdown(sockets)


async def serve(settings: Settings) -> None:
    """Migrate, then serve; raises TransientError when the database stays away for a minute."""
    container = Container(settings, "api")
    container.configure_logging()
    await _migrated(container)
    await _first_owner(container)
    app = create_app(lambda: open_parts(container))
    server = _Server(
        uvicorn.Config(
            app,
            host=settings.api_host,
            port=settings.api_port,
            log_config=None,
            access_log=False,
            server_header=False,
            # Whom nobody has named as a proxy does not say who the client is: limits would hold nobody.
            proxy_headers=bool(settings.api_trusted_proxies),
            forwarded_allow_ips=settings.api_trusted_proxies or None,
            # A stream's messages are small and many: to compress them costs each connection time and memory.
            ws_per_message_deflate=False,
            ws_max_size=_LONGEST_MESSAGE,
            # Streams are ended first; what still hangs then is not waited for.
            timeout_graceful_shutdown=_STREAM_END_SECONDS,
        )
    )
    await server.serve()


async def _first_owner(container: Container) -> None:
    settings = container.settings
    await ensure_first_owner(
        container.uow,
        container.lookups,
        container.passwords,
        email=settings.owner_email,
        password=settings.owner_password.get_secret_value(),
        key=settings.api_token.get_secret_value(),
    )


async def _migrated(container: Container) -> None:
    for attempt in range(_PATIENCE_SECONDS):
        try:
            await container.migrate()
        except TransientError as error:
            if attempt == _PATIENCE_SECONDS - 1:
                raise
            log.warning("database_awaited", code=error.code)
            await asyncio.sleep(1)
        else:
            return


def main() -> None:
    """Serve the API of this installation."""
    settings = Settings.load()
    if len(settings.auth_secret.get_secret_value()) < _SHORTEST_SECRET:
        sys.exit("No secret is set. Set CUTDOWN_AUTH_SECRET (32 characters or more), or let `cutdown up` make one.")
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(settings))


if __name__ == "__main__":
    main()
