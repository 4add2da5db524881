"""Clips and retells for other editing programs: the cut with the captions beside it."""

import asyncio
import io
import zipfile
from dataclasses import dataclass

from domain.access import Permission, Principal
from domain.contracts.job import ClipProductionInput
from domain.contracts.lines import PlacedLines
from domain.contracts.picture import PictureAnalysis
from domain.contracts.retell import Edl, RetellScript
from domain.contracts.speech import Transcript
from domain.errors import ConflictError, NotFoundError
from domain.heuristics.clip_pieces import cuts_of_clip, pieces_of_cut
from domain.heuristics.cue_timing import time_cues
from domain.heuristics.reading_rules import rules_for
from domain.heuristics.subtitle_check import Cue
from domain.heuristics.subtitle_files import to_srt, to_vtt
from domain.ports import ObjectStore
from domain.repositories import UnitOfWorkFactory
from domain.retell_timelines import NARRATION, retell_timeline
from domain.services.clip_orders import existing_clip, order_of
from domain.timelines import Timeline, TimelineFormat, TimelineWriter, timeline_of

# The same clip gives the same bytes, whenever it is asked for.
_STAMP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class ExportedTimeline:
    """`archive`: a ZIP with the cut list and its captions as SRT and VTT, all named after the clip or the retell, and
    with the narrator's lines where there are some.
    """

    name: str
    archive: bytes


class TimelineService:
    """The export of single clips and of retells."""

    def __init__(self, uow: UnitOfWorkFactory, store: ObjectStore, writer: TimelineWriter) -> None:
        self._uow = uow
        self._store = store
        self._writer = writer

    async def export(self, principal: Principal, clip_id: str, form: TimelineFormat) -> ExportedTimeline:
        """The clip as its editor has left it, rendered or not.

        Raises NotFoundError `clip.not_found`, ConflictError `clip.job_running` or `clip.not_editable`, RejectedError
        `timeline.rate_unsupported`.
        """
        principal.require(Permission.JOBS_READ)
        async with self._uow(principal.org_id) as unit:
            clip = await existing_clip(unit, clip_id)
            order = await order_of(unit, clip)
            video = await unit.videos.get(clip.video_id)
        timeline = timeline_of(order, video.filename if video else "source")
        cues = await self._cues(order, timeline)
        name = f"clip-{clip.plan.rank:02}"
        files = {
            f"{name}.{form}": self._writer.write(timeline, form),
            f"{name}.srt": to_srt(cues).encode(),
            f"{name}.vtt": to_vtt(cues).encode(),
        }
        return ExportedTimeline(name, _archive(files))

    async def export_retell(self, principal: Principal, retell_id: str, form: TimelineFormat) -> ExportedTimeline:
        """The retell as it was made last. Music is named and stays where the customer has it.

        Raises NotFoundError `retell.not_found`, ConflictError `retell.not_cut` or `retell.not_editable`, RejectedError
        `timeline.rate_unsupported`.
        """
        principal.require(Permission.JOBS_READ)
        org_id = principal.org_id
        async with self._uow(org_id) as unit:
            retell = await unit.retells.get(retell_id)
            video = await unit.videos.get(retell.video_id) if retell else None
        if retell is None:
            raise NotFoundError("retell.not_found", f"There is no retell {retell_id}.")
        made, order = retell.result, retell.order
        if made is None or made.placed is None or order is None:
            raise ConflictError("retell.not_cut", "This retell has no cut to export; wait for it, or render it again.")
        edl, placed, script, srt, vtt = await asyncio.gather(
            *(self._store.read_bytes(org_id, ref) for ref in (made.edl, made.placed, order.script)),
            *(self._store.read_bytes(org_id, ref) for ref in (made.files[0].srt, made.files[0].vtt)),
        )
        timeline = retell_timeline(
            order.model_copy(update={"revision": retell.rendered or order.revision}),
            Edl.model_validate_json(edl),
            PlacedLines.model_validate_json(placed),
            made.bed,
            RetellScript.model_validate_json(script).title,
            video.filename if video else "source",
        )
        name = "retell"
        files = {f"{name}.{form}": self._writer.write(timeline, form), f"{name}.srt": srt, f"{name}.vtt": vtt}
        spoken = [
            (sound.file, sound.media)
            for lane in timeline.lanes
            for sound in lane.sounds
            if lane.name == NARRATION and sound.file is not None and sound.media is not None
        ]
        bodies = await asyncio.gather(*(self._store.read_bytes(org_id, media) for _, media in spoken))
        files |= {file: body for (file, _), body in zip(spoken, bodies, strict=True)}
        return ExportedTimeline(name, _archive(files))

    async def _cues(self, order: ClipProductionInput, timeline: Timeline) -> list[Cue]:
        body = await self._store.read_bytes(order.org_id, order.transcript)
        transcript = Transcript.model_validate_json(body)
        picture = PictureAnalysis.model_validate_json(await self._store.read_bytes(order.org_id, order.picture))
        plan, rate = order.plan, timeline.frame_rate
        rules = rules_for(transcript.language, float(rate.value))
        words = range(plan.first_word, plan.last_word)
        pieces = pieces_of_cut(transcript, plan.kept, words, order.settings.texts, rules, rate)
        cuts = cuts_of_clip([shot.first for shot in picture.shots[1:]], plan.kept, rate)
        return time_cues(pieces, rules, timeline.frames, cuts)


def _archive(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), body, zipfile.ZIP_DEFLATED)
    return made.getvalue()
