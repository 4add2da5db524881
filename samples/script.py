"""The script of a sample talk: who says what, in front of which picture; read from YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from samples.phonemes import ESPEAK_VOICES

if TYPE_CHECKING:
    from pathlib import Path

_SAID_OTHERWISE = re.compile(r"\[(?P<text>\S+?)\]\((?P<spoken>[^)]+)\)(?P<tail>[^\s\[]*)")
_END_OF_SENTENCE = re.compile(r"[.!?…।][\"”»')]*$")


class ScriptError(Exception):
    """The script cannot be made into a talk; the message says where and why."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Look(_Part):
    """How a speaker is drawn. Colours are CSS hex."""

    skin: str = "#e0ac85"
    hair: str = "#3a2a20"
    top: str = "#35507a"
    style: Literal["short", "long", "bun", "bald"] = "short"
    beard: bool = False
    glasses: bool = False


class Speaker(_Part):
    """One voice and its figure. `voice` is a Kokoro voice; its first letter names the language."""

    voice: str
    name: str
    role: str = ""
    side: Literal["left", "right"] = "left"
    look: Look = Look()


class Slide(_Part):
    """A slide without faces: a title, and either a few lines or a bar chart."""

    title: str
    lines: tuple[str, ...] = ()
    bars: dict[str, float] = Field(default_factory=dict)


class Line(_Part):
    """What one speaker says without a change of tone.

    `text` may hold `[$5](five dollars)`: written the first way, said the second. `pause` is the silence after the
    line in seconds; `music` seconds of music follow in it; `noise` is a signal-to-noise ratio in dB.
    `scene` is `SPEAKER`, `SPEAKER close`, `two` or `slide NAME`; a list changes the picture between sentences.
    """

    speaker: str
    text: str
    scene: tuple[str, ...]
    pause: Annotated[float, Field(ge=0.0, le=10.0)] = 0.7
    speed: Annotated[float, Field(ge=0.5, le=2.0)] = 1.0
    gain: Annotated[float, Field(ge=-20.0, le=6.0)] = 0.0
    highlight: str | None = None
    noise: float | None = None
    music: Annotated[float, Field(ge=0.0, le=10.0)] = 0.0

    @model_validator(mode="before")
    @classmethod
    def _one_scene_is_a_list(cls, value: object) -> object:
        if isinstance(value, dict) and isinstance(value.get("scene"), str):
            return {**value, "scene": (value["scene"],)}
        return value


class Opening(_Part):
    """Seconds of music over a picture before the first word, and after the last."""

    scene: str
    seconds: Annotated[float, Field(ge=0.0, le=30.0)] = 4.0


class Script(_Part):
    """A whole talk. `highlights` tells for each name used by a line why it is worth a clip."""

    title: str
    language: str
    speakers: dict[str, Speaker]
    lines: tuple[Line, ...]
    slides: dict[str, Slide] = Field(default_factory=dict)
    opening: Opening | None = None
    closing: Opening | None = None
    highlights: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _names_exist(self) -> Script:
        for key, speaker in self.speakers.items():
            if speaker.voice[0] not in ESPEAK_VOICES:
                raise ValueError(f"speaker {key}: the language of voice {speaker.voice!r} is not supported")
        scenes = [scene for line in self.lines for scene in line.scene]
        scenes += [part.scene for part in (self.opening, self.closing) if part is not None]
        for scene in scenes:
            self._check_scene(scene)
        for line in self.lines:
            if line.speaker not in self.speakers:
                raise ValueError(f"nobody is called {line.speaker!r}")
            if line.highlight is not None and line.highlight not in self.highlights:
                raise ValueError(f"highlight {line.highlight!r} is not explained")
        return self

    def _check_scene(self, scene: str) -> None:
        name, _, rest = scene.partition(" ")
        speaker = name in self.speakers and rest in ("", "close")
        slide = name == "slide" and rest in self.slides
        pair = scene == "two" and len(self.speakers) == 2
        if not (speaker or slide or pair):
            raise ValueError(f"no such scene: {scene!r}")


@dataclass(frozen=True)
class ScriptWord:
    """One word as written, with its punctuation, and as it is said."""

    text: str
    spoken: str


@dataclass(frozen=True)
class Sentence:
    """The words of one sentence."""

    words: tuple[ScriptWord, ...] = field(default_factory=tuple)

    @property
    def text(self) -> str:
        """The sentence as written."""
        return " ".join(word.text for word in self.words)


def read_script(path: Path) -> Script:
    """Read a script; raises `ScriptError` with a readable reason."""
    try:
        return Script.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise ScriptError(f"{path}: {error}") from error


def sentences(text: str) -> list[Sentence]:
    """Split a line's text into sentences of words."""
    words: list[ScriptWord] = []
    found: list[Sentence] = []
    for token in _tokens(text):
        words.append(token)
        if _END_OF_SENTENCE.search(token.text):
            found.append(Sentence(tuple(words)))
            words = []
    if words:
        found.append(Sentence(tuple(words)))
    return found


def _tokens(text: str) -> list[ScriptWord]:
    tokens: list[ScriptWord] = []
    position = 0
    for match in _SAID_OTHERWISE.finditer(text):
        tokens += [ScriptWord(word, word) for word in text[position : match.start()].split()]
        tail = match["tail"]
        tokens.append(ScriptWord(match["text"] + tail, match["spoken"] + tail))
        position = match.end()
    return tokens + [ScriptWord(word, word) for word in text[position:].split()]
