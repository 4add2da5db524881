"""The captions of a cut: its words as pieces and as cues by the reading rules, kept clear of its changes of picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.contracts.base import TimeRange
from domain.contracts.captions import CaptionText, CaptionWord
from domain.contracts.picture import PictureAnalysis
from domain.contracts.speech import Transcript
from domain.heuristics.caption_pieces import Piece
from domain.heuristics.clip_pieces import cuts_of_clip, pieces_of_cut, words_of, words_of_cut
from domain.heuristics.cue_timing import time_cues
from domain.heuristics.language_runs import main_language
from domain.heuristics.reading_rules import ReadingRules, rules_for
from domain.heuristics.subtitle_check import Cue, check_cues


@dataclass(frozen=True)
class CutCaptions:
    """Captions on the time of a cut of `frames`, and the `words` they are of; `violations`: rules that could not be
    kept, in words.
    """

    rules: ReadingRules
    frames: int
    pieces: tuple[Piece, ...]
    cues: tuple[Cue, ...]
    violations: tuple[str, ...]
    words: tuple[CaptionWord, ...]


@dataclass(frozen=True)
class CutWords:
    """Words `first` to `last` (exclusive) of a transcript, without bounds all that are spoken; `texts`: what is written
    otherwise. They are on the source's time, or with `placed` on the cut's.
    """

    transcript: Transcript
    first: int | None = None
    last: int | None = None
    texts: Sequence[CaptionText] = ()
    placed: bool = False


def caption_cut(words: CutWords, picture: PictureAnalysis, ranges: Sequence[TimeRange], rate: float) -> CutCaptions:
    """Captions of the parts `ranges` of a source, at `rate` frames a second."""
    frames = max(1, sum(round(part.duration * rate) for part in ranges))
    # Words that are on the cut's time already lie in one part: all of it.
    spoken = (TimeRange(start=0, end=frames / rate),) if words.placed else tuple(ranges)
    known = words_of(words.transcript, spoken, words.first, words.last)
    rules = rules_for(main_language(words.transcript, known), rate)
    pieces = pieces_of_cut(words.transcript, spoken, known, words.texts, rules, picture.frame_rate)
    cuts = cuts_of_clip([shot.first for shot in picture.shots[1:]], ranges, picture.frame_rate)
    cues = time_cues(pieces, rules, frames, cuts)
    said = words_of_cut(words.transcript, spoken, known, words.texts, picture.frame_rate)
    return CutCaptions(rules, frames, tuple(pieces), tuple(cues), check_cues(cues, rules, cuts), tuple(said))
