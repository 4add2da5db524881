"""Translates by the neural models of a folder (OPUS-MT, NLLB), run by CTranslate2 on the CPU; needs the extra `nmt`."""

import asyncio
import threading
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from adapters import extras
from adapters.models import check_added
from adapters.translate.nmt_models import NmtModel, damaged, models_in
from domain.errors import PermanentError
from domain.heuristics.glossary import lost_terms
from domain.heuristics.translation_check import plain_text
from domain.heuristics.written_language import has_letters
from domain.language_engines import Translation, TranslationTask

if TYPE_CHECKING:
    from domain.contracts.lines import LineFlag

# A change of what is done here with the same models must give another identity.
_REVISION: Final = 1
_BEAM: Final = 4
_MOST_PIECES: Final = 512


class Ct2Translator:
    """A Translator. One line at a time and on one thread: what a line becomes depends on nothing but the line.

    A model is loaded at its first use and stays: int8, about 80 MB for a pair of OPUS-MT, 700 MB for NLLB-200 600M.
    """

    name = "ctranslate2"
    shortens = False
    listens = False
    at_once = 1

    def __init__(self, folder: Path) -> None:
        """`folder` holds a folder for each model."""
        self._folder = folder
        self._lock = threading.Lock()
        self._loaded: dict[Path, tuple[Any, Any, Any]] = {}

    @cached_property
    def identity(self) -> str:
        """What runs the models, and every model's digest."""
        pieces = version("sentencepiece") if _installed() else "none"
        versions = f"ctranslate2/{version('ctranslate2')} sentencepiece/{pieces}"
        models = " ".join(f"{model.folder.name}@{model.digest[:16]}" for model in self._models)
        return f"{self.name}/{_REVISION} beam{_BEAM}-int8 {versions} {models}"

    def serves(self, source: str | None, target: str) -> bool:
        """The pairs of the folders that are there, where the extra is installed."""
        return _installed() and self._has(source, target)

    def remedy(self, source: str | None, target: str) -> str:
        """The extra, for the pairs of the folders that are there without it."""
        return extras.remedy("nmt") if self._has(source, target) and not _installed() else ""

    async def translate(
        self,
        task: TranslationTask,
        speech: Path | None = None,  # noqa: ARG002 - the words are translated
    ) -> tuple[Translation, ...]:
        """Raises PermanentError `model.damaged`, or `translator.no_model` where the pair's folder is gone."""
        model = self._model(task.source, task.target)
        if model is None:
            raise PermanentError(
                "translator.no_model",
                f"The folder '{self._folder}' has no model any more that translates '{task.source}' into "
                f"'{task.target}'. Bring it back, or choose another translator.",
            )
        return tuple([await asyncio.to_thread(self._one, model, line.text, task) for line in task.lines])

    @cached_property
    def _models(self) -> tuple[NmtModel, ...]:
        return models_in(self._folder)

    def _model(self, source: str | None, target: str) -> NmtModel | None:
        return next((model for model in self._models if model.serves(source, target)), None)

    def _one(self, model: NmtModel, text: str, task: TranslationTask) -> Translation:
        if not has_letters(text):
            return Translation(text="", flags=("empty",))
        with self._lock:
            said = plain_text(self._said(model, plain_text(text), task))
        flags: tuple[LineFlag, ...] = ()
        if not has_letters(said):
            said, flags = "", ("untranslated",)
        elif lost_terms(text, said, task.glossary, (task.source, task.target)):
            flags = ("term",)
        return Translation(text=said, flags=flags)

    def _said(self, model: NmtModel, text: str, task: TranslationTask) -> str:
        translator, parting, joining = self._load(model)
        prefix = model.prefix(task.target)
        try:
            (result,) = translator.translate_batch(
                [model.entered(parting.encode(text, out_type=str), task.source)],
                target_prefix=[prefix] if prefix else None,
                beam_size=_BEAM,
                max_input_length=_MOST_PIECES,
                max_decoding_length=_MOST_PIECES,
                disable_unk=True,
            )
        except (RuntimeError, ValueError) as error:
            raise damaged(model.folder, _first_line(error)) from error
        return str(joining.decode(result.hypotheses[0][len(prefix) :]))

    def _has(self, source: str | None, target: str) -> bool:
        return source != target and self._model(source, target) is not None

    def _load(self, model: NmtModel) -> tuple[Any, Any, Any]:
        if model.folder not in self._loaded:
            import ctranslate2
            from sentencepiece import SentencePieceProcessor

            check_added(model.folder)
            try:
                self._loaded[model.folder] = (
                    ctranslate2.Translator(str(model.folder), compute_type="int8", inter_threads=1, intra_threads=1),
                    SentencePieceProcessor(model_file=str(model.source_pieces)),
                    SentencePieceProcessor(model_file=str(model.target_pieces)),
                )
            except (RuntimeError, ValueError, OSError) as error:
                raise damaged(model.folder, _first_line(error)) from error
        return self._loaded[model.folder]


def ct2_translator(folder: Path) -> Ct2Translator | None:
    """None where the folder has no model."""
    return Ct2Translator(folder) if models_in(folder) else None


def _installed() -> bool:
    return find_spec("sentencepiece") is not None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
