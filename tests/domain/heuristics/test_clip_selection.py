"""The chosen set is the best one, never overlaps, and does not depend on the order of the options."""

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.contracts.base import TimeRange
from domain.heuristics.clip_selection import Option, select_clips
from domain.heuristics.clip_weights import SELECTION_EMPHASIS


def unlike(_left: int, _right: int) -> float:
    return 0.0


options = st.lists(
    st.builds(
        lambda start, length, score: Option(TimeRange(start=start, end=start + length), score),
        st.integers(0, 60),
        st.integers(1, 20),
        st.integers(0, 1000).map(lambda tenths: tenths / 10),
    ),
    max_size=9,
)


def overlaps(left: Option, right: Option) -> bool:
    return left.range.overlap(right.range) > 0


def worth(chosen: list[Option]) -> float:
    return sum((one.score / 100) ** SELECTION_EMPHASIS for one in chosen)


@given(options, st.integers(1, 5))
@settings(max_examples=150, deadline=None)
def test_no_set_without_overlap_is_worth_more(found, count):
    chosen = [found[i] for i in select_clips(found, count, unlike)]
    assert len(chosen) <= count
    assert not any(overlaps(a, b) for a, b in combinations(chosen, 2))
    best = max(
        worth(list(group))
        for size in range(min(count, len(found)) + 1)
        for group in combinations(found, size)
        if not any(overlaps(a, b) for a, b in combinations(group, 2))
    )
    assert abs(worth(chosen) - best) < 1e-9


@given(options, st.integers(1, 5), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_of_the_options_changes_nothing(found, count, dice: random.Random):
    shuffled = list(found)
    dice.shuffle(shuffled)
    left = [found[i] for i in select_clips(found, count, unlike)]
    right = [shuffled[i] for i in select_clips(shuffled, count, unlike)]
    assert left == right


def test_the_best_comes_first_and_equal_scores_by_time():
    found = [Option(TimeRange(start=s, end=s + 5), score) for s, score in ((20, 50.0), (0, 50.0), (10, 80.0))]
    assert select_clips(found, 3, unlike) == [2, 1, 0]


def test_a_clip_that_tells_the_same_gives_way_to_a_slightly_worse_one():
    found = [Option(TimeRange(start=10 * i, end=10 * i + 9), score) for i, score in enumerate((80.0, 78.0, 70.0))]
    assert select_clips(found, 2, unlike) == [0, 1]
    same = {(0, 1), (1, 0)}
    assert select_clips(found, 2, lambda a, b: 1.0 if (a, b) in same else 0.0) == [0, 2]


def test_nothing_to_choose_from_gives_nothing():
    assert select_clips([], 4, unlike) == []
