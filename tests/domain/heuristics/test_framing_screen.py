"""A screen is shown whole, a camera's picture is framed, and bars are no part of either."""

import pytest

from domain.contracts.base import TimeRange
from domain.contracts.framing import FixedBox, FramingPath, FramingSegment
from domain.contracts.picture import Area, FaceBox, FrameLook, PictureAnalysis
from domain.heuristics.framing import plan_framing
from tests.domain.heuristics.test_framing import face, picture, vertical, whole

SECONDS = 10
ROWS = 33


def looks(columns: list[int], ground: float) -> tuple[FrameLook, ...]:
    return tuple(
        FrameLook(time=float(second), rows=ROWS, columns=tuple(columns), ground=ground) for second in range(SECONDS)
    )


EDITOR = looks([6] * 45 + [0] * 15, 0.8)
SLIDE_LEFT = looks([0] * 4 + [5] * 26 + [0] * 30, 0.64)
SLIDE_WIDE = looks([0] * 4 + [5] * 50 + [0] * 6, 0.64)
LOWER_THIRD = looks([0] * 10 + [2] * 20 + [0] * 30, 0.6)
BOOKSHELF = looks([8] * 60, 0.12)
PLAIN = looks([0] * 60, 0.14)


def seen(faces: list[FaceBox], shown: tuple[FrameLook, ...], motion: float = 0.01) -> PictureAnalysis:
    return picture([faces] * (3 * SECONDS), motion=motion).model_copy(update={"looks": shown})


def modes(path: FramingPath) -> list[str]:
    return [segment.mode for segment in path.segments]


@pytest.mark.parametrize(
    ("faces", "shown"),
    [
        ([], EDITOR),
        ([face(0.93, 0.88, 0.12)], EDITOR),
        ([face(0.5, 0.5, 0.18)], EDITOR),
        ([face(0.85, 0.5, 0.35)], SLIDE_WIDE),
        ([], looks([1] * 60, 0.9)),
    ],
    ids=["an editor", "a bubble in the corner", "a bubble in the middle", "a window through the lines", "few words"],
)
def test_a_screen_is_never_cut(faces: list[FaceBox], shown: tuple[FrameLook, ...]) -> None:
    assert modes(vertical(seen(faces, shown))) == ["fit"]


@pytest.mark.parametrize(
    ("faces", "shown"),
    [
        ([face(0.85, 0.5, 0.35)], SLIDE_LEFT),
        ([face(0.5, 0.4, 0.4)], LOWER_THIRD),
        ([face(0.5, 0.4, 0.12)], BOOKSHELF),
        ([face(0.3, 0.4, 0.12)], PLAIN),
        ([face(0.93, 0.12, 0.12)], PLAIN),
        ([], PLAIN),
    ],
    ids=[
        "a large speaker beside a slide",
        "a name below a face on plain ground",
        "a small face before books",
        "a small face",
        "a small face in a corner of a still picture",
        "a landscape",
    ],
)
def test_a_camera_picture_is_framed_as_ever(faces: list[FaceBox], shown: tuple[FrameLook, ...]) -> None:
    motion = 0.005
    with_looks, without = vertical(seen(faces, shown, motion)), vertical(seen(faces, (), motion))
    assert modes(with_looks) == ["crop"]
    assert with_looks == without


def test_a_busy_picture_with_an_inset_in_its_corner_is_shown_whole() -> None:
    """Somebody plays a game; their camera's small picture is not what it is about."""
    assert modes(vertical(seen([face(0.9, 0.13, 0.14)], PLAIN, motion=0.05))) == ["fit"]


def test_somebody_who_walks_through_a_busy_picture_is_followed() -> None:
    rows = [[face(0.75 + 0.006 * i, 0.2, 0.14)] for i in range(30)]
    assert modes(vertical(picture(rows, motion=0.05).model_copy(update={"looks": PLAIN}))) == ["crop"]


def test_only_the_shot_that_is_a_screen_is_shown_whole() -> None:
    mixed = picture([[face(0.3, 0.4)]] * 15 + [[face(0.92, 0.85, 0.12)]] * 15, cuts=[150])
    mixed = mixed.model_copy(update={"looks": PLAIN[:5] + EDITOR[5:]})
    assert modes(vertical(mixed)) == ["crop", "fit"]


LETTERBOX = Area(x=0.0, y=0.13, w=1.0, h=0.74)
PILLARBOX = Area(x=0.125, y=0.0, w=0.75, h=1.0)


def edges(segment: FramingSegment) -> tuple[float, float, float, float]:
    x, y = segment.points[0].center_x, segment.points[0].center_y
    half_width, half_height = segment.width / 2, segment.height / 2
    return x - half_width, y - half_height, x + half_width, y + half_height


def is_inside(segment: FramingSegment, area: Area) -> bool:
    left, top, right, bottom = edges(segment)
    near = 1e-4
    across = left >= area.x - near and right <= area.x + area.w + near
    return across and top >= area.y - near and bottom <= area.y + area.h + near


@pytest.mark.parametrize("area", [LETTERBOX, PILLARBOX])
@pytest.mark.parametrize("aspect", ["9:16", "1:1", "4:5", "16:9"])
@pytest.mark.parametrize("faces", [[], [face(0.3, 0.4)]])
@pytest.mark.parametrize("motion", [0.0, 0.01])
def test_no_window_shows_a_bar(area: Area, aspect, faces: list[FaceBox], motion: float) -> None:
    boxed = seen(faces, PLAIN, motion).model_copy(update={"active": area})
    path = plan_framing(boxed, whole(boxed), aspect)
    assert path.segments
    assert all(segment.points and is_inside(segment, area) for segment in path.segments)


def test_a_whole_picture_without_its_bars() -> None:
    boxed = seen([], EDITOR).model_copy(update={"active": LETTERBOX})
    (shown,) = vertical(boxed).segments
    assert shown.mode == "fit"
    assert edges(shown) == pytest.approx((0, 0.13, 1, 0.87))


def test_the_shape_of_a_window_is_that_of_the_output_whatever_the_bars() -> None:
    boxed = seen([face(0.3, 0.4)], PLAIN).model_copy(update={"active": LETTERBOX})
    (shown,) = vertical(boxed).segments
    assert shown.width * 1920 / (shown.height * 1080) == pytest.approx(9 / 16, rel=0.01)


def test_a_box_that_an_editor_chose_stays_where_it_is_in_the_whole_frame() -> None:
    boxed = seen([], PLAIN).model_copy(update={"active": LETTERBOX})
    chosen = {0: FixedBox(mode="box", shot=0, center_x=0.4, center_y=0.5, size=0.8)}
    (shown,) = plan_framing(boxed, TimeRange(start=0, end=5), "9:16", chosen).segments
    assert (shown.points[0].center_x, shown.points[0].center_y) == pytest.approx((0.4, 0.5), abs=1e-4)
