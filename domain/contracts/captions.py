"""Subtitle files by the broadcasters' rules, and burned captions in a preset's look."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from domain.contracts.base import ArtifactRef, Contract, StageRequest, TimeRange
from domain.contracts.framing import Aspect

StyleName = Literal["bold", "clean", "neon"]


Shown = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]


class CaptionText(Contract):
    """How a clip writes a word of the transcript; an empty text leaves the word out of the captions."""

    model_config = ConfigDict(extra="forbid")

    word: int = Field(ge=0)
    text: Shown


FontRole = Literal["loud", "plain", "glow"]
"""What a face is for: capitals that shout, text that is read, letters with light around them."""


class FaceMetrics(Contract):
    """Heights of a font family in shares of its em: line box above and below the baseline, and a capital's."""

    ascent: float
    descent: float
    cap_height: float


class SubtitlesRequest(StageRequest):
    """Make SRT and VTT of one clip, and an ASS per aspect; times in the results count from the clip's start.

    `ranges`: the parts of `range` that the clip shows, where it does not show all of it; `texts`: words that are
    written otherwise than in the transcript. Without `first_word` and `last_word` all words are meant that are spoken
    there. `timeline`: whether the transcript's times are the source's, or already
    those of the output, where they are not cut.
    """

    transcript: ArtifactRef
    range: TimeRange
    first_word: int | None
    last_word: int | None
    picture: ArtifactRef
    title: str
    style: StyleName
    aspects: tuple[Aspect, ...]
    frame_rate: float
    ranges: tuple[TimeRange, ...] = ()
    texts: tuple[CaptionText, ...] = ()
    timeline: Literal["source", "output"] = "source"


class PixelBox(Contract):
    """A rectangle in output pixels."""

    left: int
    top: int
    right: int
    bottom: int


class CaptionLayout(Contract):
    """What the renderer really drew: `ink`, the union of all cues' pixels; `missing_glyphs`, characters no font has."""

    ink: PixelBox | None
    safe_area: PixelBox
    missing_glyphs: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()


class BurnedCaptions(Contract):
    """The ASS file of one aspect, with its measured layout."""

    aspect: Aspect
    ass: ArtifactRef
    layout: CaptionLayout


class CaptionWord(Contract):
    """A word as a cut writes it, and when it is said; seconds of the cut."""

    text: str
    start: float
    end: float


class CaptionWords(Contract):
    """Stored as JSON: all words that the captions of a cut were made from, in order."""

    words: tuple[CaptionWord, ...]


class SubtitlesResult(Contract):
    """`words`: a stored CaptionWords, against which the finished captions are checked.

    `violations`: rules of the reading platform that could not be kept, in words; empty when all hold.

    Speech that is faster than its platform reads breaks rules that no captioner can keep word for word: such a clip
    is published and says so in its manifest. `illegible` is what no viewer could follow; it blocks publication.
    """

    srt: ArtifactRef
    vtt: ArtifactRef
    burned: tuple[BurnedCaptions, ...]
    cues: int
    violations: tuple[str, ...] = ()
    illegible: tuple[str, ...] = ()
    words: ArtifactRef | None = None
