"""EBU R128 as ffmpeg measures and reports it."""

import re
from collections.abc import Sequence

from adapters.media.child import Limits
from adapters.media.ffmpeg import FfmpegRunner
from domain.contracts.media import Loudness
from domain.errors import PermanentError

METER = "ebur128=peak=true:framelog=quiet"
"""Passes sound on, and reports loudness and true peak in the log when it ends (log level info)."""

SILENCE_LUFS = -70.0
SILENCE_DBTP = -120.0

_INTEGRATED = re.compile(r"I:\s+(-?[\d.]+|-inf|nan) LUFS")
_PEAK = re.compile(r"Peak:\s+(-?[\d.]+|-inf|nan) dBFS")


def loudness_of(log: str) -> Loudness:
    """The meter's report in ffmpeg's log; true to 0.1 LU and 0.1 dB."""
    integrated, peak = _INTEGRATED.findall(log), _PEAK.findall(log)
    if not integrated or not peak:
        raise PermanentError("media.tool_failed", "ffmpeg did not report the loudness it measured.")
    return Loudness(
        integrated_lufs=_number(integrated[-1], SILENCE_LUFS), true_peak_dbtp=_number(peak[-1], SILENCE_DBTP)
    )


async def measure_loudness(runner: FfmpegRunner, opened: Sequence[str], seconds: float) -> Loudness:
    """EBU R128 of the first sound of one of our own files, `seconds` long; `opened` are the arguments that open it."""
    done = await runner.run(
        [*opened, "-map", "0:a:0", "-af", METER, "-f", "null", "-"],
        limits=Limits(cpu_seconds=int(60 + seconds)),
        seconds=120 + seconds,
    )
    return loudness_of(done.log)


def _number(text: str, floor: float) -> float:
    return floor if text in {"-inf", "nan"} else max(floor, float(text))
