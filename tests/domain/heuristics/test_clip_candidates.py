"""In and out points, lengths, and what is said when no clip is possible."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contracts.clips import ClipWishes
from domain.contracts.media import FrameRate
from domain.contracts.picture import Blackout
from domain.contracts.speech import Transcript
from domain.errors import RejectedError
from domain.heuristics.clip_candidates import CutGrid, clip_candidates, in_frame, out_frame
from tests.domain.heuristics.clip_talks import RATE, seen, spoken

TEN_WORDS = "one two three four five six seven eight nine ten."


def grid(cuts: tuple[int, ...] = (), frames: int = 10_000, rate: FrameRate = RATE) -> CutGrid:
    return CutGrid(rate, cuts, frames)


def found(transcript: Transcript, wishes: ClipWishes, cuts: tuple[int, ...] = ()):
    strengths = [1.0] * (len(transcript.sentences) + 1)
    return clip_candidates(transcript, CutGrid.of(seen(transcript, cuts), RATE, transcript.duration), wishes, strengths)


def test_a_clip_begins_a_fifth_of_a_second_before_its_first_word_and_ends_a_third_after_its_last():
    assert in_frame(10.0, 8.0, grid()) == 245
    assert out_frame(20.0, 22.0, grid()) == 508


def dark(first: int, last: int, frames: int = 10_000) -> CutGrid:
    return CutGrid(RATE, (), frames, (Blackout(first=first, last=last),))


def test_a_clip_begins_after_the_black_before_its_first_word():
    assert in_frame(10.0, 8.0, dark(200, 248)) == 248
    assert in_frame(10.0, 8.0, dark(200, 250)) == 250
    assert in_frame(10.0, 8.0, dark(200, 245)) == 245


def test_no_word_is_cut_for_a_picture_that_stays_black_under_it():
    assert in_frame(10.0, 8.0, dark(200, 251)) == 245


def test_a_start_that_stays_black_is_taken_only_where_there_is_no_other():
    talk = spoken([TEN_WORDS] * 6)
    wishes = ClipWishes(min_seconds=3, max_seconds=60)
    strengths = [1.0] * 7
    bright = clip_candidates(talk, CutGrid.of(seen(talk), RATE, talk.duration), wishes, strengths)
    first = min(one.range.start for one in bright)
    begin = RATE.frame_at(first)
    picture = seen(talk).model_copy(update={"blackouts": (Blackout(first=0, last=begin + 40),)})
    lit = clip_candidates(talk, CutGrid.of(picture, RATE, talk.duration), wishes, strengths)
    assert lit == [one for one in bright if one.first > 0]
    picture = picture.model_copy(update={"blackouts": (Blackout(first=0, last=100_000),)})
    assert clip_candidates(talk, CutGrid.of(picture, RATE, talk.duration), wishes, strengths) == bright


def test_in_a_short_pause_both_neighbours_get_their_share():
    begin = in_frame(10.2, 10.0, grid())
    end = out_frame(10.0, 10.2, grid())
    assert 250 <= end <= begin <= 255


def test_a_cut_just_before_the_first_word_is_where_the_clip_begins():
    assert in_frame(10.0, 8.0, grid((240, 247, 249, 251))) == 249


def test_a_cut_just_after_the_last_word_is_where_the_clip_ends():
    assert out_frame(20.0, 22.0, grid((499, 503, 505, 509))) == 503


@given(
    previous=st.floats(0, 100),
    gap=st.floats(0, 5),
    rate=st.sampled_from([FrameRate(num=25, den=1), FrameRate(num=30000, den=1001), FrameRate(num=60, den=1)]),
    cuts=st.lists(st.integers(1, 6500), unique=True).map(sorted),
)
def test_no_clip_reaches_into_a_neighbouring_word_and_neighbours_never_overlap(previous, gap, rate, cuts):
    onset = previous + gap
    own = grid(tuple(cuts), 100_000, rate)
    frame = 1 / Fraction(rate.num, rate.den)
    begin, end = in_frame(onset, previous, own), out_frame(previous, onset, own)
    assert begin * frame >= previous - 1e-4
    assert begin * frame <= onset + frame
    assert end * frame <= onset + 1e-4
    assert end * frame >= previous - frame
    if gap > 2.5 * frame:
        assert previous - 1e-4 <= end * frame
        assert begin * frame <= onset + 1e-4
        assert end <= begin


def test_every_run_of_sentences_with_a_wished_length_is_a_candidate_and_no_other():
    talk = spoken([TEN_WORDS] * 10)
    clips = found(talk, ClipWishes(min_seconds=5, max_seconds=12))
    sizes = {clip.last - clip.first for clip in clips}
    assert sizes == {2, 3}
    assert len(clips) == 9 + 8
    assert all(5 <= clip.range.duration <= 12 for clip in clips)


def test_bounds_are_frames_of_the_grid():
    for clip in found(spoken([TEN_WORDS] * 8), ClipWishes(min_seconds=5, max_seconds=12)):
        assert (clip.range.start * 25) % 1 == pytest.approx(0, abs=1e-9)
        assert (clip.range.end * 25) % 1 == pytest.approx(0, abs=1e-9)


def test_a_short_video_that_fits_is_one_clip_as_a_whole():
    talk = spoken(["Only a few words.", "That is all."], tail=5.0)
    (clip,) = found(talk, ClipWishes(min_seconds=6, max_seconds=60))
    assert (clip.first, clip.last) == (0, 2)
    assert clip.range.start == 0
    assert clip.range.end == pytest.approx(talk.duration, abs=0.05)


@pytest.mark.parametrize(
    ("lines", "wishes", "told"),
    [
        ([], ClipWishes(), "speech"),
        (["Too short."], ClipWishes(), "shorter"),
        (["word " * 200 + "end."], ClipWishes(), "longer"),
    ],
)
def test_when_nothing_is_possible_the_sentence_says_what_to_change(lines, wishes, told):
    with pytest.raises(RejectedError) as caught:
        found(spoken(lines), wishes)
    assert caught.value.code == "clips.none_possible"
    assert told in caught.value.message


def test_a_start_with_very_many_ends_keeps_those_on_the_strongest_bounds():
    talk = spoken([TEN_WORDS] * 80)
    strengths = [0.1] * 81
    strengths[70] = 0.9
    own = CutGrid.of(seen(talk), RATE, talk.duration)
    clips = clip_candidates(talk, own, ClipWishes(min_seconds=5, max_seconds=900), strengths)
    assert max(sum(clip.first == first for clip in clips) for first in range(80)) <= 24
    assert all(any(clip.first == first and clip.last == 70 for clip in clips) for first in range(60))
