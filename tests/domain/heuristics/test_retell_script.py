"""The script that needs no language model: the talk's own sentences, each with the place where it was said."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.contracts.retell import RetellScript, RetellWish
from domain.errors import RejectedError
from domain.heuristics.narration_words import NARRATION_WORDS
from domain.heuristics.retell_script import (
    expected_seconds,
    require_enough,
    require_length,
    write_script,
)
from domain.heuristics.retell_source import RetellSource
from tests.domain.heuristics.clip_talks import facts_of, spoken
from tests.domain.heuristics.retell_talks import STORY, footage_of, story_source, worths_of

SOURCE = story_source()
TONES = st.sampled_from(["neutral", "dramatic", "playful"])


def script_for(source: RetellSource = SOURCE, **wish) -> RetellScript:
    asked = RetellWish(**wish)
    return write_script(source, worths_of(source, asked), asked)


@settings(deadline=None, max_examples=40)
@given(st.floats(15, 70), TONES, st.floats(0, 1), st.sampled_from(["narration", "both"]))
def test_every_quote_is_in_the_transcript_at_its_range_and_in_order(seconds, tone, originals, mode):
    script = script_for(seconds=seconds, tone=tone, originals=originals, mode=mode)
    transcript = SOURCE.transcript
    bounds = {(s.first, s.last) for s in transcript.sentences}
    firsts, lasts = {first for first, _ in bounds}, {last for _, last in bounds}
    assert [line.number for line in script.lines] == list(range(1, len(script.lines) + 1))
    for line in script.lines:
        assert line.quote == transcript.text_of(line.first_word, line.last_word)
        assert line.range.start == transcript.words[line.first_word].start
        assert line.range.end == transcript.words[line.last_word - 1].end
        assert line.first_word in firsts, "whole sentences"
        assert line.last_word in lasts, "whole sentences"
        assert bool(line.text) == (line.mode != "original")
        assert 0 < line.worth <= 1
    places = [line.first_word for line in script.lines]
    assert places == sorted(set(places))


@settings(deadline=None, max_examples=30)
@given(st.floats(15, 55), TONES)
def test_the_expected_length_is_the_wish_within_two_percent(seconds, tone):
    wish = RetellWish(seconds=seconds, tone=tone)
    script = write_script(SOURCE, worths_of(SOURCE, wish), wish)
    assert expected_seconds(script, SOURCE, wish) == pytest.approx(seconds, rel=0.02)


def test_the_narrator_says_nothing_of_their_own_but_that_it_is_later():
    script = script_for(seconds=60, originals=0)
    for line in script.lines:
        said = line.text
        for word in NARRATION_WORDS["en"].later.values():
            said = said.removeprefix(word)
        left = iter(line.quote.lower().replace(",", "").replace(".", "").split())
        assert all(token in left for token in said.lower().replace(",", "").replace(".", "").split())
    assert "um" not in " ".join(line.text for line in script.lines).split()


def test_leaps_ahead_are_told_at_most_once_a_minute_and_never_at_the_start():
    script = script_for(seconds=45, tone="dramatic")
    bridged = [line for line in script.lines if line.text.startswith("And then: ")]
    assert len(bridged) <= 1
    assert not script.lines[0].text.startswith("And then: ")


def test_a_language_without_words_of_ours_gets_none():
    source = story_source(language="nl")
    script = script_for(source, seconds=45, originals=0)
    assert all(line.text == line.quote for line in script.lines)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.25])
def test_originals_have_about_their_share(share):
    script = script_for(seconds=60, originals=share)
    heard = sum(line.range.duration for line in script.lines if line.mode == "original")
    assert heard == pytest.approx(60 * share, abs=3.0)


def test_a_retell_can_be_all_originals():
    modes = [line.mode for line in script_for(seconds=30, originals=1.0).lines if line.worth > 0.5]
    assert set(modes) == {"original"}


def test_originals_alternate_with_the_narrator_and_are_quotable_whole_sentences():
    script = script_for(seconds=60, originals=0.3)
    modes = [line.mode for line in script.lines]
    assert "original" in modes
    assert all(not (a == b == "original") for a, b in pairwise(modes))
    for line in script.lines:
        if line.mode == "original":
            assert line.quote in STORY


def test_in_another_language_nobody_is_left_to_understand_the_original_alone():
    modes = {line.mode for line in script_for(seconds=45, language="es", originals=0.5, mode="narration").lines}
    assert modes == {"narration", "both"}
    assert all(line.text for line in script_for(seconds=45, language="es", originals=1.0).lines)


def test_an_original_whose_picture_was_cut_up_by_the_source_is_told_by_the_narrator():
    choppy = story_source(shot_seconds=(0.5,))
    assert all(line.mode != "original" for line in script_for(choppy, seconds=45, originals=0.5).lines)


@pytest.mark.parametrize("seconds", [70, 900])
def test_a_retell_that_would_be_the_talk_itself_is_refused_with_the_length_that_can_be(seconds):
    wish = RetellWish(seconds=seconds)
    with pytest.raises(RejectedError, match=r"retell\.too_little_speech") as caught:
        require_enough(SOURCE, worths_of(SOURCE, wish), wish)
    possible = int(caught.value.message.split("order one of ")[1].split()[0])
    shorter = RetellWish(seconds=possible)
    require_enough(SOURCE, worths_of(SOURCE, shorter), shorter)


def test_a_script_that_cannot_last_as_long_as_it_was_wished_is_refused():
    require_length(57.5, RetellWish(seconds=60))
    with pytest.raises(RejectedError, match=r"retell\.too_little_speech.*order one of 41 s"):
        require_length(41.7, RetellWish(seconds=60))


@pytest.mark.parametrize("lines", [["Nobody answered the letter of 1912."], ["Welcome, the slides are online."], []])
def test_a_video_that_says_next_to_nothing_is_refused(lines):
    facts = facts_of(lines, [0.9] * len(lines))
    source = RetellSource(spoken(lines), facts, (0.5,) * len(lines), footage_of([500]))
    with pytest.raises(RejectedError, match=r"no retell is worth"):
        require_enough(source, worths_of(source, RetellWish(seconds=10)), RetellWish(seconds=10))
