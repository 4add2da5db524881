"""README and docs quote only what was measured, as it was measured."""

import re
from pathlib import Path

import pytest

from bench import figures
from bench.figures import Quote, agrees, quotes, read, record

_COMMIT = re.compile(r"^[0-9a-f]{12}$")


@pytest.mark.parametrize("quote", quotes(), ids=lambda quote: f"{quote.document}: {quote.name}")
def test_a_document_quotes_what_was_measured(quote: Quote) -> None:
    known = read()
    assert quote.name in known, f"{quote.document} quotes {quote.name}, which bench/figures.json does not hold"
    figure = known[quote.name]
    assert agrees(quote, figure), f"{quote.document} says {quote.words!r}; measured: {figure['value']} {figure['unit']}"
    assert _COMMIT.match(str(figure["commit"])), f"{quote.name} was measured on a changed tree"


def unmarked(text: str) -> list[str]:
    """Rows of a table of measurements that hold a number outside a mark."""
    tables = re.findall(r"^\| measured.*\n\|-.*\n((?:\|.*\n)+)", text, re.MULTILINE)
    rows = [row for table in tables for row in table.splitlines()]
    return [row for row in rows if re.search(r"\d", figures._MARKED.sub("", row.split("|")[2]))]


def test_no_table_of_measurements_has_a_figure_without_a_mark() -> None:
    assert [row for path in figures.documents() for row in unmarked(path.read_text(encoding="utf-8"))] == []
    table = "| measured | |\n|---|---|\n| wall | 3 s |\n| error | <!-- figure: asr.wer -->1.0<!-- /figure --> % |\n"
    assert unmarked(table) == ["| wall | 3 s |"]


def test_a_figure_is_kept_with_its_commit_and_command(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    record("overhead", 1.0812, "ratio", path=path)
    record("asr.wer", 0.0099, "share", path=path)
    found = read(path)
    assert list(found) == ["asr.wer", "overhead"]
    assert set(found["overhead"]) == {"value", "unit", "commit", "date", "command"}


def test_new_values_are_written_into_the_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = tmp_path / "README.md"
    document.write_text("It costs <!-- figure: overhead -->1.08<!-- /figure --> times.", encoding="utf-8")
    monkeypatch.setattr(figures, "documents", lambda: [document])
    monkeypatch.setattr(figures, "read", lambda: {"overhead": {"value": 1.1149, "unit": "times"}})
    assert figures.main() == 0
    assert document.read_text(encoding="utf-8") == "It costs <!-- figure: overhead -->1.11<!-- /figure --> times."


@pytest.mark.parametrize(
    ("words", "value", "same"),
    [
        ("1.08", 1.0812, True),
        ("1.09", 1.0812, False),
        ("45 ms", 45.2, True),
        ("44 ms", 45.2, False),
        ("none", 1, False),
    ],
)
def test_a_quote_agrees_as_far_as_it_is_written(words: str, value: float, same: bool) -> None:
    assert agrees(Quote("x", "y", words), {"value": value, "unit": ""}) is same
