"""A finished sound: brought to a loudness, held under a true peak, and encoded once."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from adapters.media.child import Limits
from adapters.media.cut import FADE_SECONDS, SAMPLE_RATE, CutSound, exactly
from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.sound import METER, loudness_of, measure_loudness
from domain.contracts.media import Loudness
from domain.heuristics.loudness import MixStep, first_step, next_step

_MOST_STEPS = 8
_OVERSAMPLED = 192_000
# A limiter takes at most about a third of a decibel of gain away again: less than this need not be tried once more.
_SURE_DB = 1.0

_EXACT = ("-fflags", "+bitexact", "-flags:a", "+bitexact", "-map_metadata", "-1")


@dataclass(frozen=True)
class MixTarget:
    """What a finished sound has to measure: LUFS and dBTP; `spoken`: words are said in it."""

    loudness_lufs: float
    peak_dbtp: float
    spoken: bool = False

    def first(self, mix: Loudness) -> MixStep:
        return first_step(mix, self.loudness_lufs, self.peak_dbtp, spoken=self.spoken)

    def following(self, mix: Loudness, step: MixStep, result: Loudness) -> MixStep | None:
        return next_step(mix, step, result, self.loudness_lufs, self.peak_dbtp, spoken=self.spoken)


@dataclass(frozen=True)
class Mix:
    """A file with a finished sound, and what it measures when decoded."""

    path: Path
    loudness: Loudness


async def make_mix(runner: FfmpegRunner, cut: CutSound, wanted: MixTarget, kbps: int, target: Path) -> Mix:
    """Encode a sound as AAC (MP4), so that decoded it keeps its target.

    What the limiter does to the loudness is rehearsed without the encoder, which costs four times the rest; then the
    encoded sound is measured as a listener gets it, because a codec moves peaks, and made again where that was needed.
    """
    step = wanted.first(cut.loudness)
    if step.ceiling_dbtp is not None:  # linear gain alone needs no rehearsal
        step, _ = await _settled(runner, cut, wanted, ("-f", "null", "-"), sure_below_db=_SURE_DB)
    encode = ("-c:a", "aac", "-b:a", f"{kbps}k", *_EXACT, "-f", "mp4", f"file:{target}")
    for _ in range(_MOST_STEPS):
        await _run(runner, cut, _chain(step, cut.seconds), encode)
        result = await measure_loudness(runner, ("-i", f"file:{target}"), cut.seconds)
        better = wanted.following(cut.loudness, step, result)
        if better is None:
            break
        step = better
    return Mix(path=target, loudness=result)


async def make_master(runner: FfmpegRunner, cut: CutSound, wanted: MixTarget, target: Path) -> Mix:
    """Write a sound as FLAC (16 bits) that keeps its target; nothing is lost in it, so that what was metered holds."""
    encode = ("-c:a", "flac", "-sample_fmt", "s16", *_EXACT, "-f", "flac", f"file:{target}")
    _, loudness = await _settled(runner, cut, wanted, encode)
    return Mix(path=target, loudness=loudness)


async def _settled(
    runner: FfmpegRunner, cut: CutSound, wanted: MixTarget, output: Sequence[str], *, sure_below_db: float = 0.0
) -> tuple[MixStep, Loudness]:
    """The step that brings the sound to its target, and what the last try measured, which was written to `output`.

    A last correction of less than `sure_below_db` is not tried.
    """
    step = wanted.first(cut.loudness)
    for _ in range(_MOST_STEPS):
        chain = f"{_chain(step, cut.seconds)},{exactly(round(cut.seconds * SAMPLE_RATE))},{METER}"
        result = loudness_of(await _run(runner, cut, chain, output))
        better = wanted.following(cut.loudness, step, result)
        if better is None:
            break
        small = better.ceiling_dbtp == step.ceiling_dbtp and abs(better.gain_db - step.gain_db) < sure_below_db
        step = better
        if small:
            break
    return step, result


async def _run(runner: FfmpegRunner, cut: CutSound, chain: str, output: Sequence[str]) -> str:
    done = await runner.run(
        [*cut.opened, "-af", chain, *output],
        limits=Limits(cpu_seconds=int(600 + cut.seconds)),
        seconds=900 + 2 * cut.seconds,
    )
    return done.log


def _chain(step: MixStep, seconds: float) -> str:
    # The fades come last: gain before a limiter would make a step of them again.
    fades = f"afade=t=in:d={FADE_SECONDS},afade=t=out:st={seconds - FADE_SECONDS:.6f}:d={FADE_SECONDS}"
    gain = f"volume={step.gain_db:.3f}dB:precision=float"
    if step.ceiling_dbtp is None:
        return f"{gain},{fades}"
    # Peaks between samples only show, and are only held, at a higher rate.
    ceiling = 10 ** (step.ceiling_dbtp / 20)
    return (
        f"{gain},aresample={_OVERSAMPLED},alimiter=limit={ceiling:.6f}:attack=4:release=60:level=0:latency=1,"
        f"aresample={SAMPLE_RATE},{fades}"
    )
