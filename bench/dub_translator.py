"""A translator for measurements: an endpoint in OpenAI's manner that answers with translations made beforehand.

Whisper translates into English alone and the default install has no other model, so English talks are dubbed into the
Spanish of `translations/`. Everything else is the product's own way to a language model: the requests, the checks of
the answers, the budgets of lines that are too long. Lines are found in the text by their words, as the recogniser wrote
them; a line that is not there gets no answer, and is then seen as untranslated.
"""

import contextlib
import json
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_FOLDER = Path(__file__).parent / "translations"
_ALIKE = 0.6
"""Share of words that a line and its place in the text have in common, at the least."""

_NEARLY = 0.3


@dataclass(frozen=True)
class Phrase:
    """A phrase, what it is in the other language, and that said shorter."""

    source: str
    text: str
    shorter: str


def read_phrases() -> list[Phrase]:
    """All phrases that were translated beforehand, in the order in which they are said."""
    found = []
    for path in sorted(_FOLDER.glob("*.txt")):
        for line in path.read_text().splitlines():
            source, text, *shorter = (part.strip() for part in line.split("|"))
            found.append(Phrase(source, text, shorter[0] if shorter else text))
    return found


def translated(line: str, phrases: Sequence[Phrase], max_chars: int | None = None) -> str:
    """The translation of a line; said shorter, phrase by phrase from the longest on, until it has `max_chars`.

    Of a phrase that the line holds only a part of, the same part is taken. Empty when the line is not in the text.
    """
    span = _place(_words(line), [word for phrase in phrases for word in _words(phrase.source)])
    if span is None:
        return ""
    parts: list[tuple[Phrase, float, float]] = []
    at = 0
    for phrase in phrases:
        count = len(_words(phrase.source))
        first, last = max(0, span[0] - at), min(count, span[1] - at)
        if first < last:
            parts.append((phrase, _rounded(first / count), _rounded(last / count)))
        at += count
    texts = [_part(phrase.text, first, last) for phrase, first, last in parts]
    savings = sorted(range(len(parts)), key=lambda i: len(parts[i][0].shorter) - len(parts[i][0].text))
    for place in savings:
        if max_chars is None or len(" ".join(texts)) <= max_chars:
            break
        phrase, begins, ends = parts[place]
        texts[place] = _part(phrase.shorter, begins, ends)
    return " ".join(text for text in texts if text)


@contextlib.contextmanager
def prepared_translator() -> Iterator[str]:
    """The base URL of the endpoint while the context is open."""
    phrases = read_phrases()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            lines = json.loads(asked["messages"][1]["content"])["lines"]
            answer = {
                "lines": [
                    {"number": line["number"], "text": translated(line["text"], phrases, line.get("max_chars"))}
                    for line in lines
                ]
            }
            said = {"role": "assistant", "content": json.dumps(answer, ensure_ascii=False)}
            body = json.dumps({"choices": [{"index": 0, "message": said, "finish_reason": "stop"}]}).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()


def _words(text: str) -> list[str]:
    return [word for part in text.lower().split() if (word := re.sub(r"[^\w]", "", part))]


def _place(line: Sequence[str], text: Sequence[str]) -> tuple[int, int] | None:
    """First word and end of the stretch that is most like a line."""
    best: tuple[float, int] = (0.0, 0)
    for start in range(len(text)):
        window = text[start : start + len(line)]
        same = sum(one == other for one, other in zip(line, window, strict=False))
        if 4 * same >= len(line) or window[:1] == list(line[:1]) or window[-1:] == list(line[-1:]):
            alike = SequenceMatcher(None, line, window, autojunk=False).ratio()
            best = max(best, (alike, -start))
    if best[0] < _ALIKE:
        return None
    start = -best[1]
    # A word more or less in the line moves its ends: the first and the last that both have are sure.
    reach = text[max(0, start - 2) : start + len(line) + 2]
    blocks = [b for b in SequenceMatcher(None, line, reach, autojunk=False).get_matching_blocks() if b.size]
    first = max(0, start - 2) + max(0, blocks[0].b - blocks[0].a)
    rest = len(line) - blocks[-1].a - blocks[-1].size
    return first, min(len(text), max(0, start - 2) + blocks[-1].b + blocks[-1].size + rest)


def _rounded(share: float) -> float:
    """A bound that is nearly that of a phrase is: recognisers join and drop words."""
    return 0.0 if share < _NEARLY else 1.0 if share > 1 - _NEARLY else share


def _part(text: str, first: float, last: float) -> str:
    words = text.split()
    return " ".join(words[round(first * len(words)) : round(last * len(words))])
