"""Clips for other editing programs: the cut with the captions beside it."""

import io
import zipfile
from dataclasses import dataclass

from domain.access import Permission, Principal
from domain.contracts.job import ClipProductionInput
from domain.contracts.picture import PictureAnalysis
from domain.contracts.speech import Transcript
from domain.heuristics.clip_pieces import cuts_of_clip, pieces_of_cut
from domain.heuristics.cue_timing import time_cues
from domain.heuristics.reading_rules import rules_for
from domain.heuristics.subtitle_check import Cue
from domain.heuristics.subtitle_files import to_srt, to_vtt
from domain.ports import ObjectStore
from domain.repositories import UnitOfWorkFactory
from domain.services.clip_orders import existing_clip, order_of
from domain.timelines import Timeline, TimelineFormat, TimelineWriter, timeline_of

# The same clip gives the same bytes, whenever it is asked for.
_STAMP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class ExportedTimeline:
    """`archive`: a ZIP with the cut list and its captions as SRT and VTT, all named after the clip."""

    name: str
    archive: bytes


class TimelineService:
    """The export of single clips."""

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
