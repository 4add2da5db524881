"""Finds speech in which no word was recognised, and judges what a second recognition of it brings."""

from collections.abc import Sequence

from domain.contracts.base import TimeRange
from domain.contracts.speech import DraftSegment, SpeechWarning
from domain.heuristics.speech_chunks import merge_spans
from domain.heuristics.written_language import foreign_script

SHORTEST = 1.5
"""Seconds of speech without words from which it counts: less is a breath, a laugh, or a word whose time is off."""
LONGEST = 28.0
"""Seconds that are recognised again at once."""
_REACH = 0.5
"""Seconds by which a recogniser's word times may miss the speech they belong to."""
_NEAR = 1.0
"""Seconds between wordless pieces of one stretch."""
_PIECE = 0.4
_BELIEVED = 0.55
"""Mean probability of the words of a second recognition that is believed."""
_BELIEVED_ABROAD = 0.7
"""The same, where its language was only guessed from this stretch."""


def wordless_speech(segments: Sequence[DraftSegment], speech: Sequence[TimeRange]) -> list[TimeRange]:
    """Stretches of `speech` (where a voice detector hears it) of SHORTEST seconds and more that no word covers.

    Each is at most LONGEST seconds long; all times on one clock.
    """
    covered = merge_spans(
        [
            TimeRange(start=max(0.0, word.start - _REACH), end=word.end + _REACH)
            for segment in segments
            for word in segment.words
        ]
    )
    bare = [piece for span in merge_spans(speech) for piece in _without(span, covered) if piece.duration >= _PIECE]
    stretches: list[list[TimeRange]] = []
    for piece in bare:
        last = stretches[-1] if stretches else []
        near = bool(last) and piece.start - last[-1].end <= _NEAR and piece.end - last[0].start <= LONGEST
        if near and not any(last[-1].end < other.end and other.start < piece.start for other in covered):
            last.append(piece)
        else:
            stretches.append([piece])
    return [
        TimeRange(start=parts[0].start, end=min(parts[-1].end, parts[0].start + LONGEST))
        for parts in stretches
        if sum(part.duration for part in parts) >= SHORTEST
    ]


def is_believable(segments: Sequence[DraftSegment], *, guessed: bool) -> bool:
    """Whether a second recognition found words that may be taken; `guessed`: its language was found out from it."""
    words = [word for segment in segments for word in segment.words]
    if not words:
        return False
    return sum(word.probability for word in words) / len(words) >= (_BELIEVED_ABROAD if guessed else _BELIEVED)


def warnings_of(
    segments: Sequence[DraftSegment], wordless: Sequence[TimeRange], language: str
) -> tuple[SpeechWarning, ...]:
    """What a person should look at, in the order of time: words in a foreign script, and speech without words."""
    found: list[SpeechWarning] = []
    for segment in segments:
        spoken = segment.language or language
        text = " ".join(word.text for word in segment.words)
        script = foreign_script(text, spoken)
        if script is not None:
            found.append(
                SpeechWarning(
                    kind="wrong_script",
                    span=TimeRange(start=segment.start, end=segment.end),
                    text=text[:300],
                    message=f"These words are in {script} letters, which '{spoken}' is not written in. "
                    "Correct them, or start the job again with the language that is spoken.",
                )
            )
    found += [
        SpeechWarning(
            kind="no_words",
            span=span,
            message="Somebody seems to speak here, and no word was understood. Listen to it, and write the words into "
            "the transcript where they matter.",
        )
        for span in wordless
    ]
    return tuple(sorted(found, key=lambda warning: warning.span.start))


def _without(span: TimeRange, covered: Sequence[TimeRange]) -> list[TimeRange]:
    pieces: list[TimeRange] = []
    start = span.start
    for other in covered:
        if other.end <= start or other.start >= span.end:
            continue
        if other.start > start:
            pieces.append(TimeRange(start=start, end=other.start))
        start = max(start, other.end)
    if start < span.end:
        pieces.append(TimeRange(start=start, end=span.end))
    return pieces
