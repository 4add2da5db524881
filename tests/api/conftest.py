"""The API on real Postgres and S3, served by a real HTTP server; the workflow engine is a fake that remembers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx
import pytest
import pytest_asyncio
import uvicorn

from activities.product_forecast import ProductStageForecaster
from adapters.auth.key_ring import KeyRing
from adapters.auth.key_store import DbKeyStore
from adapters.auth.passwords import Argon2Passwords
from adapters.auth.tokens import JwtTokens
from adapters.db.engine import open_engine
from adapters.db.feed import open_feed
from adapters.db.glance import open_glance
from adapters.db.lookups import DbLookups
from adapters.db.memory import DbArtifactLedger, DbStageMemory
from adapters.db.rate_counts import DbRateCounts
from adapters.db.unit_of_work import SqlUnitOfWorkFactory
from adapters.fetch.http import HttpSourceFetcher
from adapters.limits.limiter import RateLimits, open_limiter
from adapters.sealing import AesSealer
from adapters.storage.cache import BlobCache
from adapters.storage.s3 import S3ObjectStore, open_store
from adapters.storage.s3_client import S3Address
from adapters.subtitles.transcript_files import TranscriptFileReader
from adapters.timelines.writer import OtioTimelineWriter
from api.app import create_app
from api.editor import make_editor
from api.identity import make_identity
from api.parts import ApiParts
from api.streaming.hub import open_hub
from domain.contracts.base import DEFAULT_ORG
from domain.contracts.dubbing import DubProductionInput
from domain.contracts.job import ClipProductionInput, ReviewDecision, VideoJobInput
from domain.contracts.retell import RetellProductionInput
from domain.contracts.voices import Voice
from domain.errors import AppError, NotFoundError
from domain.services.brands import BrandService
from domain.services.dubs import DubService
from domain.services.events import EventService
from domain.services.files import FileService
from domain.services.first_owner import ensure_first_owner
from domain.services.given_transcripts import GivenTranscripts
from domain.services.glossaries import GlossaryService
from domain.services.idempotency import IdempotencyService
from domain.services.jobs import JobService
from domain.services.retells import RetellService
from domain.services.stream_tickets import StreamTicketService
from domain.services.uploads import UploadService
from domain.services.videos import VideoService
from tests.api.published_clips import clips  # noqa: F401 - a fixture
from tests.api.witness import Witness

TOKEN = "cd_live_key-of-the-tests"
OWNER = ("owner@localhost", "password-of-the-tests")
VOICES = (
    Voice(
        id="kokoro/af_heart",
        engine="kokoro",
        name="Heart",
        languages=("en",),
        sex="female",
        sample_rate=24_000,
        licence="Apache-2.0",
        quality=3,
    ),
    Voice(
        id="espeak/es",
        engine="espeak",
        name="es",
        languages=("es",),
        sex="unknown",
        sample_rate=22_050,
        licence="GPL-3.0",
        quality=0,
    ),
)
LIMITS = RateLimits("60000/minute", "60000/minute", "60000/minute")


@dataclass
class FakeEngine:
    """Stands for the workflow engine: remembers what it was told; `away` makes every call fail."""

    started: dict[str, VideoJobInput] = field(default_factory=dict)
    rendered: list[ClipProductionInput] = field(default_factory=list)
    made: list[DubProductionInput | RetellProductionInput] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    decisions: list[tuple[str, str, ReviewDecision]] = field(default_factory=list)
    away: AppError | None = None

    async def start(self, order: VideoJobInput) -> None:
        self._check()
        self.started.setdefault(order.job_id, order)

    async def render(self, order: ClipProductionInput) -> None:
        self._check()
        self.rendered.append(order)

    async def make(self, order: DubProductionInput | RetellProductionInput) -> None:
        self._check()
        self.made.append(order)

    async def cancel(self, job_id: str) -> None:
        self._check()
        if job_id not in self.started:
            raise NotFoundError("job.not_found", "There is no such workflow.")
        self.cancelled.append(job_id)

    async def decide(self, job_id: str, gate: str, decision: ReviewDecision) -> None:
        self._check()
        if job_id not in self.started:
            raise NotFoundError("job.not_found", "There is no such workflow.")
        self.decisions.append((job_id, gate, decision))

    def reset(self) -> None:
        self.away = None
        for memory in (self.started, self.rendered, self.made, self.cancelled, self.decisions):
            memory.clear()

    def _check(self) -> None:
        if self.away:
            raise self.away


@dataclass
class World:
    """What a test of the API has at hand."""

    http: httpx.AsyncClient
    engine: FakeEngine
    units: SqlUnitOfWorkFactory
    store: S3ObjectStore
    parts: ApiParts
    url: str

    async def tell(self, job_id: str, key: str, kind: str, data: str = "{}") -> None:
        """Append to a job's log, as the workers do."""
        async with self.units(DEFAULT_ORG) as unit:
            await unit.events.append(job_id, key, kind, data)
            await unit.commit()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(database, s3_server, tmp_path_factory) -> AsyncIterator[World]:
    keys = s3_server.credentials
    address = S3Address(
        bucket=s3_server.bucket,
        endpoint=s3_server.endpoint,
        access_key=keys.s3_access_key,
        secret_key=keys.s3_secret_key,
    )
    db = open_engine(database.app_url)
    units = SqlUnitOfWorkFactory(db)
    cache = BlobCache(tmp_path_factory.mktemp("cache"), 10**8)
    async with (
        open_store(address, cache, DbArtifactLedger(units)) as store,
        open_feed(database.app_url) as feed,
        open_hub(EventService(units), feed) as hub,
        open_limiter(DbRateCounts(units), LIMITS) as limiter,
        open_glance(database.app_url) as glance,
    ):
        engine = FakeEngine()
        lookups, passwords = DbLookups(db), Argon2Passwords()
        tokens = JwtTokens(KeyRing(DbKeyStore(db), "secret of the tests"), "cutdown")
        email, password = OWNER
        await ensure_first_owner(units, lookups, passwords, email=email, password=password, key=TOKEN)

        async def sweep() -> None:
            return None

        uploads = UploadService(units, store, store.parts, 10**9)
        forecaster = ProductStageForecaster(DbStageMemory(units))
        parts = ApiParts(
            identity=make_identity(units, lookups, passwords, tokens, open_to_all=True),
            uploads=uploads,
            videos=VideoService(units, HttpSourceFetcher(10**9)),
            brands=BrandService(units, store, uploads),
            idempotency=IdempotencyService(units, AesSealer()),
            limiter=limiter,
            jobs=JobService(units, engine, glance, given=GivenTranscripts(TranscriptFileReader(), store)),
            editor=make_editor(units, store, engine, DbStageMemory(units), OtioTimelineWriter()),
            dubs=DubService(units, store, engine, forecaster),
            retells=RetellService(units, store, engine, forecaster),
            glossaries=GlossaryService(units),
            voices=lambda: VOICES,
            files=FileService(units, store),
            tickets=StreamTicketService(units),
            hub=hub,
            checks={"storage": store.check},
            sweep=sweep,
        )
        async with serving(parts) as url, httpx.AsyncClient(base_url=url, headers=bearer(TOKEN), timeout=20) as http:
            yield World(http, engine, units, store, parts, url)
    await db.dispose()


