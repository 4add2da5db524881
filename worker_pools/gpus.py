"""A GPU pool is served by who has a GPU: work that waits for one must not be computed on a CPU after all."""

from collections.abc import Sequence

from adapters.devices import Devices
from domain.errors import PermanentError
from workflows.topology import topology


def require_gpus(pools: Sequence[str], devices: Devices) -> None:
    """Raises PermanentError `engine.no_device` for a GPU pool whose engine computes on the CPU here."""
    for name in pools:
        if topology().pools[name].resource != "gpu":
            continue
        for stage in topology().stages_of(name):
            if devices.of_stage(stage) == "cpu":
                raise PermanentError(
                    "engine.no_device",
                    f"The pool {name} is for machines on whose GPU the stage {stage} computes; here it would compute "
                    f"on the CPU. Look at what cutdown doctor says of devices, or serve "
                    f"{topology().pool_at(topology().stages[stage].queue)}.",
                )
