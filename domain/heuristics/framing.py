"""Plans how a wide picture becomes a vertical, square or wide one: which part of each shot is shown, and how it moves.

Rules, in the order in which they decide over a shot:
1. A window that shows nearly the whole frame holds still.
2. A screen (text on a plain ground) is shown whole over a blurred copy of itself, and so is a busy picture with a
   camera's inset in a corner: text is never cut, and a small face is not what it is about. A large face beside the
   text is followed as in 3 when the window cuts no lines.
3. A shot with faces is cropped around the active one, or around several that fit together. The window holds still
   while the face stays in the middle part of it, and glides (eased, half a second or longer) when it leaves. When
   another face takes over, a near one is reached by a glide, a far one by a jump, as an editor with two cameras cuts.
4. A shot too short to see anything in keeps what the shot before it had.
5. A still shot without faces is a slide: it is shown whole, too.
6. Anything else is cropped in the middle.

Black bars around the whole source are no part of the picture: all of this is measured inside of them.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.contracts.base import TimeRange
from domain.contracts.framing import (
    Aspect,
    CropPoint,
    FixedBox,
    FollowFace,
    FramingChoice,
    FramingPath,
    FramingSegment,
    Wide,
)
from domain.contracts.picture import FaceSample, FrameLook, PictureAnalysis, Shot
from domain.heuristics.faces import FaceTrack, track_faces
from domain.heuristics.framing_area import choices_within, in_whole, within
from domain.heuristics.framing_cast import face_of_shot
from domain.heuristics.framing_path import Glide, Want, glide_along
from domain.heuristics.framing_points import crop_points
from domain.heuristics.framing_screen import BUSY_MOTION, is_inset, is_screen, subject_of_screen
from domain.heuristics.framing_subject import SLIDE_MOTION, Subject, important, smooth, subjects_of
from domain.heuristics.framing_window import Window, largest_window, punch_in

SLACK = 0.16
"""How far from the window's middle a face may stray before the window moves, in window widths."""

SHORT_SHOT_SECONDS = 0.6
"""A shot without faces that is shorter keeps the framing before it."""

NEAR_SHARE = 0.45
"""A face that takes over within this share of the window's width is reached by a glide, a farther one by a jump."""

_SLACK_DOWN = 0.12
_MARGIN = 0.02
# Five per cent of the frame's width is no movement at all.
_LEAST_SLACK = 0.025
_WHOLE = 0.97
_CONTEXT_SECONDS = 3.0


@dataclass(frozen=True)
class _Part:
    """The stretch of a shot that lies in the clip: source frames, and its bounds in seconds. `index` of the shot."""

    index: int
    shot: Shot
    frames: range
    start: float
    end: float


def clip_frames(picture: PictureAnalysis, cut: TimeRange) -> range:
    """The source frames of a clip; at least one, none past the end."""
    first = min(picture.frame_rate.frame_at(cut.start), picture.frame_count - 1)
    last = min(picture.frame_rate.frame_at(cut.end), picture.frame_count)
    return range(first, max(first + 1, last))


def plan_framing(
    picture: PictureAnalysis, cut: TimeRange, aspect: Aspect, choices: Mapping[int, FramingChoice] | None = None
) -> FramingPath:
    """The framing of one stretch for one aspect; pure, equal arguments give an equal path.

    `choices`: what is wanted of single shots, by their index. Raises RejectedError `framing.no_such_face`.
    """
    if picture.active is not None:
        area = picture.active
        return in_whole(plan_framing(within(picture, area), cut, aspect, choices_within(choices, area)), area)
    frames = clip_frames(picture, cut)
    window = largest_window(aspect, picture.width, picture.height)
    segments: list[FramingSegment] = []
    for part in _parts(picture, frames):
        choice = choices.get(part.index) if choices else None
        if choice is not None:
            segments += _chosen(picture, part, window, frames.start, choice)
        else:
            segments += _frame_part(picture, part, window, frames.start, segments[-1] if segments else None)
    return FramingPath(aspect=aspect, frames=len(frames), segments=tuple(segments))


