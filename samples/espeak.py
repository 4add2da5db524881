"""Text to International Phonetic Alphabet through the eSpeak NG library."""

from __future__ import annotations

import ctypes
import functools
import threading

import espeakng_loader  # type: ignore[import-untyped]

_SYNCHRONOUS = 2
_UTF8 = 1
TIE = "^"
_IPA_WITH_TIE = 0x02 | 0x80 | (ord(TIE) << 8)
_LOCK = threading.Lock()


class PhonemeError(Exception):
    """The phonemizer could not be started or does not know the language."""


@functools.cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    data = espeakng_loader.get_data_path().encode()
    if library.espeak_Initialize(_SYNCHRONOUS, 0, data, 0) < 0:
        raise PhonemeError("eSpeak NG did not start")
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    return library


def to_ipa(text: str, voice: str) -> str:
    """Return the IPA of `text` in one line; affricates and diphthongs are tied by `^`.

    `voice` is an eSpeak voice name such as `en-us` or `pt-br`. Raises `PhonemeError` for an unknown one.
    """
    with _LOCK:
        library = _library()
        if library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise PhonemeError(f"eSpeak NG has no voice {voice!r}")
        cursor = ctypes.c_char_p(text.encode())
        clauses: list[str] = []
        while cursor.value is not None:
            clause = library.espeak_TextToPhonemes(ctypes.byref(cursor), _UTF8, _IPA_WITH_TIE)
            clauses.append((clause or b"").decode())
    return " ".join(" ".join(clauses).split())
