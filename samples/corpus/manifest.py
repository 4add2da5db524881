"""The rows of the corpus: how each source is made, what is ordered of it, and what must come out; read from YAML."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

ROWS = Path(__file__).with_name("rows")

KINDS = ("container", "timing", "sound", "picture", "content", "language", "text", "length", "names")

SceneName = Literal[
    "speaker", "portrait", "two", "tiny", "nobody", "dim", "slides", "editor", "webcam", "terminal", "still"
]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Passage(_Part):
    """Sentences said one after another. `story` is named, or None for any plain one of the language.

    `at`: seconds where it begins; None follows the passage before it after `gap` seconds. `voice` is a voice's id,
    or None for one that the seed chooses. `first`: only so many sentences.
    """

    language: str = "en"
    story: str | None = None
    voice: str | None = None
    at: float | None = None
    gap: float = 1.2
    first: int | None = None


class Scene(_Part):
    """A moving picture: `x` is where the face's middle is, in shares of the width, None for one the seed chooses on
    either side of the middle; `scale` the size of the figure; `rate` frames a second.
    """

    name: SceneName = "speaker"
    size: tuple[int, int] = (640, 360)
    rate: int = 30
    x: float | None = None
    scale: float = 1.0


class Track(_Part):
    """A track of sound. `filter` is ffmpeg's, `codec` its output options; `language` is ISO 639-2, as files have it.

    `speech` is all passages; `passages` names some by their number.
    """

    what: Literal["speech", "silence", "music", "noise"] = "speech"
    passages: tuple[int, ...] | None = None
    filter: str = ""
    codec: str = "-c:a aac -b:a 128k"
    language: str = ""
    default: bool | None = None


class Recipe(_Part):
    """How a source is made; every option is ffmpeg's own.

    `seconds`: the length, None for as long as the speech. `filter` and `picture` are the picture's filters and
    encoder, None for no picture at all. `picture_seconds`: the picture ends there already. `picture_late` and
    `sound_late`: the stream has nothing before these seconds. `shift`: a time of the file is so many seconds later in
    the speech, where the beginning is cut off. `cover` attaches a still before or after the other streams.
    `mux` are the muxer's options, `post` further runs of ffmpeg with `{in}` and `{out}`. Instead of all that, `raw`
    is the text of the file.
    """

    passages: tuple[Passage, ...] = (Passage(first=4),)
    seconds: float | None = None
    lead: float = 0.4
    tail: float = 0.8
    scene: Scene = Scene()
    filter: str = ""
    picture: str | None = "-c:v libx264 -preset ultrafast -crf 20 -pix_fmt yuv420p"
    picture_seconds: float | None = None
    picture_late: float = 0.0
    sound_late: float = 0.0
    tracks: tuple[Track, ...] = (Track(),)
    cover: Literal["first", "last"] | None = None
    container: str = "mp4"
    mux: str = ""
    post: tuple[str, ...] = ()
    shift: float = 0.0
    raw: str | None = None


class TitleTruth(_Part):
    """Titles that would be untrue: none of `never` may be the whole title, none of `without` may be missing where the
    title has the words before it.
    """

    never: tuple[str, ...] = ()


class Expectation(_Part):
    """What must come out.

    `result`: `published`, or the codes of which one must be told. `words`: the greatest share of wrong words in the
    captions, `heard` the same for what a recogniser writes down of the finished sound (None: not listened to).
    `script`: the letters that the captions are written in, by their Unicode name. `face`: a whole face in the frames.
    `picture`: whether the frame is a crop of the source, all of it, or either. `colour`: the greatest distance of
    colours, in levels; None where the picture is not the source's (a waveform). `sync`: whether times of the file are
    those of the speech. `still`: the picture may stand still, as where it ends before the sound. `sentences`: whether
    a clip must begin and end with a sentence of the script. `says`: what the captions must have, in this spelling;
    `title`: what a title may not be. `passages`: those that a clip must come of; `clips`: how many there are at least,
    `most` at most.
    """

    result: tuple[str, ...] = ("published",)
    clips: int = 1
    most: int | None = None
    words: float = 0.12
    heard: float | None = 0.2
    script: str | None = None
    face: bool = False
    picture: Literal["crop", "whole", "any"] = "any"
    colour: float | None = 14.0
    sync: bool = True
    still: bool = False
    sentences: bool = True
    says: tuple[str, ...] = ()
    title: TitleTruth = TitleTruth()
    passages: tuple[int, ...] | None = None
    lufs: float = -14.0

    @model_validator(mode="before")
    @classmethod
    def _one_result_is_a_list(cls, value: object) -> object:
        if isinstance(value, dict) and isinstance(value.get("result"), str):
            return {**value, "result": (value["result"],)}
        return value


class Row(_Part):
    """A case of the corpus. `order` is laid over the default order; `filename` is what the file is sent as.

    `way`: through the API, or by the command line. `quick`: part of `make test`. `reference`: public reports of the
    same kind.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
    kind: Literal["container", "timing", "sound", "picture", "content", "language", "text", "length", "names"]
    why: str
    make: Recipe = Recipe()
    order: dict[str, object] = Field(default_factory=dict)
    filename: str | None = None
    way: Literal["api", "cli"] = "api"
    quick: bool = False
    expect: Expectation = Expectation()
    reference: tuple[str, ...] = ()


@cache
def rows() -> tuple[Row, ...]:
    """Every row, by kind; raises ValueError when two have one id."""
    found: list[Row] = []
    for kind in KINDS:
        listed = yaml.safe_load((ROWS / f"{kind}.yaml").read_text(encoding="utf-8"))
        found += [Row.model_validate({"kind": kind, **item}) for item in listed]
    ids = [row.id for row in found]
    if twice := {row_id for row_id in ids if ids.count(row_id) > 1}:
        raise ValueError(f"rows with one id: {', '.join(sorted(twice))}")
    return tuple(found)
