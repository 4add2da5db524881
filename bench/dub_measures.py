"""Measures one finished dub: its lines, its sound as it is heard, and its file."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import av

from adapters.asr.registry import make_asr, make_voice_detector
from adapters.media.ffmpeg import FfmpegRunner
from adapters.media.sound import measure_loudness
from adapters.models import ModelCatalogue
from bench.asr_material import RATE, Audio, decode
from bench.asr_scores import TrueWord
from bench.dub_scores import (
    between_lines,
    cut_short,
    ends_abruptly,
    hurried,
    lag,
    lost,
    off_slot,
    overlaps,
    pauses,
    starts_heard,
    understood,
    voice_over_bed,
    voiced,
)
from bench.dub_talks import DubTalk
from bench.mix import sharpest_join
from cutdown_sdk import ArtifactRef as SdkRef
from cutdown_sdk import Cutdown, DubbedSound, DubView
from domain.contracts.base import ArtifactRef, TimeRange
from domain.contracts.lines import PlacedLine, PlacedLines
from domain.media_engine import LineSound
from domain.progress import no_progress

SLOT_SECONDS = 0.1
ERROR_BAR = 0.12
HURRIED_BAR = 0.1
LUFS, TOLERANCE, DBTP, OVER_BED = -14.0, 0.5, -1.0, 12.0
_FULL_RATE = 48_000
_AIR = 0.2
"""Seconds around a line that are listened to with it."""


@dataclass(frozen=True)
class Figure:
    """A figure of one dub, the bar that holds for it and whether it keeps it; without a bar it is only told."""

    name: str
    told: str
    bar: str = ""
    kept: bool = True


class Ear:
    """The default recogniser, as a listener of dubs."""

    def __init__(self, folder: Path) -> None:
        models = ModelCatalogue(folder)
        self._asr = make_asr("faster-whisper", models, "whisper-base", 2)
        self._voices = make_voice_detector("silero", models)

    def whole(self, audio: Audio, language: str) -> str:
        """All that is said in a sound."""
        return self._writes(audio, self._voices.speech_spans(audio), language)

    def line(self, audio: Audio, line: PlacedLine, language: str) -> str:
        """What is said where a line is heard. In long sounds the recogniser leaves out whole sentences that it writes
        down when it hears nothing else.
        """
        first, last = max(0.0, line.start - _AIR), line.end + _AIR
        part = audio[round(first * RATE) : round(last * RATE)]
        return self._writes(part, [TimeRange(start=0, end=len(part) / RATE)], language)

    def _writes(self, audio: Audio, spans: Sequence[TimeRange], language: str) -> str:
        segments = self._asr.transcribe(audio, language, spans, no_progress)
        return " ".join(word.text for segment in segments for word in segment.words)


def placed_of(api: Cutdown, dub: DubView, folder: Path) -> PlacedLines:
    """What became of each line of a published dub."""
    path = folder / f"{dub.id}-{dub.revision}.json"
    return PlacedLines.model_validate_json(api.artifacts.download(_sound_of(dub).placed, path).read_bytes())


def measure_dub(api: Cutdown, dub: DubView, talk: DubTalk, ear: Ear, folder: Path, *, show: bool) -> list[Figure]:
    """All figures of a dub that replaces the original's voices; its files stay in `folder`."""
    placed = placed_of(api, dub, folder)
    lines = placed.lines
    video = api.dubs.download(dub, folder)[f"dub-{dub.language}.mp4"]
    words = talk.words or [TrueWord(w.text, w.start, w.end) for w in api.transcripts.get(dub.video_id).words]
    sound = decode(video)
    heard = [ear.line(sound, line, talk.target) for line in voiced(lines)]
    whole = ear.whole(sound, talk.target)
    if show:
        _show(lines, heard, whole)
    return [
        *_timing(placed, words),
        *_true_starts(lines, talk.words),
        *_heard_timing(sound, lines),
        *_cuts(api, lines, folder, placed.duration),
        *_understood(lines, heard, whole),
        *_length(video, sound, talk.video),
        *_levels(api, dub, lines, video, folder),
    ]


def measure_voice_over(api: Cutdown, dub: DubView, talk: DubTalk, folder: Path) -> list[Figure]:
    """The figures of the same dub, with the original going on under it; its files stay in `folder`."""
    lines = placed_of(api, dub, folder).lines
    mix = decode(api.artifacts.download(_sound_of(dub).sound, folder / "mix.flac"), _FULL_RATE)
    source = decode(talk.video, _FULL_RATE)
    late = lag(mix, source)
    moved = mix[late:] if late >= 0 else mix
    source = source if late >= 0 else source[-late:]
    over = voice_over_bed(moved, source, _FULL_RATE, lines)
    video = api.dubs.download(dub, folder)[f"dub-{dub.language}.mp4"]
    told = _levels(api, dub, lines, video, folder)
    kept = over >= OVER_BED
    return [
        Figure("voice over: least dB over the original", f"{over:.1f}", f"{OVER_BED:.0f}", kept=kept),
        *(Figure(f"voice over: {one.name}", one.told, one.bar, kept=one.kept) for one in told),
    ]


def _sound_of(dub: DubView) -> DubbedSound:
    """The one sound of a dub of the whole video."""
    if dub.result is None:
        raise RuntimeError(f"{dub.id} is not published: {dub.message}")
    (sound,) = dub.result.sounds
    return sound


