"""Translates the lines of a dub or of a narration."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack

from activities.stage import Pieces, StageMemory, progress_heartbeat, remembered
from domain.contracts.base import ArtifactRef, Contract, Digest, StageRequest, TimeRange
from domain.contracts.dubbing import GlossaryTerm, TranslateLinesRequest, TranslateLinesResult
from domain.contracts.lines import Line, Lines
from domain.heuristics.translation import terms_of, to_translate, translated, translator_for
from domain.language_engines import Translation, TranslationTask, Translator
from domain.ports import ObjectStore

_NEIGHBOURS = 3
"""How many lines before and after are given for their context."""


class TranslateRequest(StageRequest):
    """Everything that decides the translation of one line; where its sound is translated, the sound and its place.

    The neighbours are left out: they help to understand a line, and correcting one must not change the others.
    """

    text: str
    source: str
    target: str
    max_chars: int | None
    glossary: tuple[GlossaryTerm, ...]
    speech: Digest | None = None
    span: TimeRange | None = None


class TranslatedLine(Contract):
    """What became of one line."""

    translation: Translation


class TranslateActivities:
    """The stage `translate_lines`."""

    def __init__(self, memory: StageMemory, store: ObjectStore, translators: Sequence[Translator]) -> None:
        self.memory = memory
        self._store = store
        self._translators = translators
        self._lines: Pieces[TranslateRequest, TranslatedLine] = Pieces(
            memory, "translate_lines/line", 1, TranslatedLine
        )

    @remembered(version=2, engines=lambda self: tuple(one.identity for one in self._translators))
    async def translate_lines(self, request: TranslateLinesRequest) -> TranslateLinesResult:
        """Lines with their texts, each kept as soon as it is there; a dub into the source's own language says the same
        words with another voice. Raises what `translator_for` and translators raise.
        """
        org_id = request.scope.org_id
        batch = await self._read(org_id, request.lines)
        done: dict[int, Line] = {}
        engines: list[str] = []
        made = 0
        # Each language of a video with several goes its own way; neighbours stay together as far as they share one.
        for spoken in dict.fromkeys(line.language or request.source_language for line in batch.lines):
            lines = [line for line in batch.lines if (line.language or request.source_language) == spoken]
            if spoken == request.language:
                done |= {line.number: line.model_copy(update={"text": line.source}) for line in lines}
                continue
            asked = request.model_copy(update={"source_language": spoken})
            translator = translator_for(self._translators, spoken, request.language, request.translator)
            found, missing = await self._translated(asked, lines, translator)
            done |= {line.number: translated(line, found[line.number], request.language) for line in lines}
            engines.append(translator.name)
            made += missing
        told = tuple(done[line.number] for line in batch.lines)
        return await self._result(request, told, " ".join(engines) or "none", made)

    async def _translated(
        self, request: TranslateLinesRequest, lines: Sequence[Line], translator: Translator
    ) -> tuple[dict[int, Translation], int]:
        """The translations of lines of one language by number, and how many were made now."""
        found = await self._remembered(request, lines, translator)
        missing = [line for line in lines if line.number not in found]
        told = progress_heartbeat()
        async with AsyncExitStack() as opened:
            speech = (
                await opened.enter_async_context(self._store.local(request.scope.org_id, request.speech))
                if missing
                else None
            )
            before, after = await asyncio.gather(self._words(request, "before"), self._words(request, "after"))
            # What is heard depends on what is heard together, so a group is heard whole or not at all: a crash in the
            # midst of it then changes nothing. Words are asked for once.
            for together in _groups(lines if translator.listens else missing, translator.at_once):
                if all(line.number in found for line in together):
                    continue
                told(len(found) / len(lines))
                task = self._task(request, together, translator, (before, after))
                answers = await translator.translate(task, speech if translator.listens else None)
                for line, answer in zip(together, answers, strict=True):
                    if line.number in found:
                        continue
                    found[line.number] = answer
                    await self._lines.keep(
                        self._piece(request, line, translator),
                        (translator.identity,),
                        TranslatedLine(translation=answer),
                    )
        return found, len(missing)

    async def _remembered(
        self, request: TranslateLinesRequest, lines: Sequence[Line], translator: Translator
    ) -> dict[int, Translation]:
        found = {}
        for line in lines:
            known = await self._lines.find(self._piece(request, line, translator), (translator.identity,))
            if known is not None:
                found[line.number] = known.translation
        return found

    def _piece(self, request: TranslateLinesRequest, line: Line, translator: Translator) -> TranslateRequest:
        asked = to_translate(line, request.budgets, translator)
        return TranslateRequest(
            scope=request.scope,
            text=line.source,
            source=request.source_language,
            target=request.language,
            max_chars=asked.max_chars,
            glossary=() if translator.listens else terms_of(line, request.glossary),
            speech=request.speech.digest if translator.listens else None,
            span=line.slot if translator.listens else None,
        )

    def _task(
        self,
        request: TranslateLinesRequest,
        lines: Sequence[Line],
        translator: Translator,
        around: tuple[tuple[str, ...], tuple[str, ...]],
    ) -> TranslationTask:
        terms = dict.fromkeys(term for line in lines for term in terms_of(line, request.glossary))
        return TranslationTask(
            source=request.source_language,
            target=request.language,
            lines=tuple(to_translate(line, request.budgets, translator) for line in lines),
            before=around[0][-_NEIGHBOURS:],
            after=around[1][:_NEIGHBOURS],
            glossary=tuple(terms),
        )

    async def _words(self, request: TranslateLinesRequest, side: str) -> tuple[str, ...]:
        ref: ArtifactRef | None = getattr(request, side)
        if ref is None:
            return ()
        return tuple(line.source for line in (await self._read(request.scope.org_id, ref)).lines)

    async def _read(self, org_id: str, ref: ArtifactRef) -> Lines:
        return Lines.model_validate_json(await self._store.read_bytes(org_id, ref))

    async def _result(
        self, request: TranslateLinesRequest, lines: tuple[Line, ...], engine: str, made: int
    ) -> TranslateLinesResult:
        told = Lines(source_language=request.source_language, language=request.language, lines=lines)
        body = told.model_dump_json().encode()
        stored = await self._store.put_bytes(request.scope.org_id, body, "application/json")
        return TranslateLinesResult(lines=stored, engine=engine, made=made)


def _groups(lines: Sequence[Line], size: int) -> list[tuple[Line, ...]]:
    return [tuple(lines[at : at + size]) for at in range(0, len(lines), max(1, size))]
