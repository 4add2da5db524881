"""How `make test` parts the tests between processes: by file, and the end-to-end tests first and in one of them.

They take longest, share one installation, and two installations at work would each be too slow for the other.
Used as `python -m pytest -p tests.scheduling --numprocesses 2 --no-loadscope-reorder`.
"""

import pytest
from xdist.scheduler import LoadFileScheduling

END_TO_END = "tests/e2e"


class EndToEndFirst(LoadFileScheduling):
    """One file after the other to whoever is free; all of `tests/e2e` counts as one file."""

    def _split_scope(self, nodeid: str) -> str:
        return END_TO_END if nodeid.startswith(f"{END_TO_END}/") else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> EndToEndFirst:
    return EndToEndFirst(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(f"{END_TO_END}/"))
