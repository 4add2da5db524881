"""eSpeak's sounds as Kokoro was trained to spell them, and Kokoro's alphabet (both Apache-2.0)."""

import re

from adapters.tts.espeak_child import TIE

ESPEAK_VOICES = {
    "a": "en-us",
    "b": "en",
    "e": "es",
    "f": "fr",
    "h": "hi",
    "i": "it",
    "p": "pt-br",
}
"""Of each of Kokoro's dialects; a Kokoro voice's first letter names its own."""

# The model's published vocabulary (hexgrad/Kokoro-82M config.json); numbers with no symbol are unused.
_ALPHABET = {
    1: ";:,.!?",
    9: '—…"()“” \u0303ʣʥʦʨᵝꭧAI',
    31: "O",
    33: "Q",
    35: "ST",
    39: "W",
    41: "Yᵊabcdef",
    50: "hijklmnopqrstuvwxyzɑɐɒæ",
    75: "βɔɕç",
    80: "ɖðʤə",
    85: "ɚɛɜ",
    90: "ɟ",
    92: "ɡ",
    99: "ɥ",
    101: "ɨɪʝ",
    110: "ɯɰŋɳɲɴø",
    118: "ɸθœ",
    123: "ɹ",
    125: "ɾɻ",
    128: "ʁɽʂʃʈʧ",
    135: "ʊʋ",
    138: "ʌɣɤ",
    142: "χʎ",
    147: "ʒʔ",
    156: "ˈˌː",
    162: "ʰ",
    164: "ʲ",
    169: "↓",
    171: "→↗↘",
    177: "ᵻ",
}
SYMBOLS = {symbol: first + offset for first, symbols in _ALPHABET.items() for offset, symbol in enumerate(symbols)}
"""The number of each symbol; 0 pads."""

# From misaki (Apache-2.0: espeak.py), longest first.
_ENGLISH = {
    "ʔˌn\u0329": "tᵊn",
    "ʔn\u0329": "tᵊn",
    "ə^l": "ᵊl",
    "a^ɪ": "I",
    "a^ʊ": "W",
    "d^ʒ": "ʤ",
    "e^ɪ": "A",
    "t^ʃ": "ʧ",
    "ɔ^ɪ": "Y",
    "ʲo": "jo",
    "ʲə": "jə",
    "ʔn": "tᵊn",
    "ʔ": "t",
    "ʲ": "",
    "ɚ": "əɹ",
    "r": "ɹ",
    "x": "k",
    "ç": "k",
    "ɐ": "ə",
    "ɬ": "l",
    "\u0303": "",
}
_AMERICAN = {"o^ʊ": "O", "ɜːɹ": "ɜɹ", "ɜː": "ɜɹ", "ɪə": "iə", "ɾ": "T", "ː": ""}
_BRITISH = {"e^ə": "ɛː", "iə": "ɪə", "ə^ʊ": "Q"}
_OTHER = {
    "a^ɪ": "I",
    "a^ʊ": "W",
    "d^z": "ʣ",
    "d^ʒ": "ʤ",
    "e^ɪ": "A",
    "o^ʊ": "O",
    "ə^ʊ": "Q",
    "s^s": "S",
    "t^s": "ʦ",
    "t^ʃ": "ʧ",
    "ɔ^ɪ": "Y",
    "-": "",
}
_SPELLINGS = {"a": {**_ENGLISH, **_AMERICAN}, "b": {**_ENGLISH, **_BRITISH}}


def kokoro_spelling(ipa: str, dialect: str) -> str:
    """The phonemes of eSpeak's IPA (tied by `^`) as Kokoro knows them; `dialect` is a voice's first letter."""
    for sound, letter in _SPELLINGS.get(dialect, _OTHER).items():
        ipa = ipa.replace(sound, letter)
    if dialect in "ab":
        ipa = re.sub(r"(\S)\u0329", r"ᵊ\1", ipa)
        # An untied e is the same vowel as the tied one to Kokoro.
        ipa = ipa.replace("e", "A")
    return ipa.replace("\u0329", "").replace(TIE, "")


def stressed(phonemes: str) -> str:
    """Give a word of one diphthong (`I`) its stress: without it Kokoro allots it a single frame and runs late."""
    return f"ˌ{phonemes}" if phonemes in {"A", "I", "O", "Q", "W", "Y"} else phonemes
