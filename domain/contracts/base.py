"""The base of every contract: frozen models, time ranges, and references to bytes in object storage."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 in lower-case hexadecimal."""

DEFAULT_ORG = "org_default"


class Contract(BaseModel):
    """A frozen value; unknown fields are ignored so that an older worker can read a newer message."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class ArtifactRef(Contract):
    """Names bytes in object storage by their content; `size` in bytes."""

    digest: Digest
    size: int = Field(ge=0)
    media_type: str


class TimeRange(Contract):
    """A half-open stretch of the source, in seconds from its start."""

    start: float = Field(ge=0)
    end: float = Field(ge=0)

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.end < self.start:
            raise ValueError("a time range ends before it starts")
        return self

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.end - self.start

    def overlap(self, other: "TimeRange") -> float:
        """Seconds that both ranges share; 0 when they do not touch."""
        return max(0.0, min(self.end, other.end) - max(self.start, other.start))


class StageScope(Contract):
    """For whom and where in which job a stage runs; never part of the stage's fingerprint.

    `step` is the name an operator sees, unique within the job, e.g. `transcribe 3/12`. `attempts_before`: how many
    attempts another queue may have made of it, so that those of this one are recorded as newer.
    """

    org_id: str
    job_id: str
    step: str
    attempts_before: int = Field(default=0, ge=0)


class StageRequest(Contract):
    """The one argument of a stage; everything except `scope` decides the result."""

    scope: StageScope
