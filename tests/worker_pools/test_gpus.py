"""Who may serve a GPU pool, by what the engines' libraries see of the machine."""

from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.devices import Devices, Engine
from adapters.settings import Settings
from domain.errors import PermanentError
from worker_pools.gpus import require_gpus
from workflows.topology import topology


def machine(folder: Path, *there: Engine, **settings: object) -> Devices:
    """A machine on which these engines' libraries see a GPU."""

    def sees(engine: Engine) -> Callable[[], bool]:
        return lambda: engine in there

    engines: tuple[Engine, ...] = ("asr", "image", "voice", "face")
    chosen = Settings.load(folder).model_copy(update=settings)
    return Devices(chosen, {engine: sees(engine) for engine in engines})


def test_every_stage_that_is_routed_to_a_gpu_has_an_engine_to_ask(tmp_path: Path) -> None:
    found = machine(tmp_path, "asr", "voice", coqui_model=tmp_path)
    for name, row in topology().stages.items():
        if row.gpu_queue is not None:
            assert found.of_stage(name) == "cuda", name


def test_a_machine_with_a_gpu_serves_the_pools_that_it_helps(tmp_path: Path) -> None:
    require_gpus(["asr_gpu", "asr"], machine(tmp_path, "asr"))
    require_gpus(["asr_gpu", "tts_gpu"], machine(tmp_path, "asr", "voice", coqui_model=tmp_path))


@pytest.mark.parametrize(
    ("pool", "there", "settings"),
    [
        ("asr_gpu", (), {}),
        ("asr_gpu", ("voice",), {}),
        ("asr_gpu", ("asr",), {"asr_device": "cpu"}),
        ("tts_gpu", ("asr", "voice"), {}),
    ],
)
def test_a_worker_that_would_compute_on_the_cpu_does_not_serve_a_gpu_pool(
    tmp_path: Path, pool: str, there: tuple[Engine, ...], settings: dict[str, object]
) -> None:
    with pytest.raises(PermanentError, match=pool) as caught:
        require_gpus([pool], machine(tmp_path, *there, **settings))
    assert caught.value.code == "engine.no_device"


def test_a_machine_without_a_gpu_serves_all_other_pools(tmp_path: Path) -> None:
    require_gpus(topology().standard_pools, machine(tmp_path))
