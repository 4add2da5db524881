"""Where a caption may break: the cost of a break between two words, and the best two lines."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from domain.heuristics.line_breaking_words import (
    CLINGS_TO_NEXT,
    CONJUNCTIONS,
    CURRENCY,
    LEANS_ON_NEXT,
    NUMBER_WORDS,
    OPENS_LINE,
    POSTPOSITIONS,
    PREPOSITIONS,
    SHORT_FORMS,
    TITLES,
)
from domain.heuristics.reading_rules import ReadingRules
from domain.heuristics.sentence_bounds import ends_between, leads_on
from domain.heuristics.sentence_marks import ends_with_sign
from domain.heuristics.subtitle_text import (
    INSIDE_WORD,
    SPACELESS,
    display_width,
    ends_clause,
    join_words,
    joint_between,
)

FORBIDDEN = 1000.0
"""A break that no typesetter makes, such as before a closing bracket."""
DANGLING = 60.0
"""From here on a break leaves a word without what it needs: an article, a preposition, a number, a title."""
ANYWHERE = 18.0
"""A break between two words that nothing binds."""
_HYPHENATED = 300.0
"""A break inside a word, where its language hyphenates it."""
_UNFINISHED = 75.0
"""A break behind an article, a number or a title."""
_SPLIT_NUMBER = 200.0
_LEANING = 40.0

_NONE: frozenset[str] = frozenset()

# Kinsoku: what may not begin or end a line where any two characters may part.
_NEVER_FIRST = frozenset(
    "、。，．・：；？！）］｝」』】〉》〕ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々ゝゞ〜～…‥％‰℃°–—๚๛ๆฯ།，！？：；）"
)
_NEVER_LAST = frozenset("（［｛「『【〈《〔￥￡＄¥$€£#№¿¡([{")
_CLOSING_MARKS = frozenset(".,:;!?)]}%‰°…”’\"'»›“‘´")
_OPENING_MARKS = frozenset("([{¿¡«‹„“‘‚\"'#$€£¥₹+-–—")
_LOW_OPENS = frozenset({"de", "cs", "sk", "sl", "da", "hr", "hu"})
"""Languages that write »so«, with the guillemets that elsewhere look the other way."""
_ORDINAL_STOP = frozenset({"de", "tr", "cs", "sk", "pl", "da", "nb", "no", "fi", "hu", "sl", "hr", "sr"})
"""Languages whose ordinal numbers end with a full stop: `19. Jahrhundert`."""
_JA_PARTICLES = ("は", "が", "を", "に", "で", "と", "も", "の", "へ", "から", "まで", "より", "ね", "よ", "て")


@lru_cache(maxsize=16384)
def break_cost(left: str, right: str, language: str) -> float:
    """How bad a break between two neighbouring words is: 0 after a sentence, 18 anywhere, DANGLING and above where a
    word would be left without what it needs, FORBIDDEN never.
    """
    cost = inner_cost(left, right, language)
    return 0.0 if cost < DANGLING and ends_between(left, right, language) else cost


@lru_cache(maxsize=16384)
def inner_cost(left: str, right: str, language: str) -> float:
    """`break_cost` of two words that are known to be of one sentence: a full stop then is that of a short form."""
    if left.endswith(INSIDE_WORD):
        return _HYPHENATED
    if _is_closing(right, language) or _is_opening(left, language):
        return FORBIDDEN
    if left[-1:].isdigit() and right[:1].isdigit():
        return _SPLIT_NUMBER
    bare = _bare(left)
    if _needs_next(left, bare, right, language):
        # "under | the house" is the lesser evil beside "under the | house".
        return DANGLING if bare in PREPOSITIONS.get(language, _NONE) else _UNFINISHED
    return _taste(left, right, language)


def _taste(left: str, right: str, language: str) -> float:
    if ends_clause(left):
        return 3.0
    if ends_with_sign(left):
        return ANYWHERE / 2
    if language in SPACELESS:
        return 8.0 if language == "ja" and left.endswith(_JA_PARTICLES) else 15.0
    return _spaced_break_cost(left, right, language)


def dangles(left: str, right: str, language: str) -> bool:
    """Whether a reader who has seen `left` as the last word waits for `right`: a caption shall not end there."""
    if inner_cost(left, right, language) >= DANGLING:
        return True
    return not (ends_clause(left) or ends_with_sign(left)) and _bare(left) in CONJUNCTIONS.get(language, _NONE)


def is_title(text: str, language: str) -> bool:
    """Whether a word is a short title that stands before a name, such as `Dr.`: no sentence ends with it."""
    bare = _bare(text)
    return bare.endswith(".") and bare[:-1] in TITLES.get(language, _NONE)


def _needs_next(left: str, bare: str, right: str, language: str) -> bool:
    if left[-1:] == ",":
        return False
    stem, following = bare.rstrip("."), right.lstrip("\"'“‘«„([")[:1]
    short = bare.endswith(".") and not bare.endswith("..")
    conditions = (
        leads_on(left, right, language),
        stem in CURRENCY and following.isdigit(),
        stem in TITLES.get(language, _NONE) and (short or following.isupper()),
        short and stem in SHORT_FORMS.get(language, _NONE) and (following.isdigit() or following.isupper()),
        short and stem.isdigit() and language in _ORDINAL_STOP,
        _is_initial(left) and following.isupper(),
        not short and bare in CLINGS_TO_NEXT.get(language, _NONE),
        not short and bare in NUMBER_WORDS.get(language, _NONE),
        left[-1:].isdigit(),
    )
    return any(conditions)


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word[0].isupper() and word[1] == "." and word[0].isalpha()


def _spaced_break_cost(left: str, right: str, language: str) -> float:
    bare_left, bare_right = _bare(left), _bare(right)
    # German writes every noun with a capital.
    names = language != "de" and left[:1].isupper() and right[:1].isupper() and "i" not in {bare_left, bare_right}
    costs = (
        (bare_right in POSTPOSITIONS.get(language, _NONE), _LEANING),
        (bare_left in LEANS_ON_NEXT.get(language, _NONE), _LEANING),
        (names, 30.0),
        (bare_right in OPENS_LINE.get(language, _NONE), 8.0),
    )
    return next((cost for applies, cost in costs if applies), ANYWHERE)


def _bare(word: str) -> str:
    return word.lower().replace("’", "'").strip('"“”„«»‹›()[]{}¿¡')


def _is_closing(right: str, language: str) -> bool:
    """Whether a word cannot begin a line: a closing mark that stands alone, or a sign that kinsoku keeps back."""
    first = right[:1]
    if first in _NEVER_FIRST:
        return not (first in "–—…" and len(right) > 1)
    if not set(right) <= _CLOSING_MARKS:
        return False
    return not (set(right) <= {"»", "›"} and language in _LOW_OPENS)


def _is_opening(left: str, language: str) -> bool:
    """Whether a word cannot end a line: an opening mark that stands alone, or one that kinsoku keeps."""
    last = left[-1:]
    if last in _NEVER_LAST:
        return True
    if not set(left) <= _OPENING_MARKS | {"»", "›"}:
        return False
    if set(left) <= {"»", "›"}:
        return language in _LOW_OPENS
    if set(left) <= {"«", "‹"}:
        return language not in _LOW_OPENS
    return not set(left) <= {"-", "–", "—", '"', "'"}


def break_lines(
    words: Sequence[str], rules: ReadingRules, costs: Sequence[float] | None = None
) -> tuple[str, ...] | None:
    """The words as one line, or two at the best place: at punctuation, before a clause, bottom line the longer.

    `costs` are those of a break behind each word but the last; without them they are told from the words alone. None
    when the words do not fit the rules' lines; nothing but white space is changed, and a hyphen set where a line ends
    inside a word.
    """
    language, wide, limit = rules.language, rules.wide, rules.chars_per_line
    if costs is None:
        costs = [break_cost(a, b, language) for a, b in pairwise(words)]
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
        if max(top + words[index - 1].endswith(INSIDE_WORD), bottom) > limit:
            continue
        # In shares of a line, so that scripts with short lines weigh balance alike.
        lean = (top - bottom) / limit
        cost = 1.5 * costs[index - 1] + (34 * lean if lean > 0 else -18 * lean)
        if cost < best:
            best, place = cost, index
    return (join_words(words[:place], language), join_words(words[place:], language)) if place else None
