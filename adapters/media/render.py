"""One clip to finished files: one ffmpeg process, one decode, one encode per output."""

import asyncio
import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from adapters.media.audiogram import DrawnTarget, bars_input, draw, write_bars
from adapters.media.child import Limits
from adapters.media.cover import cover_of
from adapters.media.cut import HeardSound, cut_sound, heard_sound
from adapters.media.encoders import ADDRESS_SPACE, Encoder, by_working_encoder, h264_args
from adapters.media.expressions import frames_at
from adapters.media.ffmpeg import FfmpegResult, FfmpegRunner
from adapters.media.framing_graph import FramingGraph, framing_graph
from adapters.media.mix import Mix, MixTarget, make_mix
from adapters.media.picture_samples import sample_size, sampled_frames
from adapters.media.reels import reels_of
from adapters.media.resizing import normalised
from adapters.media.source import decoding, open_at, picture_of, picture_stream
from adapters.media.strip import joined, unrolled
from domain.contracts.base import TimeRange
from domain.contracts.framing import FramingPath
from domain.contracts.media import MediaInfo
from domain.contracts.render import OutputPreset
from domain.engines import FontLibrary
from domain.errors import PermanentError, RejectedError
from domain.heuristics.cut_list import frames_of
from domain.media_engine import RenderedPaths, RenderTarget, SoundFile
from domain.progress import ProgressCallback

_KEYFRAME_SECONDS = 4
_POSTER_SHARES = (0.2, 0.33, 0.45, 0.6, 0.75)
_JPEG = "scale=in_color_matrix=bt709:out_color_matrix=bt601:out_range=pc,format=yuvj420p"
_SILENT = (-70.0, -120.0)


@dataclass(frozen=True)
class _Output:
    """One target with the names of its files and its share of the graph."""

    index: int
    target: RenderTarget
    frames: int
    step: int
    folder: Path

    @property
    def preset(self) -> OutputPreset:
        return self.target.preset

    @property
    def video(self) -> Path:
        return self.folder / f"clip{self.index}.mp4"

    @property
    def poster(self) -> Path:
        return self.folder / f"poster{self.index}.jpg"

    @property
    def samples(self) -> Path:
        return self.folder / f"samples{self.index}.mkv"


async def render(
    runner: FfmpegRunner,
    fonts_dir: Path,
    path: Path,
    media: MediaInfo,
    parts: Sequence[TimeRange],
    targets: Sequence[RenderTarget],
    folder: Path,
    progress: ProgressCallback,
    sound: SoundFile | None = None,
    fonts: FontLibrary | None = None,
) -> tuple[RenderedPaths, ...]:
    """Render the frames of `parts`, one part after the other, to every target, inside `folder`.

    The first frame of a part is the one on screen at its start, the last the one before its end; parts are in any
    order. A source without sound gives files without sound, unless `sound` is given. Each file is encoded once; all of
    them come from the same decoded frames. A picture that is drawn has its title in letters of `fonts`.
    """
    rate = picture_of(media).frame_rate
    shown = frames_of(parts, rate)
    frames = sum(map(len, shown))
    if not all(shown):
        raise RejectedError("media.empty_cut", "A part of the clip is shorter than one frame of the video.")
    outputs = [_output(index, target, frames, rate.value, folder) for index, target in enumerate(targets)]
    drawn = picture_of(media).drawn
    bars = folder / "bars.gray" if drawn else None
    mixes = await _mixes(runner, heard_sound(path, media, shown, sound), outputs, folder, bars)
    _lay_out(outputs, fonts_dir, folder)
    if bars is not None:
        if not bars.exists():
            await asyncio.to_thread(write_bars, None, frames, rate, bars)
        cover = await cover_of(runner, path, media, folder)
        wanted = [DrawnTarget(output.index, output.preset, output.target.title) for output in outputs]
        # In a thread: what takes long here must not keep the worker from saying that it lives.
        drawings = [await asyncio.to_thread(draw, one, media, cover, frames, fonts, folder) for one in wanted]
        opened_bars = ("[0:v:0]null", bars_input(bars, rate))
        return await _encode(runner, media, opened_bars, outputs, mixes, folder, progress, drawings)
    reels = reels_of(shown, rate)
    if len(reels) == 1:
        opened = open_at(path, media, shown[0].start)
        head = f"[{picture_stream(media)}]{opened.picture},{joined(shown)}"
        args = [*decoding(media), *opened.args]
        return await _encode(runner, media, (head, args), outputs, mixes, folder, progress)
    async with unrolled(runner, path, media, reels, folder) as strip:
        return await _encode(runner, media, ("[0:v:0]setsar=1", list(strip)), outputs, mixes, folder, progress)


