"""The one pass over a source's sound: speech audio, waveform, levels, silences and loudness from a single decode."""

import math
from pathlib import Path

from adapters.media.child import FrameStream, Limits
from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.sound import METER, loudness_of
from adapters.media.source import open_at
from adapters.media.waveform import HOP_SECONDS, SAMPLE_RATE, Waveform
from domain.contracts.media import AudioAnalysis, MediaInfo
from domain.errors import RejectedError
from domain.progress import ProgressCallback

# A decoder needs about 1 CPU-second for 100 s of sound; twenty times that is a file that wants to do harm.
_CPU_SHARE = 0.2

# Small frames cost more in passing them on than in the work done on them.
_BLOCKS = "asetnsamples=n=9600:p=0"


async def extract_audio(
    runner: FfmpegRunner, path: Path, media: MediaInfo, speech: Path, peaks: Path, progress: ProgressCallback
) -> AudioAnalysis:
    """Write 16 kHz mono FLAC to `speech` and the waveform (JSON) to `peaks`.

    Time 0 of both is time 0 of the picture, and both are as long as the picture: sound that starts late is padded
    with silence. RejectedError `media.no_audio` when the source has no sound.
    """
    if media.audio is None:
        raise RejectedError("media.no_audio", "The video has no sound, so there is no speech to make clips of.")
    opened = open_at(path, media)
    samples = round(media.duration * SAMPLE_RATE)
    mono = f"aformat=sample_fmts=s16:channel_layouts=mono,aresample={SAMPLE_RATE}"
    length = f"apad=whole_len={samples},atrim=end_sample={samples}"
    whole_seconds = f"apad=whole_len={math.ceil(media.duration) * SAMPLE_RATE}"
    graph = (
        f"{opened.sound},{_BLOCKS},asplit=2[stereo][full];[full]{METER}[metered];"
        f"[stereo]{mono},{length},asplit=2[speech][hops];[hops]{whole_seconds}[levels]"
    )
    waveform = Waveform()
    done = await runner.run(
        [
            *(*opened.args, "-filter_complex", graph),
            *("-map", "[speech]", "-c:a", "flac", "-compression_level", "0", "-fflags", "+bitexact"),
            *("-flags:a", "+bitexact", "-map_metadata", "-1", "-f", "flac", f"file:{speech}"),
            *("-map", "[levels]", "-c:a", "pcm_s16le", "-f", "s16le", FrameStream(SAMPLE_RATE * 2, waveform.push)),
            *("-map", "[metered]", "-f", "null", "-"),
        ],
        limits=Limits(cpu_seconds=int(120 + media.duration * _CPU_SHARE)),
        seconds=300 + media.duration,
        expected_seconds=media.duration,
        on_progress=progress,
    )
    waveform.end_at(samples)
    _write(peaks, waveform.peaks_json())
    return AudioAnalysis(
        duration=samples / SAMPLE_RATE,
        hop=HOP_SECONDS,
        level_db=tuple(waveform.levels),
        silences=waveform.silences(),
        loudness=loudness_of(done.log),
    )


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="ascii")
