"""Subtitles of one clip: files to read by, and captions to burn, checked as they are drawn."""

from collections.abc import Sequence
from dataclasses import replace

from activities.stage import StageMemory, remembered
from domain.contracts.captions import (
    BurnedCaptions,
    CaptionLayout,
    CaptionWords,
    PixelBox,
    SubtitlesRequest,
    SubtitlesResult,
)
from domain.contracts.framing import Aspect
from domain.contracts.picture import PictureAnalysis
from domain.contracts.speech import Transcript
from domain.engines import FontLibrary, SubtitleRenderer
from domain.errors import PermanentError
from domain.heuristics.caption_pieces import Piece
from domain.heuristics.caption_styles import FRAME_SIZES, safe_area
from domain.heuristics.cut_captions import CutWords, caption_cut
from domain.heuristics.sentence_bounds import SPLITTER
from domain.heuristics.subtitle_check import illegible_cues
from domain.heuristics.subtitle_files import to_srt, to_vtt
from domain.heuristics.subtitle_script import ScriptRequest, lay_out
from domain.ports import ObjectStore, Scratch

_SHRINKS = (1.0, 0.92, 0.84, 0.74, 0.62)
"""What is tried, largest first, when ink leaves the safe area."""


class SubtitleActivities:
    """The stage `write_subtitles`."""

    def __init__(
        self,
        memory: StageMemory,
        store: ObjectStore,
        scratch: Scratch,
        fonts: FontLibrary,
        renderer: SubtitleRenderer,
    ) -> None:
        self.memory = memory
        self._store = store
        self._scratch = scratch
        self._fonts = fonts
        self._renderer = renderer

    @remembered(version=6, engines=lambda self: (self._fonts.identity, self._renderer.identity, SPLITTER))
    async def write_subtitles(self, request: SubtitlesRequest) -> SubtitlesResult:
        """SRT and VTT by the reading rules, and an ASS per aspect whose ink was measured inside the safe area."""
        org = request.scope.org_id
        transcript = Transcript.model_validate_json(await self._store.read_bytes(org, request.transcript))
        picture = PictureAnalysis.model_validate_json(await self._store.read_bytes(org, request.picture))
        ranges = request.ranges or (request.range,)
        placed = request.timeline == "output"
        words = CutWords(transcript, request.first_word, request.last_word, request.texts, placed=placed)
        made = caption_cut(words, picture, ranges, request.frame_rate)
        burned = [
            await self._burn(
                request,
                aspect,
                made.pieces,
                ScriptRequest(request.style, aspect, made.rules.language, request.frame_rate, made.frames),
            )
            for aspect in request.aspects
        ]
        return SubtitlesResult(
            srt=await self._store.put_bytes(org, to_srt(made.cues).encode(), "application/x-subrip"),
            vtt=await self._store.put_bytes(org, to_vtt(made.cues).encode(), "text/vtt"),
            burned=tuple(burned),
            cues=len(made.cues),
            violations=made.violations,
            illegible=illegible_cues(made.cues, made.rules),
            words=await self._store.put_bytes(
                org, CaptionWords(words=made.words).model_dump_json().encode(), "application/json"
            ),
        )

    async def _burn(
        self, request: SubtitlesRequest, aspect: Aspect, pieces: Sequence[Piece], wish: ScriptRequest
    ) -> BurnedCaptions:
        area = safe_area(aspect)
        width, height = FRAME_SIZES[aspect]
        layout = CaptionLayout(ink=None, safe_area=area)
        for shrink in _SHRINKS:
            script = lay_out(pieces, replace(wish, shrink=shrink), self._fonts)
            ass = self._renderer.write(script)
            with self._scratch.folder("captions") as folder:
                layout = await self._renderer.layout(ass, width, height, area, folder)
            if layout.ink is None or _inside(layout.ink, area):
                stored = await self._store.put_bytes(request.scope.org_id, ass.encode(), "text/x-ssa")
                return BurnedCaptions(aspect=aspect, ass=stored, layout=layout)
        raise PermanentError(
            "subtitles.outside_safe_area",
            f"The captions of this clip do not fit {aspect}: they reach {layout.ink}, the safe area is {area}.",
        )


def _inside(ink: PixelBox, area: PixelBox) -> bool:
    return ink.left >= area.left and ink.top >= area.top and ink.right <= area.right and ink.bottom <= area.bottom
