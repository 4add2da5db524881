"""The engines: what decodes, hears, sees, aligns, embeds and draws; each is an adapter behind one of these.

`identity` of an engine names it with its version and its model's digest: it is part of every stage's fingerprint, so
that another engine or another model never passes for the same work.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from domain.contracts.base import TimeRange
from domain.contracts.captions import CaptionLayout, FaceMetrics, FontRole, PixelBox
from domain.contracts.picture import FaceBox
from domain.contracts.speech import DraftSegment, Word
from domain.heuristics.subtitle_script import CaptionScript
from domain.progress import ProgressCallback

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    type_float32 = NDArray[np.float32]


class AsrEngine(Protocol):
    """Speech to words. `audio` is float32 mono at 16 kHz, times in the result count from its first sample."""

    @property
    def identity(self) -> str: ...

    @property
    def languages(self) -> Sequence[str]:
        """Codes of all languages that the engine knows, ISO 639-1 where there is one."""
        ...

    def detect_language(self, audio: "type_float32", spans: Sequence[TimeRange]) -> tuple[str, float]:
        """ISO 639-1 code and probability, voted over several windows of speech."""
        ...

    def transcribe(
        self,
        audio: "type_float32",
        language: str,
        spans: Sequence[TimeRange],
        progress: ProgressCallback,
        *,
        several: bool = False,
    ) -> list[DraftSegment]:
        """The words spoken inside `spans`; with `several`, each lasting stretch of another language in its own."""
        ...

    def transcribe_again(self, audio: "type_float32", language: str | None) -> tuple[list[DraftSegment], str]:
        """Up to 30 seconds in which no word was found, recognised in another way; None finds the language out.

        Returns what was heard, and in which language (ISO 639-1).
        """
        ...


class SpeechAudioReader(Protocol):
    """Reads speech audio (16 kHz mono FLAC) from local files."""

    def read(self, path: Path, span: TimeRange | None = None) -> "type_float32":
        """Samples as float32, -1..1; of the whole file, or of `span` without decoding what lies before it."""
        ...

    def read_sound(self, path: Path) -> "type_float32":
        """All of a short mono FLAC of any rate, as 16 kHz."""
        ...


class VoiceDetector(Protocol):
    """Finds speech in float32 mono audio at 16 kHz."""

    @property
    def identity(self) -> str: ...

    def speech_spans(self, audio: "type_float32") -> list[TimeRange]: ...


class Aligner(Protocol):
    """Gives words their true times; words it cannot place keep a plausible time between their neighbours.

    All times, in and out, count from the first sample of `audio`.
    """

    @property
    def identity(self) -> str: ...

    def supports(self, language: str) -> bool: ...

    def align(self, audio: "type_float32", segments: Sequence[DraftSegment], language: str) -> list[Word]: ...


class TextEmbedder(Protocol):
    """Sentences of any language to unit vectors, shape (n, dimensions)."""

    @property
    def identity(self) -> str: ...

    def embed(self, texts: Sequence[str]) -> "type_float32": ...


class Embedder(Protocol):
    """Images and texts into one space (CLIP); unit vectors, shape (n, dimensions)."""

    @property
    def identity(self) -> str: ...

    def embed_images(self, images: Sequence[Path]) -> "type_float32": ...

    def embed_tiles(self, sheet: Path, tiles: Sequence[PixelBox]) -> "type_float32":
        """The pictures on one sheet, by their places on it."""
        ...

    def embed_texts(self, texts: Sequence[str]) -> "type_float32": ...


class FaceDetector(Protocol):
    """Finds faces in one RGB frame, uint8 of shape (height, width, 3)."""

    @property
    def identity(self) -> str: ...

    def detect(self, frame: "np.ndarray", *, thorough: bool = False) -> list[FaceBox]:
        """Faces, the surest first; `thorough` also searches for small ones, at several times the cost."""
        ...


class ShotDetector(Protocol):
    """Scores how unlike each frame is to the one before; small YUV frames, uint8 of shape (height, width, 3), in order.

    A frame's score depends on the `memory` frames before it and on nothing older.
    """

    @property
    def identity(self) -> str: ...

    @property
    def memory(self) -> int: ...

    def fresh(self) -> "ShotDetector":
        """The same engine before its first frame."""
        ...

    def push(self, frame: "np.ndarray") -> float:
        """The cut score 0..1 of this frame; 0 for the first."""
        ...

    @property
    def away(self) -> int:
        """For how many frames the picture was another one until the last pushed frame brought it back; mostly 0."""
        ...


class SubtitleRenderer(Protocol):
    """Draws ASS files as the final render will, and tells what was drawn."""

    @property
    def identity(self) -> str: ...

    def write(self, script: CaptionScript) -> str:
        """The laid-out captions as an ASS file, every text literal."""
        ...

    async def layout(self, ass: str, width: int, height: int, safe_area: PixelBox, folder: Path) -> CaptionLayout:
        """Draw all cues at the size of the frame and measure their ink; `folder` is the caller's, for working files."""
        ...


class FontLibrary(Protocol):
    """Fonts with open licences, for every script that captions are written in."""

    @property
    def identity(self) -> str: ...

    def folder(self) -> Path:
        """A folder with all font files, for the renderer."""
        ...

    def text_width(self, text: str, family: str, size: float) -> float:
        """Width in pixels of one line at an em of `size` pixels."""
        ...

    def family_for(self, text: str, role: FontRole, language: str) -> str:
        """The family that shows `text`: by its script, else one that has all of its characters."""
        ...

    def text_ink(self, text: str, family: str, size: float) -> tuple[float, float]:
        """Pixels that the letters of one line reach above and below its baseline, at an em of `size` pixels."""
        ...

    def metrics(self, family: str) -> FaceMetrics: ...

    def missing(self, text: str, family: str) -> tuple[str, ...]:
        """The characters of `text` that the family has no glyph for."""
        ...