def _parts(picture: PictureAnalysis, frames: range) -> list[_Part]:
    parts = []
    for index, shot in enumerate(picture.shots):
        inside = range(max(shot.first, frames.start), min(shot.last, frames.stop))
        if inside:
            start, end = picture.frame_rate.time_of(inside.start), picture.frame_rate.time_of(inside.stop)
            parts.append(_Part(index, shot, inside, start, end))
    return parts


def _chosen(
    picture: PictureAnalysis, part: _Part, window: Window, origin: int, choice: FramingChoice
) -> list[FramingSegment]:
    """As an editor wants it, whatever the rules would say."""
    match choice:
        case Wide():
            return [_whole(part.frames, origin)]
        case FixedBox():
            box = window.nearer(1 / choice.size)
            x, y = box.inside_x(choice.center_x), box.inside_y(choice.center_y)
            point = CropPoint(frame=part.frames.start - origin, center_x=x, center_y=y)
            return [_crop(part.frames, origin, box, (point,))]
        case FollowFace():
            track = face_of_shot(picture, part.index, choice.face)
            near = window.nearer(punch_in(window, track.height, picture.height))
            subject = Subject(part.start, part.end, near, (track,))
            times = [sighting.time for sighting in track.sightings if part.start <= sighting.time < part.end]
            return _follow(picture, part, [[subject]], times, origin)


def _frame_part(
    picture: PictureAnalysis, part: _Part, window: Window, origin: int, before: FramingSegment | None
) -> list[FramingSegment]:
    if window.width >= _WHOLE and window.height >= _WHOLE:
        return [_still(part.frames, origin, window)]
    samples = _samples_near(picture, part)
    tracks = track_faces(samples, width=picture.width, height=picture.height)
    spacing = (part.end - part.start) / max(1, len(_times_within(samples, part)))
    faces = important(tracks, len(samples), spacing)
    times = _times_within(samples, part)
    if _is_shown_whole(picture, part, faces, window):
        return [_whole(part.frames, origin)]
    subjects = subjects_of(faces, times, part.start, part.end, window, picture.height)
    if subjects:
        return _follow(picture, part, _merged(subjects), times, origin)
    if before is not None and part.end - part.start < SHORT_SHOT_SECONDS and not faces:
        return [_kept(before, part.frames, origin)]
    if faces or _motion(picture, part) < SLIDE_MOTION:
        return [_whole(part.frames, origin)]
    return [_still(part.frames, origin, window)]


def _is_shown_whole(picture: PictureAnalysis, part: _Part, faces: Sequence[FaceTrack], window: Window) -> bool:
    """Whether nothing of the shot may be cut away, because it is a screen."""
    start, end = _near_part(picture, part)
    looks: list[FrameLook] = [look for look in picture.looks if start <= look.time < end]
    if is_screen(looks):
        return len(subject_of_screen(looks, faces, window)) < max(1, len(faces))
    return bool(faces) and all(map(is_inset, faces)) and _motion(picture, part) >= BUSY_MOTION


def _near_part(picture: PictureAnalysis, part: _Part) -> tuple[float, float]:
    """The seconds of the shot that lie in the clip or not far outside of it."""
    rate = picture.frame_rate
    start = max(rate.time_of(part.shot.first), part.start - _CONTEXT_SECONDS)
    end = min(rate.time_of(part.shot.last), part.end + _CONTEXT_SECONDS)
    # Sample times are rounded in storage: half a frame decides on which side of a cut one lies.
    half = 0.5 / float(rate.value)
    return start - half, end - half


def _samples_near(picture: PictureAnalysis, part: _Part) -> list[FaceSample]:
    start, end = _near_part(picture, part)
    return [sample for sample in picture.faces if start <= sample.time < end]


def _times_within(samples: Sequence[FaceSample], part: _Part) -> list[float]:
    return [sample.time for sample in samples if part.start <= sample.time < part.end]


