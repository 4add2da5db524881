"""Frames a picture that has black bars by the part inside of them, and finds that part again in the whole."""

from collections.abc import Mapping

from domain.contracts.framing import CropPoint, FixedBox, FramingChoice, FramingPath, FramingSegment
from domain.contracts.picture import Area, FaceBox, FaceSample, FrameLook, PictureAnalysis


def within(picture: PictureAnalysis, area: Area) -> PictureAnalysis:
    """What is seen inside the area, measured by it."""
    return picture.model_copy(
        update={
            "width": max(1, round(picture.width * area.w)),
            "height": max(1, round(picture.height * area.h)),
            "faces": tuple(_sample_within(sample, area) for sample in picture.faces),
            "looks": tuple(_look_within(look, area) for look in picture.looks),
            "active": None,
        }
    )


def choices_within(choices: Mapping[int, FramingChoice] | None, area: Area) -> Mapping[int, FramingChoice] | None:
    """What an editor wants, measured by the area."""
    if choices is None:
        return None
    return {shot: _choice_within(choice, area) for shot, choice in choices.items()}


def in_whole(path: FramingPath, area: Area) -> FramingPath:
    """A path inside the area, measured by the whole frame again."""
    return path.model_copy(update={"segments": tuple(_segment_in_whole(segment, area) for segment in path.segments)})


def _sample_within(sample: FaceSample, area: Area) -> FaceSample:
    boxes = (_box_within(box, area) for box in sample.boxes)
    return sample.model_copy(update={"boxes": tuple(box for box in boxes if box is not None)})


def _box_within(box: FaceBox, area: Area) -> FaceBox | None:
    left, right = max(0.0, (box.x - area.x) / area.w), min(1.0, (box.x + box.w - area.x) / area.w)
    top, bottom = max(0.0, (box.y - area.y) / area.h), min(1.0, (box.y + box.h - area.y) / area.h)
    if left >= right or top >= bottom:
        return None
    return box.model_copy(update={"x": left, "y": top, "w": right - left, "h": bottom - top})


def _look_within(look: FrameLook, area: Area) -> FrameLook:
    """There is nothing in the bars; that they are of one colour says nothing about the picture."""
    count = len(look.columns)
    first, last = round(area.x * count), round((area.x + area.w) * count)
    black = 1 - area.w * area.h
    return look.model_copy(
        update={
            "rows": max(1, round(look.rows * area.h)),
            "columns": look.columns[first : max(first + 1, last)],
            "ground": max(0.0, look.ground - black) / (1 - black),
        }
    )


def _choice_within(choice: FramingChoice, area: Area) -> FramingChoice:
    if not isinstance(choice, FixedBox):
        return choice
    x, y = (choice.center_x - area.x) / area.w, (choice.center_y - area.y) / area.h
    return choice.model_copy(update={"center_x": min(1.0, max(0.0, x)), "center_y": min(1.0, max(0.0, y))})


def _segment_in_whole(segment: FramingSegment, area: Area) -> FramingSegment:
    points = segment.points or (CropPoint(frame=segment.first, center_x=0.5, center_y=0.5),)
    moved = tuple(
        point.model_copy(
            update={
                "center_x": round(area.x + point.center_x * area.w, 5),
                "center_y": round(area.y + point.center_y * area.h, 5),
            }
        )
        for point in points
    )
    return segment.model_copy(
        update={"width": segment.width * area.w, "height": segment.height * area.h, "points": moved}
    )
