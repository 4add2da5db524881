"""The engine that decodes and encodes, with what it takes and gives.

As in `domain/engines.py`, `identity` names it with its version.
"""

from collections.abc import AsyncIterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from domain.contracts.base import Contract, TimeRange
from domain.contracts.captions import PixelBox
from domain.contracts.dubbing import AssembleDubRequest
from domain.contracts.framing import FramingPath
from domain.contracts.lines import PlacedLine
from domain.contracts.media import AudioAnalysis, Loudness, MediaInfo
from domain.contracts.mixing import MixRequest
from domain.contracts.picture import PictureChunk
from domain.contracts.render import OutputMeasurement, OutputPreset, PictureFidelity, SoundFidelity
from domain.progress import ProgressCallback

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    type_float32 = NDArray[np.float32]


class RenderTarget(Contract):
    """One output of a render: its preset, framing and the ASS file to burn, or None; `spoken` as in `RenderRequest`.
    `title` is written where the picture is drawn.
    """

    preset: OutputPreset
    framing: FramingPath
    ass: Path | None = None
    spoken: bool = False
    title: str = ""


class SoundFile(Contract):
    """A sound instead of a source's own, as a local file; `timeline` as in `SoundTrack`."""

    path: Path
    timeline: Literal["source", "output"]


class LineSound(Contract):
    """A placed line with its sound as a local file."""

    placed: PlacedLine
    path: Path


class MixedSound(Contract):
    """A finished mix as a local file; the rest as in `MixResult`."""

    path: Path
    seconds: float
    channels: int
    loudness: Loudness
    voice_over_bed_db: float | None


class DubFile(Contract):
    """A dub's finished file, and what it measures."""

    path: Path
    measured: OutputMeasurement


class RenderedPaths(Contract):
    """Local files of one finished output."""

    video: Path
    poster: Path
    samples: Path
    frames: int
    integrated_lufs: float
    true_peak_dbtp: float


class PromisedPicture(Contract):
    """What a file has to show: the source's `parts` in a framing; `ink`: where captions may cover it, in pixels."""

    parts: tuple[TimeRange, ...]
    media: MediaInfo
    framing: FramingPath
    preset: OutputPreset
    ink: PixelBox | None = None


class MediaTool(Protocol):
    """Everything that decodes or encodes. Child processes die with a cancelled call, within 5 s; bad input is a
    RejectedError with a code `media.*`.
    """

    @property
    def identity(self) -> str: ...

    @property
    def detectors(self) -> str:
        """Identity of what looks at pictures: faces and shots. Sound and rendering do not depend on it."""
        ...

    async def inspect(self, path: Path, filename: str) -> MediaInfo:
        """What the file is, with all of its sound tracks, and the sound that is chosen by what they measure alone.

        RejectedError `media.discontinuous` for one whose clock jumps: `rewrap` mends it.
        """
        ...

    async def hear_tracks(self, path: Path, media: MediaInfo) -> "Sequence[type_float32]":
        """For each sound track: stretches spread over all of it, one after the other, mono at 16 kHz and about as loud
        as speech; empty where there is nothing to be heard.
        """
        ...

    async def rewrap(self, path: Path, target: Path) -> None:
        """Write the packets of a file whose clock jumps to `target`, with times that go on (Matroska)."""
        ...

    async def extract_audio(
        self, path: Path, media: MediaInfo, speech: Path, peaks: Path, progress: ProgressCallback
    ) -> AudioAnalysis:
        """Write 16 kHz mono FLAC to `speech` and waveform peaks (JSON) to `peaks`, measuring in the same pass."""
        ...

    async def analyse_picture(
        self,
        path: Path,
        media: MediaInfo,
        frames: range,
        proxy_part: Path,
        thumbnails: Path,
        progress: ProgressCallback,
    ) -> PictureChunk:
        """Decode `frames` once at low resolution; write the proxy's part (bare H.264) and a thumbnail grid (JPEG)."""
        ...

    async def join_proxy(self, source: Path, media: MediaInfo, parts: AsyncIterable[Path], target: Path) -> None:
        """Join proxy parts without encoding them again and add the source's sound; MP4 with faststart.

        A part may be gone once the next one is asked for.
        """
        ...

    async def join_thumbnails(self, media: MediaInfo, parts: Sequence[tuple[range, Path]], target: Path) -> None:
        """Lay the tiles of all parts (their frames and their grid) on one sheet (JPEG)."""
        ...

    async def render(
        self,
        path: Path,
        media: MediaInfo,
        parts: Sequence[TimeRange],
        targets: Sequence[RenderTarget],
        folder: Path,
        progress: ProgressCallback,
        sound: SoundFile | None = None,
    ) -> tuple[RenderedPaths, ...]:
        """The parts of the source one after the other, in any order: one decode, one encode per target; frame-accurate
        in and out. `sound` is heard instead of the source.
        """
        ...

    async def mix(
        self,
        path: Path,
        request: MixRequest,
        lines: Sequence[LineSound],
        music: Path | None,
        folder: Path,
        progress: ProgressCallback,
    ) -> MixedSound:
        """Lay the lines that are spoken over the sound of the source's parts, as the request says; FLAC in `folder`."""
        ...

    async def assemble(
        self,
        path: Path,
        request: AssembleDubRequest,
        sound: Path,
        captions: str,
        folder: Path,
        progress: ProgressCallback,
    ) -> DubFile:
        """The source's picture with another sound and with captions (WebVTT) that are off until switched on; MP4 in
        `folder`.
        """
        ...

    async def measure(self, path: Path) -> OutputMeasurement: ...

    async def compare_picture(
        self, file: Path, samples: Path, proxy: Path, promised: PromisedPicture
    ) -> PictureFidelity:
        """How close a finished file's picture, and the samples that its render kept, are to the proxy's."""

    async def compare_sound(
        self,
        files: Sequence[Path],
        path: Path,
        media: MediaInfo,
        parts: Sequence[TimeRange],
        sound: SoundFile | None = None,
    ) -> tuple[SoundFidelity, ...]:
        """How the sound of each finished file compares to that of the source's parts, or to `sound` instead."""
        ...
