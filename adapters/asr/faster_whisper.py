"""Speech recognition with faster-whisper: CTranslate2 on int8 weights, many windows of speech in one batch."""

import importlib.metadata
import threading
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from faster_whisper import BatchedInferencePipeline, WhisperModel
from faster_whisper.audio import pad_or_trim
from numpy.typing import NDArray

from adapters.asr.drafts import draft_segment, drafts_within, windows_of, word_count
from adapters.asr.language_votes import VotingModel
from adapters.asr.languages import UNSPACED_LANGUAGES, WHISPER_LANGUAGES, from_whisper, to_whisper
from adapters.asr.script_tokens import tokens_of
from adapters.models import ModelCatalogue
from domain.contracts.base import TimeRange
from domain.contracts.speech import DraftSegment
from domain.heuristics.script_prompts import PUNCTUATED, prompt_in
from domain.heuristics.sentences import SIGNLESS_WORDS, is_punctuated
from domain.heuristics.speech_chunks import pack_spans, spans_within
from domain.heuristics.spoken_languages import stretches_of
from domain.heuristics.written_language import foreign_script, scripts_of_language
from domain.progress import ProgressCallback

_RATE = 16_000
# Larger batches pad more: measured on a talk, 4 costs a tenth less CPU than 8 and than 1.
_BATCH = 4
_DETECTION_WINDOWS = 4
_DETECTION_SECONDS = 28.0
_CERTAIN = 0.9
# In a script that the model is led into.
_SCRIPT_SECONDS = 8.0
_AGAINST_LOOPS = 1.1
# Tried one after the other while a recognition looks like a failure, each along one path: five paths find no words
# either where there are none to be found, and take a hundred CPU-seconds for 14 seconds of a language hardly known.
_FALLBACKS = (0.0, 0.4)
# A second hearing counts when it heard as many words, give or take this share: else the prompt has led it astray.
_SAME_LENGTH = 0.2
# A change of what is done here with the same model must give another identity.
_REVISION = 6
# As many chunks at a time, each on its share of the cores: one thread a chunk costs a fifth less CPU than two.
_MOST_AT_ONCE = 4

_Floats = NDArray[np.float32]


