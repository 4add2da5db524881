"""A joined talk is copies of the talk, and its truth moves with them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import av
import imageio_ffmpeg
import numpy as np
import pytest

from samples.join import join, repeated
from samples.truth import read_truth

TRUTH = Path(__file__).parents[2] / "samples" / "talk.truth.json"


def test_every_record_moves_with_its_copy() -> None:
    truth = read_truth(TRUTH)
    tripled = repeated(truth, 3)
    words, sentences = len(truth.words), len(truth.sentences)
    word = tripled.words[2 * words + 7]
    assert word.text == truth.words[7].text
    assert word.start == pytest.approx(truth.words[7].start + 2 * truth.duration, abs=0.0011)
    assert word.sentence == truth.words[7].sentence + 2 * sentences
    sentence = tripled.sentences[word.sentence]
    assert sentence.first_word <= 2 * words + 7 < sentence.end_word
    assert tripled.frames == 3 * truth.frames
    assert tripled.face_samples[-1].frame == truth.face_samples[-1].frame + 2 * truth.frames
    assert len(tripled.highlights) == 9


def test_copies_meet_without_a_cut_when_the_talk_ends_as_it_begins() -> None:
    truth = read_truth(TRUTH)
    assert truth.shots[0].scene == truth.shots[-1].scene
    assert len(repeated(truth, 2).cuts) == 2 * len(truth.cuts)


def test_picture_and_sound_stay_together(tmp_path: Path) -> None:
    """After ten joins a click is still within 20 ms of the white frame that goes with it."""
    video = tmp_path / "short.mp4"
    flash = "nullsrc=s=64x64:r=30:d=2,geq=lum='if(eq(N,30),235,16)':cb=128:cr=128"
    click = "aevalsrc='if(between(t,1,1.02),0.8,0)|if(between(t,1,1.02),0.8,0)':s=48000:d=2"
    subprocess.run(
        [
            *(imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", flash),
            *("-f", "lavfi", "-i", click, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", str(video)),
        ],
        check=True,
    )
    truth = read_truth(TRUTH).model_copy(update={"frames": 60, "duration": 2.0})
    out = tmp_path / "long.mp4"
    joined = join(video, truth, 20.0, out)
    assert joined.frames == 600
    with av.open(str(out)) as container:
        flashes = [frame.time for frame in container.decode(video=0) if frame.to_ndarray(format="gray").mean() > 120]
    with av.open(str(out)) as container:
        parts = [(frame.time, frame.to_ndarray()[0]) for frame in container.decode(audio=0)]
    clicks = [time + int(np.argmax(np.abs(part) > 0.3)) / 48_000 for time, part in parts if np.abs(part).max() > 0.3]
    starts = [time for index, time in enumerate(clicks) if not index or time - clicks[index - 1] > 0.5]
    assert flashes == pytest.approx([1.0 + 2.0 * copy for copy in range(10)], abs=0.001)
    assert starts == pytest.approx(flashes, abs=0.02)
