"""Deep or crowded JSON is refused before it is parsed, in time that grows with its length alone."""

import json
import time

import pytest

from api.json_guard import MOST_DEPTH, MOST_MEMBERS, refusal_of


@pytest.mark.parametrize("opener", [b"[", b'{"a":', b'[{"a":'])
def test_depth_counts_every_kind_of_bracket(opener: bytes) -> None:
    levels = opener.count(b"[") + opener.count(b"{")
    most = MOST_DEPTH // levels
    assert refusal_of(opener * most) is None
    assert "levels" in str(refusal_of(opener * (most + 1)))


def test_brackets_and_colons_inside_strings_do_not_count() -> None:
    texts = ["[{" * 40, '\\" [[[[', "a:b" * 9000, "]]" * 50] * 40
    assert refusal_of(json.dumps(texts).encode()) is None
    assert refusal_of(json.dumps([texts]).encode()) is None


def test_many_flat_things_are_allowed_and_too_many_members_are_not() -> None:
    assert refusal_of(b"[" + b"[]," * 10_000 + b"[]]") is None
    assert refusal_of(json.dumps({str(n): n for n in range(MOST_MEMBERS)}).encode()) is None
    assert "members" in str(refusal_of(json.dumps({str(n): n for n in range(MOST_MEMBERS + 1)}).encode()))


@pytest.mark.parametrize(
    "hostile",
    [b"[" * 2**20, b'"' + b'\\"' * 500_000 + b"\\", b'[""' * 300_000, b'"' * 2**20 + b"[" * 40, b'[{"' * 300_000],
    ids=["open", "endless string", "strings", "quotes", "names"],
)
def test_a_hostile_body_costs_no_more_than_its_length(hostile: bytes) -> None:
    started = time.process_time()
    refusal_of(hostile)
    assert time.process_time() - started < 1


@pytest.mark.parametrize("odd", [b"", b"null", b"]]]]", b"\xff\xfe", b'"' * 33, b":" * 99])
def test_what_is_no_json_is_left_to_the_parser(odd: bytes) -> None:
    assert refusal_of(odd) is None
