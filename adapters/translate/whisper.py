"""Translates speech of any language into English with the recogniser's own model: it hears lines, and reads none."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from domain.contracts.base import TimeRange
from domain.contracts.speech import Word
from domain.engines import SpeechAudioReader
from domain.errors import PermanentError
from domain.heuristics.hallucination import drop_invented
from domain.heuristics.line_sharing import as_sentence, shared
from domain.heuristics.sentence_bounds import SPLITTER
from domain.heuristics.word_times import shifted
from domain.language_engines import Translation, TranslationLine, TranslationTask

if TYPE_CHECKING:
    from adapters.asr.faster_whisper import FasterWhisperEngine

# A line's first and last sounds reach over its words' times.
_AIR_SECONDS = 0.25
# The model takes 30 seconds at once.
_LONGEST_SECONDS = 29.0
# What lies between lines that are further apart is not theirs.
_LONGEST_GAP = 2.0
# Of less speech nobody can say for sure what language it is.
_TELLING_SECONDS = 2.5
_SURE = 0.9
_LIKELY = 0.5
# A change of what is done here with the same recogniser must give another identity.
_REVISION = 4


class WhisperTranslator:
    """A Translator. Neighbouring lines are heard in one go, which the model understands better and which costs a third;
    where it then cannot be told what belongs to a line, that line is heard alone.
    """

    name = "whisper"
    shortens = False
    listens = True
    at_once = 8

    def __init__(self, hearing: "FasterWhisperEngine", reader: SpeechAudioReader) -> None:
        self._hearing = hearing
        self._reader = reader
        self.identity = f"whisper-translate/{_REVISION} {SPLITTER} {hearing.identity}"

    def serves(self, source: str | None, target: str) -> bool:
        """Into English, from every other language that the recogniser knows."""
        return target == "en" and source != "en" and (source is None or source in self._hearing.languages)

    def remedy(self, source: str | None, target: str) -> str:  # noqa: ARG002 - it is all here
        """As the port says."""
        return ""

    async def translate(self, task: TranslationTask, speech: Path | None) -> tuple[Translation, ...]:
        """Lines that are surely spoken in another language than the source's are translated from that one, and flagged.

        Raises PermanentError `translator.no_sound` without the source's sound.
        """
        if speech is None:
            raise PermanentError("translator.no_sound", "Whisper translates what it hears, and there is no sound here.")
        said: list[Translation] = []
        for lines in _windows(task.lines):
            said += await asyncio.to_thread(self._window, speech, lines, task.source)
        return tuple(said)

    def _window(self, speech: Path, lines: Sequence[TranslationLine], source: str) -> list[Translation]:
        slots = [line.span for line in lines]
        other = self._other_language(speech, TimeRange(start=slots[0].start, end=slots[-1].end), source)
        if other is not None:
            return [self._alone(speech, line, source, suspected=other) for line in lines]
        texts = shared(self._heard(speech, slots, source), slots, "en") if len(lines) > 1 else [None]
        return [
            self._alone(speech, line, source)
            if text is None
            else Translation(text=as_sentence(text, line.text, source))
            for line, text in zip(lines, texts, strict=True)
        ]

    def _alone(self, speech: Path, line: TranslationLine, source: str, suspected: str | None = None) -> Translation:
        other = self._other_language(speech, line.span, source, suspected)
        words = self._heard(speech, [line.span], other or source)
        text = as_sentence(" ".join(word.text for word in words), line.text, other or source)
        return Translation(text=text, flags=() if other is None else ("wrong_language",))

    def _heard(self, speech: Path, slots: Sequence[TimeRange], language: str) -> list[Word]:
        """English words for the slots, which lie close together; their times are those of the source."""
        start = max(0.0, slots[0].start - _AIR_SECONDS)
        window = TimeRange(start=start, end=min(slots[-1].end + _AIR_SECONDS, start + _LONGEST_SECONDS))
        audio = self._reader.read(speech, window)
        told = [
            TimeRange(start=max(0.0, slot.start - start), end=max(slot.start, min(slot.end, window.end)) - start)
            for slot in slots
        ]
        heard, _ = drop_invented(self._hearing.translate(audio, language), told, "en")
        return shifted([word for segment in heard for word in segment.words], start)

    def _other_language(self, speech: Path, span: TimeRange, source: str, suspected: str | None = None) -> str | None:
        """The language that is spoken there, where that is surely not the source's; `suspected` is what is spoken
        around it, and needs less to be believed.
        """
        if span.duration < _TELLING_SECONDS:
            return suspected
        audio = self._reader.read(speech, span)
        spoken = TimeRange(start=0.0, end=span.duration)
        language, probability = self._hearing.detect_language(audio, [spoken])
        needed = _LIKELY if language == suspected else _SURE
        return language if language != source and probability >= needed else None


def _windows(lines: Sequence[TranslationLine]) -> list[list[TranslationLine]]:
    """Neighbours that the model can take at once."""
    windows: list[list[TranslationLine]] = []
    for line in lines:
        last = windows[-1] if windows else []
        near = bool(last) and line.span.start - last[-1].span.end <= _LONGEST_GAP
        if near and line.span.end - last[0].span.start + 2 * _AIR_SECONDS <= _LONGEST_SECONDS:
            last.append(line)
        else:
            windows.append([line])
    return windows
