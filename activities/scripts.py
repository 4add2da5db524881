"""Writes the script of a retell."""

import asyncio
from collections.abc import Mapping
from functools import partial

from activities.embedding import embedded, ticking
from activities.stage import StageMemory, progress_heartbeat, remembered
from domain.contracts.media import AudioAnalysis
from domain.contracts.picture import PictureAnalysis
from domain.contracts.retell import RetellScript, RetellWish, WriteScriptRequest, WriteScriptResult
from domain.contracts.speech import Transcript
from domain.engines import TextEmbedder
from domain.errors import RejectedError
from domain.heuristics.clip_weights import WEIGHTS_VERSION
from domain.heuristics.outline import sentence_worths
from domain.heuristics.retell_reserve import with_reserve
from domain.heuristics.retell_script import expected_seconds, require_enough, require_length, write_script
from domain.heuristics.retell_source import RetellSource, retell_source, retell_texts
from domain.heuristics.retell_weights import RETELL_WEIGHTS_VERSION
from domain.heuristics.sentence_bounds import SPLITTER
from domain.language_engines import ScriptWriter
from domain.ports import ObjectStore

_EMBEDDING_SHARE = 0.8


class ScriptActivities:
    """The stage that writes. `writers`: those that can work here besides `extractive`, by name."""

    def __init__(
        self, memory: StageMemory, store: ObjectStore, text_embedder: TextEmbedder, writers: Mapping[str, ScriptWriter]
    ) -> None:
        self.memory = memory
        self._store = store
        self._texts = text_embedder
        self._writers = writers

    def _engines(self) -> tuple[str, ...]:
        writers = (writer.identity for _, writer in sorted(self._writers.items()))
        return (f"weights/{WEIGHTS_VERSION}/{RETELL_WEIGHTS_VERSION}", self._texts.identity, SPLITTER, *writers)

    @remembered(version=2, engines=lambda self: self._engines())
    async def write_script(self, request: WriteScriptRequest) -> WriteScriptResult:
        """A script whose every line quotes the source.

        Raises RejectedError `retell.too_little_speech`, or `writer.not_configured` when there is no such writer here;
        what the writer raises goes through.
        """
        org_id, wish = request.scope.org_id, request.wish
        if wish.writer != "extractive" and wish.writer not in self._writers:
            raise RejectedError(
                "writer.not_configured",
                f"There is no writer '{wish.writer}' here. Set CUTDOWN_LLM_URL and CUTDOWN_LLM_MODEL to an endpoint, "
                "or order the retell with the writer 'extractive'.",
            )
        transcript, audio, picture = await asyncio.gather(
            self._store.read_bytes(org_id, request.transcript),
            self._store.read_bytes(org_id, request.audio),
            self._store.read_bytes(org_id, request.picture),
        )
        talk = Transcript.model_validate_json(transcript)
        progress = progress_heartbeat()
        vectors = await embedded(self._texts, retell_texts(talk), progress, _EMBEDDING_SHARE)
        source = await ticking(
            asyncio.to_thread(
                retell_source,
                talk,
                AudioAnalysis.model_validate_json(audio),
                PictureAnalysis.model_validate_json(picture),
                vectors,
            ),
            partial(progress, _EMBEDDING_SHARE),
        )
        script = await self._written(source, wish)
        seconds = expected_seconds(script, source, wish)
        require_length(seconds, wish)
        stored = await self._store.put_bytes(org_id, script.model_dump_json().encode(), "application/json")
        return WriteScriptResult(script=stored, lines=len(script.lines), seconds=round(seconds, 3))

    async def _written(self, source: RetellSource, wish: RetellWish) -> RetellScript:
        worths = sentence_worths(source.facts, source.claims, wish.tone)
        require_enough(source, worths, wish)
        if wish.writer == "extractive":
            return await asyncio.to_thread(write_script, source, worths, wish)
        script = await self._writers[wish.writer].write(source.transcript, worths, wish)
        return await asyncio.to_thread(with_reserve, script, source, worths, wish)
