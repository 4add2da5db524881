"""Up to five hashtags from a clip's own words: what it names and speaks of, more than the rest of its talk does."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import log
from typing import Final

from domain.heuristics.clip_candidates import Candidate
from domain.heuristics.clip_scoring_facts import TalkFacts
from domain.heuristics.clip_scoring_text import tokens_of
from domain.heuristics.clip_scoring_words import UNSPACED
from domain.heuristics.hashtag_words import common_words
from domain.heuristics.line_breaking_words import CLINGS_TO_NEXT
from domain.heuristics.meaning import CLAUSE_END, plain

MOST_HASHTAGS: Final = 5
FEWEST: Final = 3
SHORTEST: Final = 3
"""Letters of a word that may become a hashtag; a name may have two."""
LONGEST: Final = 30
NAME_WORDS: Final = 3
ASKED_WORTH: Final = 4.0
NAME_WORTH: Final = 2.6
NOUN_WORTH: Final = 2.2
"""How much a keyword that was asked for, a name, and a word that stands where nouns stand count beside another word."""
_ENDING: Final = 2
"""Letters by which two forms of one word may differ at their end, in another script than Latin."""
_ENDINGS: Final = frozenset(("", "s", "es", "e", "n", "en", "er", "i", "a", "o", "os", "as", "x", "y", "ies", "ie"))
"""Endings of plurals, and those that they stand for."""
_SHORTEST_STEM: Final = 3
_UNSPACED_FROM: Final = 0x2E80
"""The first code point of the scripts of Chinese and Japanese."""
_WEAK: Final = {
    "en": ("ing", "ed", "ly", "est", "n't", "'s", "'ve", "'ll", "'d", "'re", "'m"),
    "de": ("te", "ten", "lich"),
}
_NOUNS_CAPITAL: Final = frozenset({"de", "lb"})
_POSTPOSITIONS: Final = {"hi": frozenset(("में", "से", "को", "का", "की", "के", "ने", "पर", "तक"))}
_ACCENTS: Final = re.compile("[\u0300-\u036f]")
_RUNS: Final = re.compile(r"[ァ-ヶー]{3,}|[一-龠々]{2,6}|[A-Za-z][A-Za-z0-9]{2,}")


@dataclass
class _Seen:
    """A word or name of the clip: how it is written, where it is first said, and what speaks for it."""

    shown: str
    place: int
    count: int = 0
    name: bool = False
    noun: bool = False
    asked: bool = False
    words: list[str] = field(default_factory=list)


def propose_hashtags(facts: TalkFacts, clip: Candidate) -> tuple[str, ...]:
    """At most `MOST_HASHTAGS`, each `#` and letters, marks and digits of the clip's own script; the best first."""
    tags: list[str] = []
    for word in content_words(facts, clip):
        tag = as_hashtag(word)
        if tag and not any(same_word(tag[1:], other[1:]) for other in tags):
            tags.append(tag)
    return tuple(tags[:MOST_HASHTAGS])


def as_hashtag(words: str) -> str:
    """`#` and the words without what a hashtag ends at; several words are told apart by capitals. Empty when no letter
    is left.
    """
    parts = unicodedata.normalize("NFC", words).split()
    joined = "".join(part if len(parts) == 1 else part[:1].upper() + part[1:] for part in parts)
    kept = "".join(char for char in joined if unicodedata.category(char)[0] in "LMN")
    return f"#{kept[:LONGEST]}" if any(char.isalpha() for char in kept) else ""


