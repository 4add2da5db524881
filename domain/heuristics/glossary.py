"""Whether the terms of a glossary are said as they were ordered."""

import re
import unicodedata
from collections.abc import Sequence

from domain.contracts.dubbing import GlossaryTerm
from domain.heuristics.clip_scoring_words import UNSPACED


def lost_terms(
    source: str, text: str, glossary: Sequence[GlossaryTerm], languages: tuple[str, str]
) -> tuple[GlossaryTerm, ...]:
    """Terms that `source` says and `text` does not; `languages` are those of the two (ISO codes).

    In `text` a term may carry an ending, as many languages inflect names.
    """
    spoken, wanted = languages
    return tuple(
        term
        for term in glossary
        if _stands(term.source, source, spoken, ending=False)
        and not _stands(term.target or term.source, text, wanted, ending=True)
    )


def _stands(term: str, text: str, language: str, *, ending: bool) -> bool:
    sought, among = _plain(term), _plain(text)
    if language in UNSPACED:
        return sought in among
    return re.search(rf"(?<!\w){re.escape(sought)}" + ("" if ending else r"(?!\w)"), among) is not None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
