"""Server-Sent Events are read as the standard says, wherever their bytes are cut."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutdown_sdk.sse import Message, MessageReader

STREAM = (
    "\ufeffretry: 1500\nid: 0\n\n: heartbeat\n\nid: 1\nevent: job.queued\ndata: {}\n\r\nid:2\rdata: å\rdata\r\r"
    'event: stream.closed\r\ndata: {"code": "x"}\r\n\r\nevent: lonely\n\nid: 3\ndata: cut off'
).encode()
MESSAGES = [
    Message("0", "message", None),
    Message("1", "job.queued", "{}"),
    Message("2", "message", "å\n"),
    Message(None, "stream.closed", '{"code": "x"}'),
]


def test_messages_are_complete_with_their_empty_line() -> None:
    reader = MessageReader()
    assert list(reader.feed(STREAM)) == MESSAGES
    assert reader.retry == 1.5


@given(st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_it_does_not_matter_where_the_bytes_are_cut(cuts: list[int]) -> None:
    reader, bounds = MessageReader(), [0, *sorted(cuts), len(STREAM)]
    blocks = [STREAM[start:end] for start, end in pairwise(bounds)]
    assert [message for block in blocks for message in reader.feed(block)] == MESSAGES


@pytest.mark.parametrize("words", [b"retry: soon\n\n", b"id: a\0b\n\n", b"unknown: word\n\n", b":\n\n", b"\n\n\n"])
def test_what_says_nothing_is_no_message(words: bytes) -> None:
    reader = MessageReader()
    assert (list(reader.feed(words)), reader.retry) == ([], None)
