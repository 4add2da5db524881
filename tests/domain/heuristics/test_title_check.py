"""The check finds what a title does to its sentence, and objects to nothing that means the same."""

import pytest

from bench.titles import clips_of, read_sentences, titled
from domain.heuristics.meaning import markers, plain, tokens_in
from domain.heuristics.title_check import title_faults

TURNED = [
    ("en", "X is healthy", "I used to think that X is healthy, which is a lie.", {"polarity", "reporting"}),
    (
        "en",
        "Although everybody said it would be a disaster",
        "Not a single person died, although everybody said it would be a disaster.",
        {"polarity", "subordinate"},
    ),
    ("en", "Being is not a luxury", "Well-being is not a luxury.", {"words"}),
    ("en", "Called experts built it", "So-called experts built it.", {"words"}),
    ("en", "What I hate?", "You know what I hate?", {"subject"}),
    ("en", "5 degrees is cold", "-5 degrees is cold.", {"number"}),
    ("en", "90,000 a year", "$90,000 a year", {"words"}),
    ("en", "We were poor", "Because we were poor, we ate soup.", {"subject"}),
    ("it", "Commerce è una parola", "E-commerce è una parola.", {"words"}),
    ("fr", "Marché ne veut pas dire mauvais", "Bon marché ne veut pas dire mauvais.", {"subject"}),
    ("en", "He said he would pay…", "He said he would pay, and he never did.", {"polarity"}),
    ("en", "She stole the money", "I never said that she stole the money.", {"polarity", "reporting"}),
    ("en", "We trust you", "We don't trust you.", {"words"}),
    ("en", "You can retire at forty", "You can retire at forty if you live on rice.", {"condition"}),
    ("en", "You can retire at forty…", "You can retire at forty if you live on rice.", {"condition"}),
    ("en", "The earth is flat", "The earth is flat, he said.", {"reporting"}),
    ("en", "The earth is flat…", "The earth is flat according to my uncle.", {"reporting"}),
    ("en", "Nobody survived…", "Nobody survived the winter except the cook.", {"condition"}),
    ("en", "We didn't win…", "We didn't win because of luck, we trained.", {"scope"}),
    ("en", "The bank is your best friend", "Sure, the bank is your best friend.", {"irony"}),
    ("en", "Because that worked so well", "Yeah, right, because that worked so well.", {"irony"}),
    ("en", "Everybody was happy", "Everybody was happy, but nobody came back.", {"concession", "polarity"}),
    ("en", "This is the end", "Is this the end?", {"words"}),
    ("en", "You like it", "You like it?", {"question"}),
    ("en", "Smoking is good", '"Smoking is good", said the advert.', {"reporting"}),
    ("en", "A wonderful father", "He was a liar, a thief, and a wonderful father.", {"subject"}),
    ("es", "Abrió la tienda", "Aunque nadie lo creía, abrió la tienda.", {"concession", "polarity"}),
    ("de", "Das Schiff fährt um acht", "Das Schiff fährt um acht, wenn es nicht regnet.", {"condition", "polarity"}),
    ("pt", "O rio vai subir", "Disseram que o rio vai subir.", {"reporting"}),
    ("id", "Dia tetap pergi", "Meskipun semua tertawa, dia tetap pergi.", {"concession"}),
    ("zh", "他是医生", "他不是医生。", {"words"}),
    ("hi", "वह आया", "वह नहीं आया।", {"words"}),
    ("en", "A cat sat here", "The dog sat there.", {"words"}),
]


@pytest.mark.parametrize(("language", "title", "sentence", "wanted"), TURNED)
def test_a_title_that_turns_its_sentence_is_found(language, title, sentence, wanted):
    assert wanted <= set(title_faults(title, sentence, language))


@pytest.mark.parametrize(
    ("language", "title", "sentence"),
    [
        ("en", "The train was only a little late", "The train was um only a little late."),
        ("en", "We went to the house", "So, um, we, you know, we went to the the house."),
        ("en", "Nobody came back", "And nobody came back."),
        ("en", "Nobody in the village slept", "The night was long, but nobody in the village slept."),
        ("en", "We sold the house", "Well, guys, we sold the house."),
        ("en", "I used to think that money helps…", "I used to think that money helps when you are sad."),
        ("en", "I used to think that money helps…", "I used to think that money helps, which is a lie."),
        ("de", "Man hat uns erzählt, dass sie hält…", "Man hat uns erzählt, dass sie hält, und das war eine Lüge."),
        ("en", "$90,000 a year is gone", "So $90,000 a year is gone."),
        ("en", "Nobody came… until the rain stopped", "Nobody came to the house until the rain stopped."),
        ("de", "Ich glaube, wir sind da", "Also, ähm, ich glaube, wir sind da."),
        ("es", "¿Por qué no vino?", "¿Y por qué no vino?"),
        ("tr", "Işık söndü", "ışık söndü."),
        ("zh", "为什么？", "为什么？"),
    ],
)
def test_a_title_that_only_drops_what_speaking_needs_is_none(language, title, sentence):
    assert title_faults(title, sentence, language) == []


@pytest.mark.parametrize("name", ["tune", "held"])
def test_no_title_of_the_set_says_something_else_than_its_sentence(name):
    made = [titled(clip) for clip in clips_of(read_sentences(name))]
    assert len(made) > 100
    assert [(one.title, one.faults) for one in made if one.faults] == []
    # What is made keeps the rules by itself; the check behind it has nothing to hold back.
    assert [found for one in made for found in one.candidate_faults] == []
    assert sum(" · " in one.title for one in made) <= 4


def test_leaving_a_turning_word_out_of_any_sentence_of_the_set_is_found():
    missed = []
    for one in read_sentences("tune") + read_sentences("held"):
        tokens = tokens_in(one.text, one.language)
        for found in markers(tokens, one.language):
            if found.kind not in {"negations", "conditions", "concessions", "reports", "doubts"}:
                continue
            left = " ".join([*tokens[: found.first], *tokens[found.last :]])
            repeated = plain(tokens[found.first]) in {plain(token) for token in tokens[found.last :]}
            if left and not repeated and not title_faults(left, one.text, one.language):
                missed.append((left, one.text))
    assert missed == []
