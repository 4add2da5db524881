"""A transcript that a customer brings: lines with times, as subtitle files have them."""

from pydantic import Field, model_validator

from domain.contracts.base import Contract

MOST_LINES = 20_000
LONGEST_LINE = 2_000
"""Characters."""


class GivenLine(Contract):
    """A line and when it is said, in seconds of the source; `speaker` where the file names one."""

    start: float = Field(ge=0, allow_inf_nan=False)
    end: float = Field(ge=0, allow_inf_nan=False)
    text: str = Field(min_length=1, max_length=LONGEST_LINE)
    speaker: str | None = Field(default=None, max_length=80)

    @model_validator(mode="after")
    def _runs_forward(self) -> "GivenLine":
        if self.end < self.start:
            raise ValueError("a line ends before it starts")
        return self


class GivenTranscript(Contract):
    """Stored as JSON: the lines in the order of time."""

    lines: tuple[GivenLine, ...] = Field(min_length=1, max_length=MOST_LINES)
