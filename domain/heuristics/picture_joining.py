"""Joins what was seen in several stretches into one analysis of the whole picture."""

from collections.abc import Sequence
from fractions import Fraction

from domain.contracts.media import VideoStream
from domain.contracts.picture import PictureAnalysis, PictureChunk
from domain.errors import PermanentError
from domain.heuristics.picture_bars import active_area, join_lit
from domain.heuristics.picture_black import blackouts_of
from domain.heuristics.shots import shots_from_scores


def join_chunks(chunks: Sequence[PictureChunk], video: VideoStream) -> PictureAnalysis:
    """The analysis of the whole picture, its shots found over all scores at once.

    Raises PermanentError `picture.gap` unless the stretches follow each other from frame 0 and tell of every frame.
    """
    frame = 0
    for chunk in chunks:
        count = chunk.last_frame - chunk.first_frame
        if chunk.first_frame != frame or len(chunk.cut_scores) != count or len(chunk.motion) != count:
            raise PermanentError("picture.gap", f"The stretches of the picture do not meet at frame {frame}.")
        frame = chunk.last_frame
    if frame == 0:
        raise PermanentError("picture.gap", "The picture was analysed in no stretch.")
    rate = video.frame_rate
    scores = [score for chunk in chunks for score in chunk.cut_scores]
    flashes = [flash for chunk in chunks for flash in chunk.flashes]
    return PictureAnalysis(
        frame_rate=rate,
        frame_count=frame,
        width=video.width,
        height=video.height,
        shots=shots_from_scores(scores, rate.value, flashes),
        motion=_per_second([value for chunk in chunks for value in chunk.motion], rate.value),
        faces=tuple(sample for chunk in chunks for sample in chunk.faces),
        looks=tuple(look for chunk in chunks for look in chunk.looks),
        active=active_area(join_lit(chunk.lit for chunk in chunks)),
        blackouts=blackouts_of(
            [value for chunk in chunks for value in chunk.luma],
            [value for chunk in chunks for value in chunk.peaks],
            rate.value,
        ),
    )


def _per_second(motion: Sequence[float], rate: Fraction) -> tuple[float, ...]:
    """The mean over the frames that appear in each second; a grid slower than one frame a second repeats its last."""
    means: list[float] = []
    last = 0.0
    for second in range(int(-(-len(motion) // rate))):
        first, end = -(-second * rate // 1), -(-(second + 1) * rate // 1)
        within = motion[int(first) : int(end)]
        last = round(sum(within) / len(within), 5) if within else last
        means.append(last)
    return tuple(means)
