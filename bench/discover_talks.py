"""Written talks with planted highlights, spoken on paper at a steady pace, for judging clip discovery without audio.

A talk file has a head (`title`, `language`, `split: tune|held`, `voice: lively|flat`, optional `pauses: even`), a line
`---` and paragraphs. A paragraph that starts with `*name` is a planted highlight; `~1.2` at its end is the pause after
it in seconds; what stands in braces inside of it is its point, in whole sentences. Numbers that tune anything come
from talks of the split `tune` only; `held` talks are for judging.
"""

import json
import math
import random
import re
import zlib
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from domain.contracts.base import TimeRange
from domain.contracts.media import AudioAnalysis, FrameRate, Loudness
from domain.contracts.picture import FaceBox, FaceSample, PictureAnalysis, Shot
from domain.contracts.speech import Sentence, Transcript, Word

TALKS = Path(__file__).parent / "talks"
FRAME_RATE = FrameRate(num=30, den=1)
HOP = 0.05
EVEN_PAUSE = 0.7
SENTENCE_PAUSE = 0.32
COMMA_PAUSE = 0.14
UNSPACED = frozenset({"zh", "ja", "th"})

_PARAGRAPH = re.compile(r"^(?:\*(?P<name>\w+)\s+)?(?P<text>.*?)(?:\s*~(?P<pause>[\d.]+))?$")


@dataclass(frozen=True)
class Talk:
    """One talk as the stages before discovery would hand it over, where its highlights are, and where their points."""

    name: str
    split: str
    transcript: Transcript
    audio: AudioAnalysis
    picture: PictureAnalysis
    highlights: dict[str, TimeRange]
    points: dict[str, TimeRange] = field(default_factory=dict)


def read_talks() -> list[Talk]:
    """All talks in order of their names."""
    return [read_talk(path) for path in sorted(TALKS.glob("*.txt"))]


def read_talk(path: Path) -> Talk:
    """Give every word of a talk file its times; the same file gives the same times everywhere."""
    head, body = path.read_text(encoding="utf-8").split("\n---\n", 1)
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    noise = random.Random(zlib.crc32(path.stem.encode()))
    words: list[Word] = []
    sentences: list[Sentence] = []
    spans: dict[str, TimeRange] = {}
    points: dict[str, TimeRange] = {}
    clock = point = 1.5
    for line in filter(None, body.splitlines()):
        found = _PARAGRAPH.match(line)
        assert found is not None, line
        quick = 1.08 if found["name"] and fields["voice"] == "lively" else 1.0
        begin = clock
        first = len(words)
        for token in _tokens(found["text"], fields["language"]):
            text = token.strip("{}")
            point = clock if token[0] == "{" else point
            length = _seconds(text, fields["language"]) * noise.uniform(0.9, 1.1) / quick
            words.append(Word(text=text, start=round(clock, 3), end=round(clock + length, 3)))
            clock += length
            if token[-1] == "}":
                points[found["name"]] = TimeRange(start=point, end=words[-1].end)
            if text[-1] in ".!?。！？।":
                sentences.append(Sentence(first=first, last=len(words)))
                first = len(words)
                clock += SENTENCE_PAUSE
            elif text[-1] in ",;:，：、":
                clock += COMMA_PAUSE
        assert first == len(words), line
        if found["name"]:
            spans[found["name"]] = TimeRange(start=begin, end=words[-1].end)
        pause = float(found["pause"] or 0.8)
        clock += EVEN_PAUSE if fields.get("pauses") == "even" else pause
    duration = round(clock + 1.0, 2)
    transcript = Transcript(
        language=fields["language"], duration=duration, words=tuple(words), sentences=tuple(sentences)
    )
    lively = list(spans.values()) if fields["voice"] == "lively" else []
    audio = _audio(transcript, lively, noise)
    return Talk(path.stem, fields["split"], transcript, audio, _picture(duration, noise), spans, points)


def _tokens(text: str, language: str) -> list[str]:
    if language not in UNSPACED:
        return text.split()
    return re.findall(r"\{?\w[，。！？、：；]*\}?", text)


def _seconds(text: str, language: str) -> float:
    return 0.21 if language in UNSPACED else 0.1 + 0.055 * len(text)


