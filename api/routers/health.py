"""Whether the API lives, and whether it can do its work."""

import asyncio

from fastapi import APIRouter, Response, status

from api.dependencies import Parts
from api.parts import Check
from api.schemas import Health
from domain.errors import AppError

router = APIRouter(tags=["health"])

_CHECK_SECONDS = 3.0


@router.get("/healthz", summary="Tell that the process lives")
async def healthz() -> Health:
    return Health(status="ok")


@router.get("/readyz", summary="Tell what can be reached", responses={503: {"model": Health}})
async def readyz(parts: Parts, response: Response) -> Health:
    every = {**parts.checks, **parts.watched}
    verdicts = await asyncio.gather(*(_verdict(check) for check in every.values()))
    found = dict(zip(every, verdicts, strict=True))
    if any(found[name] != "ok" for name in parts.checks):
        response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
        return Health(status="not ready", checks=found)
    return Health(status="ok" if all(verdict == "ok" for verdict in verdicts) else "degraded", checks=found)


async def _verdict(check: Check) -> str:
    try:
        async with asyncio.timeout(_CHECK_SECONDS):
            await check()
    except AppError as error:
        return error.code
    except TimeoutError:
        return "timeout"
    return "ok"
