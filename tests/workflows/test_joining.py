"""Parallel branches end together."""

from workflows.joining import join_all


async def test_nothing_to_join_is_no_result_and_no_waiting() -> None:
    assert await join_all([]) == []
