"""Review policies: at which gates of a job somebody decides, who, until when, and what happens when nobody does."""

from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator

from domain.access import Role
from domain.contracts.base import Contract

GateName = Literal["transcript", "clips", "dub", "retell", "export"]

_LONGEST = 30 * 86_400


class GatePolicy(Contract):
    """One gate. `auto` goes on at once; `manual` waits up to `deadline_seconds`, then takes `default`.

    `decided_by`: the least role that may decide. After `reminder_seconds` the gate is told of again, and after
    `escalation_seconds` it is told of to whoever has the role `escalate_to`, who alone may decide from then on.
    """

    model_config = ConfigDict(extra="forbid")

    mode: Literal["auto", "manual"] = "auto"
    decided_by: Role = Role.REVIEWER
    deadline_seconds: int = Field(default=86_400, ge=1, le=_LONGEST)
    reminder_seconds: int | None = Field(default=None, ge=1, le=_LONGEST)
    escalation_seconds: int | None = Field(default=None, ge=1, le=_LONGEST)
    escalate_to: Role = Role.ADMIN
    default: Literal["approve", "reject"] = "approve"

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for name in ("reminder_seconds", "escalation_seconds"):
            value = getattr(self, name)
            if value is not None and value >= self.deadline_seconds:
                raise ValueError(f"{name} is not before the deadline")
        return self


class GatePolicies(Contract):
    """The gates of a job; None where nothing was said, so that a project's word or `auto` holds."""

    model_config = ConfigDict(extra="forbid")

    transcript: GatePolicy | None = None
    clips: GatePolicy | None = None
    dub: GatePolicy | None = None
    retell: GatePolicy | None = None
    export: GatePolicy | None = None

    def over(self, other: "GatePolicies") -> "GatePolicies":
        """Its own word where it has one, else the word of `other`."""
        return other.model_copy(update={name: value for name, value in self if value is not None})
