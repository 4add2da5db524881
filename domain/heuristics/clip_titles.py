"""A title from the clip's own words: a whole sentence or main clause of it that still says what its speaker said."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from domain.heuristics.clip_candidates import Candidate
from domain.heuristics.clip_scoring_facts import TalkFacts
from domain.heuristics.clip_scoring_text import SentenceText, normalise, opens_with, tokens_of
from domain.heuristics.clip_scoring_words import UNSPACED, word_list
from domain.heuristics.clip_weights import LONGEST_TITLE, TITLE_CHARACTERS
from domain.heuristics.hashtags import content_words
from domain.heuristics.title_check import title_faults
from domain.heuristics.title_clauses import Sentence, any_cut, cuts, is_subordinate, main_clauses, quoted, tidy
from domain.heuristics.title_context import LONGEST_QUOTE, Surroundings, surroundings

MIN_TITLE_CHARACTERS: Final = 12
MIN_TITLE_CHARACTERS_UNSPACED: Final = 5
UNSPACED_SHARE: Final = 0.5
"""A character of a language without spaces says and takes about what two others do."""
TELLING_WORDS: Final = 4
"""Content words from which on a sentence tells something by itself."""
CLAUSE_SHARE: Final = 0.8
CUT_SHARE: Final = 0.45
LONG_SHARE: Final = 0.5
LEANING_SHARE: Final = 0.6
"""How much a main clause, a cut, a sentence of the greatest length and one that points back count beside a short whole
sentence that stands by itself.
"""
_LAST_WORDS: Final = 3


@dataclass(frozen=True)
class TitleCandidate:
    """A title, the sentence that it is from (position in the talk), and how good it is."""

    text: str
    sentence: int
    worth: float


def propose_title(facts: TalkFacts, clip: Candidate) -> str:
    """The title of a clip, at most `LONGEST_TITLE` characters long.

    The better hook before the worse, the opening before what comes late; a whole short sentence before a main clause, a
    longer sentence or a cut. What `title_check` objects to is never taken; when nothing is left, the clip's content
    words are named, which claim nothing.
    """
    ranked = sorted(title_candidates(facts, clip), key=lambda one: (-one.worth, one.sentence, one.text))
    for one in ranked:
        if not title_faults(one.text, facts.texts[one.sentence].text, facts.language):
            return one.text
    return _named(facts, clip)


def title_candidates(facts: TalkFacts, clip: Candidate) -> list[TitleCandidate]:
    """Every title that could be made of the clip, in no order."""
    before = max(0, clip.first - LONGEST_QUOTE)
    around = surroundings([text.text for text in facts.texts[before : clip.last + 1]], facts.language)
    found: list[TitleCandidate] = []
    for index in range(clip.first, clip.last):
        place = index - before
        text = facts.texts[index]
        if around.turned[place] or not text.tokens:
            continue
        # A line that says little by itself makes no title, however gripping it is where it stands.
        telling = min(1.0, len(text.content) / TELLING_WORDS)
        early = 1.0 - 0.03 * min(index - clip.first, 20)
        worth = (0.05 + 0.45 * facts.interest[index] + 0.35 * text.vividness + 0.2 * text.question) * telling * early
        for phrase, share in _phrases(text, around, place, facts.language):
            found.append(TitleCandidate(phrase, index, worth * share))
    return found


def _phrases(text: SentenceText, around: Surroundings, place: int, language: str) -> Iterator[tuple[str, float]]:
    """The sentence, its main clauses and its cuts, each with how much it is preferred."""
    scale = UNSPACED_SHARE if language in UNSPACED else 1.0
    usual, longest = round(scale * TITLE_CHARACTERS), round(scale * LONGEST_TITLE)
    shortest = MIN_TITLE_CHARACTERS_UNSPACED if language in UNSPACED else MIN_TITLE_CHARACTERS
    pointing = word_list(language).dangling
    sentence = Sentence.of(text.text, language)
    whole = tidy(sentence.joint.join(sentence.tokens), language)
    held = (0.35 if text.housekeeping else 1.0) * (0.4 if text.filler_share > 0 else 1.0)
    held *= 0.1 if is_subordinate(sentence) or around.turning[place] else 1.0
    if around.quoted[place]:
        whole = quoted(whole)
    if len(whole) <= longest:
        over = max(0, len(whole) - usual) / max(1, longest - usual)
        brief = min(1.0, len(whole) / shortest) ** 4
        plain = "".join(tokens_of(whole, language)) if language in UNSPACED else normalise(whole)
        leans = opens_with(plain, pointing, spaced=language not in UNSPACED)
        yield whole, held * (LEANING_SHARE if leans else 1.0) * (1.0 - (1.0 - LONG_SHARE) * over) * brief
    if around.quoted[place]:
        return
    for clause in main_clauses(sentence):
        phrase = tidy(clause, language)
        if shortest <= len(phrase) <= usual:
            tokens = tokens_of(phrase, language)
            said = min(1.0, len(tokens) / max(1, len(text.tokens)))
            # What its pronouns stand for may be in the clause that is missing.
            leans = bool(pointing & set(tokens))
            yield phrase, CLAUSE_SHARE * held * (0.6 + 0.4 * said) * (LEANING_SHARE if leans else 1.0)
    if len(whole) > usual:
        for phrase, quality in cuts(sentence, usual, longest):
            yield phrase, CUT_SHARE * held * quality


def _named(facts: TalkFacts, clip: Candidate) -> str:
    """What the clip speaks of, without saying anything of it."""
    words = content_words(facts, clip)[:_LAST_WORDS]
    if words:
        title = " · ".join(word[:1].upper() + word[1:] for word in words)
        if len(title) <= LONGEST_TITLE:
            return title
    first = next((text.text for text in facts.texts[clip.first : clip.last] if text.tokens), "")
    return (
        tidy(any_cut(Sentence.of(first, facts.language), TITLE_CHARACTERS), facts.language) or first[:TITLE_CHARACTERS]
    )
