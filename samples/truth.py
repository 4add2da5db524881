"""The exact ground truth of a made talk, as it is written beside the video."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from samples.scenery import SIZE

if TYPE_CHECKING:
    from pathlib import Path

    from samples.picture import Picture
    from samples.script import Script
    from samples.soundtrack import Soundtrack

_FACES_EVERY = 6
_MILLISECOND = 3


class _Truth(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WordTruth(_Truth):
    """A word as written with its punctuation, as it is said, and when, in seconds."""

    text: str
    spoken: str
    start: float
    end: float
    speaker: str
    sentence: int


class SentenceTruth(_Truth):
    """A sentence and its bounds in seconds; `first_word` up to, not including, `end_word` index the words."""

    text: str
    start: float
    end: float
    speaker: str
    first_word: int
    end_word: int
    highlight: str | None


class ShotTruth(_Truth):
    """Frames from `first_frame` up to, not including, `end_frame` show one scene."""

    scene: str
    kind: Literal["single", "close", "two", "slide"]
    first_frame: int
    end_frame: int
    start: float
    end: float


class CutTruth(_Truth):
    """The first frame of a shot, and its time in seconds."""

    frame: int
    time: float


class FaceTruth(_Truth):
    """A face, forehead to chin and cheek to cheek: `box` is left, top, right, bottom as shares of the frame.

    `speaking` holds from the first to the last word of a sentence.
    """

    speaker: str
    box: tuple[float, float, float, float]
    speaking: bool


class FaceSample(_Truth):
    """The visible faces of one frame, from left to right; none on a slide."""

    frame: int
    time: float
    faces: tuple[FaceTruth, ...]


class HighlightTruth(_Truth):
    """A planted highlight: whole sentences, with bounds in seconds, and why it is worth a clip."""

    name: str
    why: str
    start: float
    end: float
    first_sentence: int
    end_sentence: int
    text: str


class PassageTruth(_Truth):
    """Music, or noise under speech (`snr` in dB), in seconds."""

    kind: Literal["music", "noise"]
    start: float
    end: float
    snr: float | None


class SpeakerTruth(_Truth):
    """Who a speaker is."""

    name: str
    voice: str
    side: Literal["left", "right"]


class TalkTruth(_Truth):
    """Everything that is known about a made talk."""

    version: Literal[1] = 1
    title: str
    language: str
    video: str
    sha256: str
    width: int
    height: int
    frame_rate: str
    frames: int
    duration: float
    speakers: dict[str, SpeakerTruth]
    words: tuple[WordTruth, ...]
    sentences: tuple[SentenceTruth, ...]
    shots: tuple[ShotTruth, ...]
    cuts: tuple[CutTruth, ...]
    highlights: tuple[HighlightTruth, ...]
    passages: tuple[PassageTruth, ...]
    face_samples: tuple[FaceSample, ...]


def read_truth(path: Path) -> TalkTruth:
    """Read a truth file."""
    return TalkTruth.model_validate_json(path.read_text(encoding="utf-8"))


def write_truth(path: Path, truth: TalkTruth) -> None:
    """Write a truth file, one record of each list per line so that differences can be read."""
    fields = truth.model_dump(mode="json")
    lines: list[str] = []
    for name in fields:
        part = truth.model_dump_json(include={name})[1:-1]
        if isinstance(fields[name], list):
            part = part.replace("},{", "},\n  {").replace("[{", "[\n  {", 1)
        lines.append(" " + part)
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def talk_truth(script: Script, track: Soundtrack, picture: Picture, video: Path, frame_rate: str) -> TalkTruth:
    """Collect the truth of a talk whose video has been written."""
    rate = picture.frames / track.duration
    shots = tuple(
        ShotTruth(
            scene=shot.scene,
            kind=_kind(shot.scene),
            first_frame=shot.first,
            end_frame=shot.end,
            start=_rounded(shot.first / rate),
            end=_rounded(shot.end / rate),
        )
        for shot in picture.shots
    )
    return TalkTruth(
        title=script.title,
        language=script.language,
        video=video.name,
        sha256=hashlib.sha256(video.read_bytes()).hexdigest(),
        width=SIZE[0],
        height=SIZE[1],
        frame_rate=frame_rate,
        frames=picture.frames,
        duration=_rounded(track.duration),
        speakers={
            key: SpeakerTruth(name=speaker.name, voice=speaker.voice, side=speaker.side)
            for key, speaker in script.speakers.items()
        },
        words=_words(track),
        sentences=_sentences(track),
        shots=shots,
        cuts=tuple(CutTruth(frame=shot.first_frame, time=shot.start) for shot in shots[1:]),
        highlights=_highlights(script, track),
        passages=tuple(
            PassageTruth(kind=part.kind, start=_rounded(part.start), end=_rounded(part.end), snr=part.snr)
            for part in track.passages
        ),
        face_samples=_faces(track, picture, rate),
    )


def _words(track: Soundtrack) -> tuple[WordTruth, ...]:
    return tuple(
        WordTruth(
            text=word.text,
            spoken=word.spoken,
            start=_rounded(word.start),
            end=_rounded(word.end),
            speaker=word.speaker,
            sentence=word.sentence,
        )
        for word in track.words
    )


def _sentences(track: Soundtrack) -> tuple[SentenceTruth, ...]:
    found: list[SentenceTruth] = []
    for number, sentence in enumerate(track.sentences):
        members = [index for index, word in enumerate(track.words) if word.sentence == number]
        found.append(
            SentenceTruth(
                text=sentence.text,
                start=_rounded(sentence.start),
                end=_rounded(sentence.end),
                speaker=sentence.speaker,
                first_word=members[0],
                end_word=members[-1] + 1,
                highlight=sentence.highlight,
            )
        )
    return tuple(found)


def _highlights(script: Script, track: Soundtrack) -> tuple[HighlightTruth, ...]:
    found: list[HighlightTruth] = []
    for name, why in script.highlights.items():
        members = [index for index, sentence in enumerate(track.sentences) if sentence.highlight == name]
        if not members:
            continue
        first, last = members[0], members[-1]
        part = track.sentences[first : last + 1]
        found.append(
            HighlightTruth(
                name=name,
                why=why,
                start=_rounded(part[0].start),
                end=_rounded(part[-1].end),
                first_sentence=first,
                end_sentence=last + 1,
                text=" ".join(sentence.text for sentence in part),
            )
        )
    return tuple(sorted(found, key=lambda highlight: highlight.start))


def _faces(track: Soundtrack, picture: Picture, rate: float) -> tuple[FaceSample, ...]:
    samples: list[FaceSample] = []
    for frame in range(0, picture.frames, _FACES_EVERY):
        faces = tuple(
            FaceTruth(
                speaker=face.speaker,
                box=(
                    round(face.left / SIZE[0], 4),
                    round(face.top / SIZE[1], 4),
                    round(face.right / SIZE[0], 4),
                    round(face.bottom / SIZE[1], 4),
                ),
                speaking=_speaks(track, face.speaker, frame / rate),
            )
            for face in picture.faces(frame)
        )
        samples.append(FaceSample(frame=frame, time=_rounded(frame / rate), faces=faces))
    return tuple(samples)


def _speaks(track: Soundtrack, speaker: str, time: float) -> bool:
    """Whether the speaker is in the middle of a sentence."""
    return any(part.speaker == speaker and part.start <= time <= part.end for part in track.sentences)


def _kind(scene: str) -> Literal["single", "close", "two", "slide"]:
    if scene.startswith("slide "):
        return "slide"
    if scene == "two":
        return "two"
    return "close" if scene.endswith(" close") else "single"


def _rounded(seconds: float) -> float:
    return round(seconds, _MILLISECOND)
