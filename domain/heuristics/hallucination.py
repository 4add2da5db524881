"""Takes out words that a recogniser invented: loops, stock phrases, and text where nobody speaks.

Recognisers trained on subtitles fill silence, music and noise with what subtitles often say there. Everything that is
dropped is told, with its reason, so that an operator can see what a guard did.
"""

import unicodedata
from collections.abc import Sequence

from domain.contracts.base import TimeRange
from domain.contracts.speech import DraftSegment, Word
from domain.heuristics.phantom_phrases import PHANTOM_PARTS, PHANTOM_PHRASES
from domain.heuristics.sentence_bounds import sentence_ends
from domain.heuristics.speech_chunks import covered_seconds, merge_spans

SILENT_PROBABILITY = 0.6
"""With a weak score, a segment over this no-speech probability is silence (Whisper paper, section 4.5)."""
WEAK_LOGPROB = -1.0
"""Mean log probability per token under which a segment is not trusted (same source)."""
LOOPING_RATIO = 2.4
"""Text that compresses better than this repeats itself (same source)."""

_REACH = 0.5
"""Seconds by which a recogniser's word times may miss the speech they belong to."""
_PHRASE_GAP = 0.7
_DOUBTFUL_PROBABILITY = 0.5
_HOPELESS_PROBABILITY = 0.12
_SPARSE_COVERAGE = 0.25
_FASTEST_WORDS = 11.0
"""Words a second that no speaker reaches over a phrase; auctioneers stay under nine."""
_LOOP_TURNS = 4
_LOOP_TURNS_OF_ONE_WORD = 6
_LONGEST_LOOP = 12


def drop_invented(
    segments: Sequence[DraftSegment], speech: Sequence[TimeRange], language: str = "en"
) -> tuple[tuple[DraftSegment, ...], tuple[str, ...]]:
    """The segments without invented words, and one line for each thing dropped: times, reason, text.

    `speech` is where a voice detector hears speech, in the same clock as the words, which are in `language`.
    """
    spans = merge_spans(speech)
    kept: list[DraftSegment] = []
    dropped: list[str] = []
    for segment in segments:
        words = _believable(segment, spans, dropped, segment.language or language)
        if words:
            kept.append(segment.model_copy(update={"words": words, "start": words[0].start, "end": words[-1].end}))
    return tuple(kept), tuple(dropped)


def _believable(
    segment: DraftSegment, spans: Sequence[TimeRange], dropped: list[str], language: str
) -> tuple[Word, ...]:
    if not segment.words:
        return ()
    if segment.no_speech_probability > SILENT_PROBABILITY and segment.avg_logprob < WEAK_LOGPROB:
        dropped.append(_line(segment.words, "silence"))
        return ()
    words: list[Word] = []
    for phrase in _phrases(_without_loops(segment, dropped), language):
        reason = _doubt(phrase, segment, spans)
        if reason is None:
            words.extend(phrase)
        else:
            dropped.append(_line(phrase, reason))
    return tuple(words)


def _doubt(phrase: Sequence[Word], segment: DraftSegment, spans: Sequence[TimeRange]) -> str | None:
    start, end = phrase[0].start, phrase[-1].end
    if covered_seconds(spans, start - _REACH, end + _REACH) <= 0:
        return "no speech there"
    probability = sum(word.probability for word in phrase) / len(phrase)
    if probability < _HOPELESS_PROBABILITY:
        return "improbable words"
    coverage = covered_seconds(spans, start, end) / max(end - start, 0.01)
    doubtful = probability < _DOUBTFUL_PROBABILITY or segment.no_speech_probability > SILENT_PROBABILITY
    if doubtful and coverage < _SPARSE_COVERAGE:
        return "hardly any speech there"
    if doubtful and _is_phantom(phrase):
        return "a stock phrase of subtitles"
    if len(phrase) >= _LOOP_TURNS and len(phrase) / max(end - start, 0.01) > _FASTEST_WORDS:
        return "faster than speech"
    return None


def _is_phantom(phrase: Sequence[Word]) -> bool:
    text = "".join(_bare(word.text) + " " for word in phrase).strip()
    return text in PHANTOM_PHRASES or any(part in text for part in PHANTOM_PARTS)


def _phrases(words: Sequence[Word], language: str) -> list[list[Word]]:
    phrases: list[list[Word]] = []
    ends = sentence_ends(words, language)
    for place, word in enumerate(words):
        last = phrases[-1][-1] if phrases else None
        if last is None or word.start - last.end >= _PHRASE_GAP or place in ends:
            phrases.append([])
        phrases[-1].append(word)
    return phrases


def _without_loops(segment: DraftSegment, dropped: list[str]) -> list[Word]:
    """Keep the first turn of a phrase that repeats at once, over and over."""
    words = list(segment.words)
    bare = [_bare(word.text) for word in words]
    kept: list[Word] = []
    index = 0
    while index < len(words):
        size, turns = _loop_at(bare, index, looping=segment.compression_ratio > LOOPING_RATIO)
        kept.extend(words[index : index + size])
        if turns > 1:
            dropped.append(_line(words[index + size : index + size * turns], "a loop"))
        index += size * turns
    return kept


def _loop_at(bare: Sequence[str], index: int, *, looping: bool) -> tuple[int, int]:
    for size in range(1, _LONGEST_LOOP + 1):
        turn = bare[index : index + size]
        turns = 1
        while bare[index + size * turns : index + size * (turns + 1)] == turn:
            turns += 1
        needed = _LOOP_TURNS_OF_ONE_WORD if size == 1 else _LOOP_TURNS
        # A text that hardly compresses has a reason for its few repeats, such as applause or a chorus.
        if turns >= needed and (looping or turns >= 2 * needed):
            return size, turns
    return 1, 1


def _bare(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFC", text).casefold() if sign.isalnum() or sign == "'")


def _line(words: Sequence[Word], reason: str) -> str:
    return f"{words[0].start:.2f}-{words[-1].end:.2f} {reason}: {' '.join(word.text for word in words)}"
