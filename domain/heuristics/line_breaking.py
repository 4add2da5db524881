"""Where a caption may break: the cost of a break between two words, and the best two lines."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from domain.heuristics.line_breaking_words import CLINGS_TO_NEXT, LEANS_ON_NEXT, OPENS_LINE
from domain.heuristics.reading_rules import ReadingRules
from domain.heuristics.sentence_bounds import ends_between, leads_on
from domain.heuristics.subtitle_text import (
    SPACELESS,
    display_width,
    ends_clause,
    join_words,
    joint_between,
)

FORBIDDEN = 1000.0
"""A break that no typesetter makes, such as before a closing bracket."""

_NONE: frozenset[str] = frozenset()

# Kinsoku: what may not begin or end a line where any two characters may part.
_NEVER_FIRST = frozenset("、。，．・：；？！）］｝」』】〉》〕ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…‥’”,.!?:;)]}%ๆฯ")
_NEVER_LAST = frozenset("（［｛「『【〈《〔“‘([{$￥¥#")
_JA_PARTICLES = ("は", "が", "を", "に", "で", "と", "も", "の", "へ", "から", "まで", "より", "ね", "よ", "て")


@lru_cache(maxsize=16384)
def break_cost(left: str, right: str, language: str) -> float:
    """How bad a break between two neighbouring words is: 0 after a sentence, about 18 anywhere, FORBIDDEN never."""
    if right[:1] in _NEVER_FIRST or left[-1:] in _NEVER_LAST:
        return FORBIDDEN
    if ends_between(left, right, language):
        return 0.0
    if ends_clause(left):
        return 3.0
    if language in SPACELESS:
        return 8.0 if language == "ja" and left.endswith(_JA_PARTICLES) else 15.0
    return _spaced_break_cost(left, right, language)


def _spaced_break_cost(left: str, right: str, language: str) -> float:
    bare_left, bare_right = _bare(left), _bare(right)
    names = left[:1].isupper() and right[:1].isupper() and "i" not in {bare_left, bare_right}
    costs = (
        (leads_on(left, right, language), 90.0),
        (bare_left in CLINGS_TO_NEXT.get(language, _NONE), 60.0),
        (bare_left in LEANS_ON_NEXT.get(language, _NONE), 40.0),
        (left[-1:].isdigit(), 35.0),
        (names, 30.0),
        (bare_right in OPENS_LINE.get(language, _NONE), 8.0),
    )
    return next((cost for applies, cost in costs if applies), 18.0)


def _bare(word: str) -> str:
    return word.lower().replace("’", "'").strip('"“”«»()[]{}¿¡')


def break_lines(words: Sequence[str], rules: ReadingRules) -> tuple[str, ...] | None:
    """The words as one line, or two at the best place: at punctuation, before a clause, bottom line the longer.

    None when they do not fit the rules' lines; nothing but white space is ever changed.
    """
    language, wide, limit = rules.language, rules.wide, rules.chars_per_line
    joints = [display_width(joint_between(a, b, language), wide=wide) for a, b in pairwise(words)]
    widths = [display_width(word, wide=wide) for word in words]
    ends = list(accumulate(width + joint for width, joint in zip(widths, [0.0, *joints], strict=True)))
    if ends[-1] <= limit:
        return (join_words(words, language),)
    if rules.lines < 2:
        return None
    best, place = FORBIDDEN * 2, 0
    for index in range(1, len(words)):
        top, bottom = ends[index - 1], ends[-1] - ends[index - 1] - joints[index - 1]
        if max(top, bottom) > limit:
            continue
        # In shares of a line, so that scripts with short lines weigh balance alike.
        lean = (top - bottom) / limit
        cost = break_cost(words[index - 1], words[index], language) + (34 * lean if lean > 0 else -18 * lean)
        if cost < best:
            best, place = cost, index
    return (join_words(words[:place], language), join_words(words[place:], language)) if place else None
