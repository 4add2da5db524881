"""Places every sentence, pause, tune and noise of a script on one time line and mixes the sound."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from samples.kokoro import SAMPLE_RATE, Samples
from samples.music import RATE, Sound, music, street
from samples.script import Line, Script, sentences

if TYPE_CHECKING:
    from samples.voice import Voice

_SENTENCE_GAP = 0.32
_SPEECH_RMS = 0.085
_ROOM_RMS = 0.0004
# The picture changes this long (seconds) before the first word of the new scene, where the pause allows it.
_CUT_LEAD = 0.20


@dataclass(frozen=True)
class TimedWord:
    """One spoken word; times in seconds of the talk. `text` is as written with its punctuation."""

    text: str
    spoken: str
    start: float
    end: float
    speaker: str
    sentence: int


@dataclass(frozen=True)
class TimedSentence:
    """One spoken sentence; times in seconds of the talk."""

    text: str
    start: float
    end: float
    speaker: str
    highlight: str | None


@dataclass(frozen=True)
class SceneChange:
    """From this time (seconds) on the picture shows this scene."""

    time: float
    scene: str


@dataclass(frozen=True)
class Passage:
    """Sound other than clean speech, from start to end in seconds; `snr` in dB where speech goes on over it."""

    kind: Literal["music", "noise"]
    start: float
    end: float
    snr: float | None = None


@dataclass
class Soundtrack:
    """The time line of a talk. `speech` is the clean voice of each speaker, mono at 24 kHz, for moving mouths."""

    duration: float = 0.0
    words: list[TimedWord] = field(default_factory=list)
    sentences: list[TimedSentence] = field(default_factory=list)
    scenes: list[SceneChange] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    speech: dict[str, Samples] = field(default_factory=dict)
    mix: Sound = field(default_factory=lambda: np.zeros((0, 2), dtype=np.float32))


def make_soundtrack(script: Script, voice: Voice, frame_rate: float) -> Soundtrack:
    """Speak and mix a whole script; the duration is a whole number of frames."""
    track = Soundtrack()
    placed: list[tuple[str, float, Samples]] = []
    clock = 0.3
    if script.opening is not None:
        track.scenes.append(SceneChange(0.0, script.opening.scene))
        track.passages.append(Passage("music", 0.0, script.opening.seconds))
        clock = script.opening.seconds + 0.5
    pause = 0.6
    for line, following in zip(script.lines, [*script.lines[1:], None], strict=True):
        start = clock
        clock = _place(line, script, voice, track, placed, clock, pause)
        if line.noise is not None:
            _extend_noise(track, line.noise, start - 0.25, clock + 0.25)
        pause = line.pause
        clock += line.pause
        if line.music:
            track.passages.append(Passage("music", clock, clock + line.music))
            if following is not None:
                track.scenes.append(SceneChange(clock, following.scene[0]))
            clock += line.music + 0.4
            pause = 0.4
    if script.closing is not None:
        track.scenes.append(SceneChange(clock, script.closing.scene))
        track.passages.append(Passage("music", clock, clock + script.closing.seconds))
        clock += script.closing.seconds
    track.duration = round((clock + 0.3) * frame_rate) / frame_rate
    _mix(script, track, placed)
    return track


def _place(
    line: Line,
    script: Script,
    voice: Voice,
    track: Soundtrack,
    placed: list[tuple[str, float, Samples]],
    clock: float,
    pause: float,
) -> float:
    """Place one line's sentences from `clock` on and return the time at which the last one ends."""
    gap = pause
    for index, sentence in enumerate(sentences(line.text)):
        if index:
            gap = _SENTENCE_GAP
            clock += gap
        if index < len(line.scene) and (not track.scenes or track.scenes[-1].scene != line.scene[index]):
            begin = clock - min(_CUT_LEAD, gap / 2) if track.scenes else 0.0
            track.scenes.append(SceneChange(begin, line.scene[index]))
        said = voice.say(sentence, script.speakers[line.speaker].voice, line.speed)
        level = float(np.sqrt(np.mean(said.samples**2)))
        samples = said.samples * np.float32(_SPEECH_RMS / level * 10.0 ** (line.gain / 20.0))
        placed.append((line.speaker, clock, samples))
        number = len(track.sentences)
        for word, (start, end) in zip(sentence.words, said.words, strict=True):
            track.words.append(TimedWord(word.text, word.spoken, clock + start, clock + end, line.speaker, number))
        first, last = clock + said.words[0][0], clock + said.words[-1][1]
        track.sentences.append(TimedSentence(sentence.text, first, last, line.speaker, line.highlight))
        clock += len(said.samples) / SAMPLE_RATE
    return clock


def _extend_noise(track: Soundtrack, snr: float, start: float, end: float) -> None:
    """Begin a noisy passage, or carry the running one on without a gap."""
    last = track.passages[-1] if track.passages else None
    if last is not None and last.kind == "noise" and last.snr == snr and start - last.end < 2.0:
        track.passages[-1] = Passage("noise", last.start, end, snr)
    else:
        track.passages.append(Passage("noise", start, end, snr))


def _mix(script: Script, track: Soundtrack, placed: list[tuple[str, float, Samples]]) -> None:
    length = round(track.duration * SAMPLE_RATE)
    for speaker in script.speakers:
        track.speech[speaker] = np.zeros(length, dtype=np.float32)
    for speaker, start, samples in placed:
        at = round(start * SAMPLE_RATE)
        part = track.speech[speaker][at : at + len(samples)]
        part += samples[: len(part)]
    mix = np.random.default_rng(1).standard_normal((length * 2, 2)).astype(np.float32) * np.float32(_ROOM_RMS)
    for speaker, samples in track.speech.items():
        side = 0.12 if script.speakers[speaker].side == "left" else -0.12
        mix += _doubled_rate(samples)[:, None] * np.array([1.0 + side, 1.0 - side], dtype=np.float32)
    for index, passage in enumerate(track.passages):
        seconds = passage.end - passage.start
        if passage.kind == "music":
            sound = music(seconds, first_chord=index)
        else:
            sound = street(seconds, _speech_level(track, passage) * 10.0 ** (-(passage.snr or 0.0) / 20.0))
        at = round(passage.start * RATE)
        part = mix[at : at + len(sound)]
        part += sound[: len(part)]
    track.mix = np.clip(mix, -0.97, 0.97)


def _speech_level(track: Soundtrack, passage: Passage) -> float:
    """Return the RMS of the speech inside a passage, over the time in which somebody speaks."""
    spoken = [sentence for sentence in track.sentences if passage.start <= sentence.start < passage.end]
    heard = [
        track.speech[sentence.speaker][int(sentence.start * SAMPLE_RATE) : int(sentence.end * SAMPLE_RATE)]
        for sentence in spoken
    ]
    return float(np.sqrt(np.mean(np.concatenate(heard) ** 2))) if heard else _SPEECH_RMS


def _doubled_rate(samples: Samples) -> Samples:
    """Return the sound at 48 kHz by band-limited interpolation, without delay."""
    reach = 24
    offsets = np.arange(-reach, reach) + 0.5
    kernel = (np.sinc(offsets) * np.hanning(2 * reach + 2)[1:-1]).astype(np.float32)
    doubled = np.empty(2 * len(samples), dtype=np.float32)
    doubled[0::2] = samples
    doubled[1::2] = np.convolve(samples, kernel)[reach : reach + len(samples)]
    return doubled