def content_words(facts: TalkFacts, clip: Candidate) -> list[str]:
    """The clip's names and content words, the most telling first, each once whatever its ending."""
    seen = _spaced(facts, clip) if facts.language not in UNSPACED else _unspaced(facts, clip)
    talk = Counter(token for text in facts.texts for token in text.tokens)
    total = sum(talk.values()) or 1
    mine = Counter(token for text in facts.texts[clip.first : clip.last] for token in text.tokens)
    size = sum(mine.values()) or 1

    def worth(one: _Seen) -> tuple[float, int]:
        known = max((talk[word] for word in one.words), default=1) or 1
        share = (one.count / size) / (known / total)
        value = (1.0 + log(one.count)) * (0.5 + min(2.0, log(1.0 + share)))
        value *= NAME_WORTH if one.name else NOUN_WORTH if one.noun else 1.0
        value *= ASKED_WORTH if one.asked else 1.0
        return (-value, one.place)

    # Other words than names and nouns only fill up what would be too little.
    best = sorted(seen, key=worth)
    sure = [one for one in best if one.name or one.noun or one.asked]
    best = sure + [one for one in best if one not in sure][: max(0, FEWEST - len(sure))]
    ranked: list[str] = []
    for one in best:
        if not any(same_word(one.shown, other) for other in ranked):
            ranked.append(one.shown)
    return ranked


def _spaced(facts: TalkFacts, clip: Candidate) -> list[_Seen]:
    language = facts.language
    common = common_words(language)
    asked = {tokens_of(keyword, language) for keyword in facts.keywords}
    small = _seldom_small(facts, language)
    seen: dict[str, _Seen] = {}
    place = 0
    for text in facts.texts[clip.first : clip.last]:
        tokens = text.text.split()
        words = [_bare(token, language) for token in tokens]
        at = 0
        while at < len(tokens):
            size = _name_at(tokens, words, at, common, language, small)
            run = words[at : at + max(1, size)]
            key = " ".join(run)
            if _able(run, common, language, name=size > 0):
                one = seen.setdefault(key, _Seen(_shown(tokens, at, size, language), place + at, words=run))
                one.count += 1
                one.name |= size > 0
                if language in _NOUNS_CAPITAL:
                    # At the front of a sentence everything has a capital.
                    one.noun |= at > 0 and tokens[at].strip("\"„“»'(")[:1].isupper()
                else:
                    one.noun |= _noun_place(words, tokens, at, common, language)
                one.asked |= tuple(run) in asked
            at += max(1, size)
        place += len(tokens)
    if language in _NOUNS_CAPITAL:
        return [one for one in seen.values() if one.asked or one.noun]
    return list(seen.values())


def _bare(token: str, language: str) -> str:
    word = plain(token)
    if language in {"fr", "it"} and "'" in word:
        word = word.rpartition("'")[2]
    if language == "en" and word.endswith("'s"):
        word = word[:-2]
    if language == "id" and "-" in word and len(set(word.split("-"))) == 1:
        word = word.split("-")[0]
    return word


def _able(run: Sequence[str], common: frozenset[str], language: str, *, name: bool) -> bool:
    word = run[0]
    letters = sum(char.isalpha() for char in word)
    if len(run) == 1 and (word in common or letters < (2 if name else SHORTEST) or any(c.isdigit() for c in word[:1])):
        return False
    weak = _WEAK.get(language, ())
    return name or not (weak and word.endswith(weak)) or "-" in word


def _seldom_small(facts: TalkFacts, language: str) -> frozenset[str]:
    """Words that the talk also writes small: with a capital they only begin something."""
    return frozenset(
        _bare(token, language)
        for text in facts.texts
        for token in text.text.split()
        if token.strip("\"“”„«»'(¿¡")[:1].islower()
    )


def _name_at(
    tokens: Sequence[str],
    words: Sequence[str],
    at: int,
    common: frozenset[str],
    language: str,
    small: frozenset[str],
) -> int:
    """How many tokens at `at` are a name: capitals inside a sentence, none that is written small elsewhere."""
    if language in _NOUNS_CAPITAL:
        return 0
    size = 0
    for place in range(at, min(len(tokens), at + NAME_WORDS)):
        token = tokens[place].strip("\"“”„«»'(¿¡")
        capital = token[:1].isupper() and len(words[place]) > 1 and words[place] not in common
        if not capital or (words[place] in small) or (place == 0 and not _inner_capital(token, words, small)):
            break
        size += 1
        if CLAUSE_END.search(tokens[place]):
            break
    return size


