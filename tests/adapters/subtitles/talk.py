"""Sentences in every script, as words with times."""

from domain.contracts.base import TimeRange
from domain.contracts.speech import Word
from domain.heuristics.caption_pieces import Piece, clip_pieces
from domain.heuristics.reading_rules import rules_for
from domain.heuristics.sentence_bounds import closing_words

TALKS = {
    "en": "So here is what nobody tells you. We grew by 300% in four months!",
    "vi": "Đây là điều không ai nói với bạn về việc xây dựng công ty.",
    "ru": "Вот то, о чём никто не говорит. Первые десять клиентов — учителя.",
    "el": "Αυτό είναι που κανείς δεν σου λέει για την εταιρεία.",
    "ar": "في البداية، لم يكن لدينا أي شيء. ثم بدأنا مع Google في عام 2024.",
    "hi": "यह वह बात है जो कोई आपको नहीं बताता। पहले दस ग्राहक शिक्षक हैं।",
    "th": "นี่ คือ สิ่ง ที่ ไม่มี ใคร บอก คุณ เกี่ยวกับ การ สร้าง บริษัท",
    "zh": "这 就是 没有 人 告诉 你 的 事情。 前 十个 客户 是 老师。",
    "ja": "誰も 教えて くれない こと が あります。 最初 の 十人 は 先生 です。",
    "ko": "아무도 말해주지 않는 것이 있습니다. 처음 열 명은 선생님입니다.",
    "tr": "Kimsenin söylemediği şey işte bu: ilk on müşteri öğretmendir.",
}
RATE = 30.0


def words_of(language: str, pace: float = 0.34) -> list[Word]:
    return [
        Word(text=text, start=0.4 + index * pace, end=0.4 + (index + 1) * pace - 0.04)
        for index, text in enumerate(TALKS[language].split())
    ]


def pieces_of(words: list[Word], language: str) -> list[Piece]:
    clip = TimeRange(start=0, end=words[-1].end + 0.5)
    return clip_pieces(words, closing_words([word.text for word in words], language), clip, rules_for(language, RATE))
