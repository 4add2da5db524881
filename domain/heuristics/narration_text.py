"""What a narrator says of a sentence: its own words without what only speaking needs. Nothing is ever added.

A retelling in other words, in the third person say, takes somebody who understands the sentence; arithmetic does not.
"""

import re
from collections.abc import Sequence

from domain.heuristics.clip_scoring_text import SentenceText, normalise, opens_with
from domain.heuristics.clip_scoring_words import UNSPACED, word_list
from domain.heuristics.line_breaking_words import CLINGS_TO_NEXT, LEANS_ON_NEXT
from domain.heuristics.narration_words import NarrationWords, narration_words
from domain.heuristics.sentence_marks import ends_with_sign

SHORTEST_TOKENS = 4
"""A sentence of fewer tokens is an answer or a fragment, and says nothing by itself."""

_BRACKETS = re.compile(r"\s*[(\[（][^()\[\]（）]*[)\]）]")
_QUOTES = re.compile(r"[\"“”„«»]")
_BROKEN_OFF = re.compile(r"\w[-–—]+,?$")
_END = re.compile(r"[.!?…]+$")
_SERIES = frozenset({"or", "and", "und", "oder", "y", "o", "et", "ou", "e", "dan", "atau"})
_FEWEST_LEFT = 2
_LONGEST_REPEAT = 3


def condensed(text: str, language: str, *, joined: bool = False) -> str:
    """The sentence without hesitations, asides, brackets and false starts.

    A conjunction at its front stays where it follows what it was said after (`joined`). A sentence that would be
    nothing without them stays as it is.
    """
    plain = " ".join(_BRACKETS.sub("", text).split())
    if not normalise(plain):
        return " ".join(text.split())
    if language in UNSPACED:
        return plain
    words = narration_words(language)
    spoken = plain.split()
    clinging = CLINGS_TO_NEXT.get(language, frozenset()) | LEANS_ON_NEXT.get(language, frozenset())
    tokens = _without_phrases(_without_false_starts(spoken, words), words, clinging)
    # What a hesitation stood between may be a false start without it.
    while (again := _without_phrases(_without_false_starts(tokens, words), words, clinging)) != tokens:
        tokens = again
    if not joined:
        tokens = _without_joiner(tokens, words)
    if not normalise(" ".join(tokens)):
        return plain
    if tokens[0] != spoken[0]:
        tokens[0] = _capital(tokens[0])
    return " ".join(_calmed(tokens, words))


def without_opener(text: str, language: str) -> str:
    """A condensed sentence without the word that only opened it (`So we left` is `We left`)."""
    words = narration_words(language)
    tokens = text.split()
    plain = [normalise(token) for token in tokens]
    size = next((place for place, word in enumerate(plain) if word not in words.openers), len(tokens))
    ended = any(_QUOTES.search(token) or _END.search(token) for token in tokens[:size])
    if not size or ended or len(tokens) - size < _FEWEST_LEFT or plain[size] not in words.opened:
        return " ".join(tokens)
    return " ".join([_capital(tokens[size]), *tokens[size + 1 :]])


def leaning_sentences(texts: Sequence[SentenceText], language: str) -> list[bool]:
    """Which sentences cannot be understood without the one before: they begin with a word that points back, answer a
    question, or are no more than a fragment.
    """
    pointing = word_list(language).dangling | narration_words(language).backward
    spaced = language not in UNSPACED
    leaning = []
    for index, text in enumerate(texts):
        plain = normalise(condensed(text.text, language))
        if not spaced:
            plain = plain.replace(" ", "")
        short = spaced and len(text.tokens) < SHORTEST_TOKENS
        answers = index > 0 and texts[index - 1].question
        leaning.append(short or answers or opens_with(plain, pointing, spaced=spaced))
    return leaning


def _without_false_starts(tokens: Sequence[str], words: NarrationWords) -> list[str]:
    """Of words said twice by mistake the second stays: `the the`, `I was- I was`, `wh- what`."""
    kept: list[str] = []
    for token in tokens:
        broken = kept and _BROKEN_OFF.search(kept[-1]) and normalise(kept[-1])
        if broken and normalise(token).startswith(normalise(kept[-1])):
            kept.pop()
        kept.append(token)
        for size in range(1, _LONGEST_REPEAT + 1):
            seam = kept[-size - 1][-1] if len(kept) > size else ""
            if (seam in {"-", "–", "—"} or (size == 1 and seam.isalnum())) and _said_twice(kept, size, words):
                del kept[-2 * size : -size]
                break
    return kept


