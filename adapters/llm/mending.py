"""Reads the JSON out of a model's answer: out of prose and code fences, with stray commas, or cut off early."""

import json
import re

_CLOSES = {"{": "}", "[": "]"}
_STARTS = re.compile(r"[{\[]")


def mended(answer: str) -> object:
    """The first JSON object or list in `answer`; of one that was cut off, what is complete of it.

    Nothing is made up: commas before a closing bracket go, brackets that were never closed are closed after the last
    complete value. Raises ValueError when there is no JSON to be read.
    """
    place = 0
    problem = ValueError("no JSON object in the answer")
    while begin := _STARTS.search(answer, place):
        text, place = _balanced(answer, begin.start())
        try:
            return json.loads(text, strict=False)
        except ValueError as error:
            # Prose has brackets, too.
            problem = error
    raise problem


def _balanced(answer: str, begin: int) -> tuple[str, int]:
    """From the bracket at `begin` to the one that closes it, cut back and closed where that never comes; and where to
    look on.
    """
    kept: list[str] = []
    open_brackets: list[str] = []
    whole: tuple[int, list[str]] = (0, [])
    in_string = escaped = False
    for place in range(begin, len(answer)):
        char = answer[place]
        if in_string:
            in_string, escaped = escaped or char != '"', char == "\\" and not escaped
        elif char in "}]":
            _drop_comma(kept)
            if _CLOSES[open_brackets.pop()] != char:
                return "", place + 1
            whole = (len(kept) + 1, list(open_brackets))
        elif char in "{[":
            open_brackets.append(char)
        else:
            in_string = char == '"'
        kept.append(char)
        if not open_brackets:
            return "".join(kept), place + 1
    size, left = whole
    return "".join(kept[:size]) + "".join(_CLOSES[bracket] for bracket in reversed(left)), len(answer)


def _drop_comma(kept: list[str]) -> None:
    last = len(kept) - 1
    while last >= 0 and kept[last].isspace():
        last -= 1
    if kept[last] == ",":
        del kept[last]
