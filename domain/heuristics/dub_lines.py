"""Parts a transcript into the lines that another voice will speak.

A line is what is translated, spoken and placed as one. It never holds two speakers or languages, nor a pause that a
listener would miss; inside such a run the bounds are chosen together, at sentences first, then at clauses, so that
lines are long enough to be translated well and short enough to stay in time.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from domain.contracts.base import TimeRange
from domain.contracts.lines import Line
from domain.contracts.speech import Transcript, Word
from domain.heuristics.clip_scoring_words import word_list
from domain.heuristics.line_breaking import break_cost
from domain.heuristics.line_breaking_words import CLINGS_TO_NEXT, LEANS_ON_NEXT
from domain.heuristics.sentence_bounds import is_closed
from domain.heuristics.subtitle_text import SPACELESS, join_words
from domain.heuristics.written_language import FEWEST_WORDS, foreign_language

KEPT_PAUSE = 0.5
"""Seconds; a longer pause is kept, so no line goes over it."""
SHORTEST_LINE = 1.5
LONGEST_LINE = 8.0
"""Seconds between which a line has its natural length."""
SOMEBODY = "A"
"""The label of the only speaker, where nobody told speakers apart."""

_FEWEST_WITNESSES = 5
"""Long lines that are needed to say what language a talk is in."""
_TOO_SHORT = 3.0
_TOO_LONG = 1.0
_KEPT_END = 0.9
"""Cost of a sentence's end inside a line, to which its pause adds up to as much again."""
_INSIDE_SENTENCE = 1.5
_NEW_CLAUSE = 0.25
"""What a bound before a conjunction costs less than one before a preposition."""
_BREAK_UNIT = 18.0
"""What `break_cost` asks for a bound between any two words."""
_CLOSING = "\"'”’»)]"
_SIGNS = ".,;:!?…¡¿\"'”’“‘«»()[]"
_LONE = 100.0
"""What a lone function word costs: more than everything else together."""


@dataclass(frozen=True)
class _Run:
    """Words `first` to `last` (exclusive) of one speaker, without a long pause."""

    first: int
    last: int
    speaker: str
    language: str | None = None

    def leads_to(self, other: "_Run") -> bool:
        """Whether the same speaker goes on there, in the same language, with the next word."""
        return self.last == other.first and self.speaker == other.speaker and self.language == other.language


def plan_lines(transcript: Transcript, ranges: Sequence[TimeRange] = ()) -> tuple[Line, ...]:
    """Lines in the order of time, numbered from 1; every word is in exactly one, none overlaps another.

    With `ranges` only the sentences that are heard in one of them, whole.
    """
    bounds: list[tuple[int, int, str]] = []
    for run in _joined_scraps(transcript, list(_runs(transcript, ranges))):
        ends = _best_ends(transcript, run)
        bounds += [(first, last, run.speaker) for first, last in pairwise([run.first, *ends])]
    return tuple(_line(transcript, number, *bound) for number, bound in enumerate(bounds, 1))


def spoken_instead(lines: Sequence[Line], language: str) -> str | None:
    """The language that most of what is said is in, where that is surely not `language`; else None."""
    known = [line for line in lines if line.language is None]
    long = [line for line in known if len(line.source.split()) >= FEWEST_WORDS or language in SPACELESS]
    found = Counter(other for line in long if (other := foreign_language(line.source, language)) is not None)
    if not found or len(long) < _FEWEST_WITNESSES:
        return None
    other, count = found.most_common(1)[0]
    return other if 2 * count > len(long) else None


def _runs(transcript: Transcript, ranges: Sequence[TimeRange]) -> Iterator[_Run]:
    """Stretches that no line goes beyond."""
    wanted = [_heard(transcript, sentence.first, sentence.last, ranges) for sentence in transcript.sentences]
    chosen = [
        index
        for sentence, keep in zip(transcript.sentences, wanted, strict=True)
        if keep
        for index in range(sentence.first, sentence.last)
    ]
    first = 0
    for place in range(1, len(chosen) + 1):
        if place == len(chosen) or _parts(transcript.words, chosen[place - 1], chosen[place]):
            begins = transcript.words[chosen[first]]
            yield _Run(chosen[first], chosen[place - 1] + 1, _speaker(begins), begins.language)
            first = place


def _heard(transcript: Transcript, first: int, last: int, ranges: Sequence[TimeRange]) -> bool:
    if not ranges:
        return True
    middles = [(word.start + word.end) / 2 for word in transcript.words[first:last]]
    return any(span.start <= middle < span.end for middle in middles for span in ranges)


def _parts(words: Sequence[Word], before: int, after: int) -> bool:
    pause = words[after].start - words[before].end
    other = _speaker(words[before]) != _speaker(words[after]) or words[before].language != words[after].language
    return after != before + 1 or pause > KEPT_PAUSE or other


