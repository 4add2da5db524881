"""Where engines compute: what was asked for against what their libraries see, and what that does to their identities."""

from functools import partial
from pathlib import Path
from typing import Any

import ctranslate2
import pytest

from adapters.asr.registry import AsrPlace, make_asr
from adapters.container import Container
from adapters.devices import PROBES, Devices, Engine
from adapters.models import ModelCatalogue
from adapters.settings import Settings
from cutdown.stack import doctor
from cutdown.stack.state_folder import StateFolder
from domain.errors import PermanentError

MODEL = "whisper-tiny.en"


def devices(folder: Path, *, there: tuple[Engine, ...] = (), **settings: Any) -> Devices:
    sees = {engine: partial(there.__contains__, engine) for engine in PROBES}
    return Devices(Settings.load(folder).model_copy(update=settings), sees)


def test_each_engine_takes_cuda_where_its_own_library_sees_a_device(tmp_path: Path):
    found = devices(tmp_path, there=("asr",))
    assert [found.of(engine) for engine in PROBES] == ["cuda", "cpu", "cpu", "cpu"]
    assert found.asr_compute_type() == "float16"


@pytest.mark.parametrize("setting", ["engines_device", "asr_device"])
def test_the_cpu_is_taken_where_it_was_asked_for(tmp_path: Path, setting: str):
    found = devices(tmp_path, there=("asr",), **{setting: "cpu"})
    assert (found.of("asr"), found.asr_compute_type()) == ("cpu", "int8")


def test_an_engines_own_setting_goes_before_the_common_one(tmp_path: Path):
    assert devices(tmp_path, there=("asr", "voice"), engines_device="cuda", asr_device="cpu").of("asr") == "cpu"


@pytest.mark.parametrize(
    ("settings", "engine", "named"),
    [
        ({"engines_device": "cuda"}, "asr", "CUTDOWN_ENGINES_DEVICE"),
        ({"asr_device": "cuda"}, "asr", "CUTDOWN_ASR_DEVICE"),
        ({"image_device": "cuda"}, "image", "CUTDOWN_IMAGE_DEVICE"),
        ({"voice_device": "cuda"}, "voice", "CUTDOWN_VOICE_DEVICE"),
        ({"face_device": "cuda"}, "face", "CUTDOWN_FACE_DEVICE"),
    ],
)
def test_cuda_that_is_not_there_is_an_error_that_names_the_setting(
    tmp_path: Path, settings: dict[str, str], engine: Engine, named: str
):
    with pytest.raises(PermanentError, match=named) as caught:
        devices(tmp_path, **settings).of(engine)
    assert caught.value.code == "engine.no_device"


def test_a_common_wish_for_cuda_leaves_faces_where_their_library_can_work(tmp_path: Path):
    assert devices(tmp_path, there=("asr",), engines_device="cuda").of("face") == "cpu"


def test_numbers_that_the_device_does_not_have_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ctranslate2, "get_supported_compute_types", lambda device: {"int8", "float32"})
    with pytest.raises(PermanentError, match=r"It has: float32, int8\.") as caught:
        devices(tmp_path, asr_compute_type="float16").asr_compute_type()
    assert caught.value.code == "engine.compute_type"
    assert devices(tmp_path, asr_compute_type="float32").asr_compute_type() == "float32"


def test_a_recognisers_identity_is_as_ever_on_the_cpu_and_another_with_other_numbers(tmp_path: Path):
    models = ModelCatalogue(tmp_path)

    def identity(place: AsrPlace | None) -> str:
        return make_asr("faster-whisper", models, MODEL, place=place).identity

    plain = identity(None)
    assert f" int8 {models.identity(MODEL)}" in plain
    assert identity(AsrPlace(2, "cpu", "int8")) == plain
    others = [identity(AsrPlace(2, *place)) for place in (("cpu", "float32"), ("cuda", "int8"), ("cuda", "float16"))]
    assert len({plain, *others}) == 4


def test_a_worker_that_cannot_have_its_device_does_not_start(tmp_path: Path):
    settings = Settings.load(tmp_path).model_copy(update={"asr_model": MODEL, "asr_device": "cuda"})
    parts = Container(settings, "test")
    parts.devices = devices(tmp_path, asr_device="cuda")
    with pytest.raises(PermanentError) as caught:
        _ = parts.asr
    assert caught.value.code == "engine.no_device"


@pytest.mark.parametrize(
    ("stage", "there", "settings", "device"),
    [
        ("transcribe_chunk", ("asr",), {}, "cuda"),
        ("transcribe_chunk", ("voice",), {}, "cpu"),
        ("transcribe_chunk", ("asr",), {"asr_device": "cpu"}, "cpu"),
        ("synthesise_lines", ("voice",), {"coqui_model": Path("xtts")}, "cuda"),
        ("synthesise_lines", ("voice",), {}, "cpu"),
        ("synthesise_lines", ("asr",), {"coqui_model": Path("xtts")}, "cpu"),
    ],
)
def test_a_stage_of_a_gpu_pool_computes_where_its_engine_does(
    tmp_path: Path, stage: str, there: tuple[Engine, ...], settings: dict[str, Any], device: str
):
    assert devices(tmp_path, there=there, **settings).of_stage(stage) == device


def test_the_doctor_says_which_gpu_pools_this_machine_can_serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(PROBES, "voice", lambda: True)
    monkeypatch.setitem(PROBES, "asr", lambda: False)
    assert "worker_pools" not in doctor.devices(StateFolder(tmp_path)).detail
    monkeypatch.setitem(PROBES, "asr", lambda: True)
    assert doctor.devices(StateFolder(tmp_path)).detail.endswith("python -m worker_pools asr_gpu")


def test_the_doctor_says_where_engines_compute_or_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(PROBES, "asr", lambda: False)
    folder = StateFolder(tmp_path)
    assert doctor.devices(folder).ok
    assert "asr on cpu (int8)" in doctor.devices(folder).detail
    (tmp_path / "settings.env").write_text("CUTDOWN_ASR_DEVICE=cuda\n")
    assert not doctor.devices(folder).ok
    assert "CUTDOWN_ASR_DEVICE" in doctor.devices(folder).detail
