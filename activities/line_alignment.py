"""Times the words of a dub or a retell by the sound of its own lines."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from activities.stage import StageMemory, remembered
from activities.threads import in_thread
from domain.contracts.base import TimeRange
from domain.contracts.lines import AlignLinesRequest, AlignLinesResult, PlacedLine, PlacedLines
from domain.contracts.speech import DraftSegment, Sentence, Transcript, Word
from domain.engines import Aligner, SpeechAudioReader
from domain.heuristics.line_words import spread, words_in
from domain.heuristics.sentence_bounds import SPLITTER
from domain.heuristics.sentences import restore_sentences
from domain.heuristics.voice_edges import voiced_spans
from domain.heuristics.word_times import WHISPER_BIAS, settled, shifted
from domain.ports import ObjectStore
from domain.progress import ProgressCallback

if TYPE_CHECKING:
    from domain.engines import type_float32

_RATE = 16_000
_PAUSE = 0.1
"""Seconds; the closure of a stop inside a word is shorter."""

_MARGIN = 0.3
"""Seconds of silence put around a line: aligners find its first and last sounds by them."""


class LineAlignmentActivities:
    """One stage: words of placed lines, and of what is heard beside them, as one transcript."""

    def __init__(
        self,
        memory: StageMemory,
        store: ObjectStore,
        aligner: Aligner,
        reader: SpeechAudioReader,
    ) -> None:
        self.memory = memory
        self._store = store
        self._aligner = aligner
        self._reader = reader

    @remembered(version=3, engines=lambda self: (self._aligner.identity, SPLITTER))
    async def align_lines(self, request: AlignLinesRequest) -> AlignLinesResult:
        """A line whose words cannot be found in its sound keeps them spread over it."""
        org_id = request.scope.org_id
        placed = PlacedLines.model_validate_json(await self._store.read_bytes(org_id, request.placed))
        beside: tuple[Word, ...] = ()
        if request.beside is not None:
            heard = Transcript.model_validate_json(await self._store.read_bytes(org_id, request.beside))
            beside = heard.words
        async with AsyncExitStack() as opened:
            sounds = [
                (line, await opened.enter_async_context(self._store.local(org_id, line.spoken.audio)))
                for line in placed.lines
                if line.spoken.audio is not None
            ]
            words = await in_thread(partial(self._align_all, sounds, placed.language))
        transcript = _joined(words, beside, placed)
        stored = await self._store.put_bytes(org_id, transcript.model_dump_json().encode(), "application/json")
        return AlignLinesResult(transcript=stored, words=len(transcript.words))

    def _align_all(
        self, sounds: Sequence[tuple[PlacedLine, Path]], language: str, progress: ProgressCallback
    ) -> list[Word]:
        words: list[Word] = []
        for number, (line, path) in enumerate(sounds):
            progress(number / len(sounds))
            words += self._align(line, self._reader.read_sound(path), language)
        return words

    def _align(self, line: PlacedLine, audio: "type_float32", language: str) -> list[Word]:
        """The words of one line, on the timeline: aligned in its sound as it was spoken, then moved and sped up."""
        texts = words_in(line.spoken.line.text, language)
        if not texts:
            return []
        surrounded = np.pad(audio, round(_MARGIN * _RATE))
        whole = TimeRange(start=_MARGIN, end=_MARGIN + len(audio) / _RATE)
        voiced = voiced_spans(surrounded, _RATE, _PAUSE) or [whole]
        guess = [
            Word(text=text, start=span.start, end=span.end, speaker=line.spoken.line.speaker)
            for text, span in zip(texts, spread(texts, voiced), strict=True)
        ]
        # Aligners take guesses for a recogniser's, whose times are early.
        draft = _draft(shifted(guess, -WHISPER_BIAS))
        found = self._aligner.align(surrounded, [draft], language)
        return [_on_timeline(word, line) for word in found]


def _draft(words: Sequence[Word]) -> DraftSegment:
    return DraftSegment(
        start=words[0].start,
        end=words[-1].end,
        words=tuple(words),
        avg_logprob=0.0,
        no_speech_probability=0.0,
        compression_ratio=1.0,
    )


def _on_timeline(word: Word, line: PlacedLine) -> Word:
    start, end = (min(line.end, line.start + max(0.0, time - _MARGIN) / line.speed) for time in (word.start, word.end))
    return word.model_copy(update={"start": start, "end": end})


def _joined(words: Sequence[Word], beside: Sequence[Word], placed: PlacedLines) -> Transcript:
    """All words in the order of time; no sentence goes from a line into what is heard beside the lines."""
    marked = sorted(
        [(word.start, 0, word) for word in words] + [(word.start, 1, word) for word in beside], key=lambda m: m[:2]
    )
    timed = settled([word for _, _, word in marked])
    sentences: list[Sentence] = []
    first = 0
    for _, run in groupby(mark for _, mark, _ in marked):
        last = first + len(list(run))
        sentences += [
            Sentence(first=first + sentence.first, last=first + sentence.last)
            for sentence in restore_sentences(timed[first:last], placed.language)
        ]
        first = last
    return Transcript(
        language=placed.language, duration=placed.duration, words=tuple(timed), sentences=tuple(sentences)
    )
