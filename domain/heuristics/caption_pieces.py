"""What captions are made of: the words of a clip in its own time, or phrases where words are not written apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from domain.contracts.base import TimeRange
from domain.contracts.speech import Word
from domain.heuristics.hyphenation import long_word
from domain.heuristics.line_breaking import ANYWHERE, DANGLING, FORBIDDEN, dangles, inner_cost, is_title
from domain.heuristics.phrase_breaks import clusters, phrases
from domain.heuristics.reading_rules import ReadingRules
from domain.heuristics.sentence_marks import ends_with_sign
from domain.heuristics.subtitle_text import (
    CLAUSE_SPACES,
    INSIDE_WORD,
    SPACELESS,
    clean,
    display_width,
    joint_between,
)

_RUN_PAUSE = 0.35
"""Seconds of silence that no phrase of a language without spaces goes over."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The smallest thing a cue is made of: a word, a phrase, or a part of a word too long for a line; seconds of the
    clip.

    A part of a word ends with a mark of `subtitle_text.INSIDE_WORD`, which becomes a hyphen where its line ends.
    """

    text: str
    start: float
    end: float
    speaker: str | None = None
    closes_sentence: bool = False


def clip_pieces(words: Sequence[Word], closing: Sequence[bool], clip: TimeRange, rules: ReadingRules) -> list[Piece]:
    """Words in the clip's own time, cleaned; `closing` tells which words end a sentence.

    In languages without spaces the tokens of a recogniser are parted anew into phrases. What is longer than a line
    becomes several pieces, with times in proportion.
    """
    spoken = _spoken(words, closing, clip)
    if rules.language in SPACELESS:
        found = [_phrased(run, rules) for run in _runs(spoken)]
        if rules.language in CLAUSE_SPACES:
            found = [[_spaced(piece) for piece in run] for run in found]
        return [piece for run in found for piece in run]
    return [part for piece in spoken for part in _fitting(piece, rules)]


def _spoken(words: Sequence[Word], closing: Sequence[bool], clip: TimeRange) -> list[Piece]:
    pieces: list[Piece] = []
    last_end = 0.0
    for word, closes in zip(words, closing, strict=True):
        text = clean(word.text)
        start = min(max(word.start - clip.start, last_end, 0.0), clip.duration)
        end = min(max(word.end - clip.start, start), clip.duration)
        if text:
            pieces.append(Piece(text, start, end, word.speaker, closes))
            last_end = end
        elif closes and pieces:
            pieces[-1] = replace(pieces[-1], closes_sentence=True)
    return pieces


def _fitting(piece: Piece, rules: ReadingRules) -> list[Piece]:
    """The word, or the parts of one that is longer than a line."""

    def fits(text: str) -> bool:
        return display_width(text, wide=rules.wide) <= rules.chars_per_line

    return parted(piece, long_word(piece.text, rules.language, fits))


def parted(piece: Piece, parts: Sequence[str]) -> list[Piece]:
    """A piece in parts that are its text again, but for hyphens; times in proportion to their letters."""
    lengths = [len(part.rstrip("".join(INSIDE_WORD))) for part in parts]
    step = (piece.end - piece.start) / max(1, sum(lengths))
    ends = [piece.start + step * letters for letters in accumulate(lengths)]
    starts = [piece.start, *ends[:-1]]
    last = len(parts) - 1
    return [
        replace(piece, text=part, start=start, end=end, closes_sentence=piece.closes_sentence and index == last)
        for index, (part, start, end) in enumerate(zip(parts, starts, ends, strict=True))
    ]


def _spaced(piece: Piece) -> Piece:
    return replace(piece, text=piece.text.rstrip() + " ") if piece.closes_sentence else piece


def rejoined(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces with the parts of long words joined again, for a line of another width."""
    whole: list[Piece] = []
    for piece in pieces:
        if whole and whole[-1].text.endswith(INSIDE_WORD):
            before = whole[-1]
            whole[-1] = replace(piece, text=before.text[:-1] + piece.text, start=before.start)
        else:
            whole.append(piece)
    return whole


def _runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces of one sentence and speaker, without a pause between them."""
    run: list[Piece] = []
    for piece in pieces:
        if run and (
            run[-1].closes_sentence
            or run[-1].speaker != piece.speaker
            or piece.start - run[-1].end > _RUN_PAUSE
            or ends_with_sign(run[-1].text)
        ):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _phrased(run: Sequence[Piece], rules: ReadingRules) -> list[Piece]:
    """The run's text parted into phrases; each begins and ends with the sound of its first and last letter."""
    text, times = "", []
    for index, piece in enumerate(run):
        if index and joint_between(run[index - 1].text, piece.text, rules.language):
            text += " "
            times.append((piece.start, piece.start))
        step = (piece.end - piece.start) / len(piece.text)
        times += [(piece.start + step * at, piece.start + step * (at + 1)) for at in range(len(piece.text))]
        text += piece.text
    parts = [part for phrase in phrases(text, rules.language) for part in _line_parts(phrase, rules)]
    bounds = [0, *accumulate(len(part) for part in parts)]
    return [
        Piece(
            part,
            times[first][0],
            times[last - 1][1],
            run[0].speaker,
            closes_sentence=last == len(text) and run[-1].closes_sentence,
        )
        for part, (first, last) in zip(parts, pairwise(bounds), strict=True)
    ]


def _line_parts(phrase: str, rules: ReadingRules) -> list[str]:
    """The phrase, or what fits a line of one that is longer; no part begins or ends with a sign that may not."""
    parts: list[str] = []
    for character in clusters(phrase):
        if parts and (
            display_width(parts[-1] + character, wide=rules.wide) <= rules.chars_per_line
            or inner_cost(parts[-1], character, rules.language) >= FORBIDDEN
        ):
            parts[-1] += character
        else:
            parts.append(character)
    return parts


def joint_costs(pieces: Sequence[Piece], language: str) -> list[float]:
    """The cost of a break before each piece, by the sentences that are known: 0 between two, and before the first."""
    costs = [0.0]
    for left, right in pairwise(pieces):
        cost = inner_cost(left.text, right.text, language)
        if ends_well(left, language):
            cost = 0.0
        elif left.closes_sentence and cost < DANGLING:
            # A pause, a change of speaker, or a very long sentence parted somewhere.
            cost = min(cost, ANYWHERE / 2)
        costs.append(cost)
    return costs


def ends_well(piece: Piece, language: str) -> bool:
    """Whether a sentence ends with the piece, and reads so; a sentence parted at `Dr.` does not."""
    return piece.closes_sentence and ends_with_sign(piece.text) and not is_title(piece.text, language)


def waits(left: Piece, right: Piece, language: str) -> bool:
    """Whether a reader of `left` waits for `right`, so that no caption shall end between them."""
    return not ends_well(left, language) and dangles(left.text, right.text, language)


def words_into_sentence(pieces: Sequence[Piece]) -> list[int]:
    """For each piece, how many words of its sentence have been said with it; a part of a word counts with the next."""
    counts: list[int] = []
    said = 0
    for piece in pieces:
        said += not piece.text.endswith(INSIDE_WORD)
        counts.append(said)
        if piece.closes_sentence:
            said = 0
    return counts
