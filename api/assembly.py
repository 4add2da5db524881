"""Builds the API's parts from the composition root."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from activities.product_forecast import ProductStageForecaster
from adapters.container import Container
from adapters.subtitles.transcript_files import TranscriptFileReader
from api.editor import make_editor
from api.identity import make_identity
from api.parts import ApiParts
from api.streaming.hub import open_hub
from domain.contracts.base import DEFAULT_ORG
from domain.services.brands import BrandService
from domain.services.dubs import DubService
from domain.services.events import EventService
from domain.services.files import FileService
from domain.services.given_transcripts import GivenTranscripts
from domain.services.glossaries import GlossaryService
from domain.services.idempotency import IdempotencyService
from domain.services.jobs import JobService
from domain.services.leftovers import LeftoverService
from domain.services.offers import ProductOffers
from domain.services.retells import RetellService
from domain.services.stream_tickets import StreamTicketService
from domain.services.uploads import UploadService
from domain.services.videos import VideoService
from workflows.client import TemporalJobControl

# Parts of uploads of ours take minutes, so one that is this old belongs to a process that died.
STALE_AFTER = timedelta(days=1)


@asynccontextmanager
async def open_parts(container: Container) -> AsyncIterator[ApiParts]:
    """The parts, until the context ends. The workflow engine may be away: jobs are accepted and started later."""
    async with (
        container,
        container.feed() as feed,
        container.limiter() as limiter,
        container.glance() as glance,
        open_hub(EventService(container.uow), feed) as hub,
    ):
        store, uow, settings = container.store, container.uow, container.settings

        async def database() -> None:
            async with uow(DEFAULT_ORG) as unit:
                await unit.jobs.list(status=None, after=None, limit=1)

        async def sweep() -> None:
            async with container.turn("leftovers") as mine:
                if mine:
                    await store.abort_stale_uploads(STALE_AFTER)
                    await leftovers.sweep()

        engine = TemporalJobControl(await container.temporal(lazy=True))

        uploads = UploadService(uow, store, store.parts, settings.max_source_bytes)
        idempotency = IdempotencyService(uow, container.sealer)
        forecaster = ProductStageForecaster(container.memory)
        offers = ProductOffers(lambda: container.voices, lambda: container.translators)
        given = GivenTranscripts(TranscriptFileReader(), store)
        leftovers = LeftoverService(container.lookups, uploads, idempotency, container.rate_counts)
        yield ApiParts(
            identity=make_identity(
                uow,
                container.lookups,
                container.passwords,
                container.tokens,
                open_to_all=settings.sign_up == "open",
            ),
            uploads=uploads,
            videos=VideoService(uow, container.fetcher),
            brands=BrandService(uow, store, uploads),
            idempotency=idempotency,
            limiter=limiter,
            jobs=JobService(uow, engine, glance, offers, given),
            editor=make_editor(uow, store, engine, container.memory, container.timelines),
            dubs=DubService(uow, store, engine, forecaster),
            retells=RetellService(uow, store, engine, forecaster),
            glossaries=GlossaryService(uow),
            voices=lambda: container.voices.voices,
            files=FileService(uow, store),
            tickets=StreamTicketService(uow),
            hub=hub,
            checks={"database": database, "storage": store.check},
            sweep=sweep,
            watched={"temporal": engine.check},
            origins=settings.allowed_origins,
        )
