"""The eSpeak NG library in a process of its own: answers one question from standard input on standard output.

Run as a script (`python -I -S espeak_child.py`) by `adapters/tts/espeak.py`, so that a library under the GPL is used
by Cutdown as a separate program and a fault in it ends nothing else. The question is JSON: `library`, `data` (or null
for the library's own folder), `ask` and what that needs; the exit status tells a failure.
"""

import ctypes
import json
import struct
import sys
from typing import Any

NOT_STARTED, NO_SUCH_VOICE, NOT_SPOKEN = 3, 4, 5
"""Exit statuses."""
TIE = "^"
"""Joins the letters of an affricate or a diphthong."""

_RETRIEVAL, _SYNCHRONOUS = 1, 2
_DO_NOT_EXIT = 0x8000
_UTF8 = 1
_IPA_WITH_TIE = 0x02 | 0x80 | (ord(TIE) << 8)
_SAMPLES = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


class _VoiceRecord(ctypes.Structure):
    """espeak_VOICE of speak_lib.h."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.POINTER(ctypes.c_char)),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("reserved", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


def main() -> None:
    """Answer and exit."""
    question = json.load(sys.stdin)
    library = ctypes.CDLL(question["library"])
    data = question["data"]
    output = _RETRIEVAL if question["ask"] == "speak" else _SYNCHRONOUS
    rate = library.espeak_Initialize(output, 0, data and data.encode(), _DO_NOT_EXIT)
    if rate <= 0:
        sys.exit(NOT_STARTED)
    if question["ask"] == "about":
        sys.stdout.write(json.dumps(_about(library)))
        return
    if library.espeak_SetVoiceByName(question["voice"].encode()) != 0:
        sys.exit(NO_SUCH_VOICE)
    if question["ask"] == "phonemes":
        sys.stdout.write(json.dumps([_phonemes(library, text) for text in question["texts"]]))
        return
    sys.stdout.buffer.write(struct.pack("<I", rate) + _speech(library, question["text"]))


def _about(library: Any) -> dict[str, object]:
    library.espeak_Info.restype = ctypes.c_char_p
    library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_VoiceRecord))
    voices = library.espeak_ListVoices(None)
    languages: list[str] = []
    for index in range(100_000):
        if not voices[index]:
            break
        record = voices[index].contents
        if not record.identifier.startswith(b"mb"):
            languages += _languages(record)
    return {"version": library.espeak_Info(None).decode(), "languages": sorted(set(languages))}


def _languages(record: _VoiceRecord) -> list[str]:
    """The codes of a voice: each a byte of priority and a text that ends with NUL; an empty text ends the list."""
    found: list[str] = []
    position = 0
    while record.languages[position] != b"\0":
        code = ctypes.string_at(ctypes.addressof(record.languages.contents) + position + 1)
        found.append(code.decode())
        position += len(code) + 2
    return found


def _phonemes(library: Any, text: str) -> str:
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    cursor = ctypes.c_char_p(text.encode())
    clauses: list[str] = []
    while cursor.value is not None:
        clause = library.espeak_TextToPhonemes(ctypes.byref(cursor), _UTF8, _IPA_WITH_TIE)
        clauses.append((clause or b"").decode())
    return " ".join(" ".join(clauses).split())


def _speech(library: Any, text: str) -> bytes:
    pieces: list[bytes] = []

    def take(samples: Any, count: int, _: Any) -> int:
        if samples and count > 0:
            pieces.append(ctypes.string_at(samples, 2 * count))
        return 0

    # Since version 1.52 the flutter of its voices is seeded by the clock; before, it was the same every time.
    if hasattr(library, "espeak_ng_SetRandSeed"):
        library.espeak_ng_SetRandSeed(ctypes.c_long(1))
    callback = _SAMPLES(take)
    library.espeak_SetSynthCallback(callback)
    encoded = text.encode()
    if library.espeak_Synth(encoded, len(encoded) + 1, 0, 1, 0, _UTF8, None, None) != 0:
        sys.exit(NOT_SPOKEN)
    library.espeak_Synchronize()
    return b"".join(pieces)


if __name__ == "__main__":
    main()
