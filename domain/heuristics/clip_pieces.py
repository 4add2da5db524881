"""The words of a cut clip in the clip's own time, as its editor writes them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.contracts.base import TimeRange
from domain.contracts.captions import CaptionText, CaptionWord
from domain.contracts.media import FrameRate
from domain.contracts.speech import Transcript
from domain.heuristics.caption_pieces import Piece, clip_pieces
from domain.heuristics.cut_list import frames_of, places_of, spoken_in
from domain.heuristics.reading_rules import ReadingRules


def pieces_of_cut(
    transcript: Transcript,
    ranges: Sequence[TimeRange],
    words: range,
    texts: Sequence[CaptionText],
    rules: ReadingRules,
    rate: FrameRate,
) -> list[Piece]:
    """Pieces of all parts, one part after the other; `words` are the clip's, `texts` what is written otherwise."""
    written = {text.word: text.text for text in texts}
    closing = {sentence.last - 1 for sentence in transcript.sentences}
    if len(ranges) == 1:
        known = range(words.start, min(words.stop, len(transcript.words)))
        return _of_part(transcript, ranges[0], known, written, closing, rules)
    pieces: list[Piece] = []
    spoken = spoken_in(transcript, ranges, words.start, words.stop)
    for part, place, indexes in zip(ranges, places_of(ranges, rate), spoken, strict=True):
        begins = rate.time_of(place)
        pieces += [
            replace(piece, start=piece.start + begins, end=piece.end + begins)
            for piece in _of_part(transcript, part, indexes, written, closing, rules)
        ]
    return pieces


def words_of_cut(
    transcript: Transcript,
    ranges: Sequence[TimeRange],
    words: range,
    texts: Sequence[CaptionText],
    rate: FrameRate,
) -> list[CaptionWord]:
    """The words themselves in the clip's time, as they are written: what captions made of the pieces are held against.

    They take another way than the pieces, so that a fault in one of the two shows.
    """
    written = {text.word: text.text for text in texts}
    known = range(words.start, min(words.stop, len(transcript.words)))
    spoken = [list(known)] if len(ranges) == 1 else spoken_in(transcript, ranges, known.start, known.stop)
    found: list[CaptionWord] = []
    for part, place, indexes in zip(ranges, places_of(ranges, rate), spoken, strict=True):
        begins = last = rate.time_of(place)
        for index in indexes:
            word = transcript.words[index]
            moved = [begins + min(max(time - part.start, 0.0), part.duration) for time in (word.start, word.end)]
            start = max(last, moved[0])
            last = max(start, moved[1])
            found.append(CaptionWord(text=written.get(index, word.text), start=start, end=last))
    return found


def words_of(transcript: Transcript, ranges: Sequence[TimeRange], first: int | None, last: int | None) -> range:
    """The words `first` to `last` (exclusive); without them all from the first to the last one spoken in the parts."""
    if first is not None and last is not None:
        return range(first, last)
    spoken = [index for part in spoken_in(transcript, ranges, 0, len(transcript.words)) for index in part]
    return range(min(spoken), max(spoken) + 1) if spoken else range(0)


def cuts_of_clip(shot_starts: Sequence[int], ranges: Sequence[TimeRange], rate: FrameRate) -> list[int]:
    """The clip's frames at which another picture begins: shots of the source (`shot_starts`, its frames) and joints."""
    found = set(places_of(ranges, rate)[1:])
    for frames, place in zip(frames_of(ranges, rate), places_of(ranges, rate), strict=True):
        found |= {place + start - frames.start for start in shot_starts if frames.start < start < frames.stop}
    return sorted(found)


def _of_part(
    transcript: Transcript,
    part: TimeRange,
    indexes: Sequence[int],
    written: Mapping[int, str],
    closing: set[int],
    rules: ReadingRules,
) -> list[Piece]:
    words = [
        transcript.words[index].model_copy(update={"text": written.get(index, transcript.words[index].text)})
        for index in indexes
    ]
    return clip_pieces(words, [index in closing for index in indexes], part, rules)
