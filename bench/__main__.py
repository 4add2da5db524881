"""`python -m bench` runs every measurement that needs no argument, one after another."""

import subprocess
import sys

MEASUREMENTS = (
    "captions",
    "cues",
    "mix",
    "discover",
    "titles",
    "retell",
    "asr",
    "voices",
    "dub",
    "rerun",
    "edit",
    "overhead",
    "quality",
    "streams",
    "crash",
    "long",
)


def main() -> int:
    """Returns the number of measurements that missed a bar."""
    missed = 0
    for name in MEASUREMENTS:
        print(f"\n== bench.{name}", flush=True)
        missed += subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode != 0
    return missed


if __name__ == "__main__":
    sys.exit(main())
