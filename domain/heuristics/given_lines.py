"""Lays the lines of a transcript that a customer brought over what a recogniser heard, and says where they differ.

The words are the customer's, their times the sound's: both texts are matched word by word, a matched word is where it
was heard, the others lie between. So a file may be some seconds early or late as a whole, and its lines roughly timed.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from statistics import median

from domain.contracts.base import TimeRange
from domain.contracts.given_transcript import GivenLine
from domain.contracts.speech import DraftSegment, SpeechWarning, Word
from domain.heuristics.speech_chunks import covered_seconds
from domain.heuristics.subtitle_text import SPACELESS

LARGEST_OFFSET = 15.0
"""Seconds by which a file may be early or late as a whole."""
SAME_WORDS = 0.6
"""Share of a line's words that must have been heard for it to count as what is said."""
ALIKE = 0.5
"""Likeness by letters from which a line is what is said, though the recogniser spells its words otherwise."""
LEAST_EXTRA = 3.0
"""Seconds of recognised words outside all lines from which they are taken in."""
_SURELY_OTHER = 0.15
_FEWEST_TOKENS = 20
_SURE_PROBABILITY = 0.6
_SPOKEN_SHARE = 0.3
_BLOCK = 3
_FEWEST_PLACED = 5
_BESIDE = 0.4
_SHOWN = 200


@dataclass(frozen=True)
class Laid:
    """What is said in a chunk, and what does not fit."""

    segments: tuple[DraftSegment, ...]
    warnings: tuple[SpeechWarning, ...]


@dataclass(frozen=True)
class _Token:
    text: str
    start: float
    end: float


@dataclass
class _Line:
    """A line on the sound's clock, its words as they are written, and where each of them was heard."""

    given: GivenLine
    start: float
    end: float
    words: list[str]
    heard: list[TimeRange | None]

    @property
    def share(self) -> float:
        return sum(place is not None for place in self.heard) / max(1, len(self.heard))


def lay_over(
    lines: Sequence[GivenLine],
    heard: Sequence[DraftSegment],
    spans: Sequence[TimeRange],
    reach: TimeRange,
    language: str,
) -> Laid:
    """The lines that belong into `reach`, with the times of what was heard there. `spans`: where somebody speaks.

    Without such a line, or when they are surely of another recording, what was heard stays.
    """
    words = [word for segment in heard for word in segment.words]
    tokens = [token for word in words for token in _tokens_of_word(word, language)]
    near = [
        line for line in lines if line.end >= reach.start - LARGEST_OFFSET and line.start <= reach.end + LARGEST_OFFSET
    ]
    offset = _offset(near, tokens, language)
    mine = [_line(line, offset, language) for line in near if _is_within(line, offset, reach)]
    mine = [line for line in mine if line.words]
    if not mine:
        return Laid(tuple(heard), ())
    _match(mine, tokens)
    if _is_of_another_recording(mine, words):
        return Laid(tuple(heard), tuple(_not_spoken(line) for line in mine))
    kept: list[DraftSegment] = []
    warnings: list[SpeechWarning] = []
    for line in mine:
        spoken = covered_seconds(spans, line.start, line.end) / max(line.end - line.start, 0.1)
        if line.share == 0 and spoken < _SPOKEN_SHARE:
            warnings.append(_not_spoken(line))
            continue
        segment = _segment(line, heard)
        understood = _understood(segment, words)
        if line.share < SAME_WORDS and _likeness(line.given.text, understood) < ALIKE:
            warnings.append(_other_words(line, segment, understood))
        kept.append(segment)
    extra = _outside(kept, heard)
    warnings += [_added(segment) for segment in extra]
    segments = sorted([*kept, *extra], key=lambda segment: segment.start)
    return Laid(tuple(segments), tuple(sorted(warnings, key=lambda warning: warning.span.start)))


