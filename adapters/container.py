"""The composition root: builds each adapter once, when it is first asked for, from settings alone."""

from contextlib import AsyncExitStack
from functools import cached_property
from typing import TYPE_CHECKING, Self

from adapters.engine_parts import EngineParts
from adapters.settings import Settings

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from sqlalchemy.ext.asyncio import AsyncEngine
    from temporalio.client import Client

    from adapters.db.memory import DbArtifactLedger, DbStageMemory
    from adapters.storage.s3 import S3ObjectStore
    from adapters.storage.scratch import ScratchFolders
    from domain.account_repositories import Lookups
    from domain.auth_ports import PasswordHasher, TokenIssuer
    from domain.idempotency import Sealer
    from domain.ports import EventFeed, SourceFetcher, TaskQueues
    from domain.rate_limits import RateCounts, RateLimiter
    from domain.repositories import Glance, UnitOfWorkFactory


class Container(EngineParts):
    """The parts of one process, open while its context is: the servers' beside its engines, which work without entering
    the context.
    """

    store: "S3ObjectStore"

    def __init__(self, settings: Settings, component: str, patience_seconds: float = 0.0) -> None:
        """`component` names the process in logs, traces and scratch folders.

        `patience_seconds`: how long storing a result waits for servers that are away; a request of a client should not.
        """
        self._patience = patience_seconds
        super().__init__(settings)
        self.component = component
        self._closing = AsyncExitStack()

    async def __aenter__(self) -> Self:
        from adapters.storage.cache import BlobCache
        from adapters.storage.s3 import open_store
        from adapters.storage.s3_client import S3Address

        chosen = self.settings
        address = S3Address(
            bucket=chosen.s3_bucket,
            region=chosen.s3_region,
            endpoint=chosen.s3_endpoint,
            public_endpoint=chosen.s3_public_endpoint,
            access_key=chosen.s3_access_key,
            secret_key=chosen.s3_secret_key.get_secret_value(),
        )
        cache = BlobCache(chosen.cache_dir, chosen.cache_bytes)
        self.store = await self._closing.enter_async_context(open_store(address, cache, self._ledger(), self._patience))
        return self

    async def __aexit__(self, *_: object) -> None:
        if "engine" in self.__dict__:
            await self.engine.dispose()
        await self._closing.aclose()

    def configure_logging(self) -> None:
        """Set the process's logs up."""
        from adapters.telemetry.logs import configure_logging

        configure_logging(self.settings, self.component)

    async def migrate(self) -> None:
        """Bring the database's tables up to date; several processes may try at once."""
        from adapters.db.migrate import migrate

        await migrate(self.settings.database_owner_url)

    async def temporal(self, *, lazy: bool = False) -> "Client":
        """A connection to the workflow service; TransientError `temporal.unavailable` while it does not answer."""
        from adapters.telemetry.traces import tracing
        from adapters.temporal.connection import connect

        return await connect(self.settings, tracing(self.settings, self.component), lazy=lazy)

    @cached_property
    def task_queues(self) -> "TaskQueues":
        from adapters.temporal.task_queues import TemporalTaskQueues

        return TemporalTaskQueues(self.temporal)

    def limiter(self) -> "AbstractAsyncContextManager[RateLimiter]":
        """The rate limits of the API, while the context is open."""
        from adapters.limits.limiter import RateLimits, open_limiter

        chosen = self.settings
        limits = RateLimits(chosen.rate_limit_caller, chosen.rate_limit_organisation, chosen.rate_limit_anonymous)
        return open_limiter(self.rate_counts, limits)

    def feed(self) -> "AbstractAsyncContextManager[EventFeed]":
        """Announcements of the event log, while the context is open."""
        from adapters.db.feed import open_feed

        return open_feed(self.settings.database_url)

    def glance(self) -> "AbstractAsyncContextManager[Glance]":
        """Single rows for what is asked for all the time, while the context is open."""
        from adapters.db.glance import open_glance

        return open_glance(self.settings.database_url)

    @cached_property
    def engine(self) -> "AsyncEngine":
        from adapters.db.engine import open_engine

        return open_engine(self.settings.database_url)

    @cached_property
    def uow(self) -> "UnitOfWorkFactory":
        from adapters.db.unit_of_work import SqlUnitOfWorkFactory

        return SqlUnitOfWorkFactory(self.engine)

    def turn(self, chore: str) -> "AbstractAsyncContextManager[bool]":
        """True in the context while this process alone may do the chore."""
        from adapters.db.turn import turn

        return turn(self.engine, chore)

    @cached_property
    def rate_counts(self) -> "RateCounts":
        from adapters.db.rate_counts import DbRateCounts

        return DbRateCounts(self.uow)

    @cached_property
    def sealer(self) -> "Sealer":
        from adapters.sealing import AesSealer

        return AesSealer()

    @cached_property
    def lookups(self) -> "Lookups":
        from adapters.db.lookups import DbLookups

        return DbLookups(self.engine)

    @cached_property
    def passwords(self) -> "PasswordHasher":
        from adapters.auth.passwords import Argon2Passwords

        return Argon2Passwords()

    @cached_property
    def tokens(self) -> "TokenIssuer":
        from adapters.auth.key_ring import KeyRing
        from adapters.auth.key_store import DbKeyStore
        from adapters.auth.tokens import JwtTokens

        ring = KeyRing(DbKeyStore(self.engine), self.settings.auth_secret.get_secret_value())
        return JwtTokens(ring, self.settings.auth_issuer)

    @cached_property
    def memory(self) -> "DbStageMemory":
        from adapters.db.memory import DbStageMemory

        return DbStageMemory(self.uow)

    @cached_property
    def scratch(self) -> "ScratchFolders":
        from adapters.storage.scratch import ScratchFolders

        return ScratchFolders(self.settings.scratch_dir, self.component)

    @cached_property
    def fetcher(self) -> "SourceFetcher":
        from adapters.fetch.http import HttpSourceFetcher

        return HttpSourceFetcher(self.settings.max_source_bytes, allow_private=self.settings.fetch_allow_private)

    def _ledger(self) -> "DbArtifactLedger":
        from adapters.db.memory import DbArtifactLedger

        return DbArtifactLedger(self.uow)
