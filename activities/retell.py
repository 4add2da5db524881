"""From a retell's script to the narrator's lines, and from their voices to the cut."""

import asyncio
from collections.abc import Sequence
from functools import partial

from activities.embedding import ticking
from activities.stage import StageMemory, progress_heartbeat, remembered
from domain.contracts.base import ArtifactRef, Contract
from domain.contracts.lines import Line, Lines, SpokenLines
from domain.contracts.picture import PictureAnalysis
from domain.contracts.retell import (
    CutRetellRequest,
    CutRetellResult,
    NarrationRequest,
    NarrationResult,
    RetellScript,
    ScriptLine,
)
from domain.contracts.speech import Transcript
from domain.engines import Embedder
from domain.heuristics.clip_scoring_picture import sprite_tiles
from domain.heuristics.footage import Footage
from domain.heuristics.retell_cut import cut_retell
from domain.heuristics.retell_edits import edited_lines
from domain.ports import ObjectStore
from domain.retell_requests import NARRATOR

_SHOWN_LANGUAGE = "en"
"""What an image embedder reads best."""


class RetellActivities:
    """Two stages. Without an `image_embedder` pictures are chosen by their place in the source and what is seen."""

    def __init__(self, memory: StageMemory, store: ObjectStore, image_embedder: Embedder | None = None) -> None:
        self.memory = memory
        self._store = store
        self._images = image_embedder

    @remembered(version=1)
    async def plan_narration(self, request: NarrationRequest) -> NarrationResult:
        """The lines that have something to say, with what the narrator says of each."""
        org_id = request.scope.org_id
        script = RetellScript.model_validate_json(await self._store.read_bytes(org_id, request.script))
        lines = tuple(
            Line(
                number=edited.line.number,
                speaker=NARRATOR,
                slot=edited.line.range,
                first_word=edited.line.first_word,
                last_word=edited.line.last_word,
                source=edited.line.text,
                text=edited.line.text,
            )
            for edited in edited_lines(script, request.edits)
            if edited.line.text
        )
        narration = Lines(source_language=script.source_language, language=script.language, lines=lines)
        return NarrationResult(lines=await self._put(org_id, narration), count=len(lines))

    @remembered(version=2, engines=lambda self: (self._images.identity,) if self._images else ())
    async def cut_retell(self, request: CutRetellRequest) -> CutRetellResult:
        """The cut to the measured voices; RejectedError `retell.nothing_to_tell`."""
        org_id = request.scope.org_id
        script, spoken, transcript, picture = await asyncio.gather(
            self._store.read_bytes(org_id, request.script),
            self._store.read_bytes(org_id, request.spoken),
            self._store.read_bytes(org_id, request.transcript),
            self._store.read_bytes(org_id, request.picture),
        )
        voices = SpokenLines.model_validate_json(spoken)
        written = RetellScript.model_validate_json(script)
        talk = Transcript.model_validate_json(transcript)
        lines = edited_lines(written, request.edits)
        work = partial(
            cut_retell,
            lines,
            {one.line.number: one for one in voices.lines},
            (voices.language, written.source_language),
            talk,
            Footage(PictureAnalysis.model_validate_json(picture), request.frame_rate, talk.duration),
            request.seconds,
            await self._likeness(request, [edited.line for edited in lines], voices, written.source_language),
        )
        cut = await ticking(asyncio.to_thread(work), partial(progress_heartbeat(), 0.5))
        return CutRetellResult(
            edl=await self._put(org_id, cut.edl),
            parts=cut.parts,
            placed=await self._put(org_id, cut.placed),
            originals=await self._put(org_id, cut.originals),
            bed=cut.bed,
            speech=cut.speech,
            seconds=cut.seconds,
            kept=cut.kept,
        )

    async def _likeness(
        self, request: CutRetellRequest, lines: Sequence[ScriptLine], voices: SpokenLines, source_language: str
    ) -> dict[int, list[tuple[float, float]]]:
        """For each line, seconds and cosine of every thumbnail; nothing where nobody can compare them."""
        if self._images is None or request.sprite is None or request.sprite_index is None or not lines:
            return {}
        org_id = request.scope.org_id
        tiles = sprite_tiles((await self._store.read_bytes(org_id, request.sprite_index)).decode())
        said = {one.line.number: one.line.text for one in voices.lines}
        narrated = voices.language == _SHOWN_LANGUAGE != source_language
        texts = [said.get(line.number, line.quote) if narrated else line.quote for line in lines]
        async with self._store.local(org_id, request.sprite) as sheet:
            looking = asyncio.to_thread(self._images.embed_tiles, sheet, [box for _, box in tiles])
            pictures = await ticking(looking, partial(progress_heartbeat(), 0.1))
        vectors = await ticking(asyncio.to_thread(self._images.embed_texts, texts), partial(progress_heartbeat(), 0.4))
        return {
            line.number: [(time, float(cosine)) for (time, _), cosine in zip(tiles, row, strict=True)]
            for line, row in zip(lines, vectors @ pictures.T, strict=True)
        }

    async def _put(self, org_id: str, value: Contract) -> ArtifactRef:
        return await self._store.put_bytes(org_id, value.model_dump_json().encode(), "application/json")
