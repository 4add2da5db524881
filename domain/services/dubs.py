"""Dubs: their lines as they were made and as their editor has left them."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.access import Principal
from domain.contracts.base import ArtifactRef
from domain.contracts.lines import Line, LineEdit, LineFlag, Lines, PlacedLine, PlacedLines, SpeakerVoice
from domain.contracts.mixing import MixName
from domain.contracts.speech import Transcript
from domain.errors import ConflictError, NotFoundError
from domain.forecasts import ProductForecaster
from domain.heuristics.pacing import in_source
from domain.heuristics.subtitle_text import join_words
from domain.ports import JobControl, ObjectStore
from domain.products import Dub
from domain.repositories import UnitOfWorkFactory
from domain.services.products import ProductService


@dataclass(frozen=True)
class DubLine:
    """A line with its editor's word on it and, once the dub was made, where it is heard.

    `text` and `voice` as they would be spoken now; `start`, `end` (seconds of the source), `speed` and `flags` are of
    the files that are published; `stale` tells that the line was changed since. `corrected`: what the original says
    there by the video's transcript, where that was corrected after the line was translated.
    """

    number: int
    speaker: str
    slot_start: float
    slot_end: float
    source: str
    corrected: str | None
    text: str
    voice: str
    voiced: bool
    edited: bool
    stale: bool
    start: float | None = None
    end: float | None = None
    speed: float | None = None
    flags: tuple[LineFlag, ...] = ()


class DubService(ProductService[Dub]):
    """Use cases of dubs."""

    def __init__(
        self, uow: UnitOfWorkFactory, store: ObjectStore, control: JobControl, forecaster: ProductForecaster
    ) -> None:
        super().__init__("dub", lambda unit: unit.dubs, uow, store, control, forecaster)

    def _missing(self, product_id: str) -> NotFoundError:
        return NotFoundError("dub.not_found", f"There is no dub {product_id}.")

    def _job_running(self) -> ConflictError:
        return ConflictError("dub.job_running", "The job of this dub has not ended yet; wait for its end.")

    def _overtaken(self) -> ConflictError:
        return ConflictError("dub.changed", "The dub was changed at the same moment. Ask again.")

    def _not_editable(self) -> ConflictError:
        return ConflictError(
            "dub.not_editable",
            "There is nothing to correct yet, or nothing any more: this dub has no text. Order a new one.",
        )

    async def edit(
        self,
        principal: Principal,
        dub_id: str,
        *,
        mix: MixName | None = None,
        voices: Sequence[SpeakerVoice] | None = None,
        expected: int | None = None,
    ) -> Dub:
        """Change the mix or the voices of speakers; what is not given stays.

        Raises NotFoundError `dub.not_found`, StaleError `revision.stale`, ConflictError `dub.not_editable`.
        """

        def change(dub: Dub) -> Dub:
            settings = dub.settings
            if mix is not None:
                settings = settings.model_copy(update={"mix": mix})
            if voices is not None:
                settings = settings.model_copy(update={"voices": _recast(dub, voices)})
            return dub.model_copy(update={"settings": settings})

        return await self._change(principal, dub_id, expected, change)

    async def lines(self, principal: Principal, dub_id: str) -> Sequence[DubLine]:
        """All lines in the order of time. Raises NotFoundError `dub.not_found`, ConflictError `dub.not_editable`."""
        dub = await self.get(principal, dub_id)
        return await self._all(dub)

    async def line(self, principal: Principal, dub_id: str, number: int) -> DubLine:
        """Raises NotFoundError `dub.not_found` or `line.not_found`."""
        return self._one(await self.lines(principal, dub_id), number)

    async def edit_line(
        self, principal: Principal, dub_id: str, edit: LineEdit, expected: int | None = None
    ) -> tuple[Dub, DubLine]:
        """Say what is said in a line, by which voice, or that nothing is; what the edit leaves out stays.

        Raises NotFoundError `dub.not_found` or `line.not_found`, StaleError, ConflictError `dub.not_editable`.
        """
        dub = await self.get(principal, dub_id)
        self._one(await self._all(dub), edit.number)

        def change(found: Dub) -> Dub:
            edits = {one.number: one for one in found.settings.edits}
            given = edit.model_dump(exclude_unset=True)
            edits[edit.number] = (edits.get(edit.number) or LineEdit(number=edit.number)).model_copy(update=given)
            kept = tuple(edits[number] for number in sorted(edits) if edits[number] != LineEdit(number=number))
            return found.model_copy(update={"settings": found.settings.model_copy(update={"edits": kept})})

        changed = await self._change(principal, dub_id, expected, change)
        return changed, self._one(await self._all(changed), edit.number)

    async def _all(self, dub: Dub) -> list[DubLine]:
        said = await self._corrected(dub)
        return [self._shown(dub, line, placed, said) for line, placed in await self._told(dub.org_id, dub)]

    async def _corrected(self, dub: Dub) -> Transcript | None:
        """The video's transcript, where it was corrected since the lines were cut from it."""
        if dub.order is None or dub.order.heard is None:
            return None
        async with self._uow(dub.org_id) as unit:
            now = await unit.transcripts.get(dub.video_id)
            then = await unit.transcripts.made(dub.video_id, dub.order.heard)
        if now is None or then is None or now.base != then.base or now.artifact == then.artifact:
            return None
        return Transcript.model_validate_json(await self._store.read_bytes(dub.org_id, now.artifact))

    async def _told(self, org_id: str, dub: Dub) -> list[tuple[Line, PlacedLine | None]]:
        if dub.order is None:
            raise self._not_editable()
        placed: dict[int, PlacedLine] = {}
        for sound in dub.result.sounds if dub.result is not None else ():
            body = await self._store.read_bytes(org_id, sound.placed)
            for one in PlacedLines.model_validate_json(body).lines:
                heard = in_source(one, sound.parts)
                times = {"start": heard.start, "end": heard.end}
                placed[one.spoken.line.number] = one.model_copy(update=times)
        batches = [await self._batch(org_id, ref) for ref in dub.order.lines]
        return [(line, placed.get(line.number)) for batch in batches for line in batch.lines]

    async def _batch(self, org_id: str, ref: ArtifactRef) -> Lines:
        return Lines.model_validate_json(await self._store.read_bytes(org_id, ref))

    def _shown(self, dub: Dub, line: Line, placed: PlacedLine | None, said: Transcript | None) -> DubLine:
        edit = next((one for one in dub.settings.edits if one.number == line.number), None)
        voice = (edit.voice if edit else None) or _voice_of(dub, line.speaker)
        # A line that was asked for shorter is shown as it was spoken, unless somebody has written it anew.
        made = placed.spoken.line.text if placed is not None else line.text
        text = edit.text if edit is not None and edit.text is not None else made
        voiced = edit is None or edit.voiced
        spoken = placed is not None and placed.spoken.audio is not None
        stale = placed is not None and (
            text != made or (spoken and voice != placed.spoken.voice) or (voiced != spoken and not placed.flags)
        )
        return DubLine(
            number=line.number,
            speaker=line.speaker,
            slot_start=line.slot.start,
            slot_end=line.slot.end,
            source=line.source,
            corrected=_corrected_source(line, said),
            text=text,
            voice=voice,
            voiced=voiced,
            edited=edit is not None,
            stale=stale,
            start=placed.start if placed else None,
            end=placed.end if placed else None,
            speed=placed.speed if placed else None,
            flags=placed.flags if placed else line.flags,
        )

    def _one(self, lines: Sequence[DubLine], number: int) -> DubLine:
        found = next((line for line in lines if line.number == number), None)
        if found is None:
            raise _no_line(number)
        return found


def _corrected_source(line: Line, said: Transcript | None) -> str | None:
    if said is None:
        return None
    words = said.words[line.first_word : line.last_word]
    now = join_words([word.text for word in words if word.text], said.language)
    return now if now != line.source else None


def _voice_of(dub: Dub, speaker: str) -> str:
    cast = dub.settings.voices or (dub.order.voices if dub.order else ())
    return next((one.voice for one in cast if one.speaker == speaker), "")


def _recast(dub: Dub, wanted: Sequence[SpeakerVoice]) -> tuple[SpeakerVoice, ...]:
    """The voices of all speakers, with the wanted ones in their places."""
    if dub.order is None:
        return tuple(wanted)
    by_speaker = {one.speaker: one for one in (dub.settings.voices or dub.order.voices)}
    unknown = [one.speaker for one in wanted if one.speaker not in by_speaker]
    if unknown:
        raise ConflictError("dub.unknown_speaker", f"Nobody in this video is called {unknown[0]}.")
    return tuple((by_speaker | {one.speaker: one for one in wanted}).values())


def _no_line(number: int) -> NotFoundError:
    return NotFoundError("line.not_found", f"There is no line {number} here.")
