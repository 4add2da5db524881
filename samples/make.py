"""Makes a talk from its script, or a long one by joining copies: `python -m samples.make --help`."""

from __future__ import annotations

import argparse
import os
from fractions import Fraction
from pathlib import Path

from samples.join import join
from samples.mux import encode
from samples.picture import Picture
from samples.script import Script, read_script
from samples.soundtrack import make_soundtrack
from samples.truth import TalkTruth, read_truth, talk_truth, write_truth
from samples.voice import Voice

HERE = Path(__file__).parent
FRAME_RATE = "30"
_CRF = 25


def make_talk(script: Script, out: Path, name: str, cache: Path, crf: int = _CRF) -> TalkTruth:
    """Write `name.mp4` and `name.truth.json` into the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    cache.mkdir(parents=True, exist_ok=True)
    rate = float(Fraction(FRAME_RATE))
    track = make_soundtrack(script, Voice(cache), rate)
    picture = Picture(script, track, rate)
    video = out / f"{name}.mp4"
    encode(picture.draw(), track.mix, FRAME_RATE, crf, video)
    truth = talk_truth(script, track, picture, video, FRAME_RATE)
    write_truth(out / f"{name}.truth.json", truth)
    return truth


def join_talk(video: Path, out: Path, minutes: float) -> TalkTruth:
    """Write copies of a made talk, at least `minutes` long, and their truth into the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    name = f"{video.stem}-{minutes:g}m"
    joined = join(video, read_truth(video.with_suffix(".truth.json")), minutes * 60.0, out / f"{name}.mp4")
    write_truth(out / f"{name}.truth.json", joined)
    return joined


def main() -> None:
    """Read the command line and make the talk."""
    parser = argparse.ArgumentParser(prog="python -m samples.make", description=__doc__)
    parser.add_argument("--text", type=Path, default=HERE / "scripts" / "talk.yaml", help="the script (YAML)")
    parser.add_argument("--out", type=Path, default=HERE, help="folder for the video and its truth")
    parser.add_argument("--name", help="name of the files; the script's name when left out")
    parser.add_argument("--crf", type=int, default=_CRF, help="x264 quality; lower is better and larger")
    parser.add_argument("--cache", type=Path, default=_cache(), help="folder for voices and speech made before")
    parser.add_argument("--join", type=float, metavar="MINUTES", help="join copies of --video instead")
    parser.add_argument(
        "--video", type=Path, default=HERE / "talk.mp4", help="the talk to join; its truth is beside it"
    )
    options = parser.parse_args()
    if options.join is not None:
        joined = join_talk(options.video, options.out, options.join)
        print(f"{options.out / joined.video}: {joined.duration / 60.0:.1f} min, {len(joined.words)} words")
        return
    name = options.name or options.text.stem
    truth = make_talk(read_script(options.text), options.out, name, options.cache, options.crf)
    size = (options.out / truth.video).stat().st_size
    print(
        f"{options.out / truth.video}: {truth.duration:.1f} s, {size / 1e6:.2f} MB, {len(truth.words)} words, "
        f"{len(truth.cuts)} cuts, {len(truth.highlights)} highlights"
    )


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "cutdown-samples"


if __name__ == "__main__":
    main()
