"""The committed sample talk is what its truth says."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import Interpolation

from samples.truth import TalkTruth, read_truth
from tests.samples.blaze import Blaze

SAMPLES = Path(__file__).parents[2] / "samples"
VIDEO = SAMPLES / "talk.mp4"
FRAME = 1.0 / 30.0


@pytest.fixture(scope="module")
def truth() -> TalkTruth:
    return read_truth(SAMPLES / "talk.truth.json")


@dataclass(frozen=True)
class Watched:
    """Every frame as 64x36 grey, and a few by number as 960x540 colour."""

    small: np.ndarray
    kept: dict[int, np.ndarray]


@pytest.fixture(scope="module")
def watched(truth: TalkTruth) -> Watched:
    wanted = {sample.frame for sample in truth.face_samples[::10]}
    small, kept = [], {}
    with av.open(str(VIDEO)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        for number, frame in enumerate(container.decode(stream)):
            small.append(frame.reformat(64, 36, "gray", interpolation=Interpolation.AREA).to_ndarray())
            if number in wanted:
                kept[number] = frame.reformat(width=960, height=540, format="bgr24").to_ndarray()
    return Watched(np.stack(small).astype(np.float32), kept)


@pytest.fixture(scope="module")
def sound() -> np.ndarray:
    """The sound as 48 kHz mono, from the moment that the picture begins."""
    with av.open(str(VIDEO)) as container:
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=48_000)
        first = None
        parts = []
        for frame in container.decode(audio=0):
            first = frame.time if first is None else first
            parts += [part.to_ndarray()[0] for part in resampler.resample(frame)]
    samples = np.concatenate(parts)
    return samples[round(-first * 48_000) :] if first < 0 else samples


def test_files_are_small_and_belong_together(truth: TalkTruth) -> None:
    content = VIDEO.read_bytes()
    assert hashlib.sha256(content).hexdigest() == truth.sha256
    kept = [path for path in SAMPLES.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert sum(path.stat().st_size for path in kept) < 10_000_000


def test_streams_are_as_promised(truth: TalkTruth) -> None:
    with av.open(str(VIDEO)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.width, video.height, video.codec_context.name) == (truth.width, truth.height, "h264")
        assert str(video.average_rate) == truth.frame_rate
        assert (audio.rate, audio.channels, audio.codec_context.name) == (48_000, 2, "aac")
        assert video.codec_context.pix_fmt == "yuv420p"
        assert video.codec_context.color_primaries == 1
    assert 120.0 <= truth.duration <= 180.0


def test_frame_count_is_exact(truth: TalkTruth, watched: Watched) -> None:
    assert len(watched.small) == truth.frames
    assert truth.frames / 30.0 == pytest.approx(truth.duration, abs=0.001)


def test_words_are_in_order_and_do_not_overlap(truth: TalkTruth) -> None:
    assert 350 <= len(truth.words) <= 450
    assert all(0.03 <= word.end - word.start <= 1.5 for word in truth.words)
    for before, after in itertools.pairwise(truth.words):
        assert after.start >= before.end - 0.0011, (before, after)
    assert truth.words[-1].end < truth.duration


def test_sentences_are_made_of_their_words(truth: TalkTruth) -> None:
    following = 0
    for number, sentence in enumerate(truth.sentences):
        assert sentence.first_word == following
        following = sentence.end_word
        words = truth.words[sentence.first_word : sentence.end_word]
        assert " ".join(word.text for word in words) == sentence.text
        assert {word.sentence for word in words} == {number}
        assert (words[0].start, words[-1].end) == (sentence.start, sentence.end)
    assert following == len(truth.words)


def test_highlights_are_whole_sentences_of_clip_length(truth: TalkTruth) -> None:
    assert len(truth.highlights) == 3
    for highlight in truth.highlights:
        part = truth.sentences[highlight.first_sentence : highlight.end_sentence]
        assert {sentence.highlight for sentence in part} == {highlight.name}
        assert (part[0].start, part[-1].end) == (highlight.start, highlight.end)
        assert 18.0 <= highlight.end - highlight.start <= 35.0
        assert highlight.why


def test_cuts_are_visible_and_nothing_else_is(truth: TalkTruth, watched: Watched) -> None:
    """At every cut the picture changes much more than between any other two frames."""
    change = np.abs(np.diff(watched.small, axis=0)).mean(axis=(1, 2))
    cuts = np.array([cut.frame - 1 for cut in truth.cuts])
    others = np.delete(change, cuts)
    assert 12 <= len(cuts) <= 20
    assert change[cuts].min() > 3.0 * others.max()
    assert all(cut.time == pytest.approx(cut.frame * FRAME, abs=0.001) for cut in truth.cuts)


def test_shots_cover_the_talk(truth: TalkTruth) -> None:
    assert truth.shots[0].first_frame == 0
    assert truth.shots[-1].end_frame == truth.frames
    assert [shot.first_frame for shot in truth.shots[1:]] == [cut.frame for cut in truth.cuts]
    assert [shot.end_frame for shot in truth.shots[:-1]] == [cut.frame for cut in truth.cuts]


def test_speech_is_where_the_words_are(truth: TalkTruth, sound: np.ndarray) -> None:
    """Sentences that follow silence are quiet 40 ms before their truth and loud within 100 ms after it."""
    heard = 0
    for before, after in itertools.pairwise(truth.sentences):
        noisy = any(part.start - 0.2 < after.start < part.end + 0.2 for part in truth.passages)
        if noisy or after.start - before.end < 0.3:
            continue
        quiet = _rms(sound, after.start - 0.14, after.start - 0.04)
        loud = _rms(sound, after.start, after.start + 0.10)
        tail = _rms(sound, before.end + 0.05, before.end + 0.15)
        assert loud > 5.0 * quiet, after
        assert loud > 5.0 * tail, before
        heard += 1
    assert heard >= 20


def test_music_and_noise_are_where_they_are_said_to_be(truth: TalkTruth, sound: np.ndarray) -> None:
    music = [part for part in truth.passages if part.kind == "music"]
    noise = [part for part in truth.passages if part.kind == "noise"]
    assert music[0].start == 0.0
    for part in music:
        assert not [word for word in truth.words if word.start < part.end and word.end > part.start]
        assert _rms(sound, part.start + 0.3, part.end - 0.6) > 0.01
    for part in noise:
        assert part.snr == 15.0
        gap = next(
            (before.end, after.start)
            for before, after in itertools.pairwise(truth.sentences)
            if before.start > part.start and after.end < part.end
        )
        spoken = [sentence for sentence in truth.sentences if part.start <= sentence.start < part.end]
        power = np.concatenate([_cut(sound, sentence.start, sentence.end) for sentence in spoken])
        background = _rms(sound, gap[0] + 0.05, gap[1] - 0.05)
        assert 20.0 * np.log10(np.sqrt(np.mean(power**2)) / background) == pytest.approx(15.0, abs=2.5)


def test_face_boxes_agree_with_a_detector(truth: TalkTruth, watched: Watched) -> None:
    """On a frame every two seconds BlazeFace finds each face of the truth, and no other."""
    assert len(truth.face_samples) / truth.duration >= 4.0
    blaze = Blaze()
    seen = found = extra = 0
    for sample in truth.face_samples[::10]:
        boxes = blaze.detect(watched.kept[sample.frame])
        best = [max((_overlap(face.box, box) for box in boxes), default=0.0) for face in sample.faces]
        seen += len(best)
        found += sum(overlap > 0.5 for overlap in best)
        extra += max(0, len(boxes) - len(sample.faces))
    assert seen >= 60
    assert found / seen >= 0.98
    assert extra == 0


def test_somebody_visible_speaks_when_words_are_spoken(truth: TalkTruth) -> None:
    """In the middle of a long word of a visible speaker that speaker is marked as speaking."""
    checked = 0
    for sample in truth.face_samples:
        word = next((word for word in truth.words if word.start < sample.time < word.end), None)
        if word is None or word.end - word.start < 0.2:
            continue
        for face in sample.faces:
            assert face.speaking == (face.speaker == word.speaker), (sample.time, word)
            checked += 1
    assert checked > 100


def _overlap(left: tuple[float, float, float, float], right: tuple[float, float, float, float]) -> float:
    width = min(left[2], right[2]) - max(left[0], right[0])
    height = min(left[3], right[3]) - max(left[1], right[1])
    shared = max(0.0, width) * max(0.0, height)
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (left, right)]
    return shared / (sum(areas) - shared)


def _cut(sound: np.ndarray, start: float, end: float) -> np.ndarray:
    return sound[round(start * 48_000) : round(end * 48_000)]


def _rms(sound: np.ndarray, start: float, end: float) -> float:
    return float(np.sqrt(np.mean(_cut(sound, start, end) ** 2)))
