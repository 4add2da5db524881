"""What holds for every framing, and what a viewer expects of some."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.contracts.base import TimeRange
from domain.contracts.framing import Aspect, FramingPath, FramingSegment
from domain.contracts.media import FrameRate
from domain.contracts.picture import FaceBox, FaceSample, PictureAnalysis, Shot
from domain.heuristics.framing import clip_frames, plan_framing
from domain.heuristics.framing_path import Want, glide_along
from domain.heuristics.framing_points import FASTEST

RATE = FrameRate(num=30, den=1)
ASPECTS: tuple[Aspect, ...] = ("9:16", "1:1", "4:5", "16:9")


def face(x: float, y: float = 0.4, h: float = 0.25, mouth: float = 0.0) -> FaceBox:
    """A face centred at x, y in a 16:9 frame, as wide as two thirds of its height in pixels."""
    w = h * 9 / 16 * 2 / 3
    return FaceBox(x=x - w / 2, y=y - h / 2, w=w, h=h, score=0.9, mouth_motion=mouth)


def picture(
    rows: Sequence[Sequence[FaceBox]],
    cuts: Sequence[int] = (),
    *,
    motion: float = 0.01,
    size: tuple[int, int] = (1920, 1080),
) -> PictureAnalysis:
    """Three samples a second, ten frames each; shots between `cuts`."""
    count = len(rows) * 10
    bounds = [0, *cuts, count]
    return PictureAnalysis(
        frame_rate=RATE,
        frame_count=count,
        width=size[0],
        height=size[1],
        shots=tuple(Shot(first=a, last=b) for a, b in pairwise(bounds)),
        motion=(motion,) * (count // 30 + 1),
        faces=tuple(FaceSample(time=round(i / 3, 4), boxes=tuple(row)) for i, row in enumerate(rows)),
    )


def whole(seen: PictureAnalysis) -> TimeRange:
    return TimeRange(start=0, end=seen.frame_count / 30)


def vertical(seen: PictureAnalysis) -> FramingPath:
    return plan_framing(seen, whole(seen), "9:16")


def center(segment: FramingSegment, frame: int) -> tuple[float, float]:
    points = segment.points
    if len(points) == 1 or frame <= points[0].frame:
        return points[0].center_x, points[0].center_y
    for one, other in pairwise(points):
        if frame <= other.frame:
            share = (frame - one.frame) / (other.frame - one.frame)
            return (
                one.center_x + share * (other.center_x - one.center_x),
                one.center_y + share * (other.center_y - one.center_y),
            )
    return points[-1].center_x, points[-1].center_y


def segment_at(path: FramingPath, frame: int) -> FramingSegment:
    return next(segment for segment in path.segments if segment.first <= frame < segment.last)


def shows(path: FramingPath, frame: int, box: FaceBox) -> bool:
    return shows_box(path, frame, box.x, box.y, box.x + box.w, box.y + box.h)


def shows_box(path: FramingPath, frame: int, left: float, top: float, right: float, bottom: float) -> bool:
    segment = segment_at(path, frame)
    if segment.mode == "fit":
        return True
    x, y = center(segment, frame)
    across = x - segment.width / 2 <= left + 1e-4 and right <= x + segment.width / 2 + 1e-4
    down = y - segment.height / 2 <= top + 1e-4 and bottom <= y + segment.height / 2 + 1e-4
    return across and down


boxes = st.builds(face, x=st.floats(0.1, 0.9), y=st.floats(0.2, 0.8), h=st.floats(0.05, 0.9), mouth=st.floats(0, 0.1))
pictures = st.builds(
    picture,
    st.lists(st.lists(boxes, max_size=3), min_size=2, max_size=30),
    st.just(()),
    motion=st.sampled_from([0.0, 0.01]),
    size=st.sampled_from([(1920, 1080), (1080, 1920), (3840, 2160), (640, 480), (1080, 1080)]),
).flatmap(
    lambda seen: st.lists(st.integers(1, seen.frame_count - 1), unique=True, max_size=6).map(
        lambda cuts: seen.model_copy(
            update={"shots": tuple(Shot(first=a, last=b) for a, b in pairwise([0, *sorted(cuts), seen.frame_count]))}
        )
    )
)


@settings(max_examples=150, deadline=None)
@given(pictures, st.sampled_from(ASPECTS), st.floats(0, 5), st.floats(0.1, 12))
def test_segments_cover_the_clip_without_gap_and_never_cross_a_cut(
    seen: PictureAnalysis, aspect: Aspect, start: float, length: float
) -> None:
    cut = TimeRange(start=start, end=start + length)
    path = plan_framing(seen, cut, aspect)
    frames = clip_frames(seen, cut)
    assert path.frames == len(frames)
    assert path.segments[0].first == 0
    assert path.segments[-1].last == path.frames
    assert all(one.last == other.first for one, other in pairwise(path.segments))
    assert all(segment.first < segment.last for segment in path.segments)
    cuts = {shot.first - frames.start for shot in seen.shots}
    assert not any(segment.first < frame < segment.last for segment in path.segments for frame in cuts)


@settings(max_examples=150, deadline=None)
@given(pictures, st.sampled_from(ASPECTS))
def test_the_window_has_its_shape_stays_inside_and_never_darts(seen: PictureAnalysis, aspect: Aspect) -> None:
    path = plan_framing(seen, whole(seen), aspect)
    wide, high = (int(part) for part in aspect.split(":"))
    for segment in path.segments:
        if segment.mode == "fit":
            continue
        assert segment.width * seen.width / (segment.height * seen.height) == pytest.approx(wide / high, rel=1e-6)
        assert [point.frame for point in segment.points] == sorted({point.frame for point in segment.points})
        assert all(segment.first <= point.frame < segment.last for point in segment.points)
        for point in segment.points:
            assert segment.width / 2 - 1e-4 <= point.center_x <= 1 - segment.width / 2 + 1e-4
            assert segment.height / 2 - 1e-4 <= point.center_y <= 1 - segment.height / 2 + 1e-4
        for one, other in pairwise(segment.points):
            seconds = (other.frame - one.frame) / 30
            # A subject that runs may be followed faster than a pan; a wild one is not.
            assert abs(other.center_x - one.center_x) <= FASTEST * seconds + 1e-3


@settings(max_examples=40, deadline=None)
@given(pictures, st.sampled_from(ASPECTS))
def test_equal_questions_have_equal_answers(seen: PictureAnalysis, aspect: Aspect) -> None:
    again = PictureAnalysis.model_validate_json(seen.model_dump_json())
    assert plan_framing(seen, whole(seen), aspect) == plan_framing(again, whole(seen), aspect)


def test_the_window_does_not_move_while_the_face_moves_less_than_five_per_cent() -> None:
    seen = picture([[face(0.4 + 0.049 * (i % 2))] for i in range(60)])
    path = vertical(seen)
    assert [len(segment.points) for segment in path.segments] == [1]
    assert all(shows(path, i * 10, face(0.4 + 0.049 * (i % 2))) for i in range(60))


def test_a_speaker_who_changes_place_is_reached_by_one_eased_pan() -> None:
    # Two thirds of a second on the way, as people walk.
    xs = [0.3] * 15 + [0.4, 0.5] + [0.6] * 15
    seen = picture([[face(x)] for x in xs])
    path = vertical(seen)
    assert len(path.segments) == 1
    steps = [center(path.segments[0], f + 1)[0] - center(path.segments[0], f)[0] for f in range(path.frames - 1)]
    moving = [f for f, step in enumerate(steps) if abs(step) > 1e-6]
    assert 0.4 * 30 <= moving[-1] - moving[0] <= 2.0 * 30
    assert all(step >= -1e-6 for step in steps), "no overshoot and no way back"
    assert abs(steps[moving[0]]) < max(steps) / 2 > abs(steps[moving[-1]]), "soft at both ends"
    inside = [shows(path, i * 10, face(x)) for i, x in enumerate(xs)]
    assert sum(inside) >= 0.98 * len(inside)


def test_a_speaker_who_keeps_walking_is_followed_without_stops() -> None:
    xs = [0.2 + 0.6 * i / 17 for i in range(18)]
    path = vertical(picture([[face(x)] for x in xs]))
    assert all(shows(path, i * 10, face(x)) for i, x in enumerate(xs))
    steps = [center(path.segments[0], f + 1)[0] - center(path.segments[0], f)[0] for f in range(path.frames - 1)]
    walk = 0.6 / 170
    on_the_way = steps[40:130]
    assert min(on_the_way) > 0.5 * walk
    assert max(on_the_way) < 1.6 * walk


def test_a_lone_speaker_who_was_lost_on_the_way_is_no_other_person() -> None:
    rows = [[face(0.3, h=0.2)]] * 10 + [[]] * 2 + [[face(0.75, h=0.2)]] * 10
    path = vertical(picture(rows))
    assert len(path.segments) == 1, "a glide, no jump"
    assert shows(path, 90, rows[9][0])
    assert shows(path, 150, rows[15][0])


def test_a_single_odd_sample_moves_nothing() -> None:
    xs = [0.4] * 10 + [0.49] + [0.4] * 10
    path = vertical(picture([[face(x)] for x in xs]))
    assert [len(segment.points) for segment in path.segments] == [1]


def test_of_two_far_faces_the_speaking_one_is_shown_and_the_change_is_a_jump() -> None:
    rows = [[face(0.2, mouth=0.03), face(0.8)] for _ in range(24)]
    rows += [[face(0.2), face(0.8, mouth=0.03)] for _ in range(24)]
    path = vertical(picture(rows))
    assert len(path.segments) == 2
    first, second = path.segments
    assert abs(first.points[0].center_x - 0.2) < 0.05
    assert abs(second.points[0].center_x - 0.8) < 0.05
    assert abs(second.first - 240) <= 30, "the change comes with the speaker, not a second later"
    assert len(first.points) == len(second.points) == 1


def test_a_silence_belongs_to_whoever_spoke_last() -> None:
    rows = [[face(0.2, mouth=0.03), face(0.8)] for _ in range(18)]
    rows += [[face(0.2), face(0.8)] for _ in range(12)]
    rows += [[face(0.2), face(0.8, mouth=0.03)] for _ in range(18)]
    first, second = vertical(picture(rows)).segments
    assert abs(second.first - 300) <= 30
    assert first.points[0].center_x < second.points[0].center_x


def test_a_short_remark_of_the_other_person_changes_nothing() -> None:
    rows = [[face(0.2, mouth=0.03), face(0.8)] for _ in range(48)]
    for i in (20, 21):
        rows[i] = [face(0.2), face(0.8, mouth=0.03)]
    assert len(vertical(picture(rows)).segments) == 1


def test_turns_quicker_than_two_seconds_do_not_make_the_picture_restless() -> None:
    rows = [[face(0.2, mouth=0.03 * (i // 3 % 2)), face(0.8, mouth=0.03 * (1 - i // 3 % 2))] for i in range(60)]
    path = vertical(picture(rows))
    assert all(segment.last - segment.first >= 60 for segment in path.segments)


def test_faces_that_fit_together_are_shown_together() -> None:
    rows = [[face(0.42), face(0.58)] for _ in range(30)]
    path = plan_framing(picture(rows), TimeRange(start=0, end=10), "1:1")
    assert len(path.segments) == 1
    assert path.segments[0].points[0].center_x == pytest.approx(0.5, abs=0.01)


def test_the_larger_face_is_the_subject_while_nobody_speaks() -> None:
    rows = [[face(0.15, h=0.2), face(0.75, h=0.45)] for _ in range(30)]
    assert vertical(picture(rows)).segments[0].points[0].center_x == pytest.approx(0.75, abs=0.02)


def test_a_small_face_is_brought_nearer_with_its_eyes_near_the_upper_third() -> None:
    small = face(0.5, y=0.45, h=0.1)
    segment = vertical(picture([[small]] * 30)).segments[0]
    assert segment.height == pytest.approx(0.8)
    y = segment.points[0].center_y
    eyes = (small.y + 0.35 * small.h - (y - segment.height / 2)) / segment.height
    assert 0.3 <= eyes <= 0.42


def test_a_coarse_source_is_never_enlarged_further() -> None:
    segment = vertical(picture([[face(0.5, h=0.1)]] * 30, size=(1280, 720))).segments[0]
    assert segment.height == 1.0


def test_a_still_shot_without_faces_is_shown_whole() -> None:
    assert [segment.mode for segment in vertical(picture([[]] * 30, motion=0.0002)).segments] == ["fit"]


def test_a_moving_shot_without_faces_is_cropped_in_the_middle() -> None:
    segment = vertical(picture([[]] * 30, motion=0.01)).segments[0]
    assert segment.mode == "crop"
    assert segment.points[0].center_x == 0.5


def test_a_face_too_large_for_the_window_is_shown_whole() -> None:
    close = FaceBox(x=0.3, y=0.1, w=0.4, h=0.85, score=0.95)
    assert vertical(picture([[close]] * 30)).segments[0].mode == "fit"


def test_a_very_short_shot_keeps_the_framing_before_it() -> None:
    rows = [[face(0.3)] for _ in range(15)] + [[]] + [[face(0.7)] for _ in range(15)]
    path = vertical(picture(rows, cuts=(150, 160)))
    before, short, after = path.segments
    assert (short.first, short.last) == (150, 160)
    assert short.points[0].center_x == before.points[-1].center_x
    assert after.points[0].center_x == pytest.approx(0.7, abs=0.02)


def test_every_shot_frames_its_own_face_from_its_first_frame() -> None:
    rows = [[face(0.25)] for _ in range(12)] + [[face(0.75)] for _ in range(12)]
    path = vertical(picture(rows, cuts=(120,)))
    assert [round(segment.points[0].center_x, 2) for segment in path.segments] == [0.25, 0.75]


def test_a_false_face_seen_once_on_a_slide_does_not_crop_it() -> None:
    rows: list[list[FaceBox]] = [[] for _ in range(30)]
    rows[12] = [face(0.8)]
    assert vertical(picture(rows, motion=0.0)).segments[0].mode == "fit"


def test_a_source_of_the_wanted_shape_is_shown_as_it_is() -> None:
    upright = plan_framing(picture([[face(0.5)]] * 10, size=(1080, 1920)), TimeRange(start=0, end=3), "9:16")
    assert [(s.mode, s.width, s.height, len(s.points)) for s in upright.segments] == [("crop", 1.0, 1.0, 1)]


def test_an_upright_source_becomes_wide_around_the_face() -> None:
    small = FaceBox(x=0.4, y=0.2, w=0.2, h=0.12, score=0.9)
    path = plan_framing(picture([[small]] * 30, size=(1080, 1920)), TimeRange(start=0, end=10), "16:9")
    assert path.segments[0].mode == "crop"
    assert all(shows(path, frame, small) for frame in range(0, 300, 10))


def test_a_glide_holds_as_long_as_it_can() -> None:
    wants = [Want(t / 3, 0.3 if t < 30 else 0.5) for t in range(60)]
    glide = glide_along(wants, 0.05)
    assert glide.at(0.0) == glide.at(9.0) == 0.3
    assert glide.at(11.0) == glide.at(19.0) == 0.5
    assert glide.at(29.5 / 3) == pytest.approx(0.4)
