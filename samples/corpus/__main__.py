"""`python -m samples.corpus [ID…] [--kind KIND…] [--seed N]` makes sources and prints where they are."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from samples.corpus.building import Builder
from samples.corpus.manifest import KINDS, rows

CACHE = Path(".cache") / "corpus"


def main() -> int:
    """Make what is asked for; without a name all of it."""
    options = argparse.ArgumentParser(prog="python -m samples.corpus", description=__doc__)
    options.add_argument("ids", nargs="*", help="rows; all of them if none is named")
    options.add_argument("--kind", nargs="+", choices=KINDS, default=list(KINDS))
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--cache", type=Path, default=CACHE)
    chosen = options.parse_args()
    known = {row.id for row in rows()}
    if unknown := set(chosen.ids) - known:
        print(f"no such rows: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    builder = Builder(chosen.cache, chosen.seed)
    for row in rows():
        if row.kind in chosen.kind and (not chosen.ids or row.id in chosen.ids):
            made = builder.build(row)
            print(
                f"{row.id:28} {made.truth.seconds:7.1f} s  {made.path.stat().st_size / 1e6:6.1f} MB  {made.path}",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
