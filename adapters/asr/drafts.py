"""The recogniser's own segments as the contract's, and the windows that it takes at once."""

from collections.abc import Sequence

from faster_whisper.transcribe import Segment

from adapters.asr.languages import UNSPACED_LANGUAGES
from domain.contracts.base import TimeRange
from domain.contracts.speech import DraftSegment, Word
from domain.heuristics.speech_chunks import pack_spans

_LONGEST_WINDOW = 29.9
_WINDOW_BREAK = 4.0
_WINDOW_PAD = 0.2


def windows_of(spans: Sequence[TimeRange], duration: float, longest: float = _LONGEST_WINDOW) -> list[TimeRange]:
    """Windows of at most `longest` seconds that the model takes at once.

    In whole hundredths, because the model's own times are cut to these.
    """
    packed = pack_spans(spans, longest - 2 * _WINDOW_PAD, break_at=_WINDOW_BREAK)
    windows: list[TimeRange] = []
    for index, window in enumerate(packed):
        before = windows[-1].end if windows else 0.0
        after = packed[index + 1].start if index + 1 < len(packed) else duration
        start = max(before, window.start - _WINDOW_PAD)
        end = min((window.end + after) / 2, window.end + _WINDOW_PAD, duration)
        windows.append(TimeRange(start=int(start * 100) / 100, end=max(end, window.end)))
    return windows


def drafts_within(drafts: Sequence[DraftSegment], window: TimeRange) -> list[DraftSegment]:
    """Those whose middle lies in the window."""
    return [draft for draft in drafts if window.start <= (draft.start + draft.end) / 2 < window.end]


def word_count(drafts: Sequence[DraftSegment]) -> int:
    """How many words were recognised."""
    return sum(len(draft.words) for draft in drafts)


def draft_segment(segment: Segment, language: str) -> DraftSegment:
    """The contract's segment for the library's: whole words, plain floats."""
    words: list[Word] = []
    for heard in segment.words or ():
        word = Word(
            text=heard.word.strip(),
            start=max(0.0, float(heard.start)),
            end=max(0.0, float(heard.start), float(heard.end)),
            probability=min(1.0, max(0.0, float(heard.probability))),
        )
        if word.text and words and _continues(heard.word, words[-1].text, language):
            words[-1] = _joined(words[-1], word)
        elif word.text:
            words.append(word)
    return DraftSegment(
        start=max(0.0, float(segment.start)),
        end=max(0.0, float(segment.end)),
        words=tuple(words),
        avg_logprob=float(segment.avg_logprob),
        no_speech_probability=float(segment.no_speech_prob),
        compression_ratio=float(segment.compression_ratio),
    )


def _continues(heard: str, before: str, language: str) -> bool:
    """Whether a piece such as `,000`, `-hearted` or `%` belongs to the word before it."""
    if heard.startswith(" "):
        return False
    return language not in UNSPACED_LANGUAGES or (heard[0].isascii() and before[-1].isascii())


def _joined(first: Word, second: Word) -> Word:
    return Word(
        text=first.text + second.text,
        start=first.start,
        end=max(first.end, second.end),
        probability=min(first.probability, second.probability),
    )
