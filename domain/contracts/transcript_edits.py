"""Corrections of a transcript: each names words by their index, which no correction ever changes."""

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from domain.contracts.base import Contract

WordIndex = Annotated[int, Field(ge=0)]
Spoken = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Speaker = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class _Operation(Contract):
    model_config = ConfigDict(extra="forbid")


class FixWord(_Operation):
    """Write a word as it was said, with its punctuation; its times stay."""

    op: Literal["fix_word"]
    word: WordIndex
    text: Spoken


class RetimeWord(_Operation):
    """Move a word's start and end, in seconds of the source."""

    op: Literal["retime_word"]
    word: WordIndex
    start: float = Field(ge=0, allow_inf_nan=False)
    end: float = Field(ge=0, allow_inf_nan=False)


class SplitSegment(_Operation):
    """Let a new segment begin with this word."""

    op: Literal["split_segment"]
    word: WordIndex


class MergeSegments(_Operation):
    """Join the segment that begins with this word to the one before it."""

    op: Literal["merge_segments"]
    word: WordIndex


class ChangeSpeaker(_Operation):
    """Say who speaks words `first` to `last` (exclusive); null for nobody known."""

    op: Literal["change_speaker"]
    first: WordIndex
    last: WordIndex
    speaker: Speaker | None

    @model_validator(mode="after")
    def _names_words(self) -> Self:
        if self.last <= self.first:
            raise ValueError("last is not after first")
        return self


TranscriptOperation = Annotated[
    FixWord | RetimeWord | SplitSegment | MergeSegments | ChangeSpeaker, Field(discriminator="op")
]
