"""The languages that multilingual Whisper models know."""

import re

_CODES = (
    "af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw he hi hr ht hu hy id "
    "is it ja jv ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc pa pl ps pt ro ru sa sd si "
    "sk sl sn so sq sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo zh"
)
WHISPER_LANGUAGES = tuple(re.findall(r"\w+", _CODES))
"""ISO 639-1, and ISO 639-3 where a language has no short code."""

UNSPACED_LANGUAGES = frozenset({"zh", "yue", "ja", "th", "lo", "my"})
"""Written without spaces: the model gives pieces there, not words."""

_OWN_NAMES = {"jv": "jw"}


def to_whisper(language: str) -> str:
    """The model's own token for an ISO code."""
    return _OWN_NAMES.get(language, language)


def from_whisper(token: str) -> str:
    """The ISO code for a model's token."""
    return next((iso for iso, own in _OWN_NAMES.items() if own == token), token)
