"""Figures for recognised words: how many are wrong, and how far their starts are off."""

import re
from dataclasses import dataclass

import jiwer
import numpy as np

from adapters.align.english_spoken import spoken_forms
from domain.contracts.speech import Word

_PAUSE = 0.15
"""Seconds of silence from which a word counts as one after a pause."""


@dataclass(frozen=True)
class TrueWord:
    """A word as written, and its exact times in seconds."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class StartErrors:
    """Absolute errors of word starts, in seconds."""

    count: int
    median: float
    p95: float
    pause_median: float
    pause_p95: float


def word_error_rate(truth: str, heard: str) -> float:
    """Substitutions, insertions and deletions over the words of the truth; case, signs and spelling of numbers free."""
    return float(jiwer.wer(_plain(truth), _plain(heard)))


def start_errors(truth: list[TrueWord], heard: list[Word]) -> StartErrors:
    """Errors of the words that both have, matched in order by their text."""
    found = jiwer.process_words(
        " ".join(_token(word.text) for word in truth), " ".join(_token(word.text) for word in heard)
    )
    pairs = [
        (chunk.ref_start_idx + offset, chunk.hyp_start_idx + offset)
        for chunk in found.alignments[0]
        if chunk.type == "equal"
        for offset in range(chunk.ref_end_idx - chunk.ref_start_idx)
    ]
    errors = np.array([abs(heard[second].start - truth[first].start) for first, second in pairs])
    paused = np.array([first == 0 or truth[first].start - truth[first - 1].end > _PAUSE for first, _ in pairs])
    after = errors[paused]
    return StartErrors(
        count=len(errors),
        median=float(np.median(errors)),
        p95=float(np.percentile(errors, 95)),
        pause_median=float(np.median(after)),
        pause_p95=float(np.percentile(after, 95)),
    )


def _token(text: str) -> str:
    return re.sub(r"[^\w%$']", "", text.lower()) or "_"


def _plain(text: str) -> str:
    words: list[str] = []
    for word in text.replace("-", " ").split():
        has_figures = any(sign.isdigit() for sign in word)
        forms = spoken_forms(word) if has_figures or word in {"Mr.", "Dr.", "Mrs."} else []
        words += forms[0].split() if forms else [re.sub(r"[^\w']", "", word.lower())]
    return " ".join(word for word in words if word)
