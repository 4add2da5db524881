"""What a title may not do to its sentence, checked without knowing how it was made.

The title is laid upon the sentence, word for word. What is kept and what is dropped are then compared: polarity,
condition and concession, who says it, irony, the subject, question marks, signs and quotation marks. The rules, with
examples, are in `docs/titles.md`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from domain.heuristics.clip_scoring_words import UNSPACED
from domain.heuristics.meaning import CLAUSE_END, Marker, is_word, markers, phrase_at, plain, tokens_in, told_by_another
from domain.heuristics.meaning_kinds import MeaningWords
from domain.heuristics.meaning_words import meaning_words
from domain.heuristics.narration_words import NarrationWords, narration_words

ELLIPSIS: Final = "…"
_FAULTS: Final = {
    "negations": "polarity",
    "doubts": "polarity",
    "limits": "condition",
    "conditions": "condition",
    "concessions": "concession",
    "contrasts": "concession",
    "reports": "reporting",
    "ironies": "irony",
}
"""The kinds of words that a title keeps, and what it is called when it does not."""
_QUOTES: Final = re.compile(r"[\"“”„«»「」『』]")
_BRACKETED: Final = re.compile(r"[(\[（][^()\[\]（）]*[)\]）]")
_NUMBER: Final = re.compile(r"\d")
_TRAILING: Final = ".,;:!?…。，！？\"”»')"
_LEADING: Final = "¿¡\"“„«'("
_LONGEST_REPEAT: Final = 3


@dataclass(frozen=True)
class _Laid:
    """A sentence, which of its tokens a title keeps, and where the title itself marks that something is left out."""

    tokens: tuple[str, ...]
    kept: frozenset[int]
    marked: frozenset[int]
    """Dropped tokens where the title has an ellipsis."""
    found: tuple[Marker, ...]
    language: str

    @property
    def first(self) -> int:
        return min(self.kept)

    @property
    def last(self) -> int:
        return max(self.kept) + 1


def title_faults(title: str, sentence: str, language: str) -> list[str]:
    """How a title says something else than its sentence; empty when it says the same.

    `words`: it is not made of the sentence's words in their order, or more than hesitations, vocatives and discourse
    markers is missing inside; `polarity`, `condition`, `concession`, `reporting`, `irony`: a word that turns the claim
    is missing; `scope`: a negation without what it denies; `subject`: it opens in the middle of a clause;
    `subordinate`: it is a subordinate clause alone; `question`, `number`, `quote`: a mark is missing.
    """
    laid = _lay(title, sentence, language)
    if laid is None:
        return ["words"]
    faults = [*_turned(laid), *_inside(laid), *_front(laid), *_end(laid), *_marks(title, sentence, laid)]
    return sorted(set(faults))


def _lay(title: str, sentence: str, language: str) -> _Laid | None:
    """The title upon its sentence, at the place where least is dropped between its words."""
    tokens = [token for token in tokens_in(_BRACKETED.sub(" ", sentence), language) if _solid(token)]
    parts = [[t for t in tokens_in(part, language) if _solid(t)] for part in title.split(ELLIPSIS)]
    parts = [part for part in parts if part]
    if not parts or not tokens:
        return None
    kept: list[int] = []
    marked: set[int] = set()
    after = 0
    for part in parts:
        found = _places(part, tokens, after)
        if found is None:
            return None
        if kept:
            marked.update(range(kept[-1] + 1, found[0]))
        kept.extend(found)
        after = found[-1] + 1
    if title.rstrip('?!"”» ').endswith(ELLIPSIS):
        marked.update(range(after, len(tokens)))
    laid = tuple(tokens)
    return _Laid(laid, frozenset(kept), frozenset(marked), tuple(markers(laid, language)), language)


def _solid(token: str) -> bool:
    return is_word(token)


def _core(token: str) -> str:
    """A word without the punctuation around it; hyphens and apostrophes inside make it another word."""
    return (
        token.lower()
        .replace("’", "'")
        .replace("\u0307", "")
        .replace("ı", "i")
        .strip(_TRAILING + _LEADING + " []{}–—*♪،؟।-")
    )


def _places(part: Sequence[str], tokens: Sequence[str], after: int) -> list[int] | None:
    wanted = [_core(token) for token in part]
    plain_tokens = [_core(token) for token in tokens]
    best: list[int] | None = None
    for start in range(after, len(tokens)):
        if plain_tokens[start] != wanted[0]:
            continue
        places = [start]
        for word in wanted[1:]:
            following = next((n for n in range(places[-1] + 1, len(tokens)) if plain_tokens[n] == word), None)
            if following is None:
                break
            places.append(following)
        if len(places) == len(wanted) and (best is None or places[-1] - places[0] < best[-1] - best[0]):
            best = places
    return best


def _turned(laid: _Laid) -> Iterator[str]:
    """Words that turn the claim, and are missing."""
    idle = _idle(laid)
    for one in laid.found:
        if one.kind not in _FAULTS or laid.kept.issuperset(range(one.first, one.last)):
            continue
        if one.first >= laid.last and laid.last in laid.marked and told_by_another(laid.tokens, laid.found, laid.last):
            continue
        missing = set(range(one.first, one.last)) - laid.kept
        if missing <= idle:
            continue
        joins = one.kind == "contrasts" and one.last <= laid.first
        if joins and not any(other.first < one.first and other.kind in _FAULTS for other in laid.found):
            # A clause after `but` is what its speaker holds true.
            continue
        yield _FAULTS[one.kind]
    denies = [one for one in laid.found if one.kind in {"negations", "doubts"} and one.first in laid.kept]
    scopes = [one for one in laid.found if one.kind in {"causes", "times"} and one.first >= laid.last]
    if denies and scopes and not told_by_another(laid.tokens, laid.found, laid.last):
        yield "scope"


def _idle(laid: _Laid) -> set[int]:
    """Dropped tokens that are hesitations, vocatives or discourse markers, or words said twice by mistake."""
    words = narration_words(laid.language)
    idle: set[int] = set()
    for first, last in _dropped(laid):
        idle.update(_idle_run(laid, first, last, words))
    return idle


def _dropped(laid: _Laid) -> Iterator[tuple[int, int]]:
    first = None
    for place in range(len(laid.tokens) + 1):
        dropped = place < len(laid.tokens) and place not in laid.kept
        if dropped and first is None:
            first = place
        elif not dropped and first is not None:
            yield first, place
            first = None


def _idle_run(laid: _Laid, first: int, last: int, words: NarrationWords) -> set[int]:
    idle: set[int] = set()
    place = first
    while place < last:
        size = phrase_at(laid.tokens[:last], place, words.hesitations, laid.language) or _aside(
            laid, place, last, words
        )
        if size and not _ironic(laid, place, size, words):
            idle.update(range(place, place + size))
            place += size
            continue
        repeat = next((n for n in range(1, _LONGEST_REPEAT + 1) if _again(laid, place, n)), 0)
        if repeat:
            idle.update(range(place, place + repeat))
            place += repeat
            continue
        opens = not any(n in laid.kept for n in range(place)) and plain(laid.tokens[place]) in (
            words.joiners | words.openers
        )
        if opens and all(n in idle for n in range(place)):
            idle.add(place)
        place += 1
    return idle


def _aside(laid: _Laid, place: int, last: int, words: NarrationWords) -> int:
    """How many tokens at `place` are a discourse marker or a vocative that commas part from the rest."""
    size = phrase_at(laid.tokens[:last], place, words.asides, laid.language)
    if not size:
        return 0
    begins = place == 0 or laid.tokens[place - 1].endswith((",", "-", "–", "—"))
    begins = begins or plain(laid.tokens[place - 1]) in words.hesitations | words.asides | words.joiners
    ends = place + size == len(laid.tokens) or laid.tokens[place + size - 1].endswith(",")
    return size if begins and ends else 0


def _ironic(laid: _Laid, place: int, size: int, words: NarrationWords) -> bool:
    row = [plain(token) for token in laid.tokens[max(0, place - 1) : place + size + 1]]
    return any(f"{a} {b}" in words.ironies for a, b in pairwise(row))


def _again(laid: _Laid, place: int, size: int) -> bool:
    """Whether the tokens at `place` are said once more right after, or broken off."""
    words = [_core(token) for token in laid.tokens]
    first = words[place : place + size]
    for gap in range(3):
        second = words[place + size + gap : place + 2 * size + gap]
        between = laid.tokens[place + size : place + size + gap]
        idle = narration_words(laid.language).hesitations | narration_words(laid.language).asides
        joined = " ".join(plain(token) for token in between)
        if first == second and (not between or joined in idle or all(plain(t) in idle for t in between)):
            return True
    if place >= size and first == words[place - size : place]:
        return True
    broken = laid.tokens[place].rstrip(",")[-1:] in "-–—" and place + 1 < len(words)
    return size == 1 and broken and words[place + 1].startswith(words[place])


def _inside(laid: _Laid) -> Iterator[str]:
    """Words missing between others, where the title does not show it."""
    idle = _idle(laid)
    for place in range(laid.first, laid.last):
        if place not in laid.kept and place not in idle and place not in laid.marked:
            yield "words"


def _front(laid: _Laid) -> Iterator[str]:
    """Where a title begins: with its sentence, or with a main clause that has its own subject."""
    words = meaning_words(laid.language)
    idle = _idle(laid)
    before = [place for place in range(laid.first) if place not in idle]
    if not before:
        if laid.last < len(laid.tokens) and not laid.marked and _subordinate_opening(laid, words):
            yield "subordinate"
        return
    joined = [place for place in before if plain(laid.tokens[place]) in words.coordinators]
    parted = bool(CLAUSE_END.search(laid.tokens[laid.first - 1]))
    if not parted and before[-1] not in joined:
        yield "subject"
    if _subordinate_opening(laid, words):
        yield "subordinate"
    if not _own_subject(laid, words):
        yield "subject"
    if any(one.kind in {"thats", "times", "relatives", "causes"} and one.last <= laid.first for one in laid.found):
        yield "scope"


def _subordinate_opening(laid: _Laid, words: MeaningWords) -> bool:
    opening = words.concessions | words.causes | words.conditions | words.times | words.relatives | words.thats
    return phrase_at(laid.tokens, laid.first, opening, laid.language) > 0


def _own_subject(laid: _Laid, words: MeaningWords) -> bool:
    if phrase_at(laid.tokens, laid.first, words.subjects, laid.language):
        return True
    clause = laid.tokens[laid.first : laid.last]
    return plain(clause[0]) in words.articles and any(plain(token) in words.verbs for token in clause[1:7])


def _end(laid: _Laid) -> Iterator[str]:
    """Where a title ends without an ellipsis: with its sentence, or before another main clause."""
    rest = [place for place in range(laid.last, len(laid.tokens)) if place not in _idle(laid)]
    if not rest or laid.last in laid.marked:
        return
    words = meaning_words(laid.language)
    following = plain(laid.tokens[rest[0]])
    if not (CLAUSE_END.search(laid.tokens[laid.last - 1]) or following in words.coordinators):
        yield "words"
    if any(one.kind in {"thats", "times", "relatives"} and one.first >= laid.last for one in laid.found):
        yield "scope"


def _marks(title: str, sentence: str, laid: _Laid) -> Iterator[str]:
    """Question marks, signs of numbers, and quotation marks."""
    asks = sentence.rstrip("\"'”’»」) ").endswith(("?", "？", "؟"))
    told = title.rstrip("\"'”’»」) ").endswith(("?", "？", "؟"))
    if asks != told and not (asks and laid.marked and laid.last == len(laid.tokens) - len(laid.marked)):
        yield "question"
    if laid.language not in UNSPACED:
        whole = [
            token.strip(_TRAILING).lstrip(_LEADING) for token in tokens_in(title.replace(ELLIPSIS, " "), laid.language)
        ]
        for place in laid.kept:
            token = laid.tokens[place].strip(_TRAILING).lstrip(_LEADING)
            if _NUMBER.search(token) and token.lower() not in {word.lower() for word in whole}:
                yield "number"
    marked = sum(len(_QUOTES.findall(laid.tokens[place])) for place in laid.kept)
    if marked and not _QUOTES.search(title):
        yield "quote"
    dropped = sum(len(_QUOTES.findall(token)) for n, token in enumerate(laid.tokens) if n not in laid.kept)
    if dropped and not laid.marked and not marked and _QUOTES.search(sentence):
        yield "quote"
