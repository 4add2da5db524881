"""`python -m bench.mutation [MODULE…]`: how many small faults the tests notice, per module, and those that they do not.

The faults are those of `bench/mutants.py`. Each is put into the module as it is imported, in a process of its own that
runs the module's tests until one fails; no file is changed. Faults that change nothing anybody could notice are listed
with the reason in `mutation_equivalents.toml` and do not count. Bar: 90 % of each group.

Time arithmetic is what computes with moments, words, frames, parts and windows that somebody relies on. `cue_timing` is
not among it: half of its faults are weights of taste in a search, whose outcome `subtitle_check` and `bench.captions`
judge.
"""

import argparse
import importlib.abc
import importlib.machinery
import os
import resource
import signal
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from bench.mutants import Mutant, mutants_of

ROOT = Path(__file__).parent.parent
BAR = 0.9
_HEURISTICS = "tests/domain/heuristics"


@dataclass(frozen=True)
class Target:
    """A module, and the tests that are to notice its faults; quick ones, without servers."""

    group: str
    module: str
    tests: tuple[str, ...]


TARGETS = (
    Target("permissions", "domain.access", ("tests/domain/test_access.py",)),
    Target("idempotency", "domain.idempotency", ("tests/domain/test_idempotency.py",)),
    Target("idempotency", "domain.services.idempotency", ("tests/domain/services/test_idempotency_rules.py",)),
    Target("idempotency", "api.idempotency", ("tests/api/test_idempotency_layer.py",)),
    Target("time", "domain.contracts.base", ("tests/domain/contracts/test_times.py",)),
    Target("time", "domain.contracts.media", ("tests/domain/contracts/test_times.py",)),
    Target("time", "domain.heuristics.word_times", (f"{_HEURISTICS}/test_word_times.py",)),
    Target("time", "domain.heuristics.cut_list", (f"{_HEURISTICS}/test_cut_list.py",)),
    Target("time", "domain.heuristics.clip_pieces", (f"{_HEURISTICS}/test_cut_list.py",)),
    Target("time", "domain.heuristics.transcript_editing", (f"{_HEURISTICS}/test_transcript_editing.py",)),
    Target("time", "domain.heuristics.speech_chunks", (f"{_HEURISTICS}/test_speech_chunks.py",)),
    Target("time", "domain.heuristics.picture_chunks", (f"{_HEURISTICS}/test_picture_chunks.py",)),
    Target("time", "domain.heuristics.subtitle_files", (f"{_HEURISTICS}/test_subtitle_files.py",)),
    Target("time", "adapters.limits.storage", ("tests/adapters/limits/test_storage.py",)),
    Target("time", "adapters.limits.limiter", ("tests/adapters/limits/test_states.py",)),
)
# Loaded before the processes part, so that each does not have to load them again: nothing of ours.
_WARM = (
    "pytest",
    "pydantic",
    "numpy",
    "hypothesis",
    "hypothesis.strategies",
    "pytest_asyncio",
    "fastapi",
    "structlog",
    "limits",
)


@dataclass(frozen=True)
class Outcome:
    """Whether the tests noticed."""

    mutant: Mutant
    killed: bool


