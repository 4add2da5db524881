"""Whether captions say what is said while it is said: cues, held against the words of a cut in its own time."""

import unicodedata
from collections.abc import Sequence
from itertools import accumulate

from domain.contracts.captions import CaptionWord
from domain.heuristics.subtitle_check import Cue

MOST_OFF_SECONDS = 0.3
"""A cue that begins this much before or after its first word is another one's."""
_FRAMES_OFF = 3
"""What that is at the least: a cue begins up to two frames off its speech, on the frame grid."""


def caption_faults(cues: Sequence[Cue], words: Sequence[CaptionWord], frame_rate: float) -> tuple[str, ...]:
    """Cues that are not what is said at their times, in words; empty when all are.

    Letters and digits are compared, whatever their case: signs, hyphens and emoji depend on where lines end. `words`
    are those that the captions were made from, in order and in the cut's time, and so are the `cues`.
    """
    spelled = [_letters(word.text) for word in words]
    said = "".join(spelled)
    firsts = list(accumulate((len(text) for text in spelled), initial=0))
    most = max(MOST_OFF_SECONDS, _FRAMES_OFF / frame_rate)
    found: list[str] = []
    at = word = 0
    for number, cue in enumerate(cues, 1):
        shown = _letters(" ".join(cue.lines))
        if not shown:
            continue
        here = said[at : at + len(shown)]
        # In a line that is read from the right, parts of words may stand in another order than they are said in.
        if sorted(shown) != sorted(here):
            return (*found, f'cue {number} at {cue.start:.3f} s: "{" ".join(cue.lines)}" is not what is said next')
        while firsts[word + 1] <= at:
            word += 1
        off = _off(cue.start, words[word], inside=at > firsts[word])
        if abs(off) > most:
            way = "after" if off > 0 else "before"
            found.append(f"cue {number} at {cue.start:.3f} s begins {abs(off):.2f} s {way} its words")
        at += len(shown)
    if at < len(said):
        found.append(f"{len(said) - at} of {len(said)} letters that are said are in no cue")
    return tuple(found)


def _off(start: float, word: CaptionWord, *, inside: bool) -> float:
    """Seconds by which a cue begins after its first word; one that begins inside a word may anywhere in it."""
    if inside:
        return start - min(max(start, word.start), word.end)
    return start - word.start


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in folded if unicodedata.category(char)[0] in "LN")
