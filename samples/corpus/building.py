"""Makes the source of a row, and writes down what is true of it; what was made once is kept."""

from __future__ import annotations

import hashlib
import random
import shlex
import shutil
import subprocess
import tempfile
import threading
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import imageio_ffmpeg
import numpy as np
from pydantic import BaseModel

from samples.corpus.scenes import loop_of
from samples.corpus.speech import RATE, Sentence, Sound, Speaker, Speech
from samples.music import music, street

if TYPE_CHECKING:
    from samples.corpus.manifest import Recipe, Row, Track

_VERSION = 7


class Truth(BaseModel):
    """What is true of a source. Times are those of the speech; a time of the file is `shift` seconds earlier.

    `loop`: the file with the picture as a person should see it, over and over; `voices`: each passage alone, at 16 kHz.
    """

    sentences: tuple[Sentence, ...]
    seconds: float
    shift: float
    loop: str | None
    voices: tuple[str, ...]


@dataclass(frozen=True)
class Made:
    """A source and what is true of it."""

    path: Path
    truth: Truth


class BuildError(Exception):
    """ffmpeg could not make a source; the message has its command and the end of its log."""


class Builder:
    """Makes sources; `seed` chooses what the rows leave to chance. Several threads may build at once.

    `alike`: rows that leave it to chance tell one story in one voice, which is then spoken once for all of them.
    """

    def __init__(self, cache: Path, seed: int = 0, *, alike: bool = False) -> None:
        cache.mkdir(parents=True, exist_ok=True)
        self._cache, self._seed, self._alike = cache.resolve(), seed, alike
        self._speaker, self._speaking = Speaker(self._cache), threading.Lock()

    def build(self, row: Row) -> Made:
        """The source of a row, from the cache folder or made now. Raises BuildError."""
        recipe = row.make
        made_of = f"{_VERSION}|{self._seed}|{self._alike}|{row.id}|{recipe.model_dump_json()}"
        folder = self._cache / f"{row.id}-{hashlib.sha256(made_of.encode()).hexdigest()[:24]}"
        source, truth = folder / f"source.{recipe.container}", folder / "truth.json"
        if truth.exists():
            return Made(source, Truth.model_validate_json(truth.read_text(encoding="utf-8")))
        with tempfile.TemporaryDirectory(dir=self._cache) as place:
            found = self._make(recipe, random.Random(f"{self._seed}:{row.id}"), Path(place), folder)
            (Path(place) / "truth.json").write_text(found.model_dump_json(), encoding="utf-8")
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(place, folder)
        return Made(source, found)

    def _make(self, recipe: Recipe, chance: random.Random, place: Path, folder: Path) -> Truth:
        with self._speaking:
            speech = self._speaker.speech(recipe, random.Random(self._seed) if self._alike else chance)
        needs_loop = recipe.raw is None and (recipe.picture is not None or recipe.cover is not None)
        loop = loop_of(recipe.scene, chance, self._cache, self._seed) if needs_loop else None
        made = place / f"source.{recipe.container}"
        for number, sound in enumerate(speech.passages):
            write_wav(place / "voice.wav", sound)
            _run(["-i", str(place / "voice.wav"), "-ar", "16000", str(place / f"voice-{number}.flac")])
            (place / "voice.wav").unlink()
        if recipe.raw is not None:
            made.write_text(recipe.raw, encoding="utf-8")
        else:
            with tempfile.TemporaryDirectory(dir=self._cache) as parts:
                _encode(recipe, speech, loop, Path(parts), made)
        for number, step in enumerate(recipe.post):
            before = place / f"before-{number}.{recipe.container}"
            made.replace(before)
            _run([part.format(**{"in": before, "out": made}) for part in shlex.split(step)])
            before.unlink()
        return Truth(
            sentences=speech.sentences,
            seconds=speech.seconds,
            shift=recipe.shift,
            loop=str(loop) if loop and recipe.picture is not None else None,
            voices=tuple(str(folder / f"voice-{number}.flac") for number in range(len(speech.passages))),
        )


def _encode(recipe: Recipe, speech: Speech, loop: Path | None, place: Path, out: Path) -> None:
    inputs: list[str] = []
    outputs: list[str] = []
    count = 0
    if recipe.cover is not None and loop is not None:
        cover = place / "cover.jpg"
        _run(["-i", str(loop), "-frames:v", "1", "-q:v", "3", str(cover)])
        cover_input = ["-i", str(cover)]
    else:
        cover_input = []
    maps: list[str] = []
    if recipe.cover == "first":
        inputs += cover_input
        maps += ["-map", f"{count}:v"]
        outputs += ["-c:v:0", "copy"]
        count += 1
    if recipe.picture is not None and loop is not None:
        late = recipe.picture_late
        seconds = (recipe.picture_seconds or speech.seconds) - late
        # A loop that begins later begins at its own time: its frame at t is that of t, whatever was left out.
        inputs += [*(["-itsoffset", f"{late}"] if late else []), *("-stream_loop", "-1", "-ss", f"{late}")]
        inputs += ["-t", f"{seconds:.3f}", "-i", str(loop)]
        maps += ["-map", f"{count}:v"]
        number = 1 if recipe.cover == "first" else 0
        outputs += shlex.split(recipe.picture.replace("-c:v ", f"-c:v:{number} "))
        if recipe.filter:
            outputs += [f"-filter:v:{number}", recipe.filter]
        count += 1
    for number, track in enumerate(recipe.tracks):
        sound = _sound(track, speech)
        path = place / f"track-{number}.wav"
        late = recipe.sound_late
        write_wav(path, sound[round(late * RATE) :])
        inputs += [*(["-itsoffset", f"{late}"] if late else []), "-i", str(path)]
        maps += ["-map", f"{count}:a"]
        outputs += _of_track(track, number)
        count += 1
    if recipe.cover == "last":
        inputs += cover_input
        maps += ["-map", f"{count}:v"]
        number = 1 if recipe.picture is not None else 0
        outputs += [f"-c:v:{number}", "copy", f"-disposition:v:{number}", "attached_pic"]
    plain = ["-map_metadata", "-1", "-fflags", "+bitexact", "-threads", "2"]
    _run([*inputs, *maps, *outputs, *plain, *shlex.split(recipe.mux), str(out)])


def _of_track(track: Track, number: int) -> list[str]:
    found = shlex.split(track.codec.replace("-c:a ", f"-c:a:{number} ").replace("-b:a ", f"-b:a:{number} "))
    if track.filter:
        found += [f"-filter:a:{number}", track.filter]
    if track.language:
        found += [f"-metadata:s:a:{number}", f"language={track.language}"]
    if track.default is not None:
        found += [f"-disposition:a:{number}", "default" if track.default else "0"]
    return found


def _sound(track: Track, speech: Speech) -> Sound:
    match track.what:
        case "speech":
            return speech.of(track.passages)
        case "silence":
            return speech.of(())
        case "music":
            return music(speech.seconds).mean(axis=1)[: len(speech.of(()))]
        case "noise":
            return street(speech.seconds, 0.05).mean(axis=1)[: len(speech.of(()))]


def write_wav(path: Path, sound: Sound) -> None:
    """Mono, 16 bits, 48 kHz."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.round(np.clip(sound, -1, 1) * 32767.0).astype("<i2").tobytes())


def _run(arguments: list[str]) -> None:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-nostdin", "-v", "error", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != 0:
        raise BuildError(f"{shlex.join(arguments)}\n{done.stderr[-1500:]}")
