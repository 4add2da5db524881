"""Models of a folder are run for real: pairs and many languages, what is served, what is refused, the same again."""

from pathlib import Path

import pytest

from adapters.translate.ct2 import Ct2Translator, ct2_translator
from domain.contracts.base import TimeRange
from domain.contracts.dubbing import GlossaryTerm
from domain.errors import PermanentError
from domain.language_engines import TranslationLine, TranslationTask

pytest.importorskip("sentencepiece", reason="the extra nmt is not installed")
from tests.adapters.translate.tiny_nmt import write_many, write_pair


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("models") / "translate"
    write_pair(path / "es-en")
    write_many(path / "nllb")
    (path / "de-en").mkdir()  # incomplete
    return path


@pytest.fixture
def translator(folder: Path) -> Ct2Translator:
    made = ct2_translator(folder)
    assert made is not None
    return made


def task(*texts: str, pair: str = "es-en", glossary: tuple[GlossaryTerm, ...] = ()) -> TranslationTask:
    source, target = pair.split("-")
    lines = tuple(TranslationLine(text=text, span=TimeRange(start=0, end=1)) for text in texts)
    return TranslationTask(source=source, target=target, lines=lines, glossary=glossary)


async def said(translator: Ct2Translator, wanted: TranslationTask) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.text, one.flags) for one in await translator.translate(wanted)]


async def test_each_line_is_translated_in_order_by_the_pair_s_model(translator: Ct2Translator) -> None:
    lines = task("la casa", "el mar", "la\ncasa", "el sol")
    expected = [("the house", ()), ("the sea", ()), ("the house", ()), ("the sun", ())]
    assert await said(translator, lines) == expected
    assert await said(translator, lines) == expected


async def test_what_a_line_becomes_does_not_depend_on_its_neighbours(translator: Ct2Translator) -> None:
    together = await said(translator, task("la casa", "el mar", "nada"))
    alone = [(await said(translator, task(text)))[0] for text in ("la casa", "el mar", "nada")]
    assert together == alone


@pytest.mark.parametrize(("pair", "text"), [("pt-en", "the sea"), ("pt-es", "la mar"), ("en-es", "la casa")])
async def test_a_model_of_many_languages_is_told_both(translator: Ct2Translator, pair: str, text: str) -> None:
    """The source holds no word that it knows, so only the languages' tokens decide."""
    assert await said(translator, task("xyz", pair=pair)) == [(text, ())]


async def test_a_term_that_is_not_said_as_ordered_is_told(translator: Ct2Translator) -> None:
    glossary = (GlossaryTerm(source="casa", target="home"), GlossaryTerm(source="sea"))
    assert await said(translator, task("la casa", "el mar", glossary=glossary)) == [
        ("the house", ("term",)),
        ("the sea", ()),
    ]


async def test_an_answer_without_words_is_told_and_silence_is_not_asked_for(translator: Ct2Translator) -> None:
    assert await said(translator, task("nada", "…")) == [("", ("untranslated",)), ("", ("empty",))]


def test_it_serves_the_pairs_whose_files_are_there(translator: Ct2Translator) -> None:
    assert translator.serves("es", "en")
    assert translator.serves("pt", "es")
    assert translator.serves(None, "en")
    assert not translator.serves("de", "en")
    assert not translator.serves("es", "es")
    assert not translator.serves(None, "id")
    assert (translator.shortens, translator.listens) == (False, False)


async def test_a_model_that_adds_its_own_end_says_the_same(tmp_path: Path) -> None:
    write_pair(tmp_path / "es-en", adds_end=True)
    assert await said(Ct2Translator(tmp_path), task("el mar")) == [("the sea", ())]


def test_the_identity_changes_with_any_file_of_a_model(tmp_path: Path) -> None:
    write_pair(tmp_path / "es-en")
    before = Ct2Translator(tmp_path).identity
    assert Ct2Translator(tmp_path).identity == before
    assert before.startswith("ctranslate2/1 beam4-int8 ctranslate2/")
    config = tmp_path / "es-en" / "config.json"
    config.write_text(config.read_text() + " ")
    assert Ct2Translator(tmp_path).identity != before


def test_a_folder_without_models_makes_none(tmp_path: Path) -> None:
    assert ct2_translator(tmp_path) is None
    assert ct2_translator(tmp_path / "missing") is None


@pytest.mark.parametrize("name", ["model.bin", "config.json", "source.spm"])
async def test_a_damaged_model_is_a_permanent_error_that_names_it(tmp_path: Path, name: str) -> None:
    write_pair(tmp_path / "es-en")
    (tmp_path / "es-en" / name).write_bytes(b"not a model")
    with pytest.raises(PermanentError, match=r"model\.damaged.*es-en"):
        await Ct2Translator(tmp_path).translate(task("la casa"))


async def test_a_model_that_is_gone_is_a_permanent_error(translator: Ct2Translator) -> None:
    with pytest.raises(PermanentError, match=r"translator\.no_model.*'de'"):
        await translator.translate(task("das Haus", pair="de-en"))
