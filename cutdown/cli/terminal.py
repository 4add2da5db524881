"""Where this program's text meets the terminal: foreign text (titles, names, messages) is shown and never obeyed.

Everything is printed by a `Terminal`, in which a string is never markup and no control character goes through. What is
put together of our words and foreign ones is a `line`; what must stand on one line, such as a cell, is `shown` first.
"""

import re
import sys
import unicodedata
from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

Part = str | tuple[str, str]
"""A text, or a text and its style, e.g. `("✓", "green")`."""

# Strings that end with BEL or ST (titles of windows, links, the clipboard), then control sequences (colours, the
# cursor), then the short ones; in their 7-bit and in their 8-bit form (ECMA-48, 5.4 to 5.6).
_SEQUENCES = re.compile(
    r"(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|\x1b[ -/]*[0-~]"
)
_BREAKS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029")
# Embeddings, overrides and isolates turn what stands around the text; single marks (U+200E, U+200F, U+061C) do not.
# The rest is invisible: interlinear annotations, and the mark of a file's byte order.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufff9\ufffa\ufffb\ufeff")


def shown(text: object) -> str:
    """The text on one line without anything that a terminal would obey; line breaks and tabs become spaces."""
    plain = _SEQUENCES.sub("", str(text))
    return "".join(" " if char in _BREAKS else _harmless(char) for char in plain)


def line(*parts: Part) -> Text:
    """Our words and foreign ones in their styles; each part is `shown`."""
    styled = (part if isinstance(part, tuple) else (part, "") for part in parts)
    # What is too long for its cell goes on below: a path that ends in "…" is of no use.
    return Text.assemble(*((shown(text), style) for text, style in styled), overflow="fold")


def lines(*rows: Text) -> Text:
    """Texts below each other, as in a cell of several lines."""
    whole = Text("\n").join(rows)
    whole.overflow = "fold"
    return whole


class Sheet(Table):
    """A table without borders whose cells are texts of one line, or what rich draws."""

    def __init__(self, *headers: str, padding: tuple[int, int] = (0, 1), show_header: bool = True) -> None:
        super().__init__(*headers, box=None, pad_edge=False, padding=padding, show_header=show_header)

    def row(self, *cells: RenderableType) -> None:
        """One row; strings are `shown`."""
        self.add_row(*(line(cell) if isinstance(cell, str) else cell for cell in cells))


class Terminal(Console):
    """A console that reads no markup and passes no control characters on but those of its own colours and cursor."""

    def __init__(self, *, stderr: bool = False, width: int | None = None, highlight: bool = True) -> None:
        super().__init__(stderr=stderr, width=width, highlight=highlight, markup=False, emoji=False)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """What is drawn, whoever made it: the net under `shown`."""
        for segment in super().render(renderable, options):
            if segment.control or (segment.text.isascii() and segment.text.isprintable()):
                yield segment
            else:
                kept = (char if char == "\n" else _harmless(char) for char in segment.text)
                yield Segment("".join(kept), segment.style)


def never_fail_on_letters() -> None:
    """Letters that the terminal's encoding lacks are replaced; a title ends no command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _harmless(char: str) -> str:
    match unicodedata.category(char):
        case "Cc":
            return ""
        case "Cs":
            return "\ufffd"
        case _:
            return "" if char in _TURNING else char
