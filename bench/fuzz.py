"""`python -m bench.fuzz --cases 50000`: Schemathesis against the whole API, with what operations return fed to others.

Every operation is asked with what its published schema allows and with what it does not. An answer of 5xx, one that the
schema does not describe, or one of another media type is a failure.
"""

import argparse
import itertools
import json
import os
import subprocess
import sys
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.api_server import KEY, serving

CHECKS = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")
# Streams end only when their client does; the others would take away the account that asks. By name alone: Schemathesis
# leaves out what fits *all* of several filters.
LEFT_OUT = "follow_job|follow_organisation|revoke_key|remove_member|change_role|delete_organisation"


def fuzzed(url: str, folder: Path, *options: str) -> tuple[int, str]:
    """Run Schemathesis; returns its exit status (0: nothing found) and its report."""
    command = [
        str(Path(sys.executable).with_name("st")),
        "run",
        f"{url}/openapi.json",
        f"--header=Authorization: Bearer {KEY}",
        f"--checks={','.join(CHECKS)}",
        "--phases=coverage,fuzzing,stateful",
        "--continue-on-failure",
        "--no-shrink",
        "--request-timeout=30",
        "--suppress-health-check=all",
        "--warnings=off",
        "--generation-database=none",
        f"--report-json-path={folder / 'report.json'}",
        "--report=json",
        "--no-color",
        f"--exclude-operation-id-regex=^({LEFT_OUT})$",
        *options,
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@dataclass(frozen=True)
class Round:
    """What one run of Schemathesis came to."""

    seed: int
    cases: int
    found: str
    """Its report where it found something."""


def played(url: str, folder: Path, seed: int, examples: int, phases: str) -> Round:
    """One round, in a folder of its own."""
    place = folder / f"round-{seed}"
    place.mkdir()
    status, report = fuzzed(url, place, f"--phases={phases}", f"--max-examples={examples}", f"--seed={seed}")
    return Round(seed, cases_of(place / "report.json"), report if status else "")


def main() -> int:
    """Returns 1 when an answer was a 5xx or not what the schema says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=50_000)
    parser.add_argument("--examples", type=int, default=100, help="per operation and phase, of one round")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    wanted = parser.parse_args()
    cases, failed, began = 0, 0, time.monotonic()
    seeds = itertools.count(wanted.seed)
    with TemporaryDirectory() as name, serving(Path(name)) as url, ThreadPoolExecutor(wanted.processes) as pool:

        def begin(phases: str = "fuzzing,stateful") -> Future[Round]:
            return pool.submit(played, url, Path(name), next(seeds), wanted.examples, phases)

        # The cases that the schema's own bounds give are the same in every round, so they are asked for once.
        running = {begin("coverage"), *(begin() for _ in range(1, wanted.processes))}
        while running:
            ended, running = wait(running, return_when=FIRST_COMPLETED)
            for one in (future.result() for future in ended):
                cases += one.cases
                failed += bool(one.found)
                print(f"seed {one.seed}: {one.cases} cases, {cases} in all after {time.monotonic() - began:.0f} s")
                print(one.found, end="", flush=True)
            while cases < wanted.cases and not failed and len(running) < wanted.processes:
                running.add(begin())
    print(f"{cases} cases from seed {wanted.seed} on; rounds that found something: {failed} (bar: 0)")
    return 1 if failed else 0


def cases_of(report: Path) -> int:
    """How many cases a JSON report tells of."""
    return int(json.loads(report.read_text(encoding="utf-8"))["test_cases"]["generated"])


if __name__ == "__main__":
    sys.exit(main())
