"""A clip's finished sound: cut on samples, brought to a loudness, held under a true peak, and encoded once."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from adapters.media.child import Limits
from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.sound import METER, loudness_of, measure_loudness
from adapters.media.source import AUDIO, open_at
from domain.contracts.media import Loudness, MediaInfo
from domain.contracts.render import OutputPreset
from domain.heuristics.loudness import MixStep, first_step, next_step

SAMPLE_RATE = 48_000

# Long enough against a click, too short to be heard as a fade.
_FADE_SECONDS = 0.01
_MOST_STEPS = 8
_OVERSAMPLED = 192_000


@dataclass(frozen=True)
class Mix:
    """An AAC file (MP4) with a clip's sound, and what it measures when decoded."""

    path: Path
    loudness: Loudness


async def cut_sound(
    runner: FfmpegRunner, path: Path, media: MediaInfo, shown: Sequence[range], target: Path
) -> Loudness:
    """Write the sound under the grid's frames `shown`, part after part, to `target` (48 kHz stereo float WAV, exactly
    as long as the picture), measured.
    """
    rate = float(media.video.frame_rate.value) if media.video else 1.0
    seconds = (shown[-1].stop - shown[0].start) / rate
    samples = round(sum(map(len, shown)) / rate * SAMPLE_RATE)
    opened = open_at(path, media, shown[0].start)
    chain = (
        f"[{AUDIO}]{opened.sound},aresample={SAMPLE_RATE},asetnsamples=n=9600:p=0,{_joined(shown, rate)}"
        f"apad=whole_len={samples},atrim=end_sample={samples},{METER}[sound]"
    )
    done = await runner.run(
        [*opened.args, "-filter_complex", chain, "-map", "[sound]", "-c:a", "pcm_f32le", f"file:{target}"],
        limits=Limits(cpu_seconds=int(60 + seconds)),
        seconds=120 + 2 * seconds,
    )
    return loudness_of(done.log)


def _joined(shown: Sequence[range], rate: float) -> str:
    """Filters that leave out the sound between the parts, on samples, and soften the joints; none for one part."""
    if len(shown) == 1:
        return ""
    zero = shown[0].start
    bounds = [
        (round((p.start - zero) / rate * SAMPLE_RATE), round((p.stop - zero) / rate * SAMPLE_RATE)) for p in shown
    ]
    heads = "".join(f"[s{n}]" for n in range(len(bounds)))
    parts = [f"apad=whole_len={bounds[-1][1]},asplit={len(bounds)}{heads}"]
    for n, (start, end) in enumerate(bounds):
        length = (end - start) / SAMPLE_RATE
        fades = [f"afade=t=in:d={_FADE_SECONDS}"] if n else []
        fades += [f"afade=t=out:st={length - _FADE_SECONDS:.6f}:d={_FADE_SECONDS}"] if n < len(bounds) - 1 else []
        trimmed = f"atrim=start_sample={start}:end_sample={end},asetpts=PTS-STARTPTS"
        parts.append(f"[s{n}]{','.join([trimmed, *fades])}[j{n}]")
    joints = "".join(f"[j{n}]" for n in range(len(bounds)))
    return ";".join(parts) + f";{joints}concat=n={len(bounds)}:v=0:a=1,"


async def make_mix(
    runner: FfmpegRunner, cut: Path, measured: Loudness, seconds: float, preset: OutputPreset, target: Path
) -> Mix:
    """Encode the sound of `cut`, so that decoded it keeps the preset's loudness and peak.

    `cut` measures `measured` and lasts `seconds`. What the limiter does to the loudness is rehearsed without the
    encoder, which costs four times the rest; then the encoded sound is measured as a listener gets it, because a codec
    moves peaks, and made again where that was needed.
    """
    wanted = (preset.loudness_lufs, preset.peak_dbtp)
    step = await _rehearsed(runner, cut, measured, seconds, preset)
    for _ in range(_MOST_STEPS):
        await _encode(runner, cut, _chain(step, seconds), preset.audio_kbps, target)
        result = await measure_loudness(runner, target, 60)
        better = next_step(measured, step, result, *wanted)
        if better is None:
            break
        step = better
    return Mix(path=target, loudness=result)


async def _rehearsed(
    runner: FfmpegRunner, cut: Path, measured: Loudness, seconds: float, preset: OutputPreset
) -> MixStep:
    """The step that brings the sound to the preset before it is encoded; linear gain alone needs no rehearsal."""
    wanted = (preset.loudness_lufs, preset.peak_dbtp)
    step = first_step(measured, *wanted)
    for _ in range(_MOST_STEPS):
        if step.ceiling_dbtp is None:
            break
        done = await runner.run(
            ["-i", f"file:{cut}", "-af", f"{_chain(step, seconds)},{METER}", "-f", "null", "-"],
            limits=Limits(cpu_seconds=600),
            seconds=900,
        )
        better = next_step(measured, step, loudness_of(done.log), *wanted)
        if better is None:
            break
        step = better
    return step


def _chain(step: MixStep, seconds: float) -> str:
    # The fades come last: gain before a limiter would make a step of them again.
    fades = f"afade=t=in:d={_FADE_SECONDS},afade=t=out:st={seconds - _FADE_SECONDS:.6f}:d={_FADE_SECONDS}"
    gain = f"volume={step.gain_db:.3f}dB:precision=float"
    if step.ceiling_dbtp is None:
        return f"{gain},{fades}"
    # Peaks between samples only show, and are only held, at a higher rate.
    ceiling = 10 ** (step.ceiling_dbtp / 20)
    return (
        f"{gain},aresample={_OVERSAMPLED},alimiter=limit={ceiling:.6f}:attack=4:release=60:level=0:latency=1,"
        f"aresample={SAMPLE_RATE},{fades}"
    )


async def _encode(runner: FfmpegRunner, cut: Path, chain: str, kbps: int, target: Path) -> None:
    encode = ("-c:a", "aac", "-b:a", f"{kbps}k", "-flags:a", "+bitexact", "-fflags", "+bitexact", "-map_metadata", "-1")
    await runner.run(
        ["-i", f"file:{cut}", "-af", chain, *encode, "-f", "mp4", f"file:{target}"],
        limits=Limits(cpu_seconds=600),
        seconds=900,
    )
