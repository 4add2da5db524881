"""Puts the finished sound of a dub beside its picture, with captions."""

import asyncio

from activities.stage import StageMemory, progress_heartbeat, remembered
from domain.contracts.base import TimeRange
from domain.contracts.dubbing import AssembleDubRequest, AssembleDubResult
from domain.contracts.media import Loudness
from domain.contracts.picture import PictureAnalysis
from domain.contracts.speech import Transcript
from domain.errors import RejectedError
from domain.heuristics.cut_captions import CutWords, caption_cut
from domain.heuristics.output_contract import dub_breaches
from domain.heuristics.subtitle_files import to_srt, to_vtt
from domain.media_engine import MediaTool
from domain.ports import ObjectStore, Scratch

_SILENCE = Loudness(integrated_lufs=-70.0, true_peak_dbtp=-120.0)


class DubAssemblyActivities:
    """One stage: a file to watch, and its captions as files."""

    def __init__(self, memory: StageMemory, store: ObjectStore, scratch: Scratch, media: MediaTool) -> None:
        self.memory = memory
        self._store = store
        self._scratch = scratch
        self._media = media

    @remembered(version=2, engines=lambda self: (self._media.identity,))
    async def assemble_dub(self, request: AssembleDubRequest) -> AssembleDubResult:
        """What the file measures is in the result, and what it breaks is said there.

        Raises RejectedError `media.*` for a source that fails now.
        """
        if request.media.video is None:
            raise RejectedError("media.no_video", "The file has no picture; send a video.")
        org_id = request.scope.org_id
        rate = float(request.media.video.frame_rate.value)
        transcript = Transcript.model_validate_json(await self._store.read_bytes(org_id, request.transcript))
        picture = PictureAnalysis.model_validate_json(await self._store.read_bytes(org_id, request.picture))
        whole = (TimeRange(start=0, end=request.media.duration),)
        captions = await asyncio.to_thread(caption_cut, CutWords(transcript), picture, whole, rate)
        vtt = to_vtt(captions.cues)
        with self._scratch.folder("dub") as folder:
            async with (
                self._store.local(org_id, request.source) as source,
                self._store.local(org_id, request.sound) as sound,
            ):
                made = await self._media.assemble(source, request, sound, vtt, folder, progress_heartbeat())
            video = await self._store.put_file(org_id, made.path, "video/mp4")
        breaches = dub_breaches(made.measured, rate, request.loudness_lufs, request.peak_dbtp)
        return AssembleDubResult(
            video=video,
            srt=await self._store.put_bytes(org_id, to_srt(captions.cues).encode(), "application/x-subrip"),
            vtt=await self._store.put_bytes(org_id, vtt.encode(), "text/vtt"),
            loudness=made.measured.loudness or _SILENCE,
            drift_seconds=made.measured.lag_seconds or 0.0,
            violations=(*captions.violations, *breaches),
        )
