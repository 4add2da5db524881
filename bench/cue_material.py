"""Spoken passages as words with times, at any pace: what the cue bench captions."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from domain.contracts.speech import Sentence, Transcript, Word
from domain.heuristics.reading_rules import rules_for
from domain.heuristics.sentences import restore_sentences
from domain.heuristics.subtitle_text import SPACELESS, display_width

PASSAGES = Path(__file__).with_name("passages")
TALKS = Path(__file__).with_name("talks")
SCRIPTS = Path("samples/scripts")
PACES = (9.0, 11.0, 13.0, 15.0, 16.5, 18.0, 19.0, 20.0)
"""Characters a second inside phrases, where the reading speed is 17; other languages in proportion."""
_CLAUSE = re.compile(r"[,;:—–、，،；：।…]\W*$")
_TOKENS = re.compile(r"[A-Za-z]+|[^A-Za-z]{1,2}")
"""Tokens in scripts without spaces: recognisers cut them without regard to words and numbers."""


@dataclass(frozen=True)
class Passage:
    """A text by sentences; those of the passages' files are marked by hand, one a line."""

    name: str
    language: str
    sentences: tuple[str, ...]


def written_passages(languages: Sequence[str] = ()) -> Iterator[Passage]:
    """The passages that were written for this bench."""
    for path in sorted(PASSAGES.glob("*.txt")):
        if languages and path.stem not in languages:
            continue
        for number, block in enumerate(path.read_text(encoding="utf-8").strip().split("\n\n"), 1):
            yield Passage(f"{path.stem} {number}", path.stem, tuple(block.splitlines()))


def talks() -> Iterator[Passage]:
    """The talks of the clip bench and the samples' scripts; their sentences are found as in a job."""
    for path in sorted(TALKS.glob("*.txt")):
        head, body = path.read_text(encoding="utf-8").split("---", 1)
        language = re.search(r"^language: (\w+)", head, re.MULTILINE)
        text = re.sub(r"~[\d.]+|^\[.*?\]|[\[\]{}*#|]", " ", body, flags=re.MULTILINE)
        yield _found(path.stem, language.group(1) if language else "en", text)
    for path in sorted(SCRIPTS.glob("*.yaml")):
        script = yaml.safe_load(path.read_text(encoding="utf-8"))
        yield _found(path.stem, script.get("language", "en"), " ".join(line["text"] for line in script["lines"]))


def _found(name: str, language: str, text: str) -> Passage:
    tokens = _tokens(text, language)
    words = [Word(text=token, start=index, end=index + 1) for index, token in enumerate(tokens)]
    joint = "" if language in SPACELESS else " "
    found = restore_sentences(words, language)
    return Passage(name, language, tuple(joint.join(tokens[one.first : one.last]) for one in found))


def spoken(passage: Passage, pace: float, seed: int) -> Transcript:
    """The passage as it would be transcribed at `pace` (see `PACES`), with pauses and small hesitations."""
    dice = random.Random(f"{passage.name} {pace} {seed}")
    rules = rules_for(passage.language, 25)
    rate = pace * rules.chars_per_second / 17
    words: list[Word] = []
    sentences: list[Sentence] = []
    at = 0.3
    for text in passage.sentences:
        first = len(words)
        tokens = _tokens(text, passage.language)
        for place, token in enumerate(tokens):
            spaced = 0 if passage.language in SPACELESS else 1
            seconds = (display_width(token, wide=rules.wide) + spaced) / rate * dice.uniform(0.94, 1.06)
            words.append(Word(text=token, start=round(at, 3), end=round(at + seconds * 0.97, 3)))
            at += seconds
            if place == len(tokens) - 1:
                at += dice.choice((0.15, 0.3, 0.5, 0.8, 1.2))
            elif _CLAUSE.search(token):
                at += dice.choice((0.0, 0.1, 0.2, 0.4))
            elif dice.random() < 0.03:
                at += dice.choice((0.3, 0.6, 0.9))
        sentences.append(Sentence(first=first, last=len(words)))
    return Transcript(language=passage.language, duration=at + 1, words=tuple(words), sentences=tuple(sentences))


def _tokens(text: str, language: str) -> list[str]:
    if language not in SPACELESS:
        return text.split()
    return [token for run in text.split() for token in _TOKENS.findall(run)]


def truth_words(path: Path) -> tuple[str, list[Word], list[bool]]:
    """Language, words and which of them end a sentence, of a sample's exact truth."""
    truth = json.loads(path.read_text(encoding="utf-8"))
    rows = truth["words"]
    words = [Word(text=row["text"], start=row["start"], end=row["end"], speaker=row["speaker"]) for row in rows]
    ends = [index + 1 == len(rows) or rows[index + 1]["sentence"] != row["sentence"] for index, row in enumerate(rows)]
    return truth["language"], words, ends