def _timing(placed: PlacedLines, words: Sequence[TrueWord]) -> list[Figure]:
    lines = placed.lines
    off = [abs(seconds) for seconds in off_slot(lines)]
    on_slot = sum(seconds <= SLOT_SECONDS + 1e-6 for seconds in off)
    source = between_lines(pauses([(word.start, word.end) for word in words]), lines)
    gone = lost(source, lines)
    flags = Counter(flag for line in lines for flag in line.flags)
    over = overlaps(lines)
    fast, faster = hurried(lines, 1.1), hurried(lines, 1.2)
    return [
        Figure("lines / voiced", f"{len(lines)} / {len(off)}"),
        Figure("flags", " ".join(f"{name} {count}" for name, count in flags.items()) or "none"),
        Figure("voices within 100 ms of their slot", f"{on_slot} of {len(off)}", "all", kept=on_slot == len(off) > 0),
        Figure("overlapping voices", str(over), "none", kept=over == 0),
        Figure("lines faster than 1.1", f"{fast:.1%}", "10%", kept=fast <= HURRIED_BAR),
        Figure("lines faster than 1.2", f"{faster:.1%}", "none", kept=faster == 0),
        Figure(
            "pauses over 0.5 s between lines kept", f"{len(source) - len(gone)} of {len(source)}", "all", kept=not gone
        ),
    ]


def _true_starts(lines: Sequence[PlacedLine], words: Sequence[TrueWord]) -> list[Figure]:
    """Against the exact times of the words, which no recogniser has: told, as the slots' own errors are in it."""
    if not words:
        return []
    off = [min((abs(line.start - word.start) for word in words), default=0.0) for line in voiced(lines)]
    good = sum(seconds <= SLOT_SECONDS for seconds in off)
    return [Figure("… of the exact start of a word", f"{good} of {len(off)}, most {max(off, default=0) * 1000:.0f} ms")]


def _heard_timing(sound: Audio, lines: Sequence[PlacedLine]) -> list[Figure]:
    slots = [line.spoken.line.slot.start for line in voiced(lines)]
    starts = starts_heard(sound, RATE, lines)
    off = [None if start is None else abs(start - slot) for start, slot in zip(starts, slots, strict=True)]
    good = sum(seconds is not None and seconds <= SLOT_SECONDS for seconds in off)
    most = max((seconds for seconds in off if seconds is not None), default=0.0)
    return [
        Figure(
            "… as heard in the file", f"{good} of {len(off)}, most {most * 1000:.0f} ms", "all", kept=good == len(off)
        )
    ]


def _cuts(api: Cutdown, lines: Sequence[PlacedLine], folder: Path, duration: float) -> list[Figure]:
    short = cut_short(lines, duration)
    abrupt = []
    for line in voiced(lines):
        if line.spoken.audio is not None:
            path = api.artifacts.download(_ref(line.spoken.audio), folder / f"{line.spoken.line.number}.flac")
            if ends_abruptly(decode(path), RATE):
                abrupt.append(line.spoken.line.number)
    return [
        Figure("lines cut by their place", str(len(short)), "none", kept=not short),
        Figure("lines whose sound ends abruptly", " ".join(map(str, abrupt)) or "0", "none", kept=not abrupt),
    ]


def _understood(lines: Sequence[PlacedLine], heard: Sequence[str], whole: str) -> list[Figure]:
    texts = [line.spoken.line.text for line in voiced(lines)]
    found = understood(texts, whole, heard)
    rate, missed = found.error_rate, len(found.endings_missed)
    return [
        Figure("wrong words", f"{rate:.1%}", f"{ERROR_BAR:.0%}", kept=rate <= ERROR_BAR),
        Figure("last words not heard", str(missed), "none", kept=not missed),
    ]


def _length(video: Path, sound: Audio, source: Path) -> list[Figure]:
    """The picture's and the sound's length against the source's picture."""
    with av.open(str(source)) as container:
        stream = container.streams.video[0]
        frame = 1 / float(stream.average_rate or 30)
        wanted = stream.frames * frame
    with av.open(str(video)) as container:
        picture = container.streams.video[0].frames * frame
    off = max(abs(picture - wanted), abs(len(sound) / RATE - wanted)) / frame
    return [Figure("length against the source, frames", f"{off:.2f}", "1", kept=off <= 1)]


def _levels(api: Cutdown, dub: DubView, lines: Sequence[PlacedLine], video: Path, folder: Path) -> list[Figure]:
    runner = FfmpegRunner()
    loudness = asyncio.run(measure_loudness(runner, ("-i", str(video)), lines[-1].end if lines else 60.0))
    mixed = api.artifacts.download(_sound_of(dub).sound, folder / f"sound-{dub.revision}.flac")
    sounds = [LineSound(placed=line, path=mixed) for line in voiced(lines)]
    click = sharpest_join(runner, mixed, sounds) if sounds else 0.0
    lufs, peak = loudness.integrated_lufs, loudness.true_peak_dbtp
    return [
        Figure("LUFS", f"{lufs:.2f}", f"{LUFS:g} within {TOLERANCE}", kept=abs(lufs - LUFS) <= TOLERANCE),
        Figure("dBTP", f"{peak:.2f}", f"{DBTP:g}", kept=peak <= DBTP),
        Figure("sharpest join over speech's own", f"{click:.2f}", "1", kept=click <= 1),
    ]


def _show(lines: Sequence[PlacedLine], heard: Sequence[str], whole: str) -> None:
    written = dict(zip((line.spoken.line.number for line in voiced(lines)), heard, strict=True))
    for line in lines:
        said = line.spoken.line
        times = f"{said.slot.start:7.2f}-{said.slot.end:6.2f} {line.start:7.2f}-{line.end:6.2f} x{line.speed:.2f}"
        print(f"{said.number:3} {said.speaker} {times} {' '.join(line.flags):18} {said.source} => {said.text}")
        if said.number in written:
            print(f"{'heard:':>42} {written[said.number]}")
    print(f"in one go: {whole}")


def _ref(ref: ArtifactRef) -> SdkRef:
    return SdkRef.model_validate(ref.model_dump(mode="json"))
