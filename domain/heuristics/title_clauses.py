"""What of a sentence may stand as a title: the whole of it, a main clause that nothing around it turns, or a cut.

Everything here only leaves out; what is left out never holds a word that the claim depends on (`meaning.TURNING`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from domain.heuristics.clip_scoring_words import UNSPACED, word_list
from domain.heuristics.line_breaking_words import CLINGS_TO_NEXT, LEANS_ON_NEXT, OPENS_LINE
from domain.heuristics.meaning import (
    CLAUSE_END,
    QUOTES,
    SCOPED,
    TURNING,
    Marker,
    any_of,
    is_word,
    markers,
    phrase_at,
    plain,
    tokens_in,
    told_by_another,
)
from domain.heuristics.meaning_kinds import MeaningWords
from domain.heuristics.meaning_words import meaning_words
from domain.heuristics.narration_text import condensed, without_opener

ELLIPSIS: Final = "…"
_VERB_WITHIN: Final = 5
_LEAST_CLAUSE: Final = 3
_LEAST_HEAD: Final = 4
_EDGE: Final = " ,;:.…，；：。、।॥،؛"
_ONLY_RELATIVE: Final = frozenset(
    ("which", "whose", "whom", "qui", "dont", "cuyo", "cuya", "yang", "который", "которая", "которое", "которые")
)
_DASHES: Final = "–—"
_STOPPED_QUOTE: Final = re.compile(r"(?<!\.)[.,;](?=[\"”»“]$)")
_BOUNDARY: Final = frozenset("–—-")


@dataclass(frozen=True)
class Sentence:
    """A condensed sentence, its tokens and what in it decides its meaning."""

    tokens: tuple[str, ...]
    found: tuple[Marker, ...]
    language: str

    @classmethod
    def of(cls, text: str, language: str) -> "Sentence":
        """Without hesitations, vocatives, discourse markers and what only opens it."""
        tokens = tuple(tokens_in(whole_sentence(text, language), language))
        return cls(tokens, tuple(markers(tokens, language)), language)

    @property
    def joint(self) -> str:
        """What the language writes between words."""
        return "" if self.language in UNSPACED else " "

    def turned(self, first: int, last: int) -> bool:
        """Whether tokens `first` to `last` (exclusive) hold a word on which the rest depends."""
        return any_of(self.found, TURNING, first, last)


def whole_sentence(text: str, language: str) -> str:
    """The sentence by the rules of narration, without the word that only opened it."""
    return without_opener(condensed(text, language), language)


def tidy(text: str, language: str) -> str:
    """As a title is written: no full stop or comma around it, a capital at its front, quotes in pairs.

    Question and exclamation marks, signs before numbers, brackets and quotes stay.
    """
    kept = " ".join(text.split()).strip(_EDGE + " ")
    while kept and kept[0] in _DASHES:
        kept = kept[1:].lstrip()
    if kept[:2] == "- ":
        kept = kept[2:].lstrip()
    kept = _STOPPED_QUOTE.sub("", kept.rstrip(_DASHES + " ").strip(_EDGE))
    first = tokens_in(kept, language)[:1]
    if first and first[0].islower():
        place = next((i for i, char in enumerate(kept) if char.isalnum()), 0)
        kept = kept[:place] + _upper(kept[place], language) + kept[place + 1 :]
    return _paired(kept)


def main_clauses(sentence: Sentence) -> Iterator[str]:
    """Main clauses that stand by themselves: with their own subject, and nothing beside them that turns, reports or
    conditions them.
    """
    words = meaning_words(sentence.language)
    if not words.subjects or any(QUOTES.search(token) for token in sentence.tokens):
        return
    if any(token.endswith(("?", "!")) for token in sentence.tokens):
        return
    size = len(sentence.tokens)
    for place in range(_LEAST_CLAUSE, size - _LEAST_CLAUSE + 1):
        joint, start = _join(sentence, place, words)
        if joint is None:
            continue
        opens = _has_subject(sentence, start, size, words)
        if not (opens and _has_subject(sentence, 0, place, words)):
            continue
        if not _claims(sentence, 0, place):
            yield sentence.joint.join(sentence.tokens[start:])
        if joint != "but" and not _claims(sentence, start, size):
            yield sentence.joint.join(sentence.tokens[:place])


def cuts(sentence: Sentence, usual: int, longest: int) -> Iterator[tuple[str, float]]:
    """The sentence cut at phrases with an ellipsis, each with how good the cut is, 0..1.

    What is cut off holds nothing that turns what is left; where it would, the end stays and the middle goes.
    """
    size = len(sentence.tokens)
    tail = _turning_tail(sentence)
    for place in range(min(_LEAST_HEAD, size - 1), size):
        quality = _cut_quality(sentence, place)
        if quality <= 0.0:
            continue
        head = sentence.joint.join(sentence.tokens[:place]).rstrip(_EDGE + _DASHES + " ")
        told = told_by_another(sentence.tokens, sentence.found, place)
        if _scoped(sentence, place) and not told:
            continue
        if (told or not sentence.turned(place, size)) and 0.3 * usual < len(head) < longest:
            reach = min(1.0, len(head) / (0.5 * (usual + longest)))
            yield tidy(head, sentence.language) + ELLIPSIS, quality * reach
        elif (
            tail is not None
            and place < tail
            and not sentence.turned(place, tail)
            and not _continues_what_is_cut(sentence, place, tail)
        ):
            rest = sentence.joint.join(sentence.tokens[tail:]).strip(_EDGE)
            whole = tidy(f"{head}{ELLIPSIS}{sentence.joint}{rest}", sentence.language)
            if len(whole) <= longest and len(head) > 0.2 * usual:
                yield whole, 0.6 * quality


def _continues_what_is_cut(sentence: Sentence, place: int, tail: int) -> bool:
    """Whether the end is said of somebody whom a cut of tokens `place` to `tail` leaves out: in "The bridge hums,
    engineers measured it and found nothing" it is not the bridge that found nothing.
    """
    words = meaning_words(sentence.language)
    if plain(sentence.tokens[tail]) not in words.coordinators:
        return False
    if _has_subject(sentence, tail + 1, len(sentence.tokens), words):
        return False
    return any(CLAUSE_END.search(token) for token in sentence.tokens[place - 1 : tail - 1])


def is_subordinate(sentence: Sentence) -> bool:
    """Whether all of the sentence is a subordinate clause that its speaker left by itself."""
    words = meaning_words(sentence.language)
    opening = (words.concessions | words.causes | words.conditions | words.times | words.thats) - words.articles
    opening |= words.relatives & _ONLY_RELATIVE
    if not phrase_at(sentence.tokens, 0, opening, sentence.language) or sentence.tokens[-1].endswith("?"):
        return False
    return not any(CLAUSE_END.search(token) for token in sentence.tokens[:-1])


def _join(sentence: Sentence, place: int, words: MeaningWords) -> tuple[str | None, int]:
    """How two clauses join before token `place`, and where the second begins; None where they do not."""
    before, here = sentence.tokens[place - 1], plain(sentence.tokens[place])
    ended = bool(CLAUSE_END.search(before))
    if before.rstrip('"”’»').endswith((";", "；")) or sentence.tokens[place] in _BOUNDARY:
        start = place + (sentence.tokens[place] in _BOUNDARY)
        return "beside", start
    if here in words.coordinators:
        if here in words.contrasts:
            return ("but" if ended else None), place + 1
        return ("and" if ended else None), place + 1
    return None, place


def _has_subject(sentence: Sentence, first: int, last: int, words: MeaningWords) -> bool:
    """Whether tokens `first` to `last` open with their own subject, as far as words without a grammar can tell."""
    if last - first < _LEAST_CLAUSE:
        return False
    if phrase_at(sentence.tokens, first, words.subjects, sentence.language):
        return True
    opens = plain(sentence.tokens[first]) in words.articles - words.thats
    soon = sentence.tokens[first + 1 : min(last, first + 1 + _VERB_WITHIN)]
    parted = next((n for n, token in enumerate(soon) if CLAUSE_END.search(token)), len(soon))
    return opens and any(plain(token) in words.verbs for token in soon[:parted])


def _claims(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a clause beside another one holds something on which that one may depend."""
    return any_of(sentence.found, TURNING | {"thats", "times", "relatives"}, first, last)


