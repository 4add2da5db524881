"""`python -m api` brings the database up to date and serves until told to stop."""

import asyncio
import sys

import structlog
import uvicorn

from adapters.container import Container
from adapters.settings import Settings
from api.app import create_app
from api.assembly import open_parts
from domain.errors import TransientError

_PATIENCE_SECONDS = 60
_STREAM_END_SECONDS = 3

log = structlog.get_logger()


async def serve(settings: Settings) -> None:
    """Migrate, then serve; raises TransientError when the database stays away for a minute."""
    container = Container(settings, "api")
    container.configure_logging()
    await _migrated(container)
    app = create_app(lambda: open_parts(container))
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            host=settings.api_host,
            port=settings.api_port,
            log_config=None,
            access_log=False,
            server_header=False,
            # Event streams end only with their job: a stopping server does not wait for that.
            timeout_graceful_shutdown=_STREAM_END_SECONDS,
        )
    )
    await server.serve()


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
    if not settings.api_token.get_secret_value():
        sys.exit("No API token is set. Set CUTDOWN_API_TOKEN, or let `cutdown up` make one.")
    asyncio.run(serve(settings))


if __name__ == "__main__":
    main()
