"""Foretells from the memory of stages what making a clip would take, by the fingerprints that the stages will have."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from activities.check import CheckActivities
from activities.framing import FramingActivities
from activities.render import RenderActivities
from activities.stage import StageMemory, remembered_result, stage_name
from activities.subtitles import SubtitleActivities
from domain.clip_requests import check_request, framing_request, render_request, subtitles_request
from domain.contracts.base import Contract, StageRequest
from domain.contracts.job import ClipProductionInput
from domain.forecasts import Engines, StageForecast

Req = TypeVar("Req", bound=StageRequest)
Res = TypeVar("Res", bound=Contract)


class StageForecaster:
    """Follows a clip through its stages as far as their results are known."""

    def __init__(self, memory: StageMemory) -> None:
        self._memory = memory

    async def forecast(self, order: ClipProductionInput, engines: Engines) -> tuple[StageForecast, ...]:
        """The stages in their order; a stage whose engines are not known is taken to run."""
        walk = Walk(self._memory, engines)
        subtitles = await walk.step(SubtitleActivities.write_subtitles, subtitles_request(order))
        framing = await walk.step(FramingActivities.plan_framing, framing_request(order))
        rendered = await walk.step(
            RenderActivities.render_clip,
            render_request(order, subtitles, framing) if subtitles and framing else None,
        )
        await walk.step(
            CheckActivities.check_clip, check_request(order, subtitles, rendered) if subtitles and rendered else None
        )
        return (*walk.found, StageForecast("publish_clip", "run", "always"))


class Walk:
    """Steps from stage to stage and notes of each whether its result is known."""

    def __init__(self, memory: StageMemory, engines: Engines) -> None:
        self._memory = memory
        self._engines = engines
        self.found: list[StageForecast] = []

    async def step(self, stage: Callable[[Any, Req], Awaitable[Res]], request: Req | None) -> Res | None:
        """The remembered result of a stage; None when it has to run, e.g. because its request is not known yet."""
        name = stage_name(stage)
        result = None
        if request is not None and name in self._engines:
            result = await remembered_result(stage, self._engines[name], self._memory, request)
        if result is not None:
            self.found.append(StageForecast(name, "reuse"))
        elif request is None:
            self.found.append(StageForecast(name, "run", "follows_from_another"))
        else:
            self.found.append(StageForecast(name, "run", "not_remembered"))
        return result
