"""Server-Sent Events, read off bytes as they come."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """One message. `id` is the position that it brings the reader to; without `data` it is nothing but that."""

    id: str | None
    event: str
    data: str | None


class MessageReader:
    """Puts messages together, wherever the bytes were cut. `retry` is the pause before coming back that the server
    has asked for last, in seconds.
    """

    def __init__(self) -> None:
        self.retry: float | None = None
        self._rest = b""
        self._begun = False
        self._id: str | None = None
        self._event = ""
        self._data: list[str] = []

    def feed(self, block: bytes) -> Iterator[Message]:
        """The messages that these bytes complete."""
        text = self._rest + block
        if not self._begun and len(text) >= len(_MARK):
            text, self._begun = text.removeprefix(_MARK), True
        # A carriage return at the end may be half of a line's end.
        held = b"\r" if text.endswith(b"\r") else b""
        lines = text.removesuffix(held).replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        self._rest = lines.pop() + held
        for line in lines:
            if line:
                self._take(line.decode("utf-8", "replace"))
            elif (message := self._complete()) is not None:
                yield message

    def _take(self, line: str) -> None:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        match name:
            case "id" if "\0" not in value:
                self._id = value
            case "event":
                self._event = value
            case "data":
                self._data.append(value)
            case "retry" if value.isdecimal():
                self.retry = int(value) / 1000
            case _:
                pass  # a comment, or a word of a later version

    def _complete(self) -> Message | None:
        made = Message(self._id, self._event or "message", "\n".join(self._data) if self._data else None)
        said = self._id is not None or self._data
        self._id, self._event, self._data = None, "", []
        return made if said else None


_MARK = b"\xef\xbb\xbf"
