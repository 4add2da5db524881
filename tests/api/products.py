"""What tests of dubs and retells share: files that are nowhere, and a job that has ended."""

from datetime import UTC, datetime

from domain.contracts.base import DEFAULT_ORG, ArtifactRef
from domain.contracts.job import JobStatus
from domain.contracts.media import Loudness
from tests.api.conftest import World

NOTHING = ArtifactRef(digest="a" * 64, size=1, media_type="audio/flac")
LOUD = Loudness(integrated_lufs=-14, true_peak_dbtp=-1.5)


async def stored(world: World, value) -> ArtifactRef:
    return await world.store.put_bytes(DEFAULT_ORG, value.model_dump_json().encode(), "application/json")


async def finish(world: World, job_id: str) -> None:
    async with world.units(DEFAULT_ORG) as unit:
        job = await unit.jobs.get(job_id)
        await unit.jobs.update(job.model_copy(update={"status": JobStatus.COMPLETED, "finished_at": datetime.now(UTC)}))
        await unit.commit()
