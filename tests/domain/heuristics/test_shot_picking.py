"""What is promised of a retell's pictures, for any footage and any lines."""

import math
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.heuristics.footage import SHORTEST_SECONDS, Footage, affinities
from domain.heuristics.shot_picking import APART_SECONDS, LinePicture, pick_shots, pieces_of
from tests.domain.heuristics.retell_talks import RATES, footage_of, footages, picture_of

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def lines_for(draw: st.DrawFn, footage: Footage, fixed: bool = True) -> list[LinePicture]:
    """Narrated lines, some of their own moment, and originals between them, never two originals in a row."""
    rate = float(footage.rate.value)
    lines: list[LinePicture] = []
    for number in range(1, draw(st.integers(1, 9)) + 1):
        start = draw(st.integers(0, max(0, footage.frames - 2)))
        kinds = ["free", "own", *(["fixed"] if fixed and not (lines and lines[-1].fixed) else [])]
        kind = draw(st.sampled_from(kinds))
        stop = min(footage.frames, start + draw(st.integers(int(1.3 * rate), int(8 * rate))))
        if kind == "fixed":
            pieces = footage.pieces(range(start, stop))
            if any(len(frames) < footage.shortest for _, frames in pieces):
                kind = "free"
        after = draw(st.sampled_from([0, int(0.5 * rate)]))
        if kind == "fixed":
            lines.append(LinePicture(number, stop - start, range(start, stop), fixed=True))
        else:
            frames = draw(st.integers(footage.shortest, int(9 * rate)))
            around = range(start, max(stop, start + 1))
            lines.append(LinePicture(number, frames, around, after=after, own=kind == "own"))
    return lines


def picked(footage: Footage, lines: list[LinePicture]):
    return pick_shots(footage, lines, affinities(footage, [line.around for line in lines]))


@QUICK
@given(st.data())
def test_where_there_are_three_shots_of_some_length_every_promise_holds(data):
    footage = data.draw(footages(fewest=3))
    lines = data.draw(lines_for(footage))
    pieces = pieces_of(picked(footage, lines))
    assert all(one[0] != other[0] for one, other in pairwise(pieces)), "a shot is cut to itself"
    assert min(len(frames) for _, frames in pieces) >= math.ceil(SHORTEST_SECONDS * footage.rate.value)


@QUICK
@given(st.data())
def test_every_line_lasts_its_frames_to_the_frame_whatever_the_footage(data):
    footage = data.draw(footages(shortest_shot=0.04))
    lines = data.draw(lines_for(footage))
    entries = picked(footage, lines)
    shown: list[tuple[int, int]] = []
    for entry in entries:
        assert entry.first < entry.last
        shot = footage.shots[entry.shot]
        assert shot.first <= entry.first, "a piece reaches over a cut of the source"
        assert entry.last <= shot.last, "a piece reaches over a cut of the source"
        shown.append((entry.line, entry.last - entry.first))
    rest = iter(shown)
    for line in lines:
        for number, frames in ((line.number, line.frames), (0, line.after)):
            left = frames
            while left:
                owner, size = next(rest)
                assert owner == number
                left -= size
                assert left >= 0
    assert next(rest, None) is None


@QUICK
@given(st.data())
def test_an_original_line_shows_exactly_the_frames_of_its_sound(data):
    footage = data.draw(footages(fewest=2))
    lines = data.draw(lines_for(footage))
    entries = picked(footage, lines)
    for line in lines:
        if line.fixed:
            own = [frame for e in entries if e.line == line.number for frame in range(e.first, e.last)]
            assert own == list(line.around)


@QUICK
@given(st.data())
def test_the_same_material_gives_the_same_list(data):
    footage = data.draw(footages())
    lines = data.draw(lines_for(footage))
    again = Footage(picture_of([s.last - s.first for s in footage.shots], footage.rate), footage.rate, 0.0)
    assert picked(footage, lines) == picked(again, lines)


