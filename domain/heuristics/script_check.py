"""What is checked of a script that somebody else wrote: each line quotes the source and tells of what it quotes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.contracts.base import TimeRange
from domain.contracts.retell import LineMode, ScriptLine
from domain.contracts.speech import Transcript
from domain.heuristics.addresses import names_address
from domain.heuristics.clip_scoring_text import tokens_of
from domain.heuristics.clip_scoring_words import word_list
from domain.heuristics.quotes import SpokenWords, sentences_around
from domain.heuristics.retell_weights import ORIGINAL_SECONDS
from domain.heuristics.written_language import foreign_language

LONGEST_CHARACTERS = 600
"""Of one line's narration."""
BESIDE = 2
"""Sentences on each side of a quote that its line may tell of, too."""
ROOTED = 0.2
"""Share of a line's content words, by their beginnings, that are said there."""
FEWEST_CONTENT = 4
"""A line of fewer content words proves nothing either way."""
LONGEST_QUOTE_SECONDS = 60.0
_STEM = 5
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_SHOWN = 80


@dataclass(frozen=True)
class WrittenLine:
    """A line as it was written: what it quotes, what the narrator says, and who is heard."""

    quote: str
    text: str
    mode: LineMode


def checked_lines(
    written: Sequence[WrittenLine], transcript: Transcript, scores: Sequence[float]
) -> tuple[list[ScriptLine], list[str]]:
    """The lines that stand on the source, at the place of their quote, and of the others why they are left out.

    Nothing that was written decides where a line lies in time. `scores`: how telling each sentence is, 0..1. Originals
    are heard as whole sentences.
    """
    words = SpokenWords(transcript)
    lines: list[ScriptLine] = []
    dropped: list[str] = []
    after = 0
    for one in written:
        text = " ".join(_CONTROL.sub(" ", one.text).split())
        found = words.find(one.quote, after)
        reason = next(_problems(one, text, found, transcript), None) or _told_before(found, lines)
        if reason is not None or found is None:
            dropped.append(f"“{_short(text or one.quote)}”: {reason}")
            continue
        first, last = _whole_sentences(transcript, *found) if one.mode == "original" else found
        after = last
        lines.append(
            ScriptLine(
                number=len(lines) + 1,
                mode=one.mode,
                text="" if one.mode == "original" else text,
                quote=transcript.text_of(first, last),
                range=_span(transcript, first, last),
                first_word=first,
                last_word=last,
                worth=_worth(transcript, scores, first, last),
            )
        )
    return lines, dropped


def _problems(one: WrittenLine, text: str, found: tuple[int, int] | None, transcript: Transcript) -> Iterator[str]:
    """Why a line cannot be told, the plainest reason first; nothing when it can."""
    if found is None:
        yield f"nobody says “{_short(one.quote)}” in the video" if one.quote.strip() else "it quotes nothing"
        return
    if one.mode == "original":
        if _span(transcript, *_whole_sentences(transcript, *found)).duration > ORIGINAL_SECONDS[1]:
            yield "the original speaks too long without a stop there"
        return
    if _span(transcript, *found).duration > LONGEST_QUOTE_SECONDS:
        yield "it quotes more than a minute"
    if not tokens_of(text, transcript.language):
        yield "it says nothing"
    if len(text) > LONGEST_CHARACTERS:
        yield "it is too long for one line"
    foreign = foreign_language(text, transcript.language)
    if foreign is not None:
        yield f"it is written in '{foreign}' instead of '{transcript.language}'"
    if names_address(text) and not names_address(sentences_around(transcript, *found, 0)):
        yield "it names an address that nobody names there"
    if not _rooted(text, sentences_around(transcript, *found, BESIDE), transcript.language):
        yield "it tells of something else than it quotes"


def _told_before(found: tuple[int, int] | None, lines: Sequence[ScriptLine]) -> str | None:
    if found is None:
        return None
    shared = [min(found[1], line.last_word) - max(found[0], line.first_word) for line in lines]
    return "that was told before" if any(2 * size > found[1] - found[0] for size in shared) else None


def _rooted(text: str, around: str, language: str) -> bool:
    """Whether enough of the content words are said there, by their beginnings, so that other endings count."""
    common = word_list(language).function
    content = {token[:_STEM] for token in tokens_of(text, language) if token not in common}
    said = {token[:_STEM] for token in tokens_of(around, language)}
    return len(content) < FEWEST_CONTENT or len(content & said) >= ROOTED * len(content)


def _whole_sentences(transcript: Transcript, first: int, last: int) -> tuple[int, int]:
    touched = [s for s in transcript.sentences if s.first < last and s.last > first]
    return (touched[0].first, touched[-1].last) if touched else (first, last)


def _span(transcript: Transcript, first: int, last: int) -> TimeRange:
    return TimeRange(start=transcript.words[first].start, end=transcript.words[last - 1].end)


def _worth(transcript: Transcript, scores: Sequence[float], first: int, last: int) -> float:
    own = [score for score, s in zip(scores, transcript.sentences, strict=True) if s.first < last and s.last > first]
    return round(0.5 + 0.5 * (sum(own) / len(own) if own else 0.5), 4)


def _short(text: str) -> str:
    plain = " ".join(_CONTROL.sub(" ", text).split())
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"
