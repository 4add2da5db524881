"""`python -m bench.fuzz --cases 50000`: Schemathesis against the whole API, with what operations return fed to others.

Every operation is asked with what its published schema allows and with what it does not. An answer of 5xx, one that the
schema does not describe, or one of another media type is a failure.
"""

import argparse
import json
import subprocess
import sys
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


def main() -> int:
    """Returns 1 when an answer was a 5xx or not what the schema says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=50_000)
    parser.add_argument("--examples", type=int, default=100, help="per operation and phase, of one round")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    cases = failed = 0
    with TemporaryDirectory() as name, serving(Path(name)) as url:
        seed = wanted.seed
        while cases < wanted.cases and not failed:
            status, report = fuzzed(url, Path(name), f"--max-examples={wanted.examples}", f"--seed={seed}")
            failed = status != 0
            if failed:
                print(report)
            cases += cases_of(Path(name) / "report.json")
            seed += 1
            print(f"{cases} cases", flush=True)
    print(f"{cases} cases from seed {wanted.seed} on; found something: {'yes' if failed else 'no'} (bar: no)")
    return 1 if failed else 0


def cases_of(report: Path) -> int:
    """How many cases a JSON report tells of."""
    return int(json.loads(report.read_text(encoding="utf-8"))["summary"]["test_cases"]["total"])


if __name__ == "__main__":
    sys.exit(main())
