"""Videos with a real voice on their sound tracks, laid out as recorders and cameras do it."""

from collections.abc import Sequence
from pathlib import Path

import moonshine_voice

from tests.adapters.media.footage import ffmpeg

VOICE = Path(moonshine_voice.__file__).parent / "assets" / "beckett.wav"
"""Ten seconds of a man who reads."""

SECONDS = 8

# What each track is made of: `v` is the voice at 48 kHz, mono.
PLAIN = "aformat=channel_layouts=stereo"
OPPOSITE = "pan=stereo|c0=c0|c1=-1*c0"
LEFT_ONLY = "pan=stereo|c0=c0|c1=0*c0"
SILENCE = "volume=0,aformat=channel_layouts=stereo"
MUSIC = "aeval=0.2*sin(2*PI*220*t)+0.2*sin(2*PI*331*t*(1+mod(floor(t)\\,3))):c=mono,aformat=channel_layouts=stereo"


def voiced(path: Path, *tracks: str, args: Sequence[str] = (), codec: str = "pcm_s16le") -> Path:
    """A video of SECONDS with a track for each chain of filters over the voice; `args` are output options."""
    graph = [f"[1:a]aresample=48000,aformat=channel_layouts=mono,apad,asplit={len(tracks)}"]
    graph[0] += "".join(f"[v{n}]" for n in range(len(tracks)))
    graph += [f"[v{n}]{chain}[t{n}]" for n, chain in enumerate(tracks)]
    maps = [part for n in range(len(tracks)) for part in ("-map", f"[t{n}]")]
    ffmpeg(
        *("-f", "lavfi", "-i", f"testsrc2=s=320x180:r=25:d={SECONDS}", "-i", VOICE),
        *("-filter_complex", ";".join(graph), "-map", "0:v", *maps),
        *("-t", str(SECONDS), "-c:v", "libx264", "-preset", "ultrafast", "-crf", "30", "-c:a", codec, *args, path),
    )
    return path
