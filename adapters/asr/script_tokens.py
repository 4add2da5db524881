"""Which tokens of a byte-level vocabulary write in a script."""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet


def tokens_of(scripts: AbstractSet[str], vocabulary: Mapping[str, int]) -> tuple[int, ...]:
    """The numbers of the tokens that have letters of these scripts, whole or the first byte of one; special signs of
    the model are none.
    """
    first_bytes = {byte for script in scripts for byte in _FIRST_BYTES.get(script, ())}
    return tuple(
        number
        for token, number in vocabulary.items()
        if not _SPECIAL.fullmatch(token) and any(byte in first_bytes for byte in _bytes_of(token))
    )


def _bytes_of(token: str) -> list[int]:
    """What a token of the byte-level vocabulary stands for."""
    return [_BYTES[char] for char in token if char in _BYTES]


def _byte_alphabet() -> dict[str, int]:
    """The characters that stand for bytes in a byte-level vocabulary (GPT-2): printable ones for themselves."""
    plain = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(0x100) if byte not in plain]
    return {chr(byte): byte for byte in plain} | {chr(0x100 + number): byte for number, byte in enumerate(others)}


_BYTES = _byte_alphabet()
_SPECIAL = re.compile(r"<\|.*\|>")
_FIRST_BYTES: dict[str, tuple[int, ...]] = {
    "latin": tuple(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
    "cyrillic": (0xD0, 0xD1, 0xD2, 0xD3),
    "greek": (0xCD, 0xCE, 0xCF),
    "hebrew": (0xD6, 0xD7),
    "arabic": (0xD8, 0xD9, 0xDA, 0xDB),
}
"""The first bytes of a script's letters in UTF-8, where no other script shares them."""
