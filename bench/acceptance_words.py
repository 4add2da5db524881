"""Compares captions, what is heard, and titles with the script of a source."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import jiwer
import pysubs2

from bench.asr_scores import word_error_rate
from samples.corpus.speech import Sentence

SLACK = 0.2
"""A bound may lie so many seconds inside a sentence's sound without cutting anything: voices fade."""
ENDS_SLACK = 0.9
_BY_LETTERS = {"ar", "he", "hi", "ja", "th", "zh"}
_CUE_REACH = 0.35
_HALF = 0.5


def error_rate(said: str, written: str, language: str) -> float:
    """The share of words (of letters, where words are not parted or endings vary) that is wrong."""
    if language == "en":
        return word_error_rate(said, written)
    first, second = plain(said), plain(written)
    if language in _BY_LETTERS:
        return float(jiwer.cer(first.replace(" ", ""), second.replace(" ", "") or "_"))
    return float(jiwer.wer(first, second or "_"))


def plain(text: str) -> str:
    """Small letters, marks that belong to letters, and figures; everything else parts words, but an apostrophe."""
    kept = []
    for sign in unicodedata.normalize("NFKC", text).lower():
        if sign in "'’":
            continue
        kept.append(sign if unicodedata.category(sign)[0] in "LMN" else " ")
    return " ".join("".join(kept).split())


def captions_of(srt: Path) -> list[tuple[float, float, str]]:
    """Start and end in seconds, and the text of each cue."""
    return [(line.start / 1000, line.end / 1000, line.plaintext.replace("\n", " ")) for line in pysubs2.load(str(srt))]


def spoken_between(sentences: Sequence[Sentence], start: float, end: float) -> list[Sentence]:
    """Those of which more than half is heard between two times."""
    return [s for s in sentences if min(s.end, end) - max(s.start, start) > _HALF * (s.end - s.start)]


def cut_sentences(sentences: Sequence[Sentence], start: float, end: float) -> list[str]:
    """Those that a bound cuts in two."""
    return [s.text for s in sentences for bound in (start, end) if s.start + SLACK < bound < s.end - SLACK]


def misplaced(sentences: Sequence[Sentence], cues: Sequence[tuple[float, float, str]], begins: float) -> list[str]:
    """Sentences of which less than half the words stand in the cues that are shown while they are said."""
    found = []
    for sentence in sentences:
        first, last = sentence.start - begins - _CUE_REACH, sentence.end - begins + _CUE_REACH
        shown = plain(" ".join(text for start, end, text in cues if start < last and end > first)).split()
        words = plain(sentence.text).split()
        if words and sum(word in shown for word in words) < _HALF * len(words):
            found.append(sentence.text)
    return found


def off_by(sentences: Sequence[Sentence], cues: Sequence[tuple[float, float, str]], begins: float) -> float:
    """By how many seconds the first caption comes after the first sentence begins (before it: negative)."""
    return cues[0][0] - (sentences[0].start - begins) if sentences and cues else 0.0


def title_faults(title: str, captions: str, never: Sequence[str]) -> list[str]:
    """What is untrue in a title: words that nobody said, or not in this order, or one that may never be."""
    words, said = plain(title).split(), plain(captions).split()
    faults = []
    if not words:
        faults.append("the title has no words")
    if plain(title) in {plain(one) for one in never}:
        faults.append(f"the title '{title}' is untrue")
    if words and not _in_order(words, said):
        faults.append(f"the title '{title}' is not in the captions")
    return faults


def _in_order(words: Sequence[str], said: Sequence[str]) -> bool:
    """Whether the words are said in this order, with few others between them."""
    if " " not in " ".join(said) or len(said) < 4:
        return "".join(words) in "".join(said)
    for first in range(len(said)):
        reach = said[first : first + len(words) + 6]
        position = 0
        for word in reach:
            position += position < len(words) and word == words[position]
        if position == len(words):
            return True
    return "".join(words) in "".join(said)


def script_share(text: str, script: str) -> float:
    """The share of letters of a script, by their Unicode names; `CJK` stands for all that Japanese and Chinese use."""
    names = ("CJK", "HIRAGANA", "KATAKANA") if script == "CJK" else (script,)
    letters = [sign for sign in text if unicodedata.category(sign)[0] == "L"]
    return sum(unicodedata.name(sign, "").startswith(names) for sign in letters) / max(1, len(letters))
