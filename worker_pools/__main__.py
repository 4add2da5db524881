"""`python -m worker_pools POOL…` serves the named pools; without a name, every pool of temporal.yaml."""

import asyncio
import sys

from adapters.container import Container

from adapters.settings import Settings
from worker_pools.runner import serve
from workflows.topology import topology


def main() -> None:
    """Run until told to stop."""
    known = topology().pools
    pools = sys.argv[1:] or list(known)
    unknown = [name for name in pools if name not in known]
    if unknown:
        sys.exit(f"There is no pool named {unknown[0]}. The pools are: {', '.join(known)}.")
    settings = Settings.load()
    parts = Container(settings, "+".join(pools))
    parts.configure_logging()
    asyncio.run(serve(pools, parts))


if __name__ == "__main__":
    main()
