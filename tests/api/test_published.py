"""The published schema is kept: Schemathesis finds no answer of 5xx and none that the schema does not describe."""

from pathlib import Path

from bench.api_server import serving
from bench.fuzz import cases_of, fuzzed

SECONDS = 25


def test_operations_keep_what_their_schema_promises(tmp_path: Path) -> None:
    with serving(tmp_path) as url:
        status, report = fuzzed(
            url, tmp_path, "--max-examples=3", "--seed=1", f"--max-time={SECONDS}", "--phases=fuzzing,stateful"
        )
    assert status == 0, report[-8000:]
    # About a thousand on an idle machine; how many fit into the time on a busy one says nothing about the answers.
    assert cases_of(tmp_path / "report.json") > 20
    log = (tmp_path / "api.log").read_text()
    assert "request_crashed" not in log
