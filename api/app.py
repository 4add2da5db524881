"""Makes the FastAPI application; what it is made of is opened with it and closed with it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI

from api import errors, manners, reference
from api.admission import Admission
from api.chapters import ABOUT
from api.housekeeping import keep_house
from api.idempotency import Idempotency
from api.middleware import BodyLimit, RequestLog
from api.parts import ApiParts
from api.routers import (
    api_keys,
    audit,
    auth,
    brands,
    clips,
    dubs,
    events,
    files,
    glossaries,
    health,
    invitations,
    jobs,
    organisations,
    projects,
    retells,
    reviews,
    streams,
    transcripts,
    uploads,
    videos,
    voices,
)


def create_app(open_parts: Callable[[], AbstractAsyncContextManager[ApiParts]]) -> FastAPI:
    """The application; `open_parts` is entered when it starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_parts() as parts:
            app.state.parts = parts
            housekeeping = asyncio.create_task(keep_house(parts))
            try:
                yield
            finally:
                housekeeping.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await housekeeping

    app = FastAPI(
        title="Cutdown",
        version="1",
        description=ABOUT,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        # Clients name their methods by it.
        generate_unique_id_function=lambda route: route.name,
    )
    errors.install(app)
    parts = (
        jobs,
        uploads,
        videos,
        transcripts,
        brands,
        reviews,
        clips,
        dubs,
        retells,
        voices,
        glossaries,
        events,
        streams,
        files,
        audit,
    )
    accounts = (auth, organisations, invitations, api_keys, projects)
    # What is asked for most comes first: routes are looked through in this order.
    sections = (*(part.router for part in parts), *(part.router for part in accounts), organisations.members)
    for section in sections:
        app.include_router(section)
    app.include_router(auth.keys)
    app.include_router(health.router)
    manners.describe(app, sections)
    reference.install(app)
    app.add_middleware(Idempotency)  # from the inside out
    app.add_middleware(BodyLimit)
    app.add_middleware(Admission)
    app.add_middleware(RequestLog)
    return app
