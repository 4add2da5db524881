"""`python -m worker_pools POOL…` serves the named pools; without a name, every pool of temporal.yaml."""

import asyncio
import sys

from adapters.settings import Settings
from worker_pools.process import run
from workflows.topology import topology


def main() -> None:
    """Run until told to stop."""
    known = topology().pools
    pools = sys.argv[1:] or list(known)
    unknown = [name for name in pools if name not in known]
    if unknown:
        sys.exit(f"There is no pool named {unknown[0]}. The pools are: {', '.join(known)}.")
    asyncio.run(run(pools, Settings.load()))


if __name__ == "__main__":
    main()
