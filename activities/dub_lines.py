"""Parts a transcript into the lines of a dub."""

import asyncio

from activities.stage import StageMemory, remembered
from domain.contracts.base import ArtifactRef
from domain.contracts.dubbing import PlanLinesRequest, PlanLinesResult
from domain.contracts.lines import Line, Lines
from domain.contracts.speech import Transcript
from domain.errors import RejectedError
from domain.heuristics.dub_lines import plan_lines, spoken_instead
from domain.heuristics.line_batches import batches
from domain.heuristics.sentence_bounds import SPLITTER
from domain.ports import ObjectStore


class DubLineActivities:
    """One stage: from a transcript to batches of lines without texts."""

    def __init__(self, memory: StageMemory, store: ObjectStore) -> None:
        self.memory = memory
        self._store = store

    @remembered(version=5, engines=lambda _: (SPLITTER,))
    async def plan_lines(self, request: PlanLinesRequest) -> PlanLinesResult:
        """Lines in batches.

        Raises RejectedError `dub.nothing_said` when there is none, `dub.wrong_language` when what is said is surely not
        in the transcript's language: every line of such a dub would be wrong.
        """
        org_id = request.scope.org_id
        transcript = Transcript.model_validate_json(await self._store.read_bytes(org_id, request.transcript))
        lines = await asyncio.to_thread(plan_lines, transcript, request.ranges)
        if not lines:
            raise RejectedError("dub.nothing_said", "Nobody speaks there, so there is nothing to dub.")
        instead = spoken_instead(lines, transcript.language)
        if instead is not None:
            raise RejectedError(
                "dub.wrong_language",
                f"The transcript is said to be in '{transcript.language}', but its words are {instead}. "
                "Start the job again with the right language, or without one.",
            )
        parts = batches(lines)
        return PlanLinesResult(
            batches=tuple([await self._keep(org_id, transcript.language, request.language, part) for part in parts]),
            lines=len(lines),
            speakers=tuple(dict.fromkeys(line.speaker for line in lines)),
        )

    async def _keep(self, org_id: str, source: str, language: str, part: tuple[Line, ...]) -> ArtifactRef:
        stored = Lines(source_language=source, language=language, lines=part)
        return await self._store.put_bytes(org_id, stored.model_dump_json().encode(), "application/json")
