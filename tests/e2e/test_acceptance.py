"""The quick rows of the corpus of ordinary files, through the stack of the other end-to-end tests.

`make acceptance` runs all rows; see `samples/corpus`.
"""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from adapters.container import Container
from bench.acceptance_run import Acceptance, Case
from bench.installation import Installation
from samples.corpus.__main__ import CACHE
from samples.corpus.building import Builder
from samples.corpus.manifest import rows

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

QUICK = [row for row in rows() if row.quick]
AT_ONCE = 3


@pytest.fixture(scope="module")
def cases(place: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, "Future[Case]"]]:
    """All rows are at work from the first test on: each test waits for its own."""
    detector = Container(place.stack.settings(), "bench").faces
    acceptance = Acceptance(place, Builder(CACHE, alike=True), tmp_path_factory.mktemp("acceptance"), detector, None)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield {row.id: pool.submit(acceptance.run, row) for row in QUICK}
        pool.shutdown(wait=False, cancel_futures=True)


@pytest.mark.parametrize("name", [row.id for row in QUICK])
def test_an_ordinary_file_comes_out_as_promised(cases: dict[str, "Future[Case]"], name: str) -> None:
    case = cases[name].result()
    assert case.ok, "\n".join(case.faults)
