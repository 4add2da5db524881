"""Who is to be seen in a shot: its faces, each with a letter by which an editor names it."""

from domain.contracts.picture import PictureAnalysis
from domain.errors import RejectedError
from domain.heuristics.faces import FaceTrack, median, track_faces
from domain.heuristics.framing_subject import important

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def cast_of_shot(picture: PictureAnalysis, index: int) -> dict[str, FaceTrack]:
    """The faces of a shot of the source by their letters, A leftmost; those hardly seen have none."""
    shot, rate = picture.shots[index], picture.frame_rate
    start, end = rate.time_of(shot.first), rate.time_of(shot.last)
    # Sample times are rounded in storage: half a frame decides on which side of a cut one lies.
    half = 0.5 / float(rate.value)
    samples = [sample for sample in picture.faces if start - half <= sample.time < end - half]
    tracks = important(
        track_faces(samples, width=picture.width, height=picture.height),
        len(samples),
        (end - start) / max(1, len(samples)),
    )
    placed = sorted(tracks, key=lambda track: (median([s.x for s in track.sightings]), track.first))
    return dict(zip(LETTERS, placed, strict=False))


def face_of_shot(picture: PictureAnalysis, index: int, letter: str) -> FaceTrack:
    """Raises RejectedError `framing.no_such_face`."""
    found = cast_of_shot(picture, index).get(letter)
    if found is None:
        raise RejectedError("framing.no_such_face", f"There is no face {letter} in shot {index}.")
    return found
