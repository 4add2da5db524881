"""Lines stay in time, keep pauses, never meet, are never cut, and hurry no more than they must."""

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.contracts.base import ArtifactRef, TimeRange
from domain.contracts.lines import Line, PlacedLine, SpokenLine
from domain.heuristics.pacing import FASTEST, HURRIED, HURRIED_SHARE, PAUSE, Fitting, pause_kept, place_lines
from domain.heuristics.voice_edges import MARGIN

SOUND = ArtifactRef(digest="0" * 64, size=1, media_type="audio/flac")
EXACT = 1e-6


def spoken(number: int, start: float, end: float, seconds: float, *, text: str = "x" * 40) -> SpokenLine:
    line = Line(
        number=number, slot=TimeRange(start=start, end=end), first_word=0, last_word=1, source="word", text=text
    )
    return SpokenLine(line=line, voice="test", audio=SOUND if text else None, seconds=seconds)


def placed(lines: Sequence[SpokenLine], duration: float = 100.0) -> Fitting:
    return place_lines(lines, "en", duration)


def only(lines: Sequence[SpokenLine], duration: float = 100.0) -> PlacedLine:
    (line,) = placed(lines, duration).placed.lines
    return line


def test_a_line_that_fits_is_said_at_its_slot_at_its_own_pace() -> None:
    line = only([spoken(1, 2.0, 5.0, 2.4)])
    assert (line.start, line.end, line.speed, line.flags) == (2.0, 4.4, 1.0, ())


def test_a_line_much_shorter_than_its_slot_just_ends_early() -> None:
    assert only([spoken(1, 0.0, 10.0, 1.0)]).speed == 1.0


def test_a_longer_line_takes_of_the_silence_behind_it_before_it_hurries() -> None:
    first, _ = placed([spoken(1, 0.0, 3.0, 3.9), spoken(2, 4.5, 6.0, 1.0)]).placed.lines
    assert (first.start, first.end, first.speed, first.flags) == (0.0, 3.9, 1.0, ("borrowed",))


def test_a_pause_of_the_source_stays_a_pause() -> None:
    first, second = placed([spoken(1, 0.0, 3.0, 3.3), spoken(2, 3.6, 6.0, 1.0)]).placed.lines
    assert second.start - first.end > PAUSE
    assert 1.0 < first.speed < HURRIED


def test_neighbours_make_room_within_what_nobody_hears() -> None:
    """Without moving either start, the first line would have to be hurried; the second one has time to spare."""
    lines = placed([spoken(1, 1.0, 3.0, 2.3), spoken(2, 3.1, 6.0, 1.0)]).placed.lines
    assert all(line.speed <= HURRIED for line in lines)
    assert lines[0].start < 1.0
    assert lines[1].start > 3.1
    assert "stretched" not in lines[0].flags


def test_what_fits_nowhere_is_left_to_the_original_with_the_length_that_would_fit() -> None:
    fitting = placed([spoken(1, 0.0, 2.0, 9.0, text="w" * 90), spoken(2, 2.1, 4.0, 1.0)])
    first, second = fitting.placed.lines
    assert first.spoken.audio is None
    assert first.flags == ("too_long",)
    assert (first.start, first.end, second.start) == (0.0, 2.0, 2.1)
    (budget,) = fitting.tight
    assert budget.number == 1
    assert 15 <= budget.max_chars <= 24, "two seconds at the ten characters a second that this voice needs"


def test_an_empty_line_is_not_spoken_and_says_so() -> None:
    assert only([spoken(1, 0.0, 2.0, 0.0, text="")]).flags == ("empty",)


def test_only_so_many_lines_may_hurry() -> None:
    """One line in ten may be said faster than 1.1; of two such lines the faster one is asked shorter."""
    calm = [spoken(n, 3.0 * n, 3.0 * n + 2.9, 2.0) for n in range(1, 9)]
    hurried = [spoken(10, 30.0, 32.9, 3.4), spoken(11, 33.0, 35.9, 3.45), spoken(12, 36.0, 38.0, 1.0)]
    one = placed([*calm, hurried[0], spoken(11, 33.0, 35.9, 2.0)])
    assert one.placed.lines[8].speed > HURRIED
    assert one.placed.lines[8].flags == ("stretched", "borrowed")
    assert one.tight == ()
    assert [budget.number for budget in placed([*calm, *hurried]).tight] == [11]


def test_a_cut_has_its_own_timeline() -> None:
    """Lines follow the parts in any order; what is not shown is not said."""
    lines = [spoken(1, 1.0, 2.0, 0.9), spoken(2, 10.0, 12.0, 1.5), spoken(3, 20.0, 21.0, 0.9)]
    parts = (TimeRange(start=19.5, end=22), TimeRange(start=0.5, end=3.5))
    found = place_lines(lines, "en", 5.5, parts).placed.lines
    assert [(line.spoken.line.number, line.start) for line in found] == [(3, 0.5), (1, 3.0)]


def test_a_line_ends_with_the_timeline() -> None:
    line = only([spoken(1, 1.0, 2.9, 2.2)], 3.0)
    assert line.end < 3.0
    assert line.speed > 1.0


