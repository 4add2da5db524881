"""Looks at a JSON text before it is parsed: how deep it nests and how much it names."""

import re
from array import array
from itertools import accumulate

MOST_DEPTH = 32
MOST_MEMBERS = 20_000
"""Members of objects, counted by their colons."""

# A string, or what is left of one that doesn't end: every quote is looked at once, so time grows with length alone.
_STRING = re.compile(rb'"[^"\\]*+(?:\\(?:.|\Z)[^"\\]*+)*+(?:"|\Z)', re.DOTALL)
# Brackets as steps of one byte each, up (1) and down (-1); whatever else there is goes.
_STEPS = bytes.maketrans(b"[{]}", b"\x01\x01\xff\xff")
_NO_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")


def refusal_of(body: bytes) -> str | None:
    """Why this text is not parsed, as a sentence, or None. Texts that are not JSON pass: the parser says it better."""
    opened = body.count(b"{") + body.count(b"[")
    if opened <= MOST_DEPTH and body.count(b":") <= MOST_MEMBERS:
        return None
    bare = _STRING.sub(b"", body)
    if bare.count(b":") > MOST_MEMBERS:
        return f"The JSON has more than {MOST_MEMBERS} members."
    if max(accumulate(array("b", bare.translate(_STEPS, _NO_BRACKETS))), default=0) > MOST_DEPTH:
        return f"The JSON nests more than {MOST_DEPTH} levels."
    return None
