"""Which sentences of a talk say something only together with the ones beside them: quoted, denied, or conditioned."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from domain.heuristics.clip_scoring_words import word_list
from domain.heuristics.meaning import is_word, markers, phrase_at, tokens_in
from domain.heuristics.meaning_words import meaning_words
from domain.heuristics.narration_words import narration_words

SHORT_TOKENS: Final = 8
"""A sentence of so few tokens may say of its neighbour that it is a myth, or that it is somebody's word."""
LONGEST_QUOTE: Final = 8
"""Sentences after which a quotation that nobody closed counts as over."""

_DENIALS: Final = {
    "en": "wrong|not true|false|no|nope|not|nonsense|just kidding|kidding|that's a lie|that's what|that is what|"
    "at least that's|or so|yeah right|not really|i was wrong|we were wrong|it isn't|it wasn't|it's not|that's not|"
    "that isn't|that wasn't|that was a lie|as if|said no one|so they|so he|so she|or at least|only if|but only|but not|"
    "turns out|it turned out|or not|sarcasm|i'm joking|i'm kidding|well no|except|unless|until|in theory",
    "es": "no|mentira|falso|es mentira|eso decían|eso creía|era mentira|qué va|o eso|al menos eso|salvo|excepto|"
    "ni hablar|es broma",
    "de": "falsch|nein|stimmt nicht|nicht|quatsch|von wegen|das war gelogen|zumindest|jedenfalls|so hieß es|außer|"
    "es sei denn|scherz|kleiner scherz|dachte ich|denkste|eben nicht|das stimmt nicht",
    "fr": "faux|non|c'est faux|pas vrai|c'était faux|du moins|enfin non|sauf|à moins|je plaisante|pas du tout|mensonge",
    "pt": "não|mentira|falso|errado|é mentira|era mentira|pelo menos|ou assim|exceto|a menos|brincadeira|só que não",
    "it": "no|falso|non è vero|bugia|almeno|o così|tranne|a meno|scherzo|macché|sbagliato",
    "id": "tidak|bohong|salah|itu bohong|setidaknya|katanya|kecuali|bercanda|bukan|tapi bohong|ternyata",
}
DENIALS: Final = {code: frozenset(phrases.split("|")) for code, phrases in _DENIALS.items()}
"""Openings of a sentence that takes back, or gives to somebody else, what the sentence before it says."""
_OPEN: Final = "“„«「『"
_CLOSE: Final = "”»」』"


@dataclass(frozen=True)
class Surroundings:
    """Per sentence: whether it stands inside a quotation, whether a neighbour turns what it says, and whether it is
    itself only about a neighbour.
    """

    quoted: tuple[bool, ...]
    turned: tuple[bool, ...]
    turning: tuple[bool, ...]


def surroundings(texts: Sequence[str], language: str) -> Surroundings:
    """What is around each sentence of a passage, in order."""
    split = [tokens_in(text, language) for text in texts]
    back = [_takes_back(tokens, language) for tokens in split]
    ahead = [_introduces(tokens, language) for tokens in split]
    turned = [
        (place + 1 < len(texts) and back[place + 1]) or (place > 0 and ahead[place - 1]) for place in range(len(texts))
    ]
    turning = [(place > 0 and back[place]) or (place + 1 < len(texts) and ahead[place]) for place in range(len(texts))]
    return Surroundings(tuple(_inside(texts)), tuple(turned), tuple(turning))


def _takes_back(tokens: Sequence[str], language: str) -> bool:
    """Whether a sentence denies, conditions or reports the one before it."""
    words = [token for token in tokens if is_word(token)]
    if not words:
        return False
    denials = DENIALS.get(language, frozenset())
    opening = phrase_at(words, 0, denials, language)
    short = len(words) <= SHORT_TOKENS
    if opening and (short or words[opening - 1].endswith((".", ",", "!", ":"))):
        return True
    lists = meaning_words(language)
    found = markers(words, language)
    ended = any(token.rstrip('"”').endswith(",") for token in words[:-1])
    if phrase_at(words, 0, lists.conditions | lists.limits | lists.concessions, language) and not ended:
        return not tokens[-1].endswith("?")
    if not short:
        return False
    kinds = {one.kind for one in found}
    against = bool(phrase_at(words, 0, lists.contrasts, language))
    return "doubts" in kinds or (against and bool(kinds & {"negations", "limits", "reports"}))


def _introduces(tokens: Sequence[str], language: str) -> bool:
    """Whether a sentence says of the next one that somebody says it, or that it is not so."""
    if tokens and tokens[-1].rstrip("\"'”’»").endswith((":", "：", ",", "，")):
        return True
    words = [token for token in tokens if is_word(token)]
    if not words or len(words) > SHORT_TOKENS or tokens[-1].endswith("?"):
        return False
    found = markers(words, language)
    said = [one for one in found if one.kind == "reports" and one.last >= len(words) - 1]
    pointing = word_list(language).dangling | narration_words(language).backward | DENIALS.get(language, frozenset())
    if phrase_at(words, 0, pointing | meaning_words(language).contrasts, language):
        return False
    return bool(said) or any(one.kind == "doubts" for one in found)


def _inside(texts: Sequence[str]) -> list[bool]:
    """Which sentences hold no quotation mark of their own but stand between two."""
    inside: list[bool] = []
    begun = 0
    for text in texts:
        plain = text.replace("„", "“")
        opened = sum(plain.count(mark) for mark in _OPEN) - sum(plain.count(mark) for mark in _CLOSE)
        straight = text.count('"') % 2
        inside.append(begun > 0 and not opened and not straight)
        if opened > 0 or (straight and not begun):
            begun = LONGEST_QUOTE
        elif opened < 0 or straight:
            begun = 0
        begun = max(0, begun - 1)
    return inside
