"""What the API does unasked: starts accepted jobs that were not started, renews keys, sweeps leftovers of uploads."""

import asyncio
import time

import structlog

from api.parts import ApiParts
from domain.access import Principal
from domain.errors import AppError

START_EVERY_SECONDS = 10.0
SWEEP_EVERY_SECONDS = 3600.0

_MOST_ORGANISATIONS = 10_000

log = structlog.get_logger()


async def keep_house(parts: ApiParts) -> None:
    """Go on until cancelled. Several processes may do so at once: each step changes nothing the second time."""
    swept_at = float("-inf")
    while True:
        try:
            for org_id in await parts.identity.lookups.with_queued_jobs(_MOST_ORGANISATIONS):
                await parts.jobs.start_queued(Principal.system(org_id))
            for org_id in await parts.identity.lookups.with_queued_renders(_MOST_ORGANISATIONS):
                system = Principal.system(org_id)
                await parts.editor.renders.start_queued(system)
                await parts.dubs.start_queued(system)
                await parts.retells.start_queued(system)
            if time.monotonic() - swept_at >= SWEEP_EVERY_SECONDS:
                await parts.sweep()
                await parts.identity.tokens.rotate()
                swept_at = time.monotonic()
        except AppError as error:
            log.warning("housekeeping_put_off", code=error.code)
        except Exception:
            log.exception("housekeeping_failed")
        await asyncio.sleep(START_EVERY_SECONDS)