async def _encode(
    runner: FfmpegRunner,
    media: MediaInfo,
    picture: tuple[str, list[str]],
    outputs: Sequence[_Output],
    mixes: Sequence[Mix | None],
    folder: Path,
    progress: ProgressCallback,
    drawings: Sequence[str] = (),
) -> tuple[RenderedPaths, ...]:
    """`picture`: the first filters of the graph, and the arguments that open the frames. `drawings`: what makes a
    picture of each output's frames where they are not framed.
    """
    rate = picture_of(media).frame_rate
    head, args = picture
    distinct = list({mix.path: mix for mix in mixes if mix is not None})
    for file in distinct:
        args += ["-i", f"file:{file}"]
    args += ["-filter_complex", _graph(media, outputs, head, folder, drawings)]
    tracks = [None if mix is None else distinct.index(mix.path) + 1 for mix in mixes]

    def command(encoder: Encoder) -> list[str]:
        written = [
            part
            for o, track in zip(outputs, tracks, strict=True)
            for part in _video_args(o, track, rate.value, encoder)
        ]
        return [*args, *written, *(part for o in outputs for part in (*_poster_args(o), *_sample_args(o)))]

    seconds = outputs[0].frames * outputs[0].step / float(rate.value)
    megapixels = sum(output.preset.width * output.preset.height for output in outputs) / 1e6
    # What lies between near parts is decoded too; nothing takes longer to decode than to encode.
    budget = 2 * (300 + seconds * (20 + 60 * megapixels))

    async def encoded(encoder: Encoder) -> FfmpegResult:
        return await runner.run(
            command(encoder),
            limits=Limits(address_space=ADDRESS_SPACE[encoder], cpu_seconds=int(budget)),
            seconds=budget,
            expected_frames=outputs[0].frames,
            on_progress=progress,
            folder=folder,
        )

    done = await by_working_encoder(runner.encoder, encoded)
    if done.frames < outputs[0].frames:
        raise RejectedError(
            "media.truncated", f"The video ends {outputs[0].frames - done.frames} frames before the clip does."
        )
    return tuple(_rendered(output, mix) for output, mix in zip(outputs, mixes, strict=True))


def _output(index: int, target: RenderTarget, frames: int, rate: Fraction, folder: Path) -> _Output:
    if target.framing.frames != frames:
        raise PermanentError(
            "render.framing_length", f"The framing covers {target.framing.frames} frames, the clip has {frames}."
        )
    step = math.ceil(rate / target.preset.max_frame_rate)
    return _Output(index=index, target=target, frames=math.ceil(frames / step), step=step, folder=folder)


async def _mixes(
    runner: FfmpegRunner, heard: HeardSound | None, outputs: Sequence[_Output], folder: Path, bars: Path | None
) -> list[Mix | None]:
    """The finished sound of each output; outputs that want the same share one file. `bars`: where to draw it."""
    if heard is None:
        return [None] * len(outputs)
    cut = await cut_sound(runner, heard.path, heard.media, heard.shown, folder / "cut.f32")
    if bars is not None:
        rate = picture_of(heard.media).frame_rate
        await asyncio.to_thread(write_bars, folder / "cut.f32", sum(map(len, heard.shown)), rate, bars)
    made: dict[tuple[MixTarget, int], Mix] = {}
    found: list[Mix | None] = []
    for output in outputs:
        preset = output.preset
        key = (MixTarget(preset.loudness_lufs, preset.peak_dbtp, output.target.spoken), preset.audio_kbps)
        if key not in made:
            made[key] = await make_mix(runner, cut, *key, folder / f"mix{len(made)}.m4a")
        found.append(made[key])
    (folder / "cut.f32").unlink()
    return found


def _lay_out(outputs: Sequence[_Output], fonts_dir: Path, folder: Path) -> None:
    """Give captions and fonts names of our own: any other path could break out of the filter's text."""
    for output in outputs:
        if output.target.ass is not None:
            (folder / f"captions{output.index}.ass").symlink_to(output.target.ass.absolute())
    (folder / "fonts").symlink_to(fonts_dir.absolute(), target_is_directory=True)


