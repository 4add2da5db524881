"""Edits of a clip: which parts of the source it shows, how its captions read, and what each shot is framed on."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from domain.contracts.base import Contract, TimeRange
from domain.contracts.captions import CaptionText, StyleName
from domain.contracts.framing import FramingChoice

MOST_RANGES = 50

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00]*$")]

Description = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000, pattern=r"^[^\x00]*$")]
Hashtag = Annotated[str, StringConstraints(min_length=2, max_length=101, pattern=r"^#\w+$")]
MOST_HASHTAGS = 30


class _Given(Contract):
    model_config = ConfigDict(extra="forbid")


class WordRun(_Given):
    """Words `first` to `last` (exclusive) of the transcript."""

    first: int = Field(ge=0)
    last: int = Field(ge=1)

    @model_validator(mode="after")
    def _names_words(self) -> Self:
        if self.last <= self.first:
            raise ValueError("last is not after first")
        return self


class ClipSettings(Contract):
    """What an editor has chosen for a clip beside its cut; None and empty leave it to the job and the heuristics."""

    style: StyleName | None = None
    texts: tuple[CaptionText, ...] = ()
    framing: tuple[FramingChoice, ...] = ()


class ClipChanges(_Given):
    """What of a clip to change; what is not given stays. Lists replace the ones before.

    The cut is given by time (`ranges`, seconds of the source) or by `words`: the parts that stay, in their order.
    A hashtag is `#` and letters, digits or underscores. `rank` moves the clip to this place among the clips of its job.
    `style: null` takes the job's style again.
    """

    title: Title | None = None
    description: Description | None = None
    hashtags: tuple[Hashtag, ...] | None = Field(default=None, max_length=MOST_HASHTAGS)
    rank: int | None = Field(default=None, ge=1, le=50)
    ranges: tuple[TimeRange, ...] | None = Field(default=None, min_length=1, max_length=MOST_RANGES)
    words: tuple[WordRun, ...] | None = Field(default=None, min_length=1, max_length=MOST_RANGES)
    style: StyleName | None = None
    texts: tuple[CaptionText, ...] | None = Field(default=None, max_length=2000)
    framing: tuple[FramingChoice, ...] | None = Field(default=None, max_length=500)

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if self.ranges is not None and self.words is not None:
            raise ValueError("give the cut by ranges or by words, not by both")
        for name, places in (
            ("texts", [text.word for text in self.texts or ()]),
            ("framing", [choice.shot for choice in self.framing or ()]),
        ):
            if len(set(places)) != len(places):
                raise ValueError(f"{name} names one place twice")
        return self
