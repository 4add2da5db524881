"""One worker process from settings to its end."""

from collections.abc import Sequence

from adapters.container import Container
from adapters.settings import Settings
from domain.patience import PATIENCE_SECONDS
from worker_pools.gpus import require_gpus
from worker_pools.runner import serve


async def run(pools: Sequence[str], settings: Settings) -> None:
    """Serve these pools until told to stop."""
    async with Container(settings, "+".join(pools), PATIENCE_SECONDS) as parts:
        parts.configure_logging()
        require_gpus(pools, parts.devices)
        parts.scratch.sweep()
        await serve(pools, parts)