def _said_twice(kept: Sequence[str], size: int, words: NarrationWords) -> bool:
    """Whether the last `size` tokens repeat those before them, and begin with a word that grammar never doubles."""
    if len(kept) < 2 * size:
        return False
    first, second = kept[-2 * size : -size], kept[-size:]
    plain = [normalise(token) for token in first]
    marked = any(ends_with_sign(token) or _QUOTES.search(token) for token in first)
    return not marked and plain[0] in words.stutters and plain == [normalise(token) for token in second]


def _without_phrases(tokens: list[str], words: NarrationWords, clinging: frozenset[str] = frozenset()) -> list[str]:
    longest = max((len(phrase.split()) for phrase in words.asides), default=1)
    place = 0
    while place < len(tokens):
        size = next((n for n in range(longest, 0, -1) if _drops(tokens, place, n, words)), 0)
        if size and len(tokens) > size:
            tokens = _cut(tokens, place, size)
            if not any(_drops(tokens, place, n, words) for n in range(longest, 0, -1)):
                tokens = _without_comma(tokens, place, clinging)
            # What was begun before a hesitation is often begun again after it.
            sizes = range(min(_LONGEST_REPEAT, len(tokens) - place), 0, -1)
            again = next((n for n in sizes if _said_twice(tokens[: place + n], n, words)), 0)
            del tokens[place - again : place]
            place = max(0, place - again - 1)
        else:
            place += 1
    return tokens


def _drops(tokens: Sequence[str], place: int, size: int, words: NarrationWords) -> bool:
    """Whether the `size` tokens at `place` are a hesitation, or an aside that commas part from the rest."""
    run = tokens[place : place + size]
    if len(run) < size or any(_QUOTES.search(token) for token in run):
        return False
    phrase = " ".join(normalise(token) for token in run)
    if size == 1 and phrase in words.hesitations:
        return True
    begins = place == 0 or tokens[place - 1].endswith(",")
    last = place + size == len(tokens)
    ends = run[-1].endswith(",") or (last and place > 0)
    inside = not any(ends_with_sign(token) or token.endswith(",") for token in run[:-1])
    aside = begins and ends and inside and phrase in words.asides
    return aside and not _meant_otherwise(tokens, place, size, words)


def _meant_otherwise(tokens: Sequence[str], place: int, size: int, words: NarrationWords) -> bool:
    """Whether what looks like an aside is half of an ironic pair, or the first thing of a row (`right, left, and`)."""
    before = normalise(tokens[place - 1]) if place else ""
    first, last = normalise(tokens[place]), normalise(tokens[place + size - 1])
    after = normalise(tokens[place + size]) if place + size < len(tokens) else ""
    if {f"{before} {first}", f"{last} {after}"} & words.ironies:
        return True
    row = tokens[place + size : place + size + 2]
    listed = bool(row) and row[0].endswith(",") and after not in words.asides | words.hesitations | words.joiners
    return place == 0 and len(row) > 1 and listed and normalise(row[1]) in words.joiners | _SERIES


def _without_comma(tokens: list[str], place: int, clinging: frozenset[str]) -> list[str]:
    """Without the comma that stood before an aside at `place`, where the word before clings to the next one."""
    before = tokens[place - 1] if 0 < place < len(tokens) else ""
    if before.endswith(",") and normalise(before) in clinging:
        return [*tokens[: place - 1], before[:-1], *tokens[place:]]
    return tokens


def _cut(tokens: Sequence[str], place: int, size: int) -> list[str]:
    """Take tokens out; the sentence's end mark stays."""
    kept = [*tokens[:place], *tokens[place + size :]]
    ending = _END.search(tokens[place + size - 1])
    if ending and place == len(kept):
        kept[-1] = kept[-1].rstrip(",;:") + ending.group()
    return kept


def _without_joiner(tokens: list[str], words: NarrationWords) -> list[str]:
    opening = tokens[0][0] if tokens and tokens[0][0] in "¿¡" else ""
    while len(tokens) > _FEWEST_LEFT and normalise(tokens[0]) in words.joiners:
        if normalise(tokens[1]) in words.unless or _QUOTES.search(tokens[0]):
            break
        tokens = _without_phrases(tokens[1:], words)
    if opening and not tokens[0].startswith(opening):
        tokens = [opening + tokens[0], *tokens[1:]]
    return tokens


def _calmed(tokens: Sequence[str], words: NarrationWords) -> list[str]:
    """Without the comma that an aside has left behind a conjunction."""
    last = len(tokens) - 1
    return [
        token[:-1] if place < last and token.endswith(",") and normalise(token) in words.joiners else token
        for place, token in enumerate(tokens)
    ]


def _capital(text: str) -> str:
    for place, char in enumerate(text):
        if char.isalnum():
            return text[:place] + char.upper() + text[place + 1 :]
    return text
