"""Cuts sound on samples: the stretches under given frames of a source, one after the other, with soft joints."""

import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from adapters.media.child import Limits
from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.reels import reels_of
from adapters.media.sound import METER, loudness_of, measure_loudness
from adapters.media.source import STEREO, open_at, picture_of
from domain.contracts.media import AudioStream, FrameRate, Loudness, MediaInfo
from domain.media_engine import SoundFile

SAMPLE_RATE = 48_000

FADE_SECONDS = 0.01
"""Long enough against a click, too short to be heard as a fade."""

# Small frames cost more in passing them on than in the work done on them.
BLOCKS = "asetnsamples=n=9600:p=0"


@dataclass(frozen=True)
class CutSound:
    """A sound before its last step: `opened` are the arguments that open it, `loudness` what it measures."""

    opened: tuple[str, ...]
    seconds: float
    loudness: Loudness


@dataclass(frozen=True)
class HeardSound:
    """The file that is heard, and the frames of its own timeline under which it is."""

    path: Path
    media: MediaInfo
    shown: Sequence[range]


def heard_sound(path: Path, media: MediaInfo, shown: Sequence[range], sound: SoundFile | None) -> HeardSound | None:
    """What is heard under the source's frames `shown`: `sound` where it is given; None for a source without any."""
    if sound is None:
        return None if media.audio is None else HeardSound(path, media, shown)
    # A file of ours: its time begins at 0, on the same grid of frames.
    own = AudioStream(codec="flac", sample_rate=SAMPLE_RATE, channels=2, layout=STEREO)
    timeline = media.model_copy(update={"container": "flac", "start_time": 0.0, "audio": own})
    return HeardSound(sound.path, timeline, shown if sound.timeline == "source" else [range(sum(map(len, shown)))])


def raw_sound(path: Path, layout: str) -> tuple[str, ...]:
    """The arguments that open samples without a header: 32-bit floats at 48 kHz."""
    return ("-f", "f32le", "-ar", str(SAMPLE_RATE), "-ch_layout", layout, "-i", f"file:{path}")


def sample_at(frames: int, rate: FrameRate) -> int:
    """The sample at which frame `frames` of a timeline begins."""
    return round(frames / rate.value * SAMPLE_RATE)


async def cut_sound(
    runner: FfmpegRunner, path: Path, media: MediaInfo, shown: Sequence[range], target: Path
) -> CutSound:
    """Write the sound under the grid's frames `shown`, part after part, to `target`: 48 kHz stereo, exactly as long as
    the picture.
    """
    rate = picture_of(media).frame_rate
    reels = reels_of(shown, rate)
    opened = raw_sound(target, STEREO)
    bounds = [sample_at(frames, rate) for frames in accumulate((sum(map(len, reel)) for reel in reels), initial=0)]
    seconds = bounds[-1] / SAMPLE_RATE
    if len(reels) == 1:
        log = await _cut_reel(runner, path, media, shown, f"{exactly(bounds[-1])},{METER}", target)
        return CutSound(opened, seconds, loudness_of(log))
    for number, reel in enumerate(reels):
        soft = _fades(number > 0, number < len(reels) - 1, (bounds[number + 1] - bounds[number]) / SAMPLE_RATE)
        piece = target.with_suffix(".reel")
        chain = ",".join([exactly(bounds[number + 1] - bounds[number]), *soft])
        await _cut_reel(runner, path, media, reel, chain, piece)
        await asyncio.to_thread(_append, piece, target)
    return CutSound(opened, seconds, await measure_loudness(runner, opened, seconds))


async def _cut_reel(
    runner: FfmpegRunner, path: Path, media: MediaInfo, reel: Sequence[range], chain: str, target: Path
) -> str:
    """One pass over the source; returns its log. `chain`: the last filters."""
    rate = picture_of(media).frame_rate
    seconds = float((reel[-1].stop - reel[0].start) / rate.value)
    opened = open_at(path, media, reel[0].start)
    graph = f"{opened.sound},aresample={SAMPLE_RATE},{BLOCKS},{_joined(reel, rate)}{chain}[sound]"
    done = await runner.run(
        [*opened.args, "-filter_complex", graph, "-map", "[sound]", "-f", "f32le", f"file:{target}"],
        limits=Limits(cpu_seconds=int(60 + seconds)),
        seconds=120 + 2 * seconds,
    )
    return done.log


def _joined(reel: Sequence[range], rate: FrameRate) -> str:
    """Filters that leave out the sound between the parts, on samples, and soften the joints; none for one part."""
    if len(reel) == 1:
        return ""
    zero = reel[0].start
    bounds = [(sample_at(part.start - zero, rate), sample_at(part.stop - zero, rate)) for part in reel]
    heads = "".join(f"[s{n}]" for n in range(len(bounds)))
    parts = [f"apad=whole_len={bounds[-1][1]},asplit={len(bounds)}{heads}"]
    for n, (start, end) in enumerate(bounds):
        trimmed = f"atrim=start_sample={start}:end_sample={end},asetpts=PTS-STARTPTS"
        soft = _fades(n > 0, n < len(bounds) - 1, (end - start) / SAMPLE_RATE)
        parts.append(f"[s{n}]{','.join([trimmed, *soft])}[j{n}]")
    joints = "".join(f"[j{n}]" for n in range(len(bounds)))
    return ";".join(parts) + f";{joints}concat=n={len(bounds)}:v=0:a=1,"


def exactly(samples: int) -> str:
    """Filters that end a sound after `samples`, filling it up with silence."""
    return f"apad=whole_len={samples},atrim=end_sample={samples}"


def _fades(at_start: bool, at_end: bool, seconds: float) -> list[str]:  # noqa: FBT001 - two edges of one thing
    fades = [f"afade=t=in:d={FADE_SECONDS}"] if at_start else []
    return fades + ([f"afade=t=out:st={seconds - FADE_SECONDS:.6f}:d={FADE_SECONDS}"] if at_end else [])


def _append(piece: Path, target: Path) -> None:
    with piece.open("rb") as source, target.open("ab") as sink:
        shutil.copyfileobj(source, sink, 1 << 20)
    piece.unlink()
