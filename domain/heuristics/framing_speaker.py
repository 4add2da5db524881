"""Which face of a shot the window follows, and when it changes to another."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.heuristics.faces import MAX_GAP_SECONDS, FaceTrack

MIN_HOLD_SECONDS = 2.0
"""The window stays with a face at least this long; quicker changes are restless."""

_SPEECH_WINDOW_SECONDS = 0.8
# Below this mouth motion nobody is taken to speak: it is the noise of a still face.
_MOUTH_NOISE = 0.001
_SIZE_WEIGHT = 0.5
_SPEECH_WEIGHT = 1.0
_CENTRE_WEIGHT = 0.15
_AWAY = -1.0
# What a change costs, in the rewards of samples: one clear speaker earns it back in about a second.
_CHANGE_COST = 2.5


@dataclass(frozen=True)
class Stretch:
    """From `start` to `end` seconds the window follows `track`."""

    start: float
    end: float
    track: FaceTrack


def stretches_of(tracks: Sequence[FaceTrack], times: Sequence[float], start: float, end: float) -> list[Stretch]:
    """Who is followed when, over the shot from `start` to `end` seconds that was sampled at `times`.

    The best way through the samples (Viterbi): each face earns by its size, by its share of the mouth motion around,
    and by being central; a change costs, so that a nod or one odd sample changes nothing.
    """
    if not tracks:
        return []
    if len(tracks) == 1 or not times:
        return [Stretch(start, end, tracks[0])]
    way = _best_way(_rewards(tracks, times))
    changes = [i for i in range(1, len(way)) if way[i] != way[i - 1]]
    bounds = [start, *((times[i - 1] + times[i]) / 2 for i in changes), end]
    followed = [way[i] for i in (0, *changes)]
    found = [Stretch(a, b, tracks[t]) for (a, b), t in zip(pairwise(bounds), followed, strict=True)]
    return _without_hasty(found)


def _best_way(rewards: Sequence[Sequence[float]]) -> list[int]:
    totals = list(rewards[0])
    origins: list[list[int]] = []
    for row in rewards[1:]:
        best = max(range(len(totals)), key=lambda i: (totals[i], -i))
        # Of equal ways the one that changes later: nobody knows yet that another will speak.
        came = [t if totals[t] > totals[best] - _CHANGE_COST else best for t in range(len(totals))]
        totals = [totals[came[t]] - (0 if came[t] == t else _CHANGE_COST) + reward for t, reward in enumerate(row)]
        origins.append(came)
    at = max(range(len(totals)), key=lambda i: (totals[i], -i))
    way = [at]
    for came in reversed(origins):
        at = came[at]
        way.append(at)
    return way[::-1]


def _rewards(tracks: Sequence[FaceTrack], times: Sequence[float]) -> list[list[float]]:
    """For each time what each face earns. A silence belongs to whoever spoke last."""
    rows = []
    shares = [1 / len(tracks)] * len(tracks)
    for time in times:
        present = [_present(track, time) for track in tracks]
        largest = max((t.height for t, here in zip(tracks, present, strict=True) if here), default=1.0)
        mouths = [_mouth(track, time) if here else 0.0 for track, here in zip(tracks, present, strict=True)]
        speaking = sum(mouths)
        if speaking > 0:
            shares = [mouth / speaking for mouth in mouths]
        rows.append(
            [
                _reward(track, time, share, largest) if here else _AWAY
                for track, here, share in zip(tracks, present, shares, strict=True)
            ]
        )
    return rows


def _reward(track: FaceTrack, time: float, share: float, largest: float) -> float:
    central = 1 - 2 * abs(track.at(time).x - 0.5)
    return _SIZE_WEIGHT * track.height / largest + _SPEECH_WEIGHT * share + _CENTRE_WEIGHT * central


def _present(track: FaceTrack, time: float) -> bool:
    """True between a face's first and last sighting; gaps in between are bridged by the tracking."""
    reach = MAX_GAP_SECONDS / 4
    return track.first - reach <= time <= track.last + reach


def _mouth(track: FaceTrack, time: float) -> float:
    """The face's mean mouth motion around `time`, less what a still face has."""
    near = [s.box.mouth_motion for s in track.sightings if abs(s.time - time) <= _SPEECH_WINDOW_SECONDS]
    return max(0.0, sum(near) / len(near) - _MOUTH_NOISE) if near else 0.0


def _without_hasty(stretches: list[Stretch]) -> list[Stretch]:
    """Give stretches shorter than the hold to their longer neighbour, the shortest first."""
    kept = list(stretches)
    while len(kept) > 1:
        index = min(range(len(kept)), key=lambda i: kept[i].end - kept[i].start)
        short = kept[index]
        if short.end - short.start >= MIN_HOLD_SECONDS:
            break
        beside = [i for i in (index - 1, index + 1) if 0 <= i < len(kept)]
        heir = max(beside, key=lambda i: kept[i].end - kept[i].start)
        low, high = min(index, heir), max(index, heir)
        kept[low : high + 1] = [Stretch(kept[low].start, kept[high].end, kept[heir].track)]
        kept = _joined(kept)
    return kept


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    found: list[Stretch] = []
    for stretch in stretches:
        if found and found[-1].track is stretch.track:
            found[-1] = Stretch(found[-1].start, stretch.end, stretch.track)
        else:
            found.append(stretch)
    return found
