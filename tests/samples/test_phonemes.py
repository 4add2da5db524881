"""Every written word gets its own phonemes, in the spelling that Kokoro was trained on."""

from __future__ import annotations

import pytest

from adapters.tts.kokoro_spelling import SYMBOLS
from samples.phonemes import spell


def test_words_said_as_one_group_are_cut_apart() -> None:
    """eSpeak says `of the` as one group of phonemes."""
    spelled = spell(["The", "end", "of", "the", "line."], "a")
    assert [word.phonemes for word in spelled] == ["ðɪ", "ˈɛnd", "ʌv", "ðə", "lˈIn"]
    assert spelled[-1].tail == "."


def test_a_number_of_several_spoken_words_stays_one_word() -> None:
    spelled = spell(["In", "eighteen fifty eight,", "she", "left."], "a")
    assert len(spelled) == 4
    assert spelled[1].phonemes.count(" ") >= 2
    assert spelled[1].tail == ","


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("a", "Nobody believes that photos lie in the mud."),
        ("b", "Nobody believes that photos lie in the mud."),
        ("e", "¿Sabe cuánta agua pierde una ciudad?"),
        ("f", "Les arbres sont à la ville."),
        ("h", "गाँव के पेड़ बहुत पुराने हैं।"),
        ("i", "Gli alberi della città sono alti."),
        ("p", "As árvores da cidade são altas."),
    ],
)
def test_each_language_gives_phonemes_that_the_model_knows(language: str, text: str) -> None:
    words = text.split()
    spelled = spell(words, language)
    assert len(spelled) == len(words)
    for word in spelled:
        assert word.phonemes
        unknown = set(word.phonemes) - set(SYMBOLS)
        assert not unknown, (word, unknown)
