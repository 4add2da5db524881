"""The cut of a clip by time and by word, and its words in the clip's own time."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contracts.base import TimeRange
from domain.contracts.captions import CaptionText
from domain.contracts.clip_edits import WordRun
from domain.contracts.media import FrameRate
from domain.contracts.speech import Sentence, Transcript, Word
from domain.errors import RejectedError
from domain.heuristics.clip_candidates import CutGrid
from domain.heuristics.clip_pieces import cuts_of_clip, pieces_of_cut
from domain.heuristics.cut_list import cut_by_time, cut_by_words, frames_of, places_of
from domain.heuristics.reading_rules import rules_for

RATE = FrameRate(num=25, den=1)
GRID = CutGrid(RATE, (), 1000)
WORDS = tuple(Word(text=f"w{i}", start=i + 0.2, end=i + 0.8) for i in range(40))
TALK = Transcript(language="en", duration=40, words=WORDS, sentences=(Sentence(first=0, last=40),))


def spans(*bounds: tuple[float, float]) -> list[TimeRange]:
    return [TimeRange(start=start, end=end) for start, end in bounds]


def test_a_cut_by_time_lies_on_frames_and_knows_its_words():
    cut = cut_by_time(spans((3.01, 8.0), (10.0, 12.49)), TALK, GRID)
    assert [(part.start, part.end) for part in cut.ranges] == [(3.0, 8.0), (10.0, 12.48)]
    assert (cut.first_word, cut.last_word) == (3, 12)
    assert places_of(cut.ranges, RATE) == (0, 125)


def test_parts_that_touch_become_one():
    assert len(cut_by_time(spans((3, 5), (5.01, 8)), TALK, GRID).ranges) == 1


def test_a_cut_by_word_keeps_its_words_whole_and_its_neighbours_out():
    cut = cut_by_words([WordRun(first=3, last=5), WordRun(first=8, last=10)], TALK, GRID)
    assert (cut.first_word, cut.last_word) == (3, 10)
    for part, (first, last) in zip(cut.ranges, [(3, 5), (8, 10)], strict=True):
        assert WORDS[first - 1].end <= part.start <= WORDS[first].start
        assert WORDS[last - 1].end <= part.end <= WORDS[last].start


@pytest.mark.parametrize(
    ("ranges", "code"),
    [
        ([(5, 8), (3, 4)], "clip.cut_order"),
        ([(3, 6), (5, 8)], "clip.cut_order"),
        ([(3, 3.1), (5, 8)], "clip.part_too_short"),
        ([(3, 3.8)], "clip.too_short"),
        ([(38, 41)], "clip.cut_outside"),
        ([(1.85, 2.15), (2.85, 3.15), (3.85, 4.25)], "clip.no_words"),
    ],
)
def test_a_cut_that_cannot_be_is_refused_with_its_code(ranges, code):
    with pytest.raises(RejectedError) as error:
        cut_by_time(spans(*ranges), TALK, GRID)
    assert error.value.code == code


def test_a_word_that_nobody_said_is_refused():
    with pytest.raises(RejectedError, match=r"clip\.unknown_word"):
        cut_by_words([WordRun(first=30, last=41)], TALK, GRID)
    with pytest.raises(RejectedError, match=r"clip\.cut_order"):
        cut_by_words([WordRun(first=8, last=12), WordRun(first=10, last=20)], TALK, GRID)


def test_a_long_span_is_refused_even_when_little_of_it_stays():
    words = (*WORDS, Word(text="late", start=3000, end=3001))
    talk = TALK.model_copy(update={"words": words, "duration": 3600})
    with pytest.raises(RejectedError, match=r"clip\.too_long"):
        cut_by_time(spans((3, 8), (2999, 3002)), talk, CutGrid(RATE, (), 90000))


@given(st.lists(st.integers(0, 999), min_size=2, max_size=12, unique=True))
def test_whatever_is_accepted_lies_in_order_on_frames_and_covers_what_was_asked(frames):
    bounds = sorted(frames)[: len(frames) // 2 * 2]
    asked = [(bounds[i], bounds[i + 1]) for i in range(0, len(bounds), 2)]
    try:
        cut = cut_by_time(spans(*((a / 25, b / 25) for a, b in asked)), TALK, GRID)
    except RejectedError:
        return
    shown = frames_of(cut.ranges, RATE)
    assert [n for part in shown for n in part] == [n for a, b in asked for n in range(a, b)]
    assert all(one.stop < other.start for one, other in pairwise(shown))


RULES = rules_for("en", 25)


def pieces(ranges: list[TimeRange], words: range, texts: tuple[CaptionText, ...] = ()):
    return pieces_of_cut(TALK, ranges, words, texts, RULES, RATE)


def test_words_of_the_second_part_follow_those_of_the_first_in_the_clips_time():
    found = pieces(spans((3, 5), (8, 10)), range(3, 10))
    assert [piece.text for piece in found] == ["w3", "w4", "w8", "w9"]
    assert [round(piece.start, 3) for piece in found] == [0.2, 1.2, 2.2, 3.2]


def test_an_editors_text_is_written_in_place_of_the_word_and_an_empty_one_leaves_it_out():
    texts = (CaptionText(word=3, text="THREE"), CaptionText(word=4, text=""))
    assert [piece.text for piece in pieces(spans((3, 6)), range(3, 6), texts)] == ["THREE", "w5"]


def test_joints_and_the_shots_inside_the_parts_are_cuts_of_the_clip():
    ranges = spans((4, 6), (8, 10))
    assert cuts_of_clip([100, 120, 150, 170, 210, 250], ranges, RATE) == [20, 50, 60]
