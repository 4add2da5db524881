"""Speech recognition with faster-whisper: CTranslate2 on int8 weights, many windows of speech in one batch."""

import importlib.metadata
import threading
from collections.abc import Sequence

import numpy as np
from faster_whisper import BatchedInferencePipeline, WhisperModel
from faster_whisper.audio import pad_or_trim
from faster_whisper.transcribe import Segment
from numpy.typing import NDArray

from adapters.asr.languages import UNSPACED_LANGUAGES, WHISPER_LANGUAGES, from_whisper, to_whisper
from adapters.models import ModelCatalogue
from domain.contracts.base import TimeRange
from domain.contracts.speech import DraftSegment, Word
from domain.heuristics.sentences import SIGNLESS_WORDS, is_punctuated
from domain.heuristics.speech_chunks import pack_spans
from domain.progress import ProgressCallback

_RATE = 16_000
# Larger batches pad more: measured on a talk, 4 costs a tenth less CPU than 8 and than 1.
_BATCH = 4
_LONGEST_WINDOW = 29.9
_WINDOW_BREAK = 4.0
_WINDOW_PAD = 0.2
_DETECTION_WINDOWS = 4
_DETECTION_SECONDS = 28.0
_CERTAIN = 0.9
# What begins with signs goes on with signs, in any language: text before the window, as the model sees it.
_PUNCTUATED = "Hello. How are you? Fine, thanks."
# A second hearing counts when it heard as many words, give or take this share: else the prompt has led it astray.
_SAME_LENGTH = 0.2
# A change of what is done here with the same model must give another identity.
_REVISION = 3
# As many chunks at a time, each on its share of the cores: one thread a chunk costs a fifth less CPU than two.
_MOST_AT_ONCE = 4

_Floats = NDArray[np.float32]


