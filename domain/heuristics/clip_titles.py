"""A title from the clip's own words: its best phrase, cleaned, never cut inside a word."""

import re

from domain.heuristics.clip_candidates import Candidate
from domain.heuristics.clip_scoring_facts import TalkFacts
from domain.heuristics.clip_scoring_text import SentenceText, normalise, tokens_of
from domain.heuristics.clip_scoring_words import UNSPACED, WordList, word_list
from domain.heuristics.clip_weights import TITLE_CHARACTERS

MIN_TITLE_CHARACTERS = 12
MIN_TITLE_CHARACTERS_UNSPACED = 5
TELLING_WORDS = 4
"""Content words from which on a sentence tells something by itself."""
_CLAUSE = re.compile(r"(?<=[,;:])\s+|(?<=[，；：、])\s*|\s+[–—-]\s+")
_EDGE = ' ,;:.…，；：。、।॥-–—"“”„«»'


def propose_title(facts: TalkFacts, clip: Candidate) -> str:
    """The title of a clip, at most `TITLE_CHARACTERS` long.

    A whole sentence before a clause, the better hook before the worse, the opening before what comes late; when nothing
    fits, the start of the best sentence, cut between words and marked with an ellipsis.
    """
    words = word_list(facts.language)
    shortest = MIN_TITLE_CHARACTERS_UNSPACED if facts.language in UNSPACED else MIN_TITLE_CHARACTERS
    ranked: list[tuple[float, int, str]] = []
    for index in range(clip.first, clip.last):
        text = facts.texts[index]
        # A line that says little by itself makes no title, however gripping it is where it stands.
        telling = min(1.0, len(text.content) / TELLING_WORDS)
        early = 1.0 - 0.03 * (index - clip.first)
        worth = (0.45 * facts.interest[index] + 0.35 * text.vividness + 0.2 * text.question) * telling * early
        for phrase, share in _phrases(text, words, facts.language):
            if shortest <= len(phrase) <= TITLE_CHARACTERS:
                said = len(tokens_of(phrase, facts.language)) / max(1, len(text.tokens))
                ranked.append((worth * share * (0.6 + 0.4 * min(1.0, said)), -index, phrase))
    if ranked:
        return max(ranked)[2]
    best = max(range(clip.first, clip.last), key=lambda index: (facts.interest[index], -index), default=None)
    return "" if best is None else shorten(clean(facts.texts[best].text, words, facts.language), facts.language)


def _phrases(text: SentenceText, words: WordList, language: str) -> list[tuple[str, float]]:
    """The sentence and its clauses, cleaned, with how much each is preferred."""
    whole = clean(text.text, words, language)
    parts = [clean(part, words, language) for part in _CLAUSE.split(text.text) if part.strip()]
    held = (0.35 if text.housekeeping else 1.0) * (0.4 if text.filler_share > 0 else 1.0)
    leaning = 0.6 if text.dangling else 1.0
    found = [(whole, held * leaning)]
    if len(parts) > 1:
        found.extend((part, 0.45 * held) for part in parts)
    return [(phrase, share) for phrase, share in found if phrase]


def clean(text: str, words: WordList, language: str) -> str:
    """Without leading connectives and fillers and trailing punctuation (a question or exclamation mark stays), with a
    capital at the front.
    """
    kept = " ".join(text.split()).strip(_EDGE)
    openings = sorted(words.connectives | words.fillers, key=lambda phrase: (-len(phrase), phrase))
    joint = "" if language in UNSPACED else " "
    stripped = True
    while stripped:
        stripped = False
        for phrase in openings:
            rest = _without_opening(kept, phrase, joint)
            if rest is not None:
                kept, stripped = rest, True
                break
    return kept[:1].upper() + kept[1:]


def _without_opening(text: str, phrase: str, joint: str) -> str | None:
    plain = text.lower()
    if not plain.startswith(phrase):
        return None
    rest = text[len(phrase) :]
    if not normalise(rest) or (joint and rest[0].isalnum()) or (not joint and rest[0] not in _EDGE):
        return None
    return rest.strip(_EDGE)


def shorten(text: str, language: str, limit: int = TITLE_CHARACTERS) -> str:
    """At most `limit` characters, cut between words, with an ellipsis where something was cut."""
    if len(text) <= limit:
        return text
    if language in UNSPACED:
        return text[: limit - 1].rstrip(_EDGE) + "…"
    head = text[:limit].split(" ")[:-1]
    while head and (len(" ".join(head).rstrip(_EDGE)) > limit - 1 or head[-1].lower() in word_list(language).function):
        head = head[:-1]
    return (" ".join(head).rstrip(_EDGE) or text[: limit - 1]) + "…"
