"""The command that runs worker pools in the foreground, for a deployment on several machines."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from adapters.settings import Settings
from cutdown.cli.console import fail
from workflows.topology import topology


def worker(
    pools: Annotated[list[str] | None, typer.Argument(help="Pools of temporal.yaml; all without a name.")] = None,
    *,
    state: Annotated[Path | None, typer.Option("--state", help="The state folder.", show_default=False)] = None,
) -> None:
    """Serve worker pools until stopped."""
    known = topology().pools
    for name in pools or []:
        if name not in known:
            fail(f"There is no pool named {name}. The pools are: {', '.join(known)}.", "worker.unknown_pool")
    # Imported here: the other commands need none of the workers' libraries.
    from worker_pools.process import run

    asyncio.run(run(pools or list(known), Settings.load(state)))
