"""From a script and its voices to the cut: in time, in sync, and as long as it was wished."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.contracts.base import TimeRange
from domain.contracts.retell import RetellScript, RetellWish, ScriptEdit
from domain.errors import RejectedError
from domain.heuristics.retell_cut import RetellCut, cut_retell
from domain.heuristics.retell_edits import edited_lines
from domain.heuristics.retell_lengths import TAIL_SECONDS
from domain.heuristics.retell_script import write_script
from domain.heuristics.retell_source import RetellSource
from domain.heuristics.shot_picking import pieces_of
from tests.domain.heuristics.retell_talks import story_source, voices_of, worths_of

SOURCE = story_source()
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def script_for(source: RetellSource = SOURCE, **wish) -> tuple[RetellScript, RetellWish]:
    asked = RetellWish(**({"seconds": 40} | wish))
    return write_script(source, worths_of(source, asked), asked), asked


def cut(
    script: RetellScript,
    seconds: float,
    edits: Sequence[ScriptEdit] = (),
    speed: float = 1.0,
    source: RetellSource = SOURCE,
    voices=None,
) -> RetellCut:
    lines = edited_lines(script, edits)
    spoken = voices or voices_of(script.model_copy(update={"lines": tuple(one.line for one in lines)}), speed)
    return cut_retell(lines, spoken, ("en", "en"), source.transcript, source.footage, seconds)


def frames_by_line(made: RetellCut) -> list[tuple[int, int, int]]:
    """Line, and the first and last (exclusive) frame of the output that it is seen in; in order."""
    found: list[tuple[int, int, int]] = []
    at = 0
    for entry in made.edl.entries:
        end = at + entry.last - entry.first
        if found and found[-1][0] == entry.line:
            found[-1] = (entry.line, found[-1][1], end)
        else:
            found.append((entry.line, at, end))
        at = end
    return found


@QUICK
@given(st.floats(15, 55), st.floats(0.8, 1.25), st.floats(0, 0.6), st.sampled_from(["narration", "both"]))
def test_the_length_is_the_wish_within_five_percent_whatever_the_voice_s_pace(seconds, speed, originals, mode):
    script, _ = script_for(seconds=seconds, originals=originals, mode=mode)
    made = cut(script, seconds, speed=speed)
    assert made.seconds == pytest.approx(seconds, rel=0.05)
    total = sum(entry.last - entry.first for entry in made.edl.entries)
    assert made.seconds == pytest.approx(total / 25)
    assert made.placed.duration == made.originals.duration == made.seconds
    assert sum(part.duration for part in made.parts) == pytest.approx(made.seconds)


@QUICK
@given(st.floats(15, 55), st.floats(0.8, 1.25), st.floats(0, 0.6), st.sampled_from([25, 24]))
def test_picture_and_voice_end_within_one_frame_of_each_other_on_every_line(seconds, speed, originals, rate):
    script, _ = script_for(seconds=seconds, originals=originals)
    made = cut(script, seconds, speed=speed)
    seen = {line: (first, last) for line, first, last in frames_by_line(made) if line}
    for placed in made.placed.lines:
        first, last = seen[placed.spoken.line.number]
        assert placed.start >= first / 25 - 1e-9
        assert -1e-9 <= last / 25 - placed.end < 1 / 25 + 1e-9
    ends = [placed.end for placed in made.placed.lines]
    starts = [placed.start for placed in made.placed.lines]
    assert all(end <= start + 1e-9 for end, start in zip(ends, starts[1:], strict=False)), "two voices at a time"
    assert list(made.kept) == [line for line, _, _ in frames_by_line(made) if line]


@QUICK
@given(st.floats(20, 55), st.floats(0.1, 1.0))
def test_originals_are_heard_and_seen_at_the_same_moment_of_the_source(seconds, originals):
    script, _ = script_for(seconds=seconds, originals=originals)
    made = cut(script, seconds)
    frames = [frame for entry in made.edl.entries for frame in range(entry.first, entry.last)]
    words = {(word.text, round(word.end - word.start, 3)): word for word in SOURCE.transcript.words}
    assert bool(made.originals.words) == any(span.level == "full" for span in made.bed)
    for word in made.originals.words:
        middle = (word.start + word.end) / 2
        level = next(span.level for span in made.bed if span.span.start <= middle < span.span.end)
        assert level == "full"
        shown = frames[int(middle * 25)] / 25
        spoken = [w for w in SOURCE.transcript.words if w.text == word.text and abs(w.start + 0.15 - shown) < 0.1]
        assert spoken, f"{word.text} is not said at {shown:.2f} s of the source"
    assert words


@QUICK
@given(st.floats(15, 55), st.floats(0, 0.6), st.sampled_from(["narration", "both"]), st.floats(1.3, 9))
def test_no_shot_is_cut_to_itself_and_none_flashes_by(seconds, originals, mode, shot_seconds):
    source = story_source((shot_seconds, shot_seconds + 2.7, 1.5 * shot_seconds + 1.2))
    script, _ = script_for(source, seconds=seconds, originals=originals, mode=mode)
    made = cut(script, seconds, source=source)
    pieces = pieces_of(made.edl.entries)
    assert all(a[0] != b[0] for a, b in pairwise(pieces))
    originals_only = {line.number for line in script.lines if line.mode == "original"}
    inner = {
        entry.first
        for entry in made.edl.entries
        if entry.line in originals_only and entry.last - entry.first < source.footage.shortest
    }
    assert all(len(frames) >= source.footage.shortest or frames.start in inner for _, frames in pieces)


def test_the_bed_covers_the_output_and_is_off_where_another_moment_is_seen():
    for mode in ("narration", "both"):
        script, wish = script_for(mode=mode)
        made = cut(script, wish.seconds)
        bounds = [(span.span.start, span.span.end) for span in made.bed]
        assert bounds[0][0] == 0
        assert bounds[-1][1] == pytest.approx(made.seconds)
        assert all(a[1] == pytest.approx(b[0]) for a, b in pairwise(bounds))
        levels = {span.level for span in made.bed}
        assert "full" in levels
        assert ("under" in levels) == (mode == "both")


def test_speech_is_where_the_source_speaks_in_what_is_shown():
    script, wish = script_for()
    made = cut(script, wish.seconds)
    frames = [frame for entry in made.edl.entries for frame in range(entry.first, entry.last)]
    for place in range(len(frames)):
        middle = (frames[place] + 0.5) / 25
        speaks = any(word.start + 0.02 < middle < word.end - 0.02 for word in SOURCE.transcript.words)
        told = any(span.start <= (place + 0.5) / 25 < span.end for span in made.speech)
        assert told or not speaks


def test_the_last_word_has_a_moment_after_it_in_the_same_picture():
    script, wish = script_for(originals=0)
    made = cut(script, wish.seconds)
    assert made.seconds - made.placed.lines[-1].end >= TAIL_SECONDS[0] - 1e-6
    last, before = made.edl.entries[-1], made.edl.entries[-2]
    assert last.line == 0
    assert (last.shot, last.first) == (before.shot, before.last)


def test_an_edited_text_is_told_and_other_lines_make_room_for_it():
    script, wish = script_for(seconds=30, originals=0)
    left_out = next(line.number for line in script.lines if line.number not in cut(script, wish.seconds).kept)
    edit = ScriptEdit(number=left_out, text="This line is what the editor wants to hear here, whatever else is told.")
    made = cut(script, wish.seconds, [edit])
    assert left_out in made.kept
    assert made.seconds == pytest.approx(30, rel=0.05)


def test_a_dropped_line_is_gone_and_what_leant_on_it_stands_by_itself():
    script, wish = script_for(seconds=55, originals=0)
    leaning = next(line for line in script.lines if line.leans)
    made = cut(script, wish.seconds, [ScriptEdit(number=leaning.number - 1, drop=True)])
    assert leaning.number - 1 not in made.kept
    assert made.seconds == pytest.approx(55, rel=0.05)


def test_an_editor_may_hand_a_line_to_the_original_and_back():
    script, wish = script_for(originals=0)
    number = script.lines[1].number
    made = cut(script, wish.seconds, [ScriptEdit(number=number, mode="original")])
    assert number not in {placed.spoken.line.number for placed in made.placed.lines}
    assert made.originals.text_of(0, len(made.originals.words)) == script.lines[1].quote
    script, wish = script_for(originals=0.3)
    original = next(line for line in script.lines if line.mode == "original")
    lines = edited_lines(script, [ScriptEdit(number=original.number, mode="narration")])
    assert next(one.line.text for one in lines if one.line.number == original.number)


def test_an_original_cut_by_hand_is_heard_over_that_stretch():
    script, wish = script_for(originals=0.3)
    original = next(line for line in script.lines if line.mode == "original")
    span = TimeRange(start=original.range.start + 0.2, end=original.range.end - 0.4)
    made = cut(script, wish.seconds, [ScriptEdit(number=original.number, range=span)])
    own = [e for e in made.edl.entries if e.line == original.number]
    assert own[-1].last == pytest.approx(span.end * 25, abs=1)


def test_two_originals_of_one_shot_have_a_glance_at_another_between_them():
    source = story_source((60.0, 20.0, 30.0))
    script, wish = script_for(source, seconds=30, originals=0)
    lines = [line for line in script.lines if line.range.end < 55]
    far = [lines[0], lines[-1]]
    edits = [ScriptEdit(number=line.number, drop=line not in far, mode="original") for line in script.lines]
    made = cut(script, wish.seconds, edits, source=source)
    pieces = pieces_of(made.edl.entries)
    assert all(a[0] != b[0] for a, b in pairwise(pieces))
    assert len(pieces) >= 3


def test_what_the_source_says_in_one_go_stays_in_one_piece():
    script, wish = script_for(seconds=30, originals=1.0)
    made = cut(script, wish.seconds)
    follows = [
        (a, b)
        for a, b in pairwise(script.lines)
        if a.last_word == b.first_word and {a.number, b.number} <= set(made.kept)
    ]
    assert follows
    for one, other in follows:
        last = [e for e in made.edl.entries if e.line == one.number][-1]
        first = next(e for e in made.edl.entries if e.line == other.number)
        assert last.last <= first.first <= last.last + 25


def test_the_room_is_heard_between_two_sentences_that_the_source_says_in_one_go():
    script, wish = script_for(seconds=30, originals=1.0)
    made = cut(script, wish.seconds)
    spans = frames_by_line(made)
    silent = [span.span for span in made.bed if span.level == "off"]
    joins = 0
    for (one, _, _), (other, first, last) in pairwise(spans):
        lines = {line.number: line for line in script.lines}
        if one == 0 or other == 0 or lines[one].last_word != lines[other].first_word:
            continue
        joins += 1
        around = TimeRange(start=first / 25 - 0.4, end=(first + last) / 50)
        assert not [span for span in silent if span.start < around.end and span.end > around.start]
    assert joins


def test_a_line_without_a_voice_is_not_told():
    script, wish = script_for(originals=0)
    voices = voices_of(script)
    number = script.lines[0].number
    voices[number] = voices[number].model_copy(update={"audio": None, "seconds": 0.0})
    assert number not in cut(script, wish.seconds, voices=voices).kept


def test_a_script_of_which_everything_was_dropped_is_refused():
    script, wish = script_for()
    edits = [ScriptEdit(number=line.number, drop=True) for line in script.lines]
    with pytest.raises(RejectedError, match=r"retell\.nothing_to_tell"):
        cut(script, wish.seconds, edits)


def test_a_talk_in_a_single_shot_and_one_without_faces_are_told_too():
    for source in (story_source((500.0,)), story_source((3.0,))):
        script, wish = script_for(source)
        made = cut(script, wish.seconds, source=source)
        assert made.seconds == pytest.approx(wish.seconds, rel=0.05)


def test_one_changed_text_leaves_the_voices_and_pictures_before_it_alone():
    script, wish = script_for(seconds=40, originals=0)
    before = cut(script, wish.seconds)
    number = before.kept[-1]
    line = next(line for line in script.lines if line.number == number)
    after = cut(script, wish.seconds, [ScriptEdit(number=number, text=line.text.replace("a", "o"))])
    assert after.kept == before.kept
    assert [p.start for p in after.placed.lines] == [p.start for p in before.placed.lines]
    assert after.edl == before.edl
