"""Parts a transcript into the lines that another voice will speak.

A line is what is translated, spoken and placed as one: a sentence, or several short ones of the same speaker and in the
same language. It ends inside a sentence only where that is too long to be spoken as one (`spoken_units`), and holds no
pause between sentences that a listener would miss.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from domain.contracts.base import TimeRange
from domain.contracts.lines import Line
from domain.contracts.speech import Transcript, Word
from domain.heuristics.clip_scoring_words import word_list
from domain.heuristics.line_breaking_words import CLINGS_TO_NEXT, LEANS_ON_NEXT
from domain.heuristics.sentence_bounds import is_closed
from domain.heuristics.spoken_units import SpokenUnit, units_of_speech
from domain.heuristics.subtitle_text import SPACELESS, join_words
from domain.heuristics.written_language import FEWEST_WORDS, foreign_language

KEPT_PAUSE = 0.5
"""Seconds; a longer pause between sentences is kept, so no line goes over it."""
SHORTEST_LINE = 1.5
LONGEST_LINE = 8.0
"""Seconds between which a line of several sentences has its natural length."""

_FEWEST_WITNESSES = 5
"""Long lines that are needed to say what language a talk is in."""
_TOO_SHORT = 3.0
_TOO_LONG = 1.0
_KEPT_END = 0.9
"""Cost of a sentence's end inside a line, to which its pause adds up to as much again."""
_CLOSING = "\"'”’»)]"
_SIGNS = ".,;:!?…¡¿\"'”’“‘«»()[]"
_LONE = 100.0
"""What a lone function word costs: more than everything else together."""


def plan_lines(transcript: Transcript, ranges: Sequence[TimeRange] = ()) -> tuple[Line, ...]:
    """Lines in the order of time, numbered from 1; every word is in exactly one, none overlaps another.

    With `ranges` only the sentences that are heard in one of them, whole.
    """
    lines: list[SpokenUnit] = []
    for run in _runs(transcript, _joined_scraps(transcript, units_of_speech(transcript, ranges))):
        lines += [_joined(run[first:last]) for first, last in pairwise([0, *_best_ends(transcript, run)])]
    return tuple(_line(transcript, number, line) for number, line in enumerate(lines, 1))


def spoken_instead(lines: Sequence[Line], language: str) -> str | None:
    """The language that most of what is said is in, where that is surely not `language`; else None."""
    known = [line for line in lines if line.language is None]
    long = [line for line in known if len(line.source.split()) >= FEWEST_WORDS or language in SPACELESS]
    found = Counter(other for line in long if (other := foreign_language(line.source, language)) is not None)
    if not found or len(long) < _FEWEST_WITNESSES:
        return None
    other, count = found.most_common(1)[0]
    return other if 2 * count > len(long) else None


def _runs(transcript: Transcript, units: Sequence[SpokenUnit]) -> Iterator[list[SpokenUnit]]:
    """Sentences that one line may hold: of one speaker, in one language, without a long pause between them."""
    run: list[SpokenUnit] = []
    for unit in units:
        if run and not (run[-1].leads_to(unit) and _pause(transcript.words, unit.first) <= KEPT_PAUSE):
            yield run
            run = []
        run.append(unit)
    if run:
        yield run


def _joined_scraps(transcript: Transcript, units: Sequence[SpokenUnit]) -> list[SpokenUnit]:
    """A lone function word goes with its nearer neighbour, as long as the same person speaks there."""
    kept: list[SpokenUnit] = []
    for place, unit in enumerate(units):
        following = units[place + 1] if place + 1 < len(units) else None
        if (
            kept
            and kept[-1].leads_to(unit)
            and (
                _is_scrap(transcript, kept[-1])
                or (_is_scrap(transcript, unit) and not _follows_nearer(transcript, unit, following))
            )
        ):
            kept[-1] = _joined([kept[-1], unit])
        else:
            kept.append(unit)
    return kept


def _follows_nearer(transcript: Transcript, unit: SpokenUnit, following: SpokenUnit | None) -> bool:
    if following is None or not unit.leads_to(following):
        return False
    return _pause(transcript.words, unit.last) <= _pause(transcript.words, unit.first)


def _is_scrap(transcript: Transcript, unit: SpokenUnit) -> bool:
    """Whether the words are but one that carries grammar and no content; `No.` and `Why?` are sentences."""
    if unit.last - unit.first != 1:
        return False
    text, language = transcript.words[unit.first].text, transcript.language
    bare = text.strip(_SIGNS).lower()
    if not any(char.isalnum() for char in bare):
        return True
    words = word_list(language)
    if is_closed(text, language):
        return bare in words.connectives and not text.rstrip(_CLOSING).endswith(("?", "!"))
    return any(
        bare in known for known in (words.function, CLINGS_TO_NEXT.get(language, ()), LEANS_ON_NEXT.get(language, ()))
    )


def _best_ends(transcript: Transcript, run: Sequence[SpokenUnit]) -> list[int]:
    """Ends of the lines of a run, in sentences: those that together cost least."""
    words = transcript.words
    kept = [0.0, *accumulate(_KEPT_END * (1.0 + _pause(words, unit.first) / KEPT_PAUSE) for unit in run[1:])]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for last in range(1, len(run) + 1):
        found: list[tuple[float, int]] = []
        for first in range(last - 1, -1, -1):
            seconds = words[run[last - 1].last - 1].end - words[run[first].first].start
            cost = best[first][0] + kept[last - 1] - kept[first] + _length_cost(seconds)
            lone = last - first == 1 < len(run) and _is_scrap(transcript, run[first])
            found.append((cost + (_LONE if lone else 0.0), first))
            # What is longer still can only cost more.
            if seconds > 2 * LONGEST_LINE and len(found) > 1:
                break
        best.append(min(found))
    ends: list[int] = []
    place = len(run)
    while place > 0:
        ends.append(place)
        place = best[place][1]
    return ends[::-1]


def _length_cost(seconds: float) -> float:
    short = _TOO_SHORT * max(0.0, SHORTEST_LINE - seconds) / SHORTEST_LINE
    return short + _TOO_LONG * max(0.0, seconds - LONGEST_LINE)


def _pause(words: Sequence[Word], index: int) -> float:
    """Seconds of silence before word `index`, which is not the first."""
    return max(0.0, words[index].start - words[index - 1].end)


def _joined(units: Sequence[SpokenUnit]) -> SpokenUnit:
    return SpokenUnit(units[0].first, units[-1].last, units[0].speaker, units[0].language)


def _line(transcript: Transcript, number: int, unit: SpokenUnit) -> Line:
    first, last = unit.first, unit.last
    words = transcript.words[first:last]
    language = transcript.language_of(first)
    source = join_words([word.text for word in words], language)
    foreign = foreign_language(source, language) is not None
    return Line(
        number=number,
        speaker=unit.speaker,
        slot=TimeRange(start=words[0].start, end=max(words[-1].end, words[0].start)),
        first_word=first,
        last_word=last,
        source=source,
        flags=("wrong_language",) if foreign else (),
        language=unit.language,
    )
