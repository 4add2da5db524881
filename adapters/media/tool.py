"""The MediaTool port, answered by ffmpeg and PyAV."""

import asyncio
from collections.abc import AsyncIterable, Sequence
from functools import cached_property
from pathlib import Path

from adapters.media import extraction, inspection, measurement, track_probe
from adapters.media import render as rendering
from adapters.media.ffmpeg import FfmpegRunner
from domain.contracts.base import TimeRange
from domain.contracts.dubbing import AssembleDubRequest
from domain.contracts.media import AudioAnalysis, MediaInfo
from domain.contracts.mixing import MixRequest
from domain.contracts.picture import PictureChunk
from domain.contracts.render import OutputMeasurement, PictureFidelity, SoundFidelity
from domain.engines import FaceDetector, FontLibrary, ShotDetector
from domain.media_engine import DubFile, LineSound, MixedSound, PromisedPicture, RenderedPaths, RenderTarget, SoundFile
from domain.progress import ProgressCallback

LONGEST_SECONDS = 6 * 3600.0


class FfmpegMediaTool:
    """Everything that decodes or encodes. Each method says in its own module what it does. `fonts` measure titles,
    which only drawn pictures have; without them there are none.
    """

    def __init__(
        self,
        runner: FfmpegRunner,
        fonts_dir: Path,
        faces: FaceDetector,
        shots: ShotDetector,
        max_seconds: float = LONGEST_SECONDS,
        fonts: FontLibrary | None = None,
    ) -> None:
        self._runner = runner
        self._fonts_dir = fonts_dir
        self._faces = faces
        self._shots = shots
        self._max_seconds = max_seconds
        self._fonts = fonts

    @cached_property
    def identity(self) -> str:
        """The build of ffmpeg."""
        return self._runner.identity

    @property
    def detectors(self) -> str:
        return f"{self._faces.identity}+{self._shots.identity}"

    async def inspect(self, path: Path, filename: str) -> MediaInfo:  # noqa: ARG002 - names are never trusted
        """What the file is, by its bytes alone; RejectedError `media.*` when it cannot be worked on."""
        return await inspection.inspect(path, self._max_seconds, self._runner)

    async def hear_tracks(self, path: Path, media: MediaInfo) -> list[track_probe.Samples]:
        """What can be heard of each sound track."""
        return await track_probe.hear_tracks(self._runner, path, media)

    async def rewrap(self, path: Path, target: Path) -> None:
        """The same packets with times that go on."""
        from adapters.media import rewrapping

        await rewrapping.rewrap(self._runner, path, target)

    async def extract_audio(
        self, path: Path, media: MediaInfo, speech: Path, peaks: Path, progress: ProgressCallback
    ) -> AudioAnalysis:
        """Speech audio, waveform, levels and loudness; RejectedError `media.no_audio` without sound."""
        return await extraction.extract_audio(self._runner, path, media, speech, peaks, progress)

    async def analyse_picture(
        self,
        path: Path,
        media: MediaInfo,
        frames: range,
        proxy_part: Path,
        thumbnails: Path,
        progress: ProgressCallback,
    ) -> PictureChunk:
        """Shots, motion, faces, thumbnails and a part of the proxy from one decode of `frames`."""
        from adapters.media import picture

        return await picture.analyse_picture(
            self._runner, self._faces, self._shots, path, media, frames, proxy_part, thumbnails, progress
        )

    async def join_proxy(self, source: Path, media: MediaInfo, parts: AsyncIterable[Path], target: Path) -> None:
        """One proxy from its parts, with the source's sound."""
        from adapters.media import picture

        await picture.join_proxy(self._runner, source, media, parts, target)

    async def join_thumbnails(self, media: MediaInfo, parts: Sequence[tuple[range, Path]], target: Path) -> None:
        """One sheet from the parts' grids."""
        from adapters.media import thumbnails

        await asyncio.to_thread(thumbnails.join_thumbnails, media, parts, target)

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
        """One finished file per target, from one decode."""
        return await rendering.render(
            self._runner, self._fonts_dir, path, media, parts, targets, folder, progress, sound, self._fonts
        )

    async def mix(
        self,
        path: Path,
        request: MixRequest,
        lines: Sequence[LineSound],
        music: Path | None,
        folder: Path,
        progress: ProgressCallback,
    ) -> MixedSound:
        """Lines over the source's sound, at a loudness."""
        from adapters.media import mixing

        return await mixing.mix(self._runner, path, request, lines, music, folder, progress)

    async def assemble(
        self,
        path: Path,
        request: AssembleDubRequest,
        sound: Path,
        captions: str,
        folder: Path,
        progress: ProgressCallback,
    ) -> DubFile:
        """One file of the source's picture, another sound and captions."""
        from adapters.media import dub_file

        return await dub_file.assemble(self._runner, self._fonts_dir, path, request, sound, captions, folder, progress)

    async def measure(self, path: Path) -> OutputMeasurement:
        """What a finished file measures."""
        return await measurement.measure(self._runner, path)

    async def compare_picture(
        self, file: Path, samples: Path, proxy: Path, promised: PromisedPicture
    ) -> PictureFidelity:
        """How close a finished file's picture is to the source's."""
        from adapters.media import picture_check

        return await asyncio.to_thread(picture_check.compare_picture, file, samples, proxy, promised)

    async def compare_sound(
        self,
        files: Sequence[Path],
        path: Path,
        media: MediaInfo,
        parts: Sequence[TimeRange],
        sound: SoundFile | None = None,
    ) -> tuple[SoundFidelity, ...]:
        """How finished files sound beside what they were made from; nothing for a source without sound."""
        from adapters.media import sound_check

        return await sound_check.compare_all(self._runner, files, path, media, parts, sound)
