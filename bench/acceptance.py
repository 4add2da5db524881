"""The corpus of ordinary files, run from outside on a real stack: every row comes out as it promises.

`python -m bench.acceptance [--only ID…] [--kind KIND…] [--quick] [--seed N] [--jobs N]` makes each source, orders
clips of it through the API or the command line, downloads what is published and measures it: pictures against the
picture that the source was made of, sound, captions and titles against the script. Ends with status 1 when a row does
not come out as promised. Writes `bench/acceptance.json`: the commit, the seed, and a line for each case.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from adapters.container import Container
from bench.acceptance_run import Acceptance, Case
from bench.asr_material import decode
from bench.dub_measures import Ear
from bench.figures import commit, record
from bench.installation import installation
from bench.meter import cpu_seconds
from samples.corpus.__main__ import CACHE
from samples.corpus.building import Builder
from samples.corpus.manifest import KINDS, Row, rows

REPORT = Path(__file__).with_name("acceptance.json")
WALL_BAR = 45 * 60.0


def main() -> int:
    """Returns 1 when a row does not come out as promised."""
    options = argparse.ArgumentParser(prog="python -m bench.acceptance", description=__doc__)
    options.add_argument("--only", nargs="+", default=[], metavar="ID")
    options.add_argument("--kind", nargs="+", choices=KINDS, default=list(KINDS))
    options.add_argument("--quick", action="store_true", help="only the rows that are part of `make test`")
    options.add_argument("--seed", type=int, default=0, help="chooses stories, voices, faces and places")
    options.add_argument("--jobs", type=int, default=4, help="how many rows at once")
    options.add_argument("--out", type=Path, help="keep what is delivered in this folder")
    options.add_argument("--report", type=Path, default=REPORT)
    chosen = options.parse_args()
    known = {row.id for row in rows()}
    if unknown := set(chosen.only) - known:
        options.error(f"no such rows: {', '.join(sorted(unknown))}")
    wanted = [
        row
        for row in rows()
        if row.kind in chosen.kind and (row.quick or not chosen.quick) and (not chosen.only or row.id in chosen.only)
    ]
    began, at = time.monotonic(), commit()
    with tempfile.TemporaryDirectory(prefix="cutdown-acceptance-") as folder, installation(rested=False) as place:
        ear = Ear(Path(folder) / "models")
        acceptance = Acceptance(
            place,
            Builder(CACHE, chosen.seed, alike=chosen.quick),
            chosen.out or Path(folder) / "out",
            Container(place.stack.settings(), "bench").faces,
            lambda video, language: ear.whole(decode(video), language),
        )
        cases = run_all(acceptance, wanted, chosen.jobs)
        cpu = cpu_seconds(place.supervisor)
    wall = time.monotonic() - began
    whole = len(wanted) == len(rows())
    write_report(chosen.report, cases, at, chosen.seed, wall, cpu)
    failed = [case for case in cases if not case.ok]
    kept = len(cases) - len(failed)
    print(f"\n{kept} of {len(cases)} rows as promised, {wall:.0f} s of wall, {cpu:.0f} CPU-s of the stack")
    for case in failed:
        print(f"  {case.id}")
    if whole:
        record("acceptance.rows", len(cases) - len(failed), "rows")
        record("acceptance.wall", round(wall), "s")
        if wall > WALL_BAR:
            print(f"over {WALL_BAR / 60:.0f} minutes")
    return int(bool(failed) or (whole and wall > WALL_BAR))


def run_all(acceptance: Acceptance, wanted: Sequence[Row], jobs: int) -> list[Case]:
    """The longest sources first, so that none is left to run alone at the end; told as they end, returned in order."""
    first = sorted(wanted, key=lambda row: -(row.make.seconds or 20.0))
    done: dict[str, Case] = {}
    with ThreadPoolExecutor(jobs) as pool:
        for future in as_completed([pool.submit(acceptance.run, row) for row in first]):
            case = future.result()
            done[case.id] = case
            print(f"{'ok  ' if case.ok else 'FAIL'} {case.id:28} {case.result:22} {case.wall:6.1f} s", flush=True)
            for fault in case.faults:
                print(f"       {fault}", flush=True)
    return [done[row.id] for row in wanted]


def write_report(path: Path, cases: Sequence[Case], at: str, seed: int, wall: float, cpu: float) -> None:
    """One line of JSON for each case, so that a comparison of two reports is readable."""
    head = {
        "commit": at,
        "seed": seed,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "wall_seconds": round(wall),
        "stack_cpu_seconds": round(cpu),
        "rows": len(cases),
        "as_promised": sum(case.ok for case in cases),
    }
    lines = ",\n    ".join(json.dumps(asdict(case), ensure_ascii=False) for case in cases)
    outer = json.dumps(head, indent=2)[:-2]
    path.write_text(f'{outer},\n  "cases": [\n    {lines}\n  ]\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