def _audio(transcript: Transcript, lively: list[TimeRange], noise: random.Random) -> AudioAnalysis:
    level = [-70.0] * math.ceil(transcript.duration / HOP)
    for word in transcript.words:
        gain = 2.0 if any(span.start <= word.start < span.end for span in lively) else 0.0
        loud = -24.0 + gain + noise.uniform(-3, 3)
        for hop in range(int(word.start / HOP), min(len(level), int(word.end / HOP) + 1)):
            level[hop] = loud
    gaps = [
        TimeRange(start=left.end, end=right.start)
        for left, right in zip(transcript.words, transcript.words[1:], strict=False)
        if right.start - left.end >= 0.3
    ]
    return AudioAnalysis(
        duration=transcript.duration,
        hop=HOP,
        level_db=tuple(level),
        silences=tuple(gaps),
        loudness=Loudness(integrated_lufs=-18.0, true_peak_dbtp=-2.0),
    )


def _picture(duration: float, noise: random.Random) -> PictureAnalysis:
    """Shots of four to twelve seconds and a face, with no relation to what is said."""
    frames = int(duration * 30)
    cuts = [0]
    while cuts[-1] + 360 < frames:
        cuts.append(cuts[-1] + noise.randint(120, 360))
    bounds = [*cuts, frames]
    face = FaceBox(x=0.4, y=0.2, w=0.15, h=0.3, score=0.9, mouth_motion=0.1)
    return PictureAnalysis(
        frame_rate=FRAME_RATE,
        frame_count=frames,
        width=640,
        height=360,
        shots=tuple(Shot(first=a, last=b) for a, b in pairwise(bounds)),
        motion=tuple(noise.uniform(0.02, 0.08) for _ in range(int(duration) + 1)),
        faces=tuple(FaceSample(time=float(second), boxes=(face,)) for second in range(int(duration))),
    )


def read_sample(folder: Path = Path(__file__).parent.parent / "samples") -> Talk:
    """The project's spoken sample with its true words and picture facts, and levels measured from its sound."""
    truth = json.loads((folder / "talk.truth.json").read_text(encoding="utf-8"))
    words = tuple(Word(text=w["text"], start=w["start"], end=w["end"], speaker=w["speaker"]) for w in truth["words"])
    transcript = Transcript(
        language=truth["language"],
        duration=truth["duration"],
        words=words,
        sentences=tuple(Sentence(first=s["first_word"], last=s["end_word"]) for s in truth["sentences"]),
    )
    level = _levels(folder / truth["video"])
    picture = PictureAnalysis(
        frame_rate=FRAME_RATE,
        frame_count=truth["frames"],
        width=640,
        height=360,
        shots=tuple(Shot(first=s["first_frame"], last=s["end_frame"]) for s in truth["shots"]),
        motion=(0.05,) * math.ceil(truth["duration"]),
        faces=tuple(
            FaceSample(
                time=one["time"], boxes=tuple(FaceBox(x=0.4, y=0.2, w=0.1, h=0.2, score=0.9) for _ in one["faces"])
            )
            for one in truth["face_samples"]
        ),
    )
    audio = AudioAnalysis(
        duration=truth["duration"],
        hop=HOP,
        level_db=tuple(level),
        silences=(),
        loudness=Loudness(integrated_lufs=-18.0, true_peak_dbtp=-2.0),
    )
    spans = {one["name"]: TimeRange(start=one["start"], end=one["end"]) for one in truth["highlights"]}
    return Talk("sample", "sample", transcript, audio, picture, spans)


def _levels(video: Path) -> list[float]:
    """RMS level in dBFS per hop of the mono mix."""
    import av
    import numpy as np

    rate = 16000
    with av.open(str(video)) as container:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
        parts = [out.to_ndarray()[0] for frame in container.decode(audio=0) for out in resampler.resample(frame)]
    samples = np.concatenate(parts)
    size = int(rate * HOP)
    blocks = samples[: len(samples) // size * size].reshape(-1, size)
    power = np.sqrt(np.mean(blocks.astype(np.float64) ** 2, axis=1))
    return [float(value) for value in np.maximum(-90.0, 20.0 * np.log10(power + 1e-9))]
