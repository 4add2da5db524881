"""Who translates a pair, how long a line may become, and what is made of answers that are of no use."""

from dataclasses import dataclass

import pytest

from domain.contracts.base import TimeRange
from domain.contracts.dubbing import GlossaryTerm, LineBudget
from domain.contracts.lines import Line
from domain.errors import RejectedError
from domain.heuristics.translation import terms_of, to_translate, translated, translator_for
from domain.language_engines import Translation


@dataclass(frozen=True)
class Fake:
    name: str
    targets: tuple[str, ...]
    shortens: bool = False

    def serves(self, source: str | None, target: str) -> bool:
        return target in self.targets

    def remedy(self, source: str | None, target: str) -> str:
        return ""


EARS, MODEL = Fake("ears", ("en",)), Fake("model", ("en", "id"), shortens=True)
LINE = Line(number=3, slot=TimeRange(start=1, end=3), first_word=0, last_word=4, source="Esto lo cambia todo.")


def test_the_first_that_serves_the_pair_is_taken_unless_another_is_wished() -> None:
    assert translator_for((EARS, MODEL), "es", "en") is EARS
    assert translator_for((EARS, MODEL), "es", "en", "model") is MODEL
    assert translator_for((EARS, MODEL), None, "id") is MODEL


@pytest.mark.parametrize(
    ("target", "wished", "code", "told"),
    [
        ("id", "ears", "translator.unsupported", "These do: model"),
        ("ja", None, "translator.unsupported", "translate/es-ja"),
        ("en", "nobody", "translator.unknown", "ears, model"),
    ],
)
def test_a_pair_that_nobody_serves_is_refused_with_who_would(target, wished, code, told) -> None:
    with pytest.raises(RejectedError) as refused:
        translator_for((EARS, MODEL), "es", target, wished)
    assert refused.value.code == code
    assert told in refused.value.message


def test_only_who_can_keep_to_a_length_is_given_one() -> None:
    budget = (LineBudget(number=3, max_chars=15),)
    assert to_translate(LINE, (), EARS).max_chars is None
    assert to_translate(LINE, (), MODEL).max_chars == 22, "a tenth more than the source's 20"
    assert to_translate(LINE, budget, MODEL).max_chars == 15
    assert to_translate(LINE, (LineBudget(number=3, max_chars=90),), MODEL).max_chars == 22


def test_only_terms_that_are_said_go_with_a_line() -> None:
    terms = (GlossaryTerm(source="TODO", target="everything"), GlossaryTerm(source="nada"))
    assert terms_of(LINE, terms) == terms[:1]


@pytest.mark.parametrize("answer", ["", "  ...  ", "Это совершенно другой язык, а не тот"])
def test_an_answer_of_no_use_leaves_the_line_to_the_original(answer: str) -> None:
    line = translated(LINE, Translation(text=answer), "en")
    assert (line.text, line.flags) == ("", ("untranslated",))


def test_a_good_answer_is_kept_with_what_its_translator_noticed() -> None:
    line = translated(LINE, Translation(text=" This changes\n everything. ", flags=("term",)), "en")
    assert (line.text, line.flags) == ("This changes everything.", ("term",))
