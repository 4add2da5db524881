"""The command that runs worker pools in the foreground, for a deployment on several machines."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from cutdown.cli.console import fail
from workflows.topology import topology


def worker(
    pools: Annotated[
        list[str] | None, typer.Argument(help="Pools of temporal.yaml; without a name all but GPU pools.")
    ] = None,
    *,
    state: Annotated[Path | None, typer.Option("--state", help="The state folder.", show_default=False)] = None,
) -> None:
    """Serve worker pools until stopped."""
    known = topology().pools
    for name in pools or []:
        if name not in known:
            fail(f"There is no pool named {name}. The pools are: {', '.join(known)}.", "worker.unknown_pool")
    place = ["--state", str(state)] if state else []
    # The worker takes this process over, so that signals and exit status are its own.
    os.execv(sys.executable, [sys.executable, "-m", "worker_pools", *place, *(pools or [])])  # noqa: S606