class _Fault(importlib.abc.MetaPathFinder, importlib.machinery.SourceFileLoader):
    """Imports one module from a text instead of its file."""

    def __init__(self, module: str, text: str) -> None:
        super().__init__(module, str(ROOT / (module.replace(".", "/") + ".py")))
        self._text = text

    def find_spec(self, name: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        if name != self.name:
            return None
        return importlib.machinery.ModuleSpec(name, self, origin=self.path)

    def get_code(self, _: str) -> CodeType:
        return compile(self._text, self.path, "exec", dont_inherit=True)


def passes(module: str, text: str, tests: Sequence[str], cpu_seconds: int) -> bool:
    """Whether the tests pass with this text as the module's source. Too much CPU time counts as a failure."""
    if module in sys.modules:
        raise RuntimeError(f"{module} is loaded here already, so its fault would not be")
    child = os.fork()
    if child == 0:
        os._exit(_tested(module, text, tests, cpu_seconds))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


def _tested(module: str, text: str, tests: Sequence[str], cpu_seconds: int) -> int:
    import hypothesis
    import pytest

    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # What waits for ever uses no CPU time.
    signal.alarm(60 + 20 * cpu_seconds)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    sys.meta_path.insert(0, _Fault(module, text))
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    hypothesis.settings.register_profile("mutation", phases=phases, database=None, derandomize=True, deadline=None)
    hypothesis.settings.load_profile("mutation")
    # What waits for ever fails after half a minute; the quick tests of these modules are nowhere near.
    quiet = ("--timeout=30", "-p", "no:cacheprovider", "-p", "no:schemathesis", "-p", "no:faulthandler")
    try:
        return int(pytest.main([*tests, "-x", "-q", "--noconftest", *quiet]))
    except BaseException:  # noqa: BLE001 - whatever it was, the fault was noticed
        return 1


def measured(target: Target, jobs: int) -> Iterator[Outcome]:
    """Try every fault of a module. Raises RuntimeError when its tests fail without one."""
    source = (ROOT / (target.module.replace(".", "/") + ".py")).read_text(encoding="utf-8")
    used = _children_cpu()
    if not passes(target.module, source, target.tests, 120):
        raise RuntimeError(f"the tests of {target.module} fail as it is: pytest --noconftest {' '.join(target.tests)}")
    limit = 5 + round(5 * (_children_cpu() - used))

    def tried(mutant: Mutant) -> Outcome:
        return Outcome(mutant, killed=not passes(target.module, mutant.source, target.tests, limit))

    with ThreadPoolExecutor(jobs) as pool:
        # All are made first: nothing else runs here while a process parts.
        yield from pool.map(tried, list(mutants_of(target.module, ROOT)))


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def equivalents() -> dict[tuple[str, str, str], str]:
    """Faults that nobody could notice, by module and by what the line said and says, with the reason."""
    listed = tomllib.loads((ROOT / "bench" / "mutation_equivalents.toml").read_text(encoding="utf-8"))
    return {(one["module"], one["before"], one["after"]): one["reason"] for one in listed["mutant"]}


def main() -> int:
    """Returns 1 when a group is under the bar, or an equivalent is listed that no longer exists or is noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help="these only")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    wanted = parser.parse_args()
    for name in _WARM:
        importlib.import_module(name)
    known = equivalents()
    targets = [target for target in TARGETS if not wanted.modules or target.module in wanted.modules]
    killed: defaultdict[str, int] = defaultdict(int)
    counted: defaultdict[str, int] = defaultdict(int)
    for target in targets:
        began = time.monotonic()
        outcomes = list(measured(target, wanted.jobs))
        excused = {(one.mutant.before, one.mutant.after) for one in outcomes if not one.killed}
        alive = [one.mutant for one in outcomes if not one.killed and _place(one.mutant) not in known]
        count = sum(one.killed for one in outcomes)
        for group in (target.group, target.module):
            killed[group] += count
            counted[group] += count + len(alive)
        print(f"{_score(killed, counted, target.module)} in {time.monotonic() - began:.0f} s", flush=True)
        for mutant in alive:
            print(f"  line {mutant.line}: {mutant.before}\n{'':>8}now: {mutant.after}", flush=True)
        for module, before, after in known:
            if module == target.module and (before, after) not in excused:
                print(f"  listed as equivalent, but noticed or gone: {before} -> {after}", flush=True)
    groups = sorted({target.group for target in targets})
    for group in groups:
        print(_score(killed, counted, group))
    return 0 if all(killed[group] >= BAR * counted[group] for group in groups) else 1


def _place(mutant: Mutant) -> tuple[str, str, str]:
    return mutant.module, mutant.before, mutant.after


def _score(killed: dict[str, int], counted: dict[str, int], name: str) -> str:
    share = killed[name] / counted[name] if counted[name] else 1.0
    return f"{name}: {killed[name]} of {counted[name]} faults noticed, {share:.1%} (bar: {BAR:.0%})"


if __name__ == "__main__":
    sys.exit(main())