def _joined_scraps(transcript: Transcript, runs: list[_Run]) -> list[_Run]:
    """A lone function word goes with its nearer neighbour, as long as the same person speaks there."""
    kept: list[_Run] = []
    for place, run in enumerate(runs):
        following = runs[place + 1] if place + 1 < len(runs) else None
        if (
            kept
            and kept[-1].leads_to(run)
            and (
                _is_scrap(transcript, kept[-1].first, kept[-1].last)
                or (_is_scrap(transcript, run.first, run.last) and not _follows_nearer(transcript, run, following))
            )
        ):
            kept[-1] = _Run(kept[-1].first, run.last, run.speaker, run.language)
        else:
            kept.append(run)
    return kept


def _follows_nearer(transcript: Transcript, run: _Run, following: _Run | None) -> bool:
    if following is None or not run.leads_to(following):
        return False
    words = transcript.words
    before = words[run.first].start - words[run.first - 1].end
    return words[run.last].start - words[run.last - 1].end <= before


def _is_scrap(transcript: Transcript, first: int, last: int) -> bool:
    """Whether the words are but one that carries grammar and no content; `No.` and `Why?` are sentences."""
    if last - first != 1:
        return False
    text, language = transcript.words[first].text, transcript.language
    bare = text.strip(_SIGNS).lower()
    if not any(char.isalnum() for char in bare):
        return True
    words = word_list(language)
    if is_closed(text, language):
        return bare in words.connectives and not text.rstrip(_CLOSING).endswith(("?", "!"))
    return any(
        bare in known for known in (words.function, CLINGS_TO_NEXT.get(language, ()), LEANS_ON_NEXT.get(language, ()))
    )


def _best_ends(transcript: Transcript, run: _Run) -> list[int]:
    """Ends of the lines of a run: those that together cost least."""
    words = transcript.words
    closing = {sentence.last for sentence in transcript.sentences}
    breaks = [_break(transcript, closing, index) for index in range(run.first + 1, run.last)]
    inside = [0.0, *accumulate(_kept_end(words, closing, index) for index in range(run.first + 1, run.last))]
    best: list[tuple[float, int]] = [(0.0, run.first)]
    for last in range(run.first + 1, run.last + 1):
        ending = breaks[last - run.first - 1] if last < run.last else 0.0
        found: list[tuple[float, int]] = []
        for first in range(last - 1, run.first - 1, -1):
            seconds = words[last - 1].end - words[first].start
            cost = best[first - run.first][0] + inside[last - run.first - 1] - inside[first - run.first]
            found.append((cost + ending + _length_cost(transcript, first, last, run), first))
            # What is longer still can only cost more, once a bound inside was possible.
            if seconds > 2 * LONGEST_LINE and len(found) > 1:
                break
        best.append(min(found))
    ends: list[int] = []
    place = run.last
    while place > run.first:
        ends.append(place)
        place = best[place - run.first][1]
    return ends[::-1]


def _length_cost(transcript: Transcript, first: int, last: int, run: _Run) -> float:
    seconds = transcript.words[last - 1].end - transcript.words[first].start
    whole_run = first == run.first and last == run.last
    return (
        (_LONE if not whole_run and _is_scrap(transcript, first, last) else 0.0)
        + _TOO_SHORT * max(0.0, SHORTEST_LINE - seconds) / SHORTEST_LINE
        + _TOO_LONG * max(0.0, seconds - LONGEST_LINE)
    )


def _break(transcript: Transcript, closing: set[int], index: int) -> float:
    """Cost of a bound before word `index`."""
    if index in closing:
        return 0.0
    left, right = transcript.words[index - 1], transcript.words[index]
    pause = max(0.0, right.start - left.end) / KEPT_PAUSE
    clause = _NEW_CLAUSE if right.text.lower() in word_list(transcript.language).connectives else 0.0
    cost = _INSIDE_SENTENCE - 0.5 * pause - clause
    return cost + break_cost(left.text, right.text, transcript.language) / _BREAK_UNIT


def _kept_end(words: Sequence[Word], closing: set[int], index: int) -> float:
    """Cost of a line that goes on over a sentence's end before word `index`."""
    if index not in closing:
        return 0.0
    return _KEPT_END * (1.0 + max(0.0, words[index].start - words[index - 1].end) / KEPT_PAUSE)


def _line(transcript: Transcript, number: int, first: int, last: int, speaker: str) -> Line:
    words = transcript.words[first:last]
    language = transcript.language_of(first)
    source = join_words([word.text for word in words], language)
    foreign = foreign_language(source, language) is not None
    return Line(
        number=number,
        speaker=speaker,
        slot=TimeRange(start=words[0].start, end=max(words[-1].end, words[0].start)),
        first_word=first,
        last_word=last,
        source=source,
        flags=("wrong_language",) if foreign else (),
        language=words[0].language,
    )


def _speaker(word: Word) -> str:
    return word.speaker or SOMEBODY
