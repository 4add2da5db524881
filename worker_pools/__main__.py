"""`python -m worker_pools [--state FOLDER] POOL…` serves these pools; without a name all but the GPU pools."""

import argparse
import asyncio
import sys
from pathlib import Path

from adapters.settings import Settings
from domain.errors import AppError
from worker_pools.process import run
from workflows.topology import topology


def main() -> None:
    """Run until told to stop."""
    known = topology().pools
    options = argparse.ArgumentParser(prog="worker_pools", description="Serve worker pools until told to stop.")
    options.add_argument("--state", type=Path, help="the state folder")
    options.add_argument(
        "pools", nargs="*", metavar="POOL", help=f"one of {', '.join(known)}; without a name all but GPU pools"
    )
    chosen = options.parse_args()
    unknown = [name for name in chosen.pools if name not in known]
    if unknown:
        options.error(f"there is no pool named {unknown[0]}; the pools are {', '.join(known)}")
    try:
        asyncio.run(run(chosen.pools or topology().standard_pools, Settings.load(chosen.state)))
    except AppError as error:
        # A device, an engine or a model that the settings name and this machine does not have.
        sys.exit(f"{error.message} ({error.code})")


if __name__ == "__main__":
    main()