@st.composite
def talks(draw: st.DrawFn, most: int = 12) -> tuple[list[SpokenLine], float]:
    """Lines of a talk: slots in order, pauses of all lengths, voices from far too short to far too long."""
    at, lines = draw(st.floats(0, 1)), []
    for number in range(1, draw(st.integers(1, most)) + 1):
        length = draw(st.floats(0.3, 6))
        share = draw(st.one_of(st.floats(0.3, 1.0), st.floats(0.9, 1.6), st.floats(1.5, 4)))
        text = draw(st.sampled_from(["", "x", "y" * 40, "z" * 40]))
        lines.append(spoken(number, at, at + length, share * length if text else 0.0, text=text))
        at += length + draw(st.one_of(st.just(0.0), st.floats(0, 0.6), st.floats(0.4, 3)))
    return lines, at + draw(st.floats(0, 1))


@given(talks())
@settings(max_examples=150, deadline=None)
def test_every_line_keeps_the_rules(talk: tuple[list[SpokenLine], float]) -> None:
    lines, duration = talk
    fitting = placed(lines, duration)
    result = fitting.placed.lines
    assert [line.spoken.line for line in result] == [line.line for line in lines], "nothing is hidden"
    for line, given_line in zip(result, lines, strict=True):
        slot = line.spoken.line.slot
        if line.spoken.audio is None:
            assert (line.start, line.end) == (slot.start, slot.end)
            assert ("too_long" in line.flags) == (given_line.audio is not None)
            continue
        assert -0.1 < line.start - slot.start < 0.1
        assert line.start - slot.start + MARGIN < 0.1, "heard too late, after the silence that begins its sound"
        assert line.start >= 0
        assert line.end <= duration + EXACT
        assert 1.0 <= line.speed <= FASTEST
        assert (line.end - line.start) * line.speed == pytest.approx(line.spoken.seconds), "not a sample is cut"
        assert ("stretched" in line.flags) == (line.speed > HURRIED)
        assert ("borrowed" in line.flags) == (line.end > slot.end + 0.01)
    for before, after in itertools.pairwise(result):
        gap = after.spoken.line.slot.start - before.spoken.line.slot.end
        assert after.start >= before.end - EXACT, "two voices at once"
        if gap > PAUSE + EXACT:
            assert after.start - before.end > PAUSE, "a pause is gone"


@given(talks())
@settings(max_examples=100, deadline=None)
def test_whoever_keeps_to_the_budget_fits(talk: tuple[list[SpokenLine], float]) -> None:
    """Said again at the same pace with the length asked for, each tight line finds its place."""
    lines, duration = talk
    tight = {budget.number: budget.max_chars for budget in placed(lines, duration).tight}
    shorter = []
    for line in lines:
        chars = tight.get(line.line.number)
        old = len(line.line.text)
        assert chars is None or 1 <= chars < max(2, old)
        cut = old if chars is None else min(old, chars)
        said = line.line.model_copy(update={"text": line.line.text[:cut]})
        shorter.append(line.model_copy(update={"line": said, "seconds": line.seconds * cut / max(1, old)}))
    again = placed(shorter, duration)
    asked_again = {budget.number for budget in again.tight}
    # Who cannot be made shorter takes from its neighbours, so that they may be asked once more.
    one_letter = {line.line.number for line in lines if len(line.line.text) == 1}
    if not one_letter and 1 not in tight.values():
        assert not asked_again & set(tight)
    # A line that is spoken now takes the room in which a neighbour could begin early: that one may have to hurry.
    voiced = sum(line.spoken.audio is not None for line in again.placed.lines)
    hurried = sum(line.speed > HURRIED for line in again.placed.lines)
    assert hurried <= HURRIED_SHARE * voiced + len(asked_again)


def brute(lines: Sequence[SpokenLine], duration: float) -> tuple[int, int, float]:
    """Unvoiced lines, hurried lines and the sum of squared haste, of the best of all combinations of starts."""
    steps = [round(0.02 * n, 2) for n in range(-4, 4)]
    best = (len(lines) + 1, 0, 0.0)
    for offsets in itertools.product(steps, repeat=len(lines)):
        outcome = _outcome(lines, offsets, duration)
        best = best if outcome is None else min(best, outcome)
    return best


def _outcome(lines: Sequence[SpokenLine], offsets: Sequence[float], duration: float) -> tuple[int, int, float] | None:
    unvoiced, hurried, haste = 0, 0, 0.0
    for index, (line, offset) in enumerate(zip(lines, offsets, strict=True)):
        slot, final = line.line.slot, index + 1 == len(lines)
        gap = (duration if final else lines[index + 1].line.slot.start) - slot.end
        rest = 0.04 if final else pause_kept(gap)
        following = slot.end + gap + (0.0 if final else offsets[index + 1])
        room = following - rest - slot.start - offset
        if slot.start + offset < 0 or (line.audio is None and offset):
            return None
        fits = line.audio is not None and line.seconds <= room * FASTEST and room > 0
        if not fits:
            if offset or following - slot.end < min(gap, rest) - 1e-9:
                return None
            unvoiced += line.audio is not None
            continue
        speed = max(1.0, line.seconds / room)
        hurried += speed > HURRIED
        haste += (speed - 1) ** 2
    return unvoiced, hurried, haste


@given(talks(most=3))
@settings(max_examples=30, deadline=None)
def test_no_other_choice_of_starts_needs_less_haste(talk: tuple[list[SpokenLine], float]) -> None:
    lines, duration = talk
    result = placed(lines, duration).placed.lines
    unvoiced = sum("too_long" in line.flags for line in result)
    haste = sum((line.speed - 1) ** 2 for line in result)
    best = brute(lines, duration)
    assert (unvoiced, sum(line.speed > HURRIED for line in result)) == best[:2]
    # Starting off the point has a small price of its own, and a speed is a round number.
    assert haste <= best[2] + 0.002