@QUICK
@given(st.data())
def test_a_single_shot_is_cut_to_another_moment_of_itself(data):
    rate = data.draw(st.sampled_from(RATES))
    frames = float(rate.value)
    footage = footage_of([data.draw(st.integers(int(90 * frames), int(300 * frames)))], rate)
    starts = data.draw(st.lists(st.integers(0, int(70 * frames)), min_size=2, max_size=6))
    lines = [
        LinePicture(number, int(4 * frames), range(start, start + int(4 * frames)))
        for number, start in enumerate(starts, start=1)
    ]
    pieces = pieces_of(picked(footage, lines))
    for (_, one), (_, other) in pairwise(pieces):
        assert abs(other.start - one.stop) >= round(APART_SECONDS * rate.value)
    assert all(len(frames) >= footage.shortest for _, frames in pieces)


def test_a_line_of_its_own_moment_shows_it_in_one_run():
    footage = footage_of([200, 200, 200, 200])
    lines = [LinePicture(1, 100, range(30, 90), own=True), LinePicture(2, 100, range(450, 500), own=True)]
    entries = picked(footage, lines)
    assert [(e.line, e.first, e.last) for e in entries] == [(1, 30, 130), (2, 450, 550)]


def test_frames_that_an_original_will_show_are_not_shown_before_it():
    footage = footage_of([300, 300, 300])
    original = LinePicture(2, 100, range(100, 200), fixed=True)
    lines = [LinePicture(1, 120, range(40, 95), own=True), original, LinePicture(3, 100, range(210, 300), own=True)]
    entries = picked(footage, lines)
    others = {frame for e in entries if e.line != 2 for frame in range(e.first, e.last)}
    assert not others & set(original.around)


def test_frames_are_not_shown_twice_while_there_are_others():
    footage = footage_of([400, 400, 400])
    lines = [LinePicture(n, 60, range(100, 150)) for n in range(1, 9)]
    seen: set[int] = set()
    for entry in picked(footage, lines):
        own = set(range(entry.first, entry.last))
        assert not seen & own
        seen |= own


def test_pictures_are_chosen_near_the_moment_that_a_line_tells_of():
    footage = footage_of([150] * 40)
    lines = [LinePicture(1, 100, range(600, 700)), LinePicture(2, 100, range(4500, 4600))]
    entries = picked(footage, lines)
    for line in lines:
        assert all(abs(e.first - line.around.start) < 20 * 25 for e in entries if e.line == line.number)


def test_the_picture_that_resembles_the_text_is_preferred_where_pictures_were_compared():
    footage = footage_of([150] * 12)
    line = LinePicture(1, 75, range(300, 375))
    alike = [[(shot * 6.0 + 3.0, 0.9 if shot == 9 else 0.1 + 0.01 * shot) for shot in range(12)]]
    blind = pick_shots(footage, [line], affinities(footage, [line.around]))
    footage = footage_of([150] * 12)
    seeing = pick_shots(footage, [line], affinities(footage, [line.around], alike))
    assert blind[0].shot in {1, 2}
    assert seeing[0].shot not in {1, 2}


def test_a_shot_is_not_always_entered_at_its_start():
    footage = footage_of([100, 1000, 100])
    entries = picked(footage, [LinePicture(1, 75, range(600, 680)), LinePicture(2, 75, range(20, 60))])
    assert entries[0].first == 600


@pytest.mark.parametrize("lengths", [[20] * 30, [5, 8, 11], [1]])
def test_footage_without_a_single_shot_of_some_length_is_shown_as_it_was_cut(lengths):
    footage = footage_of(lengths)
    entries = picked(footage, [LinePicture(1, 90, range(2)), LinePicture(2, 45, range(1))])
    assert sum(e.last - e.first for e in entries) == 135


def test_a_source_without_an_analysed_picture_is_one_shot():
    empty = picture_of([]).model_copy(update={"shots": (), "frame_count": 0})
    footage = Footage(empty, RATES[0], 60.0)
    assert (footage.frames, len(footage.shots)) == (1500, 1)