def words_in(text: str, language: str) -> list[str]:
    """The words of a line; where a language writes no spaces, its signs one by one, with what clings to them."""
    if language not in SPACELESS:
        return text.split()
    pieces: list[str] = []
    for char in text:
        last = pieces[-1] if pieces else ""
        if char.isspace():
            pieces.append("")
        elif last and (not char.isalnum() or (char.isascii() and last[-1].isascii() and last[-1].isalnum())):
            pieces[-1] = last + char
        elif last == "" and pieces:
            pieces[-1] = char
        else:
            pieces.append(char)
    return [piece for piece in pieces if piece]


def _bare(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def _tokens_of_word(word: Word, language: str) -> list[_Token]:
    bare = _bare(word.text)
    if language not in SPACELESS or len(bare) < 2:
        return [_Token(bare, word.start, word.end)] if bare else []
    step = (word.end - word.start) / len(bare)
    return [
        _Token(sign, word.start + number * step, word.start + (number + 1) * step) for number, sign in enumerate(bare)
    ]


def _line(given: GivenLine, offset: float, language: str) -> _Line:
    words = [word for word in words_in(given.text, language) if _bare(word)]
    return _Line(given, max(0.0, given.start + offset), max(0.0, given.end + offset), words, [None] * len(words))


def _is_within(line: GivenLine, offset: float, reach: TimeRange) -> bool:
    return reach.start <= max(0.0, (line.start + line.end) / 2 + offset) < reach.end


def _offset(lines: Sequence[GivenLine], tokens: Sequence[_Token], language: str) -> float:
    """Seconds by which the sound is later than the file says, by the words that both have in runs; 0 where unknown."""
    written: list[_Token] = []
    for line in lines:
        words = [word for word in words_in(line.text, language) if _bare(word)]
        step = (line.end - line.start) / max(1, len(words))
        written += [_Token(_bare(word), line.start + at * step, 0.0) for at, word in enumerate(words)]
    found = [
        tokens[block.a + at].start - written[block.b + at].start
        for block in _blocks(tokens, written)
        if block.size >= _BLOCK
        for at in range(block.size)
    ]
    near = [value for value in found if abs(value) <= LARGEST_OFFSET]
    return median(near) if len(near) >= _FEWEST_PLACED else 0.0


def _match(lines: Sequence[_Line], tokens: Sequence[_Token]) -> None:
    """Notes for each word of the lines where it was heard."""
    places = [(line, at) for line in lines for at in range(len(line.words))]
    written = [_Token(_bare(line.words[at]), 0.0, 0.0) for line, at in places]
    for block in _blocks(tokens, written):
        for step in range(block.size):
            line, at = places[block.b + step]
            token = tokens[block.a + step]
            if line.start - LARGEST_OFFSET <= token.start <= line.end + LARGEST_OFFSET:
                line.heard[at] = TimeRange(start=token.start, end=max(token.start, token.end))


def _blocks(heard: Sequence[_Token], written: Sequence[_Token]):  # type: ignore[no-untyped-def]  # noqa: ANN202
    matcher = SequenceMatcher(None, [one.text for one in heard], [one.text for one in written], autojunk=False)
    return matcher.get_matching_blocks()


def _is_of_another_recording(lines: Sequence[_Line], words: Sequence[Word]) -> bool:
    count = sum(len(line.words) for line in lines)
    share = sum(line.share * len(line.words) for line in lines) / max(1, count)
    sure = bool(words) and sum(word.probability for word in words) / len(words) >= _SURE_PROBABILITY
    return count >= _FEWEST_TOKENS and share < _SURELY_OTHER and sure


def _segment(line: _Line, heard: Sequence[DraftSegment]) -> DraftSegment:
    """The line with a time for each word: heard ones where they were heard, the others evenly between them."""
    edges = _edges(line)
    words = tuple(
        Word(
            text=text,
            start=round(start, 3),
            end=round(end, 3),
            probability=1.0 if line.heard[at] else 0.5,
            speaker=line.given.speaker,
        )
        for at, (text, (start, end)) in enumerate(zip(line.words, edges, strict=True))
    )
    return DraftSegment(
        start=words[0].start,
        end=words[-1].end,
        words=words,
        avg_logprob=0.0,
        no_speech_probability=0.0,
        compression_ratio=1.0,
        language=_language_at(words[0].start, words[-1].end, heard),
    )


def _language_at(start: float, end: float, heard: Sequence[DraftSegment]) -> str | None:
    """The language of what was recognised in most of that time."""
    shared = {one.language: 0.0 for one in heard}
    for one in heard:
        shared[one.language] += max(0.0, min(end, one.end) - max(start, one.start))
    return max(shared, key=lambda language: shared[language]) if any(shared.values()) else None


def _edges(line: _Line) -> list[tuple[float, float]]:
    known = [(at, place) for at, place in enumerate(line.heard) if place is not None]
    first = known[0][1].start if known else line.start
    last = known[-1][1].end if known else line.end
    begin = min(line.start, first) if known and known[0][0] > 0 else first
    finish = max(line.end, last) if known and known[-1][0] < len(line.words) - 1 else last
    edges: list[tuple[float, float]] = []
    at, clock = 0, begin
    while at < len(line.words):
        place = line.heard[at]
        if place is not None:
            edges.append((max(clock, place.start), max(clock, place.end)))
            clock = edges[-1][1]
            at += 1
            continue
        until = next((index for index in range(at, len(line.words)) if line.heard[index] is not None), len(line.words))
        following = line.heard[until] if until < len(line.words) else None
        stop = max(clock, following.start if following else finish)
        step = (stop - clock) / (until - at)
        edges += [(clock + number * step, clock + (number + 1) * step) for number in range(until - at)]
        clock, at = stop, until
    return edges


def _outside(kept: Sequence[DraftSegment], heard: Sequence[DraftSegment]) -> list[DraftSegment]:
    """What was recognised where no line is, in runs that are too long to be a hesitation."""
    extra: list[DraftSegment] = []
    for segment in heard:
        free = [
            word
            for word in segment.words
            if not any(line.start - _BESIDE < word.end and word.start < line.end + _BESIDE for line in kept)
        ]
        if free and free[-1].end - free[0].start >= LEAST_EXTRA:
            extra.append(segment.model_copy(update={"words": tuple(free), "start": free[0].start, "end": free[-1].end}))
    return extra


def _not_spoken(line: _Line) -> SpeechWarning:
    return SpeechWarning(
        kind="not_spoken",
        span=TimeRange(start=line.start, end=line.end),
        text=line.given.text[:_SHOWN],
        message="Your transcript has this line, and nobody says it here. It was left out.",
    )


def _understood(segment: DraftSegment, words: Sequence[Word]) -> str:
    """What was recognised in the time of a line."""
    return " ".join(word.text for word in words if segment.start <= (word.start + word.end) / 2 <= segment.end)


def _likeness(line: str, understood: str) -> float:
    """How much of the letters of two texts is the same and in the same order, 0..1."""
    return SequenceMatcher(None, _letters(line), _letters(understood), autojunk=False).ratio()


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum() or unicodedata.category(sign).startswith("M"))


def _other_words(line: _Line, segment: DraftSegment, understood: str) -> SpeechWarning:
    heard = f" What was understood: “{understood[:_SHOWN]}”" if understood else ""
    return SpeechWarning(
        kind="other_words",
        span=TimeRange(start=segment.start, end=segment.end),
        text=line.given.text[:_SHOWN],
        message=f"Your transcript's line does not sound like what is said here; it was kept.{heard}",
    )


def _added(segment: DraftSegment) -> SpeechWarning:
    return SpeechWarning(
        kind="added_words",
        span=TimeRange(start=segment.start, end=segment.end),
        text=" ".join(word.text for word in segment.words)[:_SHOWN],
        message="Your transcript has no line here; these words were recognised instead.",
    )
