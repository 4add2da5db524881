"""What the words of one sentence give away: questions, numbers, claims, fillers, housekeeping."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from domain.contracts.base import TimeRange
from domain.contracts.speech import Transcript
from domain.heuristics.clip_scoring_words import UNSPACED, WordList, word_list
from domain.heuristics.sentence_bounds import is_closed

_QUESTION = re.compile(r"[?？؟]|^¿")
_QUOTE = re.compile(r"[\"“”„«»「」『』]|\w[:：]\s*\S")
_CURRENCY = frozenset("%$€£¥₹％")
OWN_COMMON_SHARE = 0.012
"""A token with this share of all tokens of a video is grammar there, in a language without a list."""


@dataclass(frozen=True)
class SentenceText:
    """One sentence of a transcript and what its words tell; shares are 0..1 of its tokens.

    `first` to `last` (exclusive) are word positions; `content` are the tokens that carry meaning; `question`, `number`
    and so on tell that the sentence has one.
    """

    first: int
    last: int
    span: TimeRange
    text: str
    tokens: tuple[str, ...]
    content: tuple[str, ...]
    question: bool
    number: bool
    exclaims: bool
    quotes: bool
    listener: bool
    contrast: bool
    strong: int
    dangling: bool
    concluding: bool
    housekeeping: bool
    filler_share: float
    closed: bool

    @property
    def vividness(self) -> float:
        """0..1: how much of what makes people listen the wording alone has; signs add up and saturate."""
        signs = (
            0.30 * self.question
            + 0.28 * self.number
            + 0.20 * self.quotes
            + 0.15 * self.exclaims
            + 0.15 * self.listener
            + 0.22 * self.contrast
            + 0.18 * min(3, self.strong)
        )
        signs *= 1.0 - min(1.0, 2.5 * self.filler_share)
        return 0.2 * min(1.0, signs) if self.housekeeping else min(1.0, signs)


def normalise(text: str) -> str:
    """Lower case, punctuation as spaces, single spaces; letters, marks, digits and inner apostrophes stay."""
    kept = "".join(
        character if unicodedata.category(character)[0] in "LMN" or character in "'’-%$€£¥₹" else " "
        for character in text.lower().replace("’", "'")
    )
    return " ".join(part.strip("-'") for part in kept.split() if part.strip("-'"))


def tokens_of(text: str, language: str) -> tuple[str, ...]:
    """The words of a text, or its characters where the language writes no spaces."""
    plain = normalise(text)
    return tuple(plain.replace(" ", "")) if language in UNSPACED else tuple(plain.split())


def count_phrases(plain: str, phrases: frozenset[str], *, spaced: bool) -> int:
    """How many different phrases of the set stand in normalised text, on word bounds where words have bounds."""
    if not spaced:
        return sum(phrase in plain for phrase in phrases)
    framed = f" {plain} "
    return sum(f" {phrase} " in framed for phrase in phrases)


def opens_with(plain: str, phrases: frozenset[str], *, spaced: bool) -> bool:
    """Whether normalised text begins with one of the phrases."""
    if spaced:
        return any(f"{plain} ".startswith(f"{phrase} ") for phrase in phrases)
    return any(plain.startswith(phrase) for phrase in phrases)


def read_sentences(transcript: Transcript) -> list[SentenceText]:
    """Every sentence of the transcript with its signals; order as in the transcript."""
    words = word_list(transcript.language)
    texts = [transcript.text_of(sentence.first, sentence.last) for sentence in transcript.sentences]
    tokens = [tokens_of(text, transcript.language) for text in texts]
    common = words.function or _own_common(tokens)
    return [
        _read(transcript, index, texts[index], tokens[index], words, common)
        for index in range(len(transcript.sentences))
    ]


def _own_common(sentences: Sequence[tuple[str, ...]]) -> frozenset[str]:
    counts = Counter(token for sentence in sentences for token in sentence)
    total = sum(counts.values())
    return frozenset(token for token, count in counts.items() if count >= 3 and count / total >= OWN_COMMON_SHARE)


def _read(
    transcript: Transcript, index: int, text: str, tokens: tuple[str, ...], words: WordList, common: frozenset[str]
) -> SentenceText:
    sentence = transcript.sentences[index]
    spaced = transcript.language not in UNSPACED
    plain = normalise(text) if spaced else "".join(tokens)
    size = max(1, len(tokens))
    fillers = sum(
        len(phrase.split()) if spaced else len(phrase)
        for phrase in words.fillers
        if count_phrases(plain, frozenset({phrase}), spaced=spaced)
    )
    stripped = text.rstrip(" \"'”’»」』)")
    return SentenceText(
        first=sentence.first,
        last=sentence.last,
        span=transcript.sentence_range(sentence),
        text=text,
        tokens=tokens,
        content=tuple(token for token in tokens if token not in common and token not in words.fillers),
        question=bool(_QUESTION.search(text)),
        number=any(
            character.isnumeric() or character in _CURRENCY for character in plain if spaced or character.isdigit()
        )
        or count_phrases(plain, words.numbers, spaced=spaced) > 0,
        exclaims=stripped.endswith(("!", "！")),
        quotes=bool(_QUOTE.search(text)),
        listener=count_phrases(plain, words.listener, spaced=spaced) > 0,
        contrast=count_phrases(plain, words.contrast, spaced=spaced) > 0,
        strong=count_phrases(plain, words.strong, spaced=spaced),
        dangling=opens_with(plain, words.dangling, spaced=spaced),
        concluding=opens_with(plain, words.concluding, spaced=spaced),
        housekeeping=count_phrases(plain, words.housekeeping, spaced=spaced) > 0,
        filler_share=min(1.0, fillers / size),
        closed=is_closed(text, transcript.language),
    )
