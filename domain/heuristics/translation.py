"""Which translator takes a pair of languages, how long its lines may become, and whether an answer is of use."""

from collections.abc import Sequence

from domain.contracts.dubbing import GlossaryTerm, LineBudget
from domain.contracts.lines import Line, LineFlag
from domain.errors import RejectedError
from domain.heuristics.written_language import foreign_language, has_letters
from domain.language_engines import Translation, TranslationLine, Translator

ISOMETRIC = 1.1
"""How much longer than its source a line may become where its translator can help it: isometric translation keeps
within a tenth of the characters (Lakew et al., 2021).
"""
_SHORTEST_BUDGET = 12


def translator_for(
    translators: Sequence[Translator], source: str | None, target: str, wished: str | None = None
) -> Translator:
    """The wished translator, else the first that serves the pair. Without a source: the first that serves any.

    Raises RejectedError `translator.unknown` or `translator.unsupported`, which says who would serve the pair.
    """
    if wished is not None and all(one.name != wished for one in translators):
        known = ", ".join(one.name for one in translators) or "none"
        raise RejectedError("translator.unknown", f"There is no translator '{wished}' here. Known: {known}.")
    serving = [one for one in translators if one.serves(source, target)]
    chosen = next((one for one in serving if wished in {None, one.name}), None)
    if chosen is not None:
        return chosen
    pair = f"from '{source or 'any language'}' into '{target}'"
    if serving:
        others = ", ".join(one.name for one in serving)
        raise RejectedError("translator.unsupported", f"'{wished}' does not translate {pair}. These do: {others}.")
    if cure := " ".join(filter(None, (one.remedy(source, target) for one in translators))):
        raise RejectedError("translator.unsupported", f"No translator here works {pair} yet. {cure}")
    raise RejectedError(
        "translator.unsupported",
        f"No translator here works {pair}. A language model would (settings llm_url and llm_model), or a CTranslate2 "
        f"model in the folder translate/{source or 'xx'}-{target} of the models.",
    )


def to_translate(line: Line, budgets: Sequence[LineBudget], translator: Translator) -> TranslationLine:
    """A line as its translator gets it."""
    asked = next((one.max_chars for one in budgets if one.number == line.number), None)
    most = None
    if translator.shortens:
        isometric = max(_SHORTEST_BUDGET, round(len(line.source) * ISOMETRIC))
        most = isometric if asked is None else min(isometric, asked)
    return TranslationLine(text=line.source, span=line.slot, max_chars=most)


def terms_of(line: Line, glossary: Sequence[GlossaryTerm]) -> tuple[GlossaryTerm, ...]:
    """The terms that stand in a line: another glossary without them changes nothing about it."""
    said = line.source.casefold()
    return tuple(term for term in glossary if term.source.casefold() in said)


def translated(line: Line, answer: Translation, target: str) -> Line:
    """The line with its text; without one, and told, where the answer is none or in another language."""
    text = " ".join(answer.text.split())
    flags: tuple[LineFlag, ...] = tuple(dict.fromkeys((*line.flags, *answer.flags)))
    if not has_letters(text) or foreign_language(text, target) is not None:
        flags = flags if "untranslated" in flags else (*flags, "untranslated")
        return line.model_copy(update={"text": "", "flags": flags})
    return line.model_copy(update={"text": text, "flags": flags})
