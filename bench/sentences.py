"""Where the splitter ends sentences, against passages in 13 languages with their bounds marked.

`python -m bench.sentences [--set seen]` needs no running stack, prints the F1 of the bounds between sentences for each
language, of the text and of its timed words, and exits with 1 when a set is under the bar.
"""

import argparse
import sys
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from domain.contracts.speech import Word
from domain.heuristics.line_words import words_in
from domain.heuristics.sentence_bounds import sentence_bounds
from domain.heuristics.sentences import restore_sentences
from domain.heuristics.subtitle_text import SPACELESS

SETS = ("seen", "held_out")
"""Folders of `samples/sentences`: worked with, and kept aside while the splitter was worked on."""
BAR = 0.97
_FOLDER = Path(__file__).parent.parent / "samples" / "sentences"
_WORD_SECONDS = 0.25
_GAPS = (0.02, 0.3)
"""Seconds of silence between two words: inside a sentence, and where one ends."""


@dataclass(frozen=True)
class Score:
    """Bounds that were found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @classmethod
    def of(cls, found: set[int], true: set[int]) -> "Score":
        """What was found, beside what is true."""
        return cls(len(found & true), len(found - true), len(true - found))

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there is nothing to find and nothing was found."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


def passages(name: str) -> dict[str, list[list[str]]]:
    """Passages of a set by language, each a list of its sentences."""
    found = {}
    for path in sorted((_FOLDER / name).glob("*.txt")):
        parts = path.read_text(encoding="utf-8").strip().split("\n\n")
        found[path.stem] = [part.splitlines() for part in parts]
    return found


def timed_words(sentences: list[str], language: str) -> tuple[list[Word], set[int]]:
    """A passage as words with times, and the numbers of the words before which a sentence ends."""
    words: list[Word] = []
    ends: set[int] = set()
    at = 0.0
    for sentence in sentences:
        for text in words_in(sentence, language):
            words.append(Word(text=text, start=at, end=at + _WORD_SECONDS))
            at += _WORD_SECONDS + _GAPS[0]
        at += _GAPS[1] - _GAPS[0]
        ends.add(len(words))
    return words, ends - {len(words)}


def text_score(sentences: list[str], language: str) -> Score:
    """The bounds that the splitter finds in the text of a passage."""
    joint = "" if language in SPACELESS else " "
    ends = set(accumulate(len(sentence) for sentence in sentences))
    true = {end + place * len(joint) for place, end in enumerate(sorted(ends))}
    text = joint.join(sentences)
    return Score.of({end for _, end in sentence_bounds(text, language)} - {len(text)}, true - {len(text)})


def word_score(sentences: list[str], language: str) -> Score:
    """The bounds that a transcript of the passage gets."""
    words, true = timed_words(sentences, language)
    return Score.of({sentence.last for sentence in restore_sentences(words, language)} - {len(words)}, true)


def scores(name: str) -> dict[str, tuple[Score, Score]]:
    """By language, of the text and of timed words."""
    return {
        language: (
            sum((text_score(part, language) for part in parts), Score()),
            sum((word_score(part, language) for part in parts), Score()),
        )
        for language, parts in passages(name).items()
    }


def _print(name: str) -> bool:
    found = scores(name)
    found["all"] = sum((one for one, _ in found.values()), Score()), sum((two for _, two in found.values()), Score())
    print(f"{name}: {sum(len(part) for parts in passages(name).values() for part in parts)} sentences")
    for language, (text, words) in found.items():
        print(f"  {language:4} text {text.f1:.4f} (+{text.wrong} -{text.missed})", end="")
        print(f"   words {words.f1:.4f} (+{words.wrong} -{words.missed})")
    return min(score.f1 for score in found["all"]) >= BAR


def main() -> int:
    """Print the scores of each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=SETS, action="append", help="default: both")
    chosen = parser.parse_args().set or SETS
    good = [_print(name) for name in chosen]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
