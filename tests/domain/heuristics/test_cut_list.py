"""The cut of a clip by time and by word, and its words in the clip's own time."""

from dataclasses import FrozenInstanceError
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
from domain.heuristics.clip_pieces import cuts_of_clip, pieces_of_cut, words_of
from domain.heuristics.cut_list import Cut, cut_by_time, cut_by_words, frames_of, places_of, spoken_in
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


def test_a_word_that_does_not_exist_is_named():
    with pytest.raises(RejectedError) as error:
        cut_by_words([WordRun(first=30, last=42)], TALK, GRID)
    assert error.value.message == "There is no word 41; the transcript has 40 words."


def bounds(cut: Cut) -> list[tuple[float, float]]:
    return [(part.start, part.end) for part in cut.ranges]


# Pauses of 0.5, 0.4, 1, 0.1 and 0.3 s around five words of a second each, in a source of 6.4 s.
UNEVEN = TALK.model_copy(
    update={
        "duration": 6.4,
        "words": tuple(
            Word(text=f"w{i}", start=start, end=start + 1) for i, start in enumerate((0.5, 1.9, 3.9, 5.0, 6.3))
        ),
    }
)


@pytest.mark.parametrize(
    ("run", "part"),
    [
        # A word begins 0.2 s earlier or by 0.4 of the pause, and ends 0.35 s later or by 0.6 of it, on whole frames.
        ((0, 1), (0.32, 1.72)),
        ((1, 2), (1.76, 3.24)),
        ((2, 3), (3.72, 4.96)),
        ((3, 4), (4.96, 6.16)),
        ((4, 5), (6.2, 7.64)),
        ((1, 4), (1.76, 6.16)),
        ((0, 5), (0.32, 7.64)),
    ],
)
def test_a_run_of_words_takes_its_share_of_the_pauses_around_it(run, part):
    cut = cut_by_words([WordRun(first=run[0], last=run[1])], UNEVEN, CutGrid(RATE, (), 198))
    assert bounds(cut) == [part]
    assert (cut.first_word, cut.last_word) == run


def test_what_comes_before_the_first_word_is_a_pause_from_the_start():
    talk = TALK.model_copy(update={"words": (Word(text="w", start=0.3, end=2.0),)})
    assert bounds(cut_by_words([WordRun(first=0, last=1)], talk, GRID)) == [(0.2, 2.32)]


def test_runs_of_words_may_follow_each_other_at_once_and_are_then_one_part():
    words = tuple(Word(text=f"w{i}", start=i + 0.6, end=i + 1.6) for i in range(5))
    talk = TALK.model_copy(update={"words": words})
    cut = cut_by_words([WordRun(first=1, last=2), WordRun(first=2, last=4)], talk, GRID)
    assert bounds(cut) == [(1.6, 4.6)]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ([(1, 2), (2, 3), (4, 5), (5, 6)], [(1, 3), (4, 6)]),
        ([(0, 1), (1, 2), (2, 3)], [(0, 3)]),
        ([(38, 40)], [(38, 40)]),
        ([(3.0, 4.0)], [(3, 4)]),
        ([(3.0, 3.2), (4.11, 5.11)], [(3, 3.2), (4.12, 5.12)]),
        ([(2, 3), (5, 6), (8, 9)], [(2, 3), (5, 6), (8, 9)]),
    ],
)
def test_parts_are_kept_as_they_are_asked_for_up_to_the_bounds(asked, kept):
    cut = cut_by_time(spans(*asked), TALK, GRID)
    assert bounds(cut) == [pytest.approx(part) for part in kept]
    assert (cut.span.start, cut.span.end) == pytest.approx((kept[0][0], kept[-1][1]))
    with pytest.raises(FrozenInstanceError):
        cut.first_word = 0


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ([(1, 2), (4, 5), (4.5, 6)], "clip.cut_order"),
        ([(1, 2), (2, 3), (2.5, 6)], "clip.cut_order"),
        ([(3.0, 3.96)], "clip.too_short"),
        ([(3.0, 3.16), (4, 6)], "clip.part_too_short"),
        ([(38, 40.04)], "clip.cut_outside"),
    ],
)
def test_one_frame_beyond_a_bound_is_refused(asked, code):
    with pytest.raises(RejectedError) as error:
        cut_by_time(spans(*asked), TALK, GRID)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ([(0, 900)], True),
        ([(0, 900.04)], False),
        ([(100, 600), (1500, 1900)], True),
        ([(100, 600), (1500, 1900.04)], False),
        ([(100, 101), (1899, 1900)], True),
        ([(100, 101), (1899, 1900.04)], False),
        ([(50, 450), (500, 900), (1000, 1100.04)], False),
    ],
)
def test_a_clip_lasts_a_quarter_of_an_hour_taken_from_half_an_hour(asked, fits):
    grid = CutGrid(RATE, (), 100_000)
    if fits:
        assert len(cut_by_time(spans(*asked), TALK_OF_AN_HOUR, grid).ranges) == len(asked)
    else:
        with pytest.raises(RejectedError, match=r"clip\.too_long"):
            cut_by_time(spans(*asked), TALK_OF_AN_HOUR, grid)


