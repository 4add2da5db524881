"""The table of error codes is the code's own: complete, current, and one status per code."""

from api import error_table
from api.error_table import ROOT, dynamic_codes, rows, table

# They pass on what another place of the code has made: a child process, and the workflow that refused a decision.
PASS_ON = {"adapters/media/inspection.py", "workflows/client.py"}


def test_the_page_is_what_the_code_says() -> None:
    assert (ROOT / "docs" / "errors.md").read_text() == table(), "run: python -m api.error_table > docs/errors.md"


def test_every_code_is_written_where_it_is_raised() -> None:
    assert {place.partition(":")[0] for place in dynamic_codes()} <= PASS_ON


def test_codes_are_dotted_words_and_every_one_has_a_sentence() -> None:
    found = rows()
    assert len(found) > 100
    for row in found:
        area, _, what = row.code.partition(".")
        assert area.replace("_", "").isalnum(), row
        assert what.replace("_", "").isalnum(), row
        assert row.code == row.code.lower()
        assert all(len(detail) > 8 for detail in row.details), row


def test_a_code_that_is_raised_is_in_the_table() -> None:
    codes = {row.code for row in rows()}
    assert {"idempotency.mismatch", "revision.stale", "rate.limited", "page.cursor_invalid", "upload.swapped"} <= codes
    assert error_table.ROOMS == ("activities", "adapters", "api", "domain", "worker_pools", "workflows")