@pytest.fixture
def world(served: World, request: pytest.FixtureRequest) -> World:
    """The API, with an engine that has forgotten what other tests did to it; for tests on the module's own loop."""
    loop = request.node.get_closest_marker("asyncio")
    # On a loop of its own a test leaves connections in the pool that nobody can close any more once that loop is closed.
    assert loop is None or loop.kwargs.get("loop_scope") == "module", "mark it with asyncio(loop_scope='module')"
    served.engine.reset()
    return served


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@asynccontextmanager
async def serving(parts: ApiParts, port: int = 0) -> AsyncIterator[str]:
    @asynccontextmanager
    async def given() -> AsyncIterator[ApiParts]:
        yield parts

    witness = Witness(create_app(given))
    config = uvicorn.Config(
        witness,
        port=port,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn tells by a flag
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await task
    assert witness.undocumented == set(), "refusals that the schema does not announce"


@pytest_asyncio.fixture(loop_scope="module")
async def video_id(world: World) -> str:
    ref = await world.store.put_bytes(DEFAULT_ORG, b"a video", "video/mp4")
    answer = await world.http.post("/v1/videos", json={"digest": ref.digest, "filename": "talk.mp4"})
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


@pytest_asyncio.fixture(loop_scope="module")
async def job_id(world: World, video_id: str) -> str:
    answer = await world.http.post("/v1/jobs", json={"video_id": video_id})
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]