def _graph(media: MediaInfo, outputs: Sequence[_Output], head: str, folder: Path, drawings: Sequence[str]) -> str:
    rate = picture_of(media).frame_rate
    heads = "".join(f"[t{output.index}]" for output in outputs)
    entrance, media = normalised(media)
    parts = [f"{head},{entrance}split={len(outputs)}{heads}"]
    for output in outputs:
        name = f"t{output.index}"
        framing = (
            FramingGraph(drawings[output.index], {})
            if drawings
            else framing_graph(output.target.framing, media, output.preset, name)
        )
        for file, text in framing.files.items():
            (folder / file).write_text(text, encoding="ascii")
        burn = f",subtitles=filename=captions{output.index}.ass:fontsdir=fonts" if output.target.ass else ""
        # The poster is taken before the captions; `thumbnail` leaves out the odd one, such as a black frame.
        chosen = _poster_frames(output.target.framing)
        thin = f"framestep={output.step}," if output.step > 1 else ""
        sampled = sampled_frames(output.target.framing, rate, output.step)
        parts += [
            # The poster's branch first: it has let go of the frame when captions are drawn on it, so nobody copies it.
            f"{framing.filters},settb={rate.den}/{rate.num},setpts=N,format=yuv420p,split=2[{name}p][{name}v]",
            f"[{name}v]null{burn},{thin}split=2[v{output.index}][{name}s]",
            f"[{name}s]select='{frames_at(sampled)}',{_small(output.preset)}[s{output.index}]",
            f"[{name}p]select='{frames_at(chosen)}',thumbnail=n={len(chosen)},{_JPEG}[p{output.index}]",
        ]
    return ";".join(parts)


def _small(preset: OutputPreset) -> str:
    width, height = sample_size(preset)
    return f"scale={width}:{height}:flags=area:in_color_matrix=bt709:in_range=tv,format=bgr0"


def _poster_frames(framing: FramingPath) -> tuple[int, ...]:
    """Candidates spread over the clip; where a face is followed (crops) in preference to the rest."""
    followed = [frame for s in framing.segments if s.mode == "crop" for frame in range(s.first, s.last)]
    frames = followed if len(followed) >= len(_POSTER_SHARES) else list(range(framing.frames))
    return tuple(sorted({frames[int(share * len(frames))] for share in _POSTER_SHARES}))


def _video_args(output: _Output, sound: int | None, rate: Fraction, encoder: Encoder) -> list[str]:
    preset = output.preset
    shown = rate / output.step
    args = [
        "-map",
        f"[v{output.index}]",
        "-frames:v",
        str(output.frames),
        "-r",
        f"{shown.numerator}/{shown.denominator}",
    ]
    args += h264_args(encoder, preset, round(_KEYFRAME_SECONDS * shown))
    args += ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"]
    if sound is not None:
        args += ["-map", f"{sound}:a:0", "-c:a", "copy"]
    # Nothing of the source's own tags goes out: titles, places, device names.
    args += ["-map_metadata", "-1", "-map_chapters", "-1", "-flags:v", "+bitexact", "-fflags", "+bitexact"]
    return [*args, "-movflags", "+faststart", "-f", "mp4", f"file:{output.video}"]


def _poster_args(output: _Output) -> list[str]:
    args = ["-map", f"[p{output.index}]", "-frames:v", "1", "-c:v", "mjpeg", "-q:v", "3", "-map_metadata", "-1"]
    return [
        *args,
        "-fflags",
        "+bitexact",
        "-flags:v",
        "+bitexact",
        "-f",
        "image2",
        "-update",
        "1",
        f"file:{output.poster}",
    ]


def _sample_args(output: _Output) -> list[str]:
    """Small frames as the encoder gets them, without loss: what the output contract compares with the source."""
    exact = ("-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1")
    form = ("-fps_mode", "passthrough", "-c:v", "ffv1", "-threads", "1", *exact, "-f", "matroska")
    return ["-map", f"[s{output.index}]", *form, f"file:{output.samples}"]


def _rendered(output: _Output, mix: Mix | None) -> RenderedPaths:
    lufs, peak = _SILENT if mix is None else (mix.loudness.integrated_lufs, mix.loudness.true_peak_dbtp)
    return RenderedPaths(
        video=output.video,
        poster=output.poster,
        samples=output.samples,
        frames=output.frames,
        integrated_lufs=lufs,
        true_peak_dbtp=peak,
    )
