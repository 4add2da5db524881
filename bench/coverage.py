"""How much of `domain` and `workflows` the tests run, lines and branches: each package, and each of their modules.

`python -m bench.coverage` (or `make coverage`) runs the tests that are near them and prints the modules that are not
whole. The bar is 95 % for each package and for each module.
"""

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BAR = 0.95
PACKAGES = ("domain", "workflows")
# Few tests of other folders reach further, and the end-to-end tests run these packages in processes of their own.
TESTS = (
    *("tests/domain", "tests/workflows", "tests/activities", "tests/api"),
    # What models write is checked in `domain` and tried with what models answer.
    *("tests/adapters/translate/test_openai.py", "tests/adapters/write"),
)


@dataclass
class Count:
    """Lines and branches that were run, of all there are."""

    run: int = 0
    all: int = 0

    @property
    def share(self) -> float:
        return self.run / self.all if self.all else 1.0


def main() -> int:
    """Returns 1 when a bar is missed, 2 when a test failed."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        options = ["-q", "--cov", f"--cov-report=json:{report}", "-p", "no:cacheprovider"]
        done = subprocess.run([sys.executable, "-m", "pytest", *options, *TESTS], check=False)
        if done.returncode:
            return 2
        files = json.loads(report.read_text())["files"]
    packages: dict[str, Count] = defaultdict(Count)
    missed = False
    for path, found in sorted(files.items()):
        summary: dict[str, Any] = found["summary"]
        module = Count(
            summary["covered_lines"] + summary["covered_branches"],
            summary["num_statements"] + summary["num_branches"],
        )
        package = packages[Path(path).parts[0]]
        package.run, package.all = package.run + module.run, package.all + module.all
        if module.share < 1:
            lines = ",".join(map(str, found["missing_lines"]))
            print(f"{module.share:7.1%}  {path}{' lines ' if lines else ''}{lines}")
        missed |= module.share < BAR
    for name in PACKAGES:
        print(f"{name}: {packages[name].share:.1%} of lines and branches (bar {BAR:.0%}, for each module too)")
        missed |= packages[name].share < BAR
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
