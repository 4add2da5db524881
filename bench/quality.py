"""Finished clips of the sample against its exact truth, measured on the files that a customer gets.

`python -m bench.quality` orders four clips and prints: planted highlights among them, whole sentences at both ends,
loudness and peak against the preset, frames in which the speaker's face is seen whole, captions against what was said.
"""

import json
import sys
import tempfile
from pathlib import Path

import av
import jiwer
import numpy as np
import pysubs2

from adapters.container import Container
from bench.installation import SAMPLE, installation
from cutdown.cli.delivery import deliver
from cutdown_sdk import ClipView
from domain.contracts.base import TimeRange
from domain.contracts.job import JobSpec
from domain.engines import FaceDetector
from domain.presets import output_preset
from samples.truth import TalkTruth, read_truth

FACES_PER_SECOND = 2.0
# A word's times are known to this; a bound may lie so far inside the truth's sentence without cutting anything.
SLACK = 0.06


def main() -> int:
    """Returns 1 when a bar is missed."""
    truth = read_truth(SAMPLE.with_suffix(".truth.json"))
    missed = False
    with installation() as place, tempfile.TemporaryDirectory() as folder:
        run = place.run(SAMPLE, JobSpec())
        places = deliver(place.api, run.clips, Path(folder))
        ranges = [range_of(clip) for clip in run.clips]
        for highlight in truth.highlights:
            stretch = TimeRange(start=highlight.start, end=highlight.end)
            covered = max((stretch.overlap(found) / stretch.duration for found in ranges), default=0.0)
            missed |= covered < 0.7
            print(f"highlight {highlight.name:10} covered {covered:.0%}")
        detector = Container(place.stack.settings(), "bench").faces
        for clip in run.clips:
            missed |= clip.id not in places or measure(clip, places[clip.id], truth, detector)
    return int(missed)


def measure(clip: ClipView, folder: Path, truth: TalkTruth, detector: FaceDetector) -> bool:
    """Print one clip's figures; True when a bar is missed."""
    preset = output_preset("9:16")
    (file,) = json.loads((folder / "manifest.json").read_text())["files"]
    loudness = file["measured"]["loudness"]
    whole = ends_whole(range_of(clip), truth)
    seen, asked = faces(folder / "clip-9x16.mp4", range_of(clip), truth, detector)
    spoken = [w.text for w in truth.words if clip.plan.range.start <= (w.start + w.end) / 2 <= clip.plan.range.end]
    srt = " ".join(line.plaintext.replace("\n", " ") for line in pysubs2.load(str(folder / "clip.srt")))
    error = jiwer.wer(normal(" ".join(spoken)), normal(srt))
    print(
        f"clip {clip.plan.rank}: {loudness['integrated_lufs']:.1f} LUFS, {loudness['true_peak_dbtp']:.1f} dBTP, whole "
        f"sentences {whole}, face whole in {seen}/{asked}, captions' WER {error:.1%}, first frame luma "
        f"{file['measured']['first_frame_luma']:.0f}"
    )
    return (
        abs(loudness["integrated_lufs"] - preset.loudness_lufs) > 0.5
        or loudness["true_peak_dbtp"] > preset.peak_dbtp
        or not whole
        or seen < 0.98 * asked
    )


def range_of(clip: ClipView) -> TimeRange:
    """What a clip shows of the source."""
    return TimeRange(start=clip.plan.range.start, end=clip.plan.range.end)


def ends_whole(clip: TimeRange, truth: TalkTruth) -> bool:
    """Whether no sentence of the truth is cut by either bound."""
    return not any(
        sentence.start + SLACK < bound < sentence.end - SLACK
        for sentence in truth.sentences
        for bound in (clip.start, clip.end)
    )


def faces(video: Path, clip: TimeRange, truth: TalkTruth, detector: FaceDetector) -> tuple[int, int]:
    """Sampled frames in which a face is seen whole, of those in which the truth shows a speaker."""
    seen = asked = 0
    with av.open(str(video)) as source:
        stream = source.streams.video[0]
        step = max(1, round(float(stream.average_rate or 30) / FACES_PER_SECOND))
        for number, frame in enumerate(source.decode(stream)):
            if number % step:
                continue
            time = clip.start + float(frame.time or 0)
            sample = min(truth.face_samples, key=lambda s: abs(s.time - time))
            if not any(face.speaking for face in sample.faces):
                continue
            asked += 1
            picture = frame.reformat(width=360, height=640, format="rgb24").to_ndarray()
            # A face at the very edge of the frame is found too, but then its box crosses the edge.
            canvas = np.zeros((640, 640, 3), np.uint8)
            canvas[:, 140:500] = picture
            seen += any(box.x >= 140 / 640 and box.x + box.w <= 500 / 640 for box in detector.detect(canvas))
    return seen, asked


def normal(text: str) -> str:
    """Lower case without punctuation."""
    return " ".join("".join(c for c in word if c.isalnum()) for word in text.lower().split())


if __name__ == "__main__":
    sys.exit(main())
