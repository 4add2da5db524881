"""A clip's description: two whole sentences of its own that say by themselves what they say in the clip."""

from collections.abc import Sequence
from typing import Final

from domain.heuristics.clip_candidates import Candidate
from domain.heuristics.clip_scoring_facts import TalkFacts
from domain.heuristics.clip_scoring_text import SentenceText
from domain.heuristics.clip_scoring_words import UNSPACED
from domain.heuristics.narration_text import leaning_sentences
from domain.heuristics.title_check import title_faults
from domain.heuristics.title_clauses import Sentence, is_subordinate, quoted, tidy, whole_sentence
from domain.heuristics.title_context import LONGEST_QUOTE, Surroundings, surroundings
from domain.heuristics.topics import dot, mean_of, unit

SENTENCES: Final = 2
LONGEST_DESCRIPTION: Final = 400
"""Characters of both sentences; where no two fit, the better one stands alone."""
_SHORTEST: Final = 20
_TOGETHER: Final = 0.15
"""What it is worth that the second sentence follows the first, as it did in the clip."""
_REPEATS: Final = 0.5
_STOPS: Final = frozenset(".…。।۔")


def propose_description(facts: TalkFacts, clip: Candidate, title: str) -> str:
    """The two most central sentences of the clip in their order, whole; the title is not told again where others are.

    A sentence that leans on the one before it comes only with that one. Empty when no whole sentence is short enough.
    """
    leaning = leaning_sentences(facts.texts[clip.first : clip.last], facts.language)
    worths = _worths(facts, clip, title)
    told = tellable(facts.texts, clip.first, clip.last, facts.language)
    alone = [index for index in told if not leaning[index - clip.first]]
    found: list[tuple[float, tuple[int, ...]]] = [(0.6 * worths[index], (index,)) for index in alone]
    found += [
        (worths[first] + worths[second] + _TOGETHER * (second == first + 1), (first, second))
        for first in alone
        for second in told
        if first < second and (second in alone or second == first + 1)
    ]
    found = found or [(worths[index], (index,)) for index in told]
    if not found:
        return _opening(facts, clip)
    fitting = [
        (worth, [-place for place in places], text)
        for worth, places in found
        if len(text := describe([told[place] for place in places], facts.language)) <= LONGEST_DESCRIPTION
    ]
    return max(fitting)[2] if fitting else ""


def _opening(facts: TalkFacts, clip: Candidate) -> str:
    """The first sentences of a clip in which none can be told without its neighbours."""
    whole = [_ended(facts.texts[index].text, facts.language) for index in range(clip.first, clip.last)]
    both = describe([text for text in whole if text][:SENTENCES], facts.language)
    return both if len(both) <= LONGEST_DESCRIPTION else ""


def describe(sentences: Sequence[str], language: str) -> str:
    """Sentences as one paragraph."""
    return ("" if language in UNSPACED else " ").join(sentences)


def tellable(texts: Sequence[SentenceText], first: int, last: int, language: str) -> dict[int, str]:
    """Sentences `first` to `last` (exclusive) of a talk that may be told by themselves, by their position, as a
    description has them.
    """
    before = max(0, first - LONGEST_QUOTE)
    around = surroundings([text.text for text in texts[before : last + 1]], language)
    told = {index: _told(texts[index], around, index - before, language) for index in range(first, last)}
    return {index: text for index, text in told.items() if text}


def _told(text: SentenceText, around: Surroundings, place: int, language: str) -> str:
    """The sentence as a description has it; empty when it may not be told by itself."""
    if around.turned[place] or around.turning[place] or not text.tokens:
        return ""
    sentence = Sentence.of(text.text, language)
    whole = _ended(text.text, language)
    if is_subordinate(sentence) or not whole:
        return ""
    if around.quoted[place]:
        whole = quoted(whole)
    return "" if title_faults(whole, text.text, language) else whole


def _ended(text: str, language: str) -> str:
    """The sentence by the rules of narration, with the sign that it ended with, or a full stop."""
    whole = tidy(whole_sentence(text, language), language)
    if not whole or whole.rstrip("\"'”’»」) ").endswith(("?", "!", "？", "！", "؟", "…")):
        return whole
    sign = text.rstrip("\"'”’»」) ")[-1:]
    return whole + (sign if sign in _STOPS else "。" if language in {"zh", "ja"} else "" if language == "th" else ".")


def _worths(facts: TalkFacts, clip: Candidate, title: str) -> dict[int, float]:
    """How central and how gripping each sentence is, less for talk about the talk, for fragments, and for the title."""
    middle = unit(mean_of(facts.vectors[clip.first : clip.last]))
    named = tidy(title, facts.language).casefold().rstrip("….?!")
    worths = {}
    for index in range(clip.first, clip.last):
        text = facts.texts[index]
        value = 0.5 * max(0.0, dot(facts.vectors[index], middle)) + 0.4 * facts.interest[index] + 0.1 * text.vividness
        value *= min(1.0, len(text.content) / 4) * (0.3 if text.housekeeping else 1.0)
        value *= min(1.0, len(text.text) / _SHORTEST) if facts.language not in UNSPACED else 1.0
        if named and named in text.text.casefold():
            value *= _REPEATS
        worths[index] = value
    return worths
