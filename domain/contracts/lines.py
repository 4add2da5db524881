"""Lines that a voice speaks: where the original speaks, what is said instead, its sound, and where that lies."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from domain.contracts.base import ArtifactRef, Contract, StageRequest, TimeRange

LineText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000, pattern=r"^[^\x00-\x1f\x7f]*$")]

LineFlag = Literal["too_long", "stretched", "borrowed", "empty", "untranslated", "wrong_language", "term"]
"""What an editor should look at. `too_long`: it did not fit, so the original is heard there; `stretched`: spoken faster
or slower than the voice's own pace by more than a tenth; `borrowed`: it runs into the pause after its slot; `empty`:
there is nothing to say; `untranslated`: the translator gave nothing of use, so the original is heard there;
`wrong_language`: the source speaks another language here than the rest; `term`: a term of the glossary is not said
as it was ordered.
"""


class Line(Contract):
    """One line. `slot`: seconds of the source in which words `first_word` to `last_word` (exclusive) of its transcript
    are spoken; `source` those words; `text` what is to be said, empty before it is translated. `number` counts from 1
    and names the line for good. `language` (ISO 639-1): what is spoken there, where it isn't the transcript's.
    """

    number: int = Field(ge=1)
    speaker: str = "A"
    slot: TimeRange
    first_word: int
    last_word: int
    source: str
    text: str = ""
    flags: tuple[LineFlag, ...] = ()
    language: str | None = None


class Lines(Contract):
    """Stored as JSON: lines in the order of time, in `language` once they have a text."""

    source_language: str
    language: str
    lines: tuple[Line, ...]


class LineEdit(Contract):
    """What an editor wants of one line; None leaves it as it was made. With `voiced` false the
    original is heard there.
    """

    model_config = ConfigDict(extra="forbid")

    number: int = Field(ge=1)
    text: LineText | None = None
    voice: str | None = Field(default=None, max_length=120)
    voiced: bool = True


class SpeakerVoice(Contract):
    """Which voice speaks for a speaker. `reference`: the speaker's own clean speech (FLAC), where the voice clones it;
    only with `consent` of the speaker.
    """

    speaker: str = Field(max_length=40)
    voice: str = Field(max_length=120)
    reference: ArtifactRef | None = None
    consent: bool = False


class SynthesiseRequest(StageRequest):
    """Speak the lines of a batch. `voices`: the voice of each speaker; `edits`: of these lines, an editor's word."""

    lines: ArtifactRef
    voices: tuple[SpeakerVoice, ...]
    edits: tuple[LineEdit, ...] = ()


class SpokenLine(Contract):
    """A line with its sound: mono FLAC at the voice's own rate, trimmed to what is heard; `seconds` long. Without
    `audio` nothing is said.
    """

    line: Line
    voice: str
    audio: ArtifactRef | None
    seconds: float = 0.0


class SpokenLines(Contract):
    """Stored as JSON: spoken lines in order."""

    language: str
    lines: tuple[SpokenLine, ...]


class SynthesiseResult(Contract):
    """`spoken`: a stored SpokenLines; `made`: how many lines were spoken anew, not brought from memory."""

    spoken: ArtifactRef
    lines: int
    made: int


class PlacedLine(Contract):
    """A spoken line on a timeline: it is heard from `start` to `end`, sped up by `speed` (above 1: faster than the
    voice spoke it) with its pitch kept.
    """

    spoken: SpokenLine
    start: float
    end: float
    speed: float = 1.0
    flags: tuple[LineFlag, ...] = ()

    @property
    def left_to_original(self) -> bool:
        """Whether the original is heard there: nobody says the line, though it has something to say."""
        return self.spoken.audio is None and ("untranslated" in self.flags or "empty" not in self.flags)


class PlacedLines(Contract):
    """Stored as JSON: lines on a timeline of `duration` seconds, in order, never two at a time."""

    language: str
    duration: float
    lines: tuple[PlacedLine, ...]


class AlignLinesRequest(StageRequest):
    """Give the words of placed lines their times, from the sound of the lines; the result is a transcript.

    `beside`: a stored Transcript on the same timeline whose words are heard too.
    """

    placed: ArtifactRef
    beside: ArtifactRef | None = None


class AlignLinesResult(Contract):
    """`transcript`: a stored Transcript on the timeline of the lines, in their language."""

    transcript: ArtifactRef
    words: int
