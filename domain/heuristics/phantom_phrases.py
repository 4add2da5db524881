"""What Whisper writes into silence and music, by public reports: credits and farewells of its training subtitles.

Written as the guard compares them: lower case, letters and digits only, words parted by one space.
"""

PHANTOM_PHRASES = frozenset(
    {
        "bye",
        "bye bye",
        "i'll see you next time",
        "music",
        "please subscribe",
        "please subscribe to my channel",
        "see you in the next video",
        "see you next time",
        "silence",
        "so",
        "thank you",
        "thank you bye",
        "thank you for watching",
        "thank you so much for watching",
        "thank you very much",
        "thanks for watching",
        "the end",
        "you",
        "amén",
        "gracias",
        "gracias por ver el video",
        "muchas gracias",
        "suscríbete al canal",
        "merci",
        "merci d'avoir regardé cette vidéo",
        "vielen dank",
        "vielen dank für's zuschauen",
        "untertitel im auftrag des zdf 2020",
        "obrigado",
        "obrigada",
        "terima kasih",
        "terima kasih telah menonton",
        "продолжение следует",
        "спасибо за просмотр",
        "ご視聴ありがとうございました",
        "最後までご視聴ありがとうございました",
        "請不吝點贊訂閱轉發打賞支持明鏡與點點欄目",
        "字幕由 amara org 社區提供",
        "시청해주셔서 감사합니다",
        "mbc 뉴스 이덕영입니다",
        "شكرا للمشاهدة",
        "धन्यवाद",
    }
)
"""Phrases that are suspicious only as a whole."""

PHANTOM_PARTS = (
    "amara org",
    "amaraorg",
    "subtitles by",
    "transcription by",
    "subtítulos realizados por",
    "subtítulos por la comunidad",
    "sous-titres réalisés",
    "soustitres réalisés",
    "soustitrage",
    "untertitel der",
    "untertitelung",
    "legendas pela comunidade",
    "sottotitoli creati dalla",
    "редактор субтитров",
    "субтитры",
    "dimatorzok",
    "字幕志愿者",
    "字幕by",
)
"""Credits that no talk contains unless somebody says them clearly."""