def _inner_capital(token: str, words: Sequence[str], small: frozenset[str]) -> bool:
    """Whether the first word of a sentence is a name for sure: with a capital inside, as `NASA` and `YouTube`."""
    return any(char.isupper() for char in token[1:]) and not (len(words) > 1 and words[0] in small)


def _shown(tokens: Sequence[str], at: int, size: int, language: str) -> str:
    if not size and language not in _NOUNS_CAPITAL:
        return _bare(tokens[at], language)
    shown = []
    for token in tokens[at : at + max(1, size)]:
        bare = _bare(token, language)
        start = token.lower().replace("’", "'").find(bare)
        shown.append(token[start : start + len(bare)] if start >= 0 else bare)
    return " ".join(shown)


def _noun_place(words: Sequence[str], tokens: Sequence[str], at: int, common: frozenset[str], language: str) -> bool:
    """Whether a word stands where a noun phrase ends: behind an article or preposition, and before a small word or a
    comma.
    """
    behind = _POSTPOSITIONS.get(language)
    if behind is not None:
        return at + 1 < len(words) and words[at + 1] in behind
    small = CLINGS_TO_NEXT.get(language, frozenset())
    before = list(words[max(0, at - 2) : at])
    opened = bool(before) and (
        before[-1] in small or (len(before) > 1 and before[0] in small and before[1] not in common)
    )
    closed = at + 1 >= len(words) or words[at + 1] in common or bool(CLAUSE_END.search(tokens[at]))
    return opened and closed


def _unspaced(facts: TalkFacts, clip: Candidate) -> list[_Seen]:
    """Runs of one script that hold no common character, and what is said more than once."""
    common = common_words(facts.language)
    text = " ".join(text.text for text in facts.texts[clip.first : clip.last])
    seen: dict[str, _Seen] = {}
    for run, place in _pieces(text, common):
        one = seen.setdefault(run, _Seen(run, place, words=list(run)))
        one.count += 1
        one.name |= run[0].isascii()
    asked = {keyword for keyword in facts.keywords if keyword in text}
    for keyword in asked:
        seen.setdefault(keyword, _Seen(keyword, text.find(keyword), count=1, words=list(keyword))).asked = True
    return [one for one in seen.values() if one.count > 1 or one.asked or one.shown[0].isascii() or _kana(one.shown)]


def _kana(run: str) -> bool:
    return "ァ" <= run[0] <= "ヺ"


def _pieces(text: str, common: frozenset[str]) -> Iterator[tuple[str, int]]:
    single = re.compile(f"[{re.escape(''.join(sorted(word for word in common if len(word) == 1)))} ]")
    for found in _RUNS.finditer(text):
        run = found.group()
        if run[0].isascii() or _kana(run):
            yield run, found.start()
            continue
        at = found.start()
        for part in single.split(run):
            for size in (4, 3, 2):
                for start in range(len(part) - size + 1):
                    piece = part[start : start + size]
                    if not any(word in piece for word in common if len(word) > 1):
                        yield piece, at + start
            at += len(part) + 1


def same_word(left: str, right: str) -> bool:
    """Whether two words are forms of one, whatever their case: equal but for a short ending, or in a script without
    spaces one within the other.
    """
    left, right = (
        _ACCENTS.sub("", unicodedata.normalize("NFKD", word.lower())).replace("-", "").replace(" ", "")
        for word in (left, right)
    )
    if left == right:
        return True
    shorter, longer = sorted((left, right), key=len)
    if shorter and ord(shorter[0]) >= _UNSPACED_FROM:
        return shorter in longer
    stem = 0
    while stem < len(shorter) and shorter[stem] == longer[stem]:
        stem += 1
    ends = shorter[stem:], longer[stem:]
    known = all(end in _ENDINGS for end in ends) if longer.isascii() else max(map(len, ends)) <= _ENDING
    return stem >= _SHORTEST_STEM and known
