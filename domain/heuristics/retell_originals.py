"""Which sentences of a retell are heard in the original's own voice."""

from collections.abc import Mapping

from domain.contracts.base import TimeRange
from domain.contracts.speech import Transcript
from domain.heuristics.clip_candidates import CutGrid, in_frame, out_frame
from domain.heuristics.clip_scoring_facts import TalkFacts
from domain.heuristics.footage import Footage
from domain.heuristics.retell_weights import ORIGINAL_SECONDS

_CROWDED = 0.5
"""Share of originals from which on they may follow each other."""
_OVERSHOOT = 0.5
"""An original that goes beyond their share by less than this part of itself still counts as within it."""


def frames_of_words(transcript: Transcript, first: int, last: int, footage: Footage) -> range:
    """The frames in which words `first` to `last` (exclusive) are heard, with a breath of air and no other word."""
    grid = CutGrid(
        footage.rate, tuple(sorted({shot.first for shot in footage.shots if shot.first > 0})), footage.frames
    )
    words = transcript.words
    before = words[first - 1].end if first else 0.0
    following = words[last].start if last < len(words) else footage.rate.time_of(footage.frames)
    begin = min(in_frame(words[first].start, before, grid), footage.frames - 1)
    return range(begin, max(begin + 1, out_frame(words[last - 1].end, following, grid)))


def choose_originals(
    facts: TalkFacts,
    told: Mapping[int, float],
    stretches: Mapping[int, TimeRange],
    footage: Footage,
    seconds: float,
    share: float,
) -> set[int]:
    """Sentences that speak for themselves: the most quotable ones, until they fill `share` of `seconds`.

    `told`: the sentences of the outline with their worth; `stretches`: where each is heard. Two of them do not follow
    each other while the narrator has the greater share. With a share of 1 all are originals.
    """
    if share >= 1.0:
        return set(told)
    order = sorted(told)
    able = [index for index in order if _able(facts, index, stretches[index], footage)]
    able.sort(key=lambda index: (-_strength(facts, index, told[index]), index))
    chosen: set[int] = set()
    filled = 0.0
    for index in able:
        length = stretches[index].duration
        place = order.index(index)
        beside = {order[other] for other in (place - 1, place + 1) if 0 <= other < len(order)}
        if share < _CROWDED and beside & chosen:
            continue
        if filled + _OVERSHOOT * length <= share * seconds:
            chosen.add(index)
            filled += length
    return chosen


def _able(facts: TalkFacts, index: int, stretch: TimeRange, footage: Footage) -> bool:
    """Whether a sentence can be shown as it was said: whole, fluent, of some length, and not cut up in itself."""
    text = facts.texts[index]
    shortest, longest = ORIGINAL_SECONDS
    if not text.closed or text.filler_share > 0 or text.housekeeping or not shortest <= stretch.duration <= longest:
        return False
    rate = footage.rate
    pieces = footage.pieces(range(rate.frame_at(stretch.start), rate.frame_at(stretch.end)))
    return all(len(frames) >= footage.shortest for _, frames in pieces[1:-1])


def _strength(facts: TalkFacts, index: int, worth: float) -> float:
    quotable, interest = facts.quotable[index], facts.interest[index]
    return round(0.45 * quotable + 0.25 * interest + 0.15 * facts.deliveries[index].liveliness + 0.15 * worth, 6)
