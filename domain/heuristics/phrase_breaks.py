"""Where text without spaces may be parted: phrases of Japanese, Chinese and Thai, and whole characters elsewhere."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from domain.heuristics.line_breaking import FORBIDDEN, inner_cost

if TYPE_CHECKING:
    from collections.abc import Callable

    from budoux import Parser

_MODELS = {"ja": "japanese", "zh": "simplified_chinese", "yue": "traditional_chinese", "th": "thai"}
_NUMBER = re.compile(r"[0-9０-９〇一二三四五六七八九十百千万億兆两零亿๐-๙.,，．]+$")
_COUNTED = re.compile(
    r"^(?:[0-9０-９〇一二三四五六七八九十百千万億兆两零亿๐-๙%％‰℃]|年|月|日|人|名|円|元|块|个|個|回|次|本|冊|件|歳|岁|時|时|分|秒|つ|割|倍|位|社|台|天|点|度|"
    r"km|kg|cm|mm|ドル|ユーロ|メートル|キロ|บาท|ปี|คน|เปอร์เซ็นต์|ล้าน|แสน|หมื่น|พัน|ร้อย)"
)
_LEADS = {"zh": frozenset("第约約每几幾"), "yue": frozenset("第約每幾"), "ja": frozenset("約第各毎計")}
_TRAILS = {"zh": "的了着过吗呢吧啊里们", "yue": "嘅咗嗎呢吧啊哋", "th": "ๆฯะาำๅ"}
_THAI_WORDS = ("ที่สุด", "เกี่ยวกับ", "เพราะว่า", "อย่างไร", "ประเทศไทย", "โรงเรียน", "โทรศัพท์", "อินเทอร์เน็ต", "เซิร์ฟเวอร์")
"""Common words that the model parts."""
_THAI_TAILS = ("ศาสตร์", "ภาพ", "กรรม")
"""Endings of compounds that stand for themselves nowhere."""
_THAI_BEFORE = frozenset("เแโใไ")


def phrases(text: str, language: str) -> tuple[str, ...]:
    """The text in parts that a reader takes in as one; joined they are the text again.

    A number stays with what it counts, a sign with what it marks. Languages that no model is there for (`lo`, `my`,
    `km`) are parted into written characters with their vowel signs and tone marks.
    """
    if not text:
        return ()
    parts = [part for part in _parser(language).parse(text) if part] if language in _MODELS else clusters(text)
    joined = [parts[0]]
    for part in parts[1:]:
        if _belong_together(joined[-1], part, language) or _one_word(joined[-1], part, language):
            joined[-1] += part
        else:
            joined.append(part)
    return tuple(joined)


@lru_cache(maxsize=8)
def _parser(language: str) -> "Parser":
    # Loaded where it is used: the model is a file, which no workflow that imports this module may read.
    import budoux

    load: Callable[[], Parser] = getattr(budoux, f"load_default_{_MODELS[language]}_parser")
    return load()


def _belong_together(left: str, right: str, language: str) -> bool:
    if not right.strip() or right[0] in _TRAILS.get(language, ""):
        return True
    if inner_cost(left, right, language) >= FORBIDDEN or unicodedata.category(right[0]).startswith("M"):
        return True
    if language == "th" and len(left) == 1 and "ก" <= left <= "ฮ":
        return True  # no Thai word is one consonant
    if left[-1] in _LEADS.get(language, frozenset()):
        return len(left) == 1
    if left.isascii() and right.isascii() and left[-1].isalnum() and right[0].isalnum():
        return True
    return bool(_NUMBER.search(left) and _COUNTED.match(right))


def _one_word(left: str, right: str, language: str) -> bool:
    if language != "th":
        return False
    if right.startswith(_THAI_TAILS):
        return True
    splits = ((word[:at], word[at:]) for word in _THAI_WORDS for at in range(1, len(word)))
    return any(left.endswith(head) and (right.startswith(tail) or tail.startswith(right)) for head, tail in splits)


def clusters(text: str) -> list[str]:
    """Written characters: a letter with its marks and following vowels, runs of Latin letters and digits whole."""
    found = [text[0]] if text else []
    for before, char in pairwise(text):
        marks = unicodedata.category(char).startswith("M") or char in "\u200c\u200d" or before in _THAI_BEFORE
        latin = before.isascii() and char.isascii() and before.isalnum() and char.isalnum()
        virama = unicodedata.combining(before) == 9
        if marks or latin or virama or char in "\u0e33\u0eb3\u0e30\u0eb0\u0e32\u0eb2":
            found[-1] += char
        else:
            found.append(char)
    return found
