"""One transaction per use case: repositories of one organisation that commit together or not at all."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from adapters.db.errors import translated
from adapters.db.repositories.clips import SqlClips, SqlReviews
from adapters.db.repositories.events import SqlEvents
from adapters.db.repositories.jobs import SqlJobs
from adapters.db.repositories.sources import SqlArtifacts, SqlUploads, SqlVideos
from adapters.db.repositories.stages import SqlStageResults, SqlStageRuns
from adapters.db.session import OrgSession

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

    from domain.repositories import (
        Artifacts,
        Clips,
        Events,
        Jobs,
        Reviews,
        StageResults,
        StageRuns,
        UnitOfWork,
        Uploads,
        Videos,
    )


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
        self.stage_runs: StageRuns = SqlStageRuns(session)
        self.stage_results: StageResults = SqlStageResults(session)
        self.artifacts: Artifacts = SqlArtifacts(session)
        self.clips: Clips = SqlClips(session)
        self.reviews: Reviews = SqlReviews(session)

    async def commit(self) -> None:
        """End the transaction; its announcements go out now."""
        # The last thing before the commit, so that the organisation's counter is locked for as short as can be.
        await self._log.flush()
        with translated():
            await self._connection.commit()


class SqlUnitOfWorkFactory:
    """Opens units of work on an engine; leaving one without `commit` rolls back."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def __call__(self, org_id: str) -> AsyncIterator[UnitOfWork]:
        with translated():
            connection = await self._engine.connect()
        try:
            yield SqlUnitOfWork(connection, org_id)
        finally:
            with translated():
                # A cancelled caller must not leave the pool with a connection in the middle of something.
                await asyncio.shield(asyncio.create_task(connection.close()))
