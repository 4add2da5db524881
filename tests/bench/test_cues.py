"""Captions of a part of the bench's passages keep its bars; the counting itself finds what it shall."""

from bench.cue_material import written_passages
from bench.cues import TOO_FAST_BAR, measure, unfinished


def test_captions_break_where_a_reader_would() -> None:
    """Every sixth passage, at a calm, a brisk and the fastest speed."""
    passages = list(written_passages())
    assert sum(one.language in {"en", "es", "de", "fr", "id"} for one in passages) >= 60
    tally = measure(passages[::6], (12.0, 17.0, 20.0))
    assert tally.cues > 200
    assert tally.cases == []
    assert (tally.hard, tally.senseless) == (0, 0)
    assert tally.fast_share <= TOO_FAST_BAR
    # Four words and fifteen letters a line leave no other choice in a few places.
    assert tally.bad_groups <= 0.04 * tally.groups


def test_what_a_reader_would_not_do_is_counted() -> None:
    sentences = ["It saved us $90,000 a year.", "We were told that it costs 12 cents."]
    texts = ["It saved us $90,000 a", "year. We were", "told that", "it costs 12", "cents."]
    found = unfinished(texts, sentences, "en")
    assert [case.split(": ", 1)[1] for case in found] == [
        "on 'a'",
        "after word 2 of its sentence",
        "on 'that'",
        "on a number",
    ]