TALK_OF_AN_HOUR = TALK.model_copy(
    update={"duration": 3600, "words": tuple(Word(text="w", start=at, end=at + 0.5) for at in range(3600))}
)


def test_a_word_is_spoken_in_the_part_that_holds_its_middle():
    words = tuple(Word(text="w", start=at, end=at + 1.0) for at in (0.5, 1.5, 2.5, 3.5))
    talk = TALK.model_copy(update={"words": words})
    assert spoken_in(talk, spans((1, 2), (2, 3), (3.5, 4)), 0, 4) == [[0], [1], []]
    assert spoken_in(talk, spans((1, 2), (2, 3), (3, 4)), 1, 2) == [[], [1], []]
    assert spoken_in(talk, spans((0, 9)), 1, 99) == [[1, 2, 3]]


def test_the_words_of_a_clip_are_those_it_is_given_or_all_that_its_parts_say():
    parts = spans((0, 3), (5, 7))
    assert words_of(TALK, parts, 3, 9) == range(3, 9)
    for first, last in ((None, None), (3, None), (None, 9)):
        assert words_of(TALK, parts, first, last) == range(7)
    assert words_of(TALK, spans((5, 7)), None, None) == range(5, 7)
    assert words_of(TALK, spans((1.81, 2.19)), None, None) == range(0)


def test_the_words_of_a_cut_count_from_its_first_word_also_when_it_is_the_first_of_all():
    cut = cut_by_time(spans((0, 2)), TALK, GRID)
    assert (cut.first_word, cut.last_word) == (0, 2)


def test_each_part_begins_where_those_before_it_end():
    assert places_of(spans((1, 2), (4, 6), (8, 8.4)), RATE) == (0, 25, 75)


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


def test_the_last_words_may_be_missing_where_the_clip_is_one_part():
    assert [piece.text for piece in pieces(spans((38, 40)), range(38, 44))] == ["w38", "w39"]
    assert [piece.text for piece in pieces(spans((3, 6)), range(4, 5))] == ["w4"]
    assert [piece.text for piece in pieces(spans((3, 3.4)), range(3, 4))] == ["w3"], "though its middle is cut off"


def test_the_word_that_ends_a_sentence_closes_it_in_the_clip():
    talk = TALK.model_copy(update={"sentences": (Sentence(first=0, last=4), Sentence(first=4, last=40))})
    found = pieces_of_cut(talk, spans((2, 6)), range(2, 6), (), RULES, RATE)
    assert [(piece.text, piece.closes_sentence) for piece in found] == [
        ("w2", False),
        ("w3", True),
        ("w4", False),
        ("w5", False),
    ]


def test_both_times_of_a_word_are_the_clips():
    found = pieces(spans((3, 5), (8, 10)), range(3, 10))
    assert [round(piece.end, 3) for piece in found] == [0.8, 1.8, 2.8, 3.8]


def test_a_shot_that_begins_with_a_part_is_no_cut_inside_of_it():
    assert cuts_of_clip([100, 101, 149, 150], spans((4, 6)), RATE) == [1, 49]