def _scoped(sentence: Sentence, place: int) -> bool:
    """Whether a cut before `place` parts a negation from what says which part of the sentence it denies."""
    denies = any_of(sentence.found, {"negations", "doubts"}, 0, place)
    return denies and any_of(sentence.found, SCOPED, place, len(sentence.tokens))


def _turning_tail(sentence: Sentence) -> int | None:
    """Where the last clauses begin that hold all that turns the sentence after its first clause."""
    turning = [one.first for one in sentence.found if one.kind in TURNING]
    bounds = [
        place
        for place in range(_LEAST_HEAD, len(sentence.tokens) - 2)
        if CLAUSE_END.search(sentence.tokens[place - 1])
        or plain(sentence.tokens[place]) in meaning_words(sentence.language).coordinators
    ]
    words = meaning_words(sentence.language)
    # A relative clause behind a gap would belong to another noun.
    bounds = [place for place in bounds if plain(sentence.tokens[place]) not in words.relatives | words.thats]
    fitting = [place for place in bounds if any(first >= place for first in turning)]
    return fitting[-1] if fitting else None


def _cut_quality(sentence: Sentence, place: int) -> float:
    """How natural the end before token `place` is: 1 at a comma, less before a word that opens a phrase, 0 nowhere."""
    last, following = sentence.tokens[place - 1], sentence.tokens[place]
    language = sentence.language
    if language in UNSPACED:
        return 1.0 if CLAUSE_END.search(last) else 0.0
    if not is_word(last):
        return 0.0
    if CLAUSE_END.search(last):
        return 1.0
    small = word_list(language).function | CLINGS_TO_NEXT.get(language, frozenset())
    if plain(last) in small | LEANS_ON_NEXT.get(language, frozenset()) or plain(last) in meaning_words(language).verbs:
        return 0.0
    opening = OPENS_LINE.get(language, frozenset()) | CLINGS_TO_NEXT.get(language, frozenset())
    inner = meaning_words(language).articles | meaning_words(language).negations
    return 0.6 if plain(following) in opening - inner else 0.0


