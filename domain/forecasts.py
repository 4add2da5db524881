"""What making a clip again would take: which stages work, and which bring a remembered result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from domain.contracts.dubbing import DubProductionInput
from domain.contracts.job import ClipProductionInput
from domain.contracts.retell import RetellProductionInput

Engines = Mapping[str, tuple[str, ...]]
"""The identities of the engines by stage, as the workers have reported them."""


@dataclass(frozen=True)
class StageForecast:
    """One stage of a clip. `why`: what makes it run."""

    stage: str
    will: Literal["run", "reuse"]
    why: Literal["", "not_remembered", "follows_from_another", "always"] = ""


class Forecaster(Protocol):
    """Looks into the memory of stages without running anything."""

    async def forecast(self, order: ClipProductionInput, engines: Engines) -> Sequence[StageForecast]:
        """The stages of the clip in their order. What follows from a stage that runs is taken to run too, even where
        its result turns out as before and the next one is reused after all.
        """
        ...


class ProductForecaster(Protocol):
    """The same for dubs and retells."""

    async def forecast(
        self, order: DubProductionInput | RetellProductionInput, engines: Engines
    ) -> Sequence[StageForecast]:
        """The stages in their order, as of clips; the stages of a batch come once for each batch."""
        ...