class FasterWhisperEngine:
    """An AsrEngine. The model is loaded at the first use, once, and shared by all threads."""

    def __init__(
        self, models: ModelCatalogue, model: str, cores: int = 1, device: str = "cpu", compute_type: str = "int8"
    ) -> None:
        """`cores` is what all transcriptions together may use; `compute_type` as CTranslate2 names it."""
        self._device = device
        self._compute_type = compute_type
        self._models = models
        self._model_name = model
        self._at_once = max(1, min(_MOST_AT_ONCE, cores))
        self._threads_each = max(1, cores // self._at_once)
        self._lock = threading.Lock()
        self._model: WhisperModel | None = None
        # Other numbers give other words now and then.
        numbers = compute_type if device == "cpu" else f"{compute_type}-{device}"
        version = importlib.metadata.version("faster-whisper")
        self.identity = f"faster-whisper/{version}/{_REVISION} {numbers} {models.identity(model)}"
        self.languages: tuple[str, ...] = ("en",) if _only_english(models, model) else WHISPER_LANGUAGES

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
        self,
        audio: _Floats,
        language: str,
        spans: Sequence[TimeRange],
        progress: ProgressCallback,
        *,
        several: bool = False,
    ) -> list[DraftSegment]:
        """Recognise the speech inside `spans`; whatever `progress` raises ends the work between two batches.

        With `several`, what is surely spoken in another language is recognised again in that one, and says so.
        """
        windows = windows_of(spans, len(audio) / _RATE)
        if not windows:
            return []
        if not several or len(self.languages) == 1:
            drafts = self._hear(audio, language, windows, progress)
            return _in_order(self._mended(audio, language, spans, windows, drafts, progress))
        model = VotingModel(self._loaded(), windows, spans)
        drafts = self._hear(audio, language, windows, progress, model=model)
        stretches = [
            stretch
            for stretch in stretches_of(model.votes, language)
            if stretch.language in {language, *self.languages}
        ]
        if all(stretch.language == language for stretch in stretches):
            return _in_order(self._mended(audio, language, spans, windows, drafts, progress))
        heard: list[DraftSegment] = []
        for spoken in dict.fromkeys(stretch.language for stretch in stretches):
            own = [stretch.span for stretch in stretches if stretch.language == spoken]
            parts = [part for span in own for part in spans_within(spans, span)]
            mine = windows_of(parts, len(audio) / _RATE)
            known = [window for window in mine if spoken == language and window in windows]
            kept = [draft for window in known for draft in drafts_within(drafts, window)]
            fresh = [window for window in mine if window not in known]
            if fresh:
                kept += self._hear(audio, spoken, fresh, progress)
            named = None if spoken == language else spoken
            heard += [
                draft.model_copy(update={"language": named})
                for draft in self._mended(audio, spoken, parts, mine, kept, progress)
            ]
        return _in_order(heard)

    def transcribe_again(self, audio: _Floats, language: str | None) -> tuple[list[DraftSegment], str]:
        """Up to 30 seconds in which no word was found: by itself, in another way, with what a failure falls back to.

        Returns what was heard and its language, which is found out where it is None.
        """
        segments, info = self._loaded().transcribe(
            audio,
            language=None if language is None else to_whisper(language),
            task="transcribe",
            temperature=_FALLBACKS,
            beam_size=1,
            best_of=1,
            condition_on_previous_text=False,
            word_timestamps=True,
            vad_filter=False,
            initial_prompt=None if language is None else prompt_in(language),
        )
        spoken = language or from_whisper(info.language)
        return [draft_segment(segment, spoken) for segment in segments], spoken

    def _mended(
        self,
        audio: _Floats,
        language: str,
        spans: Sequence[TimeRange],
        windows: Sequence[TimeRange],
        drafts: list[DraftSegment],
        progress: ProgressCallback,
    ) -> list[DraftSegment]:
        """The drafts, where windows without any sign or in another language's script are recognised again."""
        prompt = prompt_in(language)
        bare = [window for window in windows if _signless(drafts_within(drafts, window), language)]
        again = self._hear(audio, language, bare, progress, prompt=prompt or PUNCTUATED) if bare else []
        for window in bare:
            first, second = drafts_within(drafts, window), drafts_within(again, window)
            if not _signless(second, language) and abs(word_count(second) / word_count(first) - 1) <= _SAME_LENGTH:
                drafts = [draft for draft in drafts if draft not in first] + second
        return self._in_script(audio, language, spans, windows, drafts, progress)

    def _in_script(
        self,
        audio: _Floats,
        language: str,
        spans: Sequence[TimeRange],
        windows: Sequence[TimeRange],
        drafts: list[DraftSegment],
        progress: ProgressCallback,
    ) -> list[DraftSegment]:
        """Windows in a foreign script again: after a text in the right one, and without the wrong one's letters.

        In short windows, since a script that the model hardly knows takes many signs and ends in loops.
        """
        prompt = prompt_in(language)
        wrong = [window for window in windows if _foreign(drafts_within(drafts, window), language)]
        for window in wrong:
            first = drafts_within(drafts, window)
            parts = windows_of(spans_within(spans, window), len(audio) / _RATE, _SCRIPT_SECONDS)
            never = never_written(set(_foreign(first, language)), language)
            banned = tokens_of(never, self._loaded().hf_tokenizer.get_vocab())
            second = self._hear(audio, language, parts, progress, prompt=prompt, banned=banned)
            if second and foreign_share(second, language) < foreign_share(first, language):
                drafts = [draft for draft in drafts if draft not in first] + second
        return drafts

    def _hear(
        self,
        audio: _Floats,
        language: str,
        windows: Sequence[TimeRange],
        progress: ProgressCallback,
        prompt: str | None = None,
        banned: Sequence[int] = (),
        model: "WhisperModel | VotingModel | None" = None,
    ) -> list[DraftSegment]:
        pipeline = BatchedInferencePipeline(model or self._loaded())
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
            suppress_tokens=[-1, *banned],
            repetition_penalty=_AGAINST_LOOPS if banned else 1.0,
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
                    device=self._device,
                    compute_type=self._compute_type,
                    cpu_threads=self._threads_each,
                    num_workers=self._at_once,
                    local_files_only=True,
                )
            return self._model


def _only_english(models: ModelCatalogue, model: str) -> bool:
    return model.endswith(".en") or models.entry(model).english_only


def _in_order(drafts: Sequence[DraftSegment]) -> list[DraftSegment]:
    return sorted(drafts, key=lambda draft: draft.start)


def _signless(drafts: Sequence[DraftSegment], language: str) -> bool:
    """Whether the model has fallen into writing small letters only, without any sign, as it does now and then."""
    if language in UNSPACED_LANGUAGES or word_count(drafts) < SIGNLESS_WORDS:
        return False
    return not any(is_punctuated(draft.words) for draft in drafts)


def foreign_share(drafts: Sequence[DraftSegment], language: str) -> float:
    """The share of the words that are in drafts of a foreign script, 0..1. One long draft may become several short ones
    of which one is foreign, so drafts themselves are not counted.
    """
    foreign = [draft for draft in drafts if _foreign([draft], language)]
    return word_count(foreign) / max(1, word_count(drafts))


def _foreign(drafts: Sequence[DraftSegment], language: str) -> list[str]:
    """The scripts of the drafts that are not in a script of their language, one for each of them."""
    found = (foreign_script(" ".join(word.text for word in draft.words), language) for draft in drafts)
    return [script for script in found if script is not None]


def never_written(foreign: AbstractSet[str], language: str) -> set[str]:
    """The scripts that a second try must not write in. A model that may not write Hindi as Urdu translates it instead,
    so Latin goes too; where the first try was in Latin letters, somebody may well speak English.
    """
    own = scripts_of_language(language)
    return set(foreign) | ({"latin"} - own if foreign - {"latin"} else set())


def _cut(audio: _Floats, span: TimeRange) -> _Floats:
    return audio[int(span.start * _RATE) : int(span.end * _RATE)]
