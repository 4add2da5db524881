"""One transaction per use case: repositories of one organisation that commit together or not at all."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from adapters.db.errors import translated
from adapters.db.repositories.accounts import SqlSessions, SqlUsers
from adapters.db.repositories.brands import SqlBrandKits
from adapters.db.repositories.clips import SqlClips, SqlReviews
from adapters.db.repositories.editing import SqlJobAnalyses, SqlReviewPolicies, SqlTranscripts
from adapters.db.repositories.events import SqlEvents
from adapters.db.repositories.idempotency import SqlIdempotency
from adapters.db.repositories.jobs import SqlJobs
from adapters.db.repositories.keys import SqlApiKeys, SqlAuditLog, SqlProjects
from adapters.db.repositories.organisations import SqlInvitations, SqlMembers, SqlOrganisations
from adapters.db.repositories.products import SqlGlossaries, SqlProducts
from adapters.db.repositories.rate_counts import SqlRateCounts
from adapters.db.repositories.sources import SqlArtifacts, SqlUploads, SqlVideos
from adapters.db.repositories.stages import SqlStageResults, SqlStageRuns
from adapters.db.repositories.standing import SqlStanding
from adapters.db.repositories.stream_tickets import SqlStreamTickets
from adapters.db.session import OrgSession
from adapters.db.tables.products import DUBS, RETELLS
from domain.idempotency import CURRENT_CLAIM
from domain.products import Dub, Retell

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

    from domain.account_repositories import (
        ApiKeys,
        AuditLog,
        Invitations,
        Members,
        Organisations,
        Projects,
        Sessions,
        Users,
    )
    from domain.editing_repositories import JobAnalyses, ReviewPolicies, Transcripts
    from domain.idempotency import IdempotencyRecord
    from domain.product_repositories import Glossaries, Products
    from domain.rate_limits import RateCountRecord
    from domain.repositories import (
        Artifacts,
        BrandKits,
        Clips,
        Events,
        Jobs,
        Reviews,
        StageResults,
        StageRuns,
        Standing,
        StreamTickets,
        UnitOfWork,
        Uploads,
        Videos,
    )


# For whom the transaction works: row-level security reads it, and it ends with the transaction.
_TENANT = text("SELECT set_config('cutdown.org_id', :org_id, true), set_config('cutdown.user_id', :user_id, true)")


class SqlUnitOfWork:
    """The repositories of one organisation on one connection."""

    def __init__(self, connection: AsyncConnection, org_id: str) -> None:
        session = OrgSession(connection, org_id)
        self._connection = connection
        self.uploads: Uploads = SqlUploads(session)
        self.videos: Videos = SqlVideos(session)
        self.jobs: Jobs = SqlJobs(session)
        self._log = SqlEvents(session)
        self.events: Events = self._log
        self.stream_tickets: StreamTickets = SqlStreamTickets(session)
        self.standing: Standing = SqlStanding(session)
        self.stage_runs: StageRuns = SqlStageRuns(session)
        self.stage_results: StageResults = SqlStageResults(session)
        self.artifacts: Artifacts = SqlArtifacts(session)
        self.clips: Clips = SqlClips(session)
        self.reviews: Reviews = SqlReviews(session)
        self.transcripts: Transcripts = SqlTranscripts(session)
        self.analyses: JobAnalyses = SqlJobAnalyses(session)
        self.review_policies: ReviewPolicies = SqlReviewPolicies(session)
        self.idempotency: IdempotencyRecord = SqlIdempotency(session)
        self.rate_counts: RateCountRecord = SqlRateCounts(session)
        self.brand_kits: BrandKits = SqlBrandKits(session)
        self.users: Users = SqlUsers(session)
        self.sessions: Sessions = SqlSessions(session)
        self.organisations: Organisations = SqlOrganisations(session)
        self.members: Members = SqlMembers(session)
        self.invitations: Invitations = SqlInvitations(session)
        self.api_keys: ApiKeys = SqlApiKeys(session)
        self.projects: Projects = SqlProjects(session)
        self.audit: AuditLog = SqlAuditLog(session)
        self.dubs: Products[Dub] = SqlProducts(session, DUBS, Dub)
        self.retells: Products[Retell] = SqlProducts(session, RETELLS, Retell)
        self.glossaries: Glossaries = SqlGlossaries(session)

    async def commit(self) -> None:
        """End the transaction; its announcements go out now."""
        # The last thing before the commit, so that the organisation's counter is locked for as short as can be.
        await self._log.flush()
        claim = CURRENT_CLAIM.get()
        if claim is not None:
            # The request's slot takes effect with its work or not at all; nothing follows that needs this tenant.
            with translated():
                await self._connection.execute(_TENANT, {"org_id": claim.org_id, "user_id": ""})
            await self.idempotency.bind(claim)
        with translated():
            await self._connection.commit()
        if claim is not None:
            claim.took_effect = True


class SqlUnitOfWorkFactory:
    """Opens units of work on an engine; leaving one without `commit` rolls back."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def __call__(self, org_id: str, user_id: str = "") -> AsyncIterator[UnitOfWork]:
        with translated():
            connection = await self._begun(org_id, user_id)
        try:
            yield SqlUnitOfWork(connection, org_id)
        finally:
            await _closed(connection)

    async def _begun(self, org_id: str, user_id: str) -> AsyncConnection:
        """A connection in a transaction of this tenant. The pool may hold dead ones: then a fresh one is taken."""
        tenant = {"org_id": org_id, "user_id": user_id}
        connection = await self._engine.connect()
        try:
            await connection.execute(_TENANT, tenant)
        except DBAPIError as error:
            await _closed(connection)
            if not error.connection_invalidated:
                raise
        except BaseException:
            await _closed(connection)
            raise
        else:
            return connection
        connection = await self._engine.connect()
        try:
            await connection.execute(_TENANT, tenant)
        except BaseException:
            await _closed(connection)
            raise
        return connection


async def _closed(connection: AsyncConnection) -> None:
    with translated():
        # A cancelled caller must not leave the pool with a connection in the middle of something.
        await asyncio.shield(asyncio.create_task(connection.close()))
