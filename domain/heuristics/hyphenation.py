"""Parts words that are too long for a line: at their own hyphens, at the signs of an address, or by syllables."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import pairwise

from domain.heuristics.subtitle_text import NO_SPACE, SOFT_HYPHEN

_SHORTEST = 3
"""Letters that stand at least on either side of a hyphen."""
_OWN = re.compile(r"[^\W_][-‐/.@_=&?+]+(?=[^\W_])")
_CORE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PATTERNS = {"en": "en_US", "de": "de_DE", "pt": "pt_BR", "sr": "sr_Latn", "no": "nb_NO"}
_OPEN_SYLLABLES = frozenset({"tr", "az", "fi", "uz"})
"""Languages without patterns in the library, whose syllables begin with the last consonant before a vowel."""
_OPEN_SYLLABLE = re.compile(r"[^\W\d_aeıioöuüäə](?=[aeıioöuüäə])")


def long_word(word: str, language: str, fits: Callable[[str], bool]) -> tuple[str, ...]:
    """The word in the fewest parts that `fits` accepts as a line each; one part when no way is known.

    Each part but the last ends with a mark of `subtitle_text.INSIDE_WORD`; `fits` is asked with the hyphen that a line
    would show. Where the language has no patterns, or none helps, the word stays whole.
    """
    if fits(word):
        return (word,)
    places = {match.end(): NO_SPACE for match in _OWN.finditer(word)}
    for match in _CORE.finditer(word):
        for place in _syllables(match.group(), language):
            places.setdefault(match.start() + place, SOFT_HYPHEN)
    ends = _evenly(word, places, fits)
    return tuple(word[start:end] + places.get(end, "") for start, end in pairwise((0, *ends)))


def _evenly(word: str, places: Mapping[int, str], fits: Callable[[str], bool]) -> tuple[int, ...]:
    """Where the parts end: as few as can be, then as even as can be; the word's end alone when nothing fits."""
    best: dict[int, tuple[int, int, tuple[int, ...]]] = {0: (0, 0, ())}
    for end in (*sorted(places), len(word)):
        ways = [
            (parts + 1, uneven + (end - start) ** 2, (*ends, end))
            for start, (parts, uneven, ends) in best.items()
            if fits(_shown(word[start:end], places.get(end, "")))
        ]
        if ways:
            best[end] = min(ways)
    return best[len(word)][2] if len(word) in best else (len(word),)


def _shown(part: str, mark: str) -> str:
    return part + ("-" if mark == SOFT_HYPHEN else "")


@lru_cache(maxsize=4096)
def _syllables(word: str, language: str) -> tuple[int, ...]:
    # Loaded where it is used: it reads a folder, which no workflow that imports this module may.
    import pyphen  # type: ignore[import-untyped]

    if language in _OPEN_SYLLABLES:
        starts = (match.start() for match in _OPEN_SYLLABLE.finditer(word.lower()))
        return tuple(at for at in starts if _SHORTEST <= at <= len(word) - _SHORTEST)
    patterns = pyphen.language_fallback(_PATTERNS.get(language, language))
    if patterns is None:
        return ()
    places = pyphen.Pyphen(lang=patterns, left=_SHORTEST, right=_SHORTEST).positions(word.lower())
    return tuple(int(place) for place in places)
