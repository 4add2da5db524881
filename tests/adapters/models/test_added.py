"""Models that a person adds: kinds, digests taken once and checked ever after, the model hub by https only."""

import json
import os
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from adapters.models import ModelCatalogue, check_added
from adapters.translate.nmt_models import models_in
from domain.errors import AppError, PermanentError, RejectedError, TransientError

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def put(folder: Path, **files: str | bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def whisper(folder: Path, tokens: int = 51_866, weights: bytes = b"weights") -> Path:
    vocabulary = json.dumps([str(number) for number in range(tokens)])
    put(folder, model__bin=weights, config__json='{"suppress_ids": [], "lang_ids": []}', tokenizer__json="{}")
    return put(
        folder, vocabulary__json=vocabulary, preprocessor_config__json='{"feature_size": 128}', README__md="# hi"
    )


def pair(folder: Path) -> Path:
    return put(
        folder, model__bin=b"nmt", source__spm=b"s", target__spm=b"t", config__json="{}", shared_vocabulary__json="[]"
    )


def piper(folder: Path) -> Path:
    return put(folder, **{"de_DE-x__onnx": b"voice", "de_DE-x__onnx__json": '{"phoneme_id_map": {}}'})


def coqui(folder: Path) -> Path:
    return put(
        folder, model__pth=b"vits", config__json='{"model": "vits", "audio": {"sample_rate": 22050}}', setup__py="1"
    )


def changed(path: Path, content: bytes) -> None:
    """Another content of the same size, noticed by its time even where the clock is coarse."""
    path.write_bytes(content)
    os.utime(path, (1, 1))


@pytest.fixture
def models(tmp_path: Path) -> ModelCatalogue:
    return ModelCatalogue(tmp_path / "models")


def code_of(models: ModelCatalogue, name: str, source: Path | str) -> str:
    with pytest.raises(AppError) as caught:
        models.add(name, str(source))
    return caught.value.code


def test_a_recogniser_is_copied_whole_and_known_by_its_name_from_then_on(models: ModelCatalogue, tmp_path: Path):
    added = models.add("turbo", str(whisper(tmp_path / "given")))

    assert added.advice == "CUTDOWN_ASR_MODEL=turbo"
    again = ModelCatalogue(models.folder)
    assert sorted(path.name for path in again.path("turbo").iterdir() if not path.name.startswith(".")) == [
        "config.json",
        "model.bin",
        "preprocessor_config.json",
        "tokenizer.json",
        "vocabulary.json",
    ]
    assert again.identity("turbo") == f"turbo@{added.entry.digest[:16]}"
    (line,) = [status for status in again.status() if status.name == "turbo"]
    assert (line.state, line.sources) == ("ready", (str(tmp_path / "given"),))
    assert not again.entry("turbo").english_only


@pytest.mark.parametrize(
    ("name", "tokens", "english"),
    [("small", 51_865, False), ("mine", 51_864, True), ("distil-large-v3", 51_866, True), ("turbo", 51_866, False)],
)
def test_which_recognisers_know_english_alone(
    models: ModelCatalogue, tmp_path: Path, name: str, tokens: int, english: bool
):
    assert models.add(name, str(whisper(tmp_path / "given", tokens))).entry.english_only is english


@pytest.mark.parametrize(
    ("name", "make", "place", "file"),
    [
        ("turbo", whisper, "turbo", "model.bin"),
        ("de-en", pair, "translate/de-en", "target.spm"),
        ("karl", piper, "piper/karl", "karl.onnx"),
        ("own", coqui, "coqui/own", "model.pth"),
    ],
)
def test_a_file_that_changed_is_damaged_and_the_sentence_says_what_to_run(
    models: ModelCatalogue, tmp_path: Path, name: str, make, place: str, file: str
):
    source = make(tmp_path / "given here")
    folder = models.add(name, str(source)).folder
    assert folder == models.folder / place
    check_added(folder)
    kept = (folder / file).read_bytes()

    changed(folder / file, b"x" * len(kept))

    for ask in (lambda: check_added(folder), lambda: models.path(name)):
        with pytest.raises(PermanentError, match=f"cutdown models add {name} '{source}'") as caught:
            ask()
        assert caught.value.code == "model.damaged"
    models.add(name, str(source))
    check_added(folder)
    assert (folder / file).read_bytes() == kept


def test_a_touched_file_with_the_same_content_stays_good(models: ModelCatalogue, tmp_path: Path):
    folder = models.add("de-en", str(pair(tmp_path / "given"))).folder
    os.utime(folder / "model.bin", (5, 5))
    check_added(folder)


def test_a_missing_file_is_damaged_too(models: ModelCatalogue, tmp_path: Path):
    folder = models.add("karl", str(piper(tmp_path / "given"))).folder
    (folder / "karl.onnx").unlink()
    with pytest.raises(PermanentError) as caught:
        check_added(folder)
    assert caught.value.code == "model.damaged"


def test_a_damaged_record_is_told(models: ModelCatalogue, tmp_path: Path):
    folder = models.add("karl", str(piper(tmp_path / "given"))).folder
    (folder / ".added.json").write_text('{"name": "karl"}')
    with pytest.raises(PermanentError, match="Delete the folder") as caught:
        check_added(folder)
    assert caught.value.code == "model.damaged"


def test_a_folder_that_was_put_there_by_hand_is_not_checked(tmp_path: Path):
    check_added(pair(tmp_path / "de-en"))


def test_the_record_is_no_part_of_a_translation_model(models: ModelCatalogue, tmp_path: Path):
    (by_hand,) = models_in(pair(tmp_path / "translate" / "de-en").parent)
    models.add("de-en", str(by_hand.folder))
    (added,) = models_in(models.folder / "translate")
    assert (added.pair, added.digest) == (("de", "en"), by_hand.digest)


def test_a_taken_name_is_refused_until_it_is_removed(models: ModelCatalogue, tmp_path: Path):
    models.add("turbo", str(whisper(tmp_path / "one")))
    other = whisper(tmp_path / "two", weights=b"others")
    assert code_of(models, "turbo", other) == "model.name_taken"
    models.remove("turbo")
    assert models.add("turbo", str(other)).entry.source == str(other)


def test_what_lies_there_by_hand_is_never_overwritten(models: ModelCatalogue, tmp_path: Path):
    mine = pair(models.folder / "translate" / "de-en")
    assert code_of(models, "de-en", pair(tmp_path / "given")) == "model.name_taken"
    assert (mine / "model.bin").read_bytes() == b"nmt"


def test_a_model_of_the_catalogue_is_taken_from_a_folder_only_with_its_digests(models: ModelCatalogue, tmp_path: Path):
    name = "kokoro-v1.0.int8.onnx"
    given = put(tmp_path / "given", **{name.replace(".", "__"): b"another"})
    assert code_of(models, "kokoro", given) == "model.damaged"
    assert not (models.folder / "kokoro" / name).exists()


@pytest.mark.parametrize(
    ("name", "files", "says"),
    [
        ("a", {"notes__txt": "x"}, "must hold"),
        ("a", {"model__bin": b"x", "config__json": "{}"}, "also needs tokenizer.json, vocabulary"),
        (
            "a",
            {"model__bin": b"x", "config__json": "{}", "tokenizer__json": "{}", "vocabulary__json": "[]"},
            "not that of a Whisper",
        ),
        ("a", {"model__bin": b"x", "source__spm": b"", "target__spm": b""}, "for instance de-en"),
        ("de-en", {"model__bin": b"x", "sentencepiece__bpe__model": b""}, "must not look like one pair"),
        ("a", {"v__onnx": b"", "v__onnx__json": "{}"}, "not the description"),
        ("a", {"v__onnx": b"", "v__onnx__json": "["}, "cannot be read"),
        ("a", {"v__onnx": b"", "v__onnx__json": "{}", "w__onnx": b"", "w__onnx__json": "{}"}, "2 Piper voices"),
        ("a", {"model__pth": b"", "config__json": "{}"}, "not that of a Coqui"),
        ("a", {"kokoro-v1__onnx": b""}, "models add kokoro"),
    ],
)
def test_a_folder_without_a_usable_model_says_what_is_wrong(
    models: ModelCatalogue, tmp_path: Path, name: str, files: dict[str, bytes | str], says: str
):
    with pytest.raises(RejectedError, match=says) as caught:
        models.add(name, str(put(tmp_path / "given", **files)))
    assert caught.value.code == "model.not_usable"
    assert not (models.folder / name).exists()


@pytest.mark.parametrize("name", ["../out", "", "a/b", "translate", ".hidden", "x" * 65])
def test_a_name_is_a_file_name(models: ModelCatalogue, tmp_path: Path, name: str):
    assert code_of(models, name, whisper(tmp_path / "given")) == "model.source"


@pytest.mark.parametrize(
    "source", ["/not/there", "owner/tiny", "http://hub.example/owner/tiny@main", "owner/tiny@main:../..", "tiny@main"]
)
def test_a_source_is_a_folder_or_a_repository_with_a_revision(models: ModelCatalogue, source: str):
    assert code_of(models, "tiny", source) == "model.source"


class FakeHub(ModuleType):
    """The part of huggingface_hub that is used; `asked` is what came in."""

    def __init__(self, make, endpoint: str = "https://hub.example") -> None:
        super().__init__("huggingface_hub")
        self.constants = SimpleNamespace(ENDPOINT=endpoint)
        self.asked: list[tuple[object, ...]] = []
        self._make = make

    def HfApi(self, endpoint: str) -> SimpleNamespace:  # noqa: N802 - its name there
        return SimpleNamespace(model_info=lambda name, revision: self._info(endpoint, name, revision))

    def snapshot_download(
        self, name: str, *, revision: str, local_dir: Path, allow_patterns: list[str], endpoint: str
    ) -> None:
        self.asked.append((endpoint, name, revision))
        folder = local_dir / allow_patterns[0].rpartition("/")[0]
        self._make(folder)

    def _info(self, endpoint: str, name: str, revision: str) -> SimpleNamespace:
        self.asked.append((endpoint, name, revision))
        return SimpleNamespace(sha=COMMIT)


@pytest.mark.parametrize(("source", "within"), [("owner/tiny@v1", ""), ("owner/tiny@v1:de/karl", "de/karl/")])
def test_a_repository_is_brought_at_the_commit_of_its_revision(
    models: ModelCatalogue, monkeypatch: pytest.MonkeyPatch, source: str, within: str
):
    hub = FakeHub(whisper)
    monkeypatch.setitem(sys.modules, "huggingface_hub", hub)

    added = models.add("turbo", source)

    assert hub.asked == [("https://hub.example", "owner/tiny", "v1"), ("https://hub.example", "owner/tiny", COMMIT)]
    weights = next(file for file in added.entry.files if file.name == "model.bin")
    assert weights.hub is not None
    assert (weights.hub.revision, weights.hub.path) == (COMMIT, f"{within}model.bin")
    assert sorted(path.name for path in models.folder.iterdir() if path.is_dir()) == ["turbo"]


def test_a_hub_without_https_is_never_asked(models: ModelCatalogue, monkeypatch: pytest.MonkeyPatch):
    hub = FakeHub(whisper, "http://hub.example")
    monkeypatch.setitem(sys.modules, "huggingface_hub", hub)
    assert code_of(models, "turbo", "owner/tiny@v1") == "model.source"
    assert hub.asked == []


def test_a_hub_that_does_not_deliver_leaves_nothing(models: ModelCatalogue, monkeypatch: pytest.MonkeyPatch):
    def refuse(_folder: Path) -> None:
        raise OSError("no route\nto host")

    monkeypatch.setitem(sys.modules, "huggingface_hub", FakeHub(refuse))
    with pytest.raises(TransientError, match="no route") as caught:
        models.add("turbo", "owner/tiny@v1")
    assert caught.value.code == "model.unreachable"
    assert [path for path in models.folder.iterdir() if path.is_dir()] == []


def test_without_the_hub_client_a_folder_is_asked_for(models: ModelCatalogue, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    assert code_of(models, "turbo", "owner/tiny@v1") == "engine.not_installed"