def _merged(subjects: Sequence[Subject]) -> list[list[Subject]]:
    """Runs of subjects that one glide serves, because each is near the one before it."""
    runs: list[list[Subject]] = []
    for subject in subjects:
        if runs and _near(runs[-1][-1], subject):
            runs[-1].append(subject)
        else:
            runs.append([subject])
    return runs


def _near(one: Subject, other: Subject) -> bool:
    if one.window != other.window:
        return False
    return abs(one.at(one.end)[0] - other.at(other.start)[0]) <= NEAR_SHARE * one.window.width


def _follow(
    picture: PictureAnalysis, part: _Part, runs: Sequence[Sequence[Subject]], times: Sequence[float], origin: int
) -> list[FramingSegment]:
    """One segment per run; they meet at the frame nearest to where one subject takes over from another."""
    rate = picture.frame_rate
    bounds = [part.frames.start]
    for run in runs[1:]:
        bounds.append(min(part.frames.stop, max(bounds[-1], math.ceil(run[0].start * float(rate.value)))))
    bounds.append(part.frames.stop)
    segments = []
    for run, first, last in zip(runs, bounds, bounds[1:], strict=False):
        if first < last:
            across, down = _glides(run, times)
            points = crop_points(
                across,
                down,
                range(first, last),
                seconds_per_frame=float(1 / rate.value),
                first_frame=origin,
            )
            window = run[0].window
            segments.append(_crop(range(first, last), origin, window, points))
    return segments


def _glides(run: Sequence[Subject], times: Sequence[float]) -> tuple[Glide, Glide]:
    window = run[0].window
    seen: list[tuple[float, tuple[float, float, float]]] = []
    widest = 0.0
    for subject in run:
        within = [time for time in times if subject.start <= time < subject.end]
        for time in within or [(subject.start + subject.end) / 2]:
            seen.append((time, subject.at(time)))
            widest = max(widest, subject.width_at(time))
    moments = [time for time, _ in seen]
    across = smooth([window.inside_x(x) for _, (x, _, _) in seen])
    down = smooth([window.y_for_face(y, height) for _, (_, y, height) in seen])
    room = (window.width - widest) / 2 - _MARGIN * window.width
    slack = max(_LEAST_SLACK, min(SLACK * window.width, room))
    return _glide(moments, across, slack), _glide(moments, down, _SLACK_DOWN * window.height)


def _glide(moments: Sequence[float], values: Sequence[float], slack: float) -> Glide:
    return glide_along([Want(time, value) for time, value in zip(moments, values, strict=True)], slack)


def _motion(picture: PictureAnalysis, part: _Part) -> float:
    """Mean motion of the seconds that lie wholly in the part, or of those it touches: a cut is no motion."""
    whole = range(math.ceil(part.start), math.floor(part.end))
    touched = range(math.floor(part.start), math.ceil(part.end))
    seconds = [picture.motion[s] for s in whole or touched if s < len(picture.motion)]
    return sum(seconds) / len(seconds) if seconds else 0.0


def _kept(before: FramingSegment, frames: range, origin: int) -> FramingSegment:
    first, last = frames.start - origin, frames.stop - origin
    points = tuple(point.model_copy(update={"frame": first}) for point in before.points[-1:])
    return before.model_copy(update={"first": first, "last": last, "points": points})


def _whole(frames: range, origin: int) -> FramingSegment:
    return FramingSegment(first=frames.start - origin, last=frames.stop - origin, mode="fit")


def _still(frames: range, origin: int, window: Window) -> FramingSegment:
    return _crop(frames, origin, window, (CropPoint(frame=frames.start - origin, center_x=0.5, center_y=0.5),))


def _crop(frames: range, origin: int, window: Window, points: tuple[CropPoint, ...]) -> FramingSegment:
    first, last = frames.start - origin, frames.stop - origin
    return FramingSegment(first=first, last=last, mode="crop", width=window.width, height=window.height, points=points)