def any_cut(sentence: Sentence, limit: int) -> str:
    """The start of the sentence, cut between words wherever the limit falls; nothing is promised of its meaning."""
    text = sentence.joint.join(sentence.tokens)
    if len(text) <= limit:
        return text
    kept: list[str] = []
    for token in sentence.tokens:
        if len(sentence.joint.join([*kept, token])) > limit - 1:
            break
        kept.append(token)
    small = word_list(sentence.language).function
    while len(kept) > 1 and plain(kept[-1]) in small:
        kept.pop()
    head = sentence.joint.join(kept).rstrip(_EDGE + _DASHES)
    return (head or text[: limit - 1]) + ELLIPSIS


def _upper(char: str, language: str) -> str:
    raised = "İ" if char == "i" and language in {"tr", "az"} else char.upper()
    return raised if len(raised) == 1 else char


_PAIRS: Final = {"“": "”", "„": "“", "«": "»", "「": "」", "『": "』"}


def _paired(text: str) -> str:
    """A quote that began or ends in another sentence gets its other mark, so that it still reads as a quote."""
    for opening, closing in _PAIRS.items():
        begun, ended = text.count(opening), text.count(closing)
        if opening == "“" and "„" in text:
            continue
        if begun > ended:
            text += closing
        elif ended > begun and not (closing == "“" and "”" in text):
            text = opening + text
    marks = [n for n, char in enumerate(text) if char == '"' and not (n and text[n - 1].isdigit())]
    if len(marks) % 2:
        opens = marks[-1] == 0 or text[marks[-1] - 1] in " ("
        text = text + '"' if opens else '"' + text
    return text


def quoted(text: str) -> str:
    """The text in quotation marks, unless it has some."""
    return text if QUOTES.search(text) else f"“{text}”"


def join_tokens(tokens: Sequence[str], language: str) -> str:
    """Tokens as the language writes them."""
    return ("" if language in UNSPACED else " ").join(tokens)
