"""Translates speech of any language into English with the recogniser's own model: it hears lines, and reads none."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from domain.contracts.base import TimeRange
from domain.engines import SpeechAudioReader
from domain.errors import PermanentError
from domain.heuristics.hallucination import drop_invented
from domain.language_engines import Translation, TranslationTask

if TYPE_CHECKING:
    from adapters.asr.faster_whisper import FasterWhisperEngine

# A line's first and last sounds reach over its words' times.
_AIR_SECONDS = 0.25
# The model takes at most this much at once.
_LONGEST_SECONDS = 29.0
# A change of what is done here with the same recogniser must give another identity.
_REVISION = 1


class WhisperTranslator:
    """A Translator. One line at a time: what a line becomes must not depend on which others were still to be done."""

    name = "whisper"
    shortens = False
    listens = True
    at_once = 1

    def __init__(self, hearing: "FasterWhisperEngine", reader: SpeechAudioReader) -> None:
        self._hearing = hearing
        self._reader = reader
        self.identity = f"whisper-translate/{_REVISION} {hearing.identity}"

    def serves(self, source: str | None, target: str) -> bool:
        """Into English, from every other language that the recogniser knows."""
        return target == "en" and source != "en" and (source is None or source in self._hearing.languages)

    async def translate(self, task: TranslationTask, speech: Path | None) -> tuple[Translation, ...]:
        """Raises PermanentError `translator.no_sound` without the source's sound."""
        if speech is None:
            raise PermanentError("translator.no_sound", "Whisper translates what it hears, and there is no sound here.")
        return tuple([await asyncio.to_thread(self._one, speech, line.span, task.source) for line in task.lines])

    def _one(self, speech: Path, span: TimeRange, language: str) -> Translation:
        start = max(0.0, span.start - _AIR_SECONDS)
        window = TimeRange(start=start, end=min(span.end + _AIR_SECONDS, start + _LONGEST_SECONDS))
        audio = self._reader.read(speech, window)
        told = [TimeRange(start=max(0.0, span.start - start), end=min(span.end - start, window.duration))]
        heard, _ = drop_invented(self._hearing.translate(audio, language), told)
        return Translation(text=" ".join(word.text for segment in heard for word in segment.words))
