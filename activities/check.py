"""Measures finished files against what was promised of them."""

from activities.stage import StageMemory, remembered
from domain.contracts.render import Breach, CheckRequest, CheckResult, OutputMeasurement
from domain.heuristics.output_contract import Promise, breaches_of
from domain.media_engine import MediaTool
from domain.ports import ObjectStore


class CheckActivities:
    """One stage: the files themselves are measured, nobody's word is taken."""

    def __init__(self, memory: StageMemory, store: ObjectStore, media: MediaTool) -> None:
        self.memory = memory
        self._store = store
        self._media = media

    @remembered(version=1, engines=lambda self: (self._media.identity,))
    async def check_clip(self, request: CheckRequest) -> CheckResult:
        """Breaches are a result, not an error: the clip stays unpublished and says why."""
        measurements: list[OutputMeasurement] = []
        breaches: list[Breach] = []
        burned = {captions.aspect: captions for captions in request.subtitles.burned}
        for preset, file in zip(request.presets, request.files, strict=True):
            async with self._store.local(request.scope.org_id, file.video) as path:
                measured = await self._media.measure(path)
            measurements.append(measured)
            promise = Promise(
                preset=preset,
                ranges=request.ranges or (request.range,),
                media=request.media,
                captions=burned.get(preset.aspect),
                # The same words are read in every aspect: told of once.
                violations=() if len(measurements) > 1 else request.subtitles.illegible,
            )
            breaches += breaches_of(measured, promise)
        return CheckResult(breaches=tuple(breaches), measurements=tuple(measurements))