class FasterWhisperEngine:
    """An AsrEngine. The model is loaded at the first use, once, and shared by all threads."""

    def __init__(self, models: ModelCatalogue, model: str, cores: int = 1) -> None:
        """`cores` is what all transcriptions together may use."""
        self._models = models
        self._model_name = model
        self._at_once = max(1, min(_MOST_AT_ONCE, cores))
        self._threads_each = max(1, cores // self._at_once)
        self._lock = threading.Lock()
        self._model: WhisperModel | None = None
        version = importlib.metadata.version("faster-whisper")
        self.identity = f"faster-whisper/{version}/{_REVISION} int8 {models.identity(model)}"
        self.languages: tuple[str, ...] = ("en",) if model.endswith(".en") else WHISPER_LANGUAGES

    def detect_language(self, audio: _Floats, spans: Sequence[TimeRange]) -> tuple[str, float]:
        """ISO 639-1 code and probability: the mean over several windows of speech, spread over the audio."""
        if self.languages == ("en",):
            return "en", 1.0
        model = self._loaded()
        windows = pack_spans(spans, _DETECTION_SECONDS) or [TimeRange(start=0.0, end=len(audio) / _RATE)]
        count = min(_DETECTION_WINDOWS, len(windows))
        # The middle of each of `count` equal parts: openings and endings are often music or another language.
        chosen = [windows[(2 * part + 1) * len(windows) // (2 * count)] for part in range(count)]
        votes: dict[str, float] = {}
        heard = 0.0
        # From the middle of the audio outwards; voting ends when two windows leave no doubt.
        for number, window in enumerate(sorted(chosen, key=lambda item: abs(item.start - len(audio) / _RATE / 2)), 1):
            encoded = model.encode(pad_or_trim(model.feature_extractor(_cut(audio, window))))
            heard += window.duration
            for token, probability in model.model.detect_language(encoded)[0]:
                name = from_whisper(token.strip("<|>"))
                votes[name] = votes.get(name, 0.0) + float(probability) * window.duration
            if number > 1 and max(votes.values()) / heard >= _CERTAIN:
                break
        language = max(sorted(votes), key=lambda name: votes[name])
        return language, min(1.0, votes[language] / heard)

    def transcribe(
        self, audio: _Floats, language: str, spans: Sequence[TimeRange], progress: ProgressCallback
    ) -> list[DraftSegment]:
        """Recognise the speech inside `spans`; whatever `progress` raises ends the work between two batches."""
        windows = _windows(spans, len(audio) / _RATE)
        if not windows:
            return []
        drafts = self._hear(audio, language, windows, progress)
        bare = [window for window in windows if _signless(_within(drafts, window), language)]
        again = self._hear(audio, language, bare, progress, prompt=_PUNCTUATED) if bare else []
        for window in bare:
            first, second = _within(drafts, window), _within(again, window)
            if not _signless(second, language) and abs(_length(second) / _length(first) - 1) <= _SAME_LENGTH:
                drafts = [draft for draft in drafts if draft not in first] + second
        return sorted(drafts, key=lambda draft: draft.start)

    def _hear(
        self,
        audio: _Floats,
        language: str,
        windows: Sequence[TimeRange],
        progress: ProgressCallback,
        prompt: str | None = None,
    ) -> list[DraftSegment]:
        pipeline = BatchedInferencePipeline(self._loaded())
        rounds = -(-len(windows) // _BATCH)
        segments, _ = pipeline.transcribe(
            audio,
            language=to_whisper(language),
            task="transcribe",
            temperature=0.0,
            condition_on_previous_text=False,
            word_timestamps=True,
            vad_filter=False,
            clip_timestamps=[{"start": window.start, "end": window.end} for window in windows],
            # Equal batches: the last one is as full as the others.
            batch_size=-(-len(windows) // rounds),
            initial_prompt=prompt,
        )
        drafts: list[DraftSegment] = []
        for segment in segments:
            drafts.append(draft_segment(segment, language))
            progress(min(1.0, segment.end * _RATE / len(audio)))
        return drafts

    def translate(self, audio: _Floats, language: str) -> list[DraftSegment]:
        """What is said in up to 30 seconds of `language`, in English; times count from the first sample."""
        segments, _ = self._loaded().transcribe(
            audio,
            language=to_whisper(language),
            task="translate",
            temperature=0.0,
            condition_on_previous_text=False,
            word_timestamps=True,
            vad_filter=False,
        )
        return [draft_segment(segment, "en") for segment in segments]

    def _loaded(self) -> WhisperModel:
        with self._lock:
            if self._model is None:
                self._model = WhisperModel(
                    str(self._models.path(self._model_name)),
                    device="cpu",
                    compute_type="int8",
                    cpu_threads=self._threads_each,
                    num_workers=self._at_once,
                    local_files_only=True,
                )
            return self._model


def _windows(spans: Sequence[TimeRange], duration: float) -> list[TimeRange]:
    """Windows that the model takes at once; whole hundredths, because the model's own times are cut to these."""
    packed = pack_spans(spans, _LONGEST_WINDOW - 2 * _WINDOW_PAD, break_at=_WINDOW_BREAK)
    windows: list[TimeRange] = []
    for index, window in enumerate(packed):
        before = windows[-1].end if windows else 0.0
        after = packed[index + 1].start if index + 1 < len(packed) else duration
        start = max(before, window.start - _WINDOW_PAD)
        end = min((window.end + after) / 2, window.end + _WINDOW_PAD, duration)
        windows.append(TimeRange(start=int(start * 100) / 100, end=max(end, window.end)))
    return windows


def _within(drafts: Sequence[DraftSegment], window: TimeRange) -> list[DraftSegment]:
    return [draft for draft in drafts if window.start <= (draft.start + draft.end) / 2 < window.end]


def _length(drafts: Sequence[DraftSegment]) -> int:
    return sum(len(draft.words) for draft in drafts)


def _signless(drafts: Sequence[DraftSegment], language: str) -> bool:
    """Whether the model has fallen into writing small letters only, without any sign, as it does now and then."""
    if language in UNSPACED_LANGUAGES or _length(drafts) < SIGNLESS_WORDS:
        return False
    return not any(is_punctuated(draft.words) for draft in drafts)


def _cut(audio: _Floats, span: TimeRange) -> _Floats:
    return audio[int(span.start * _RATE) : int(span.end * _RATE)]


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
