"""How the command line speaks: results on standard output, everything else on standard error."""

import sys
from typing import NoReturn

import typer

from cutdown.cli.terminal import Terminal, line

# A file or a pipe has no width of its own; 80 columns would break titles and paths.
out = Terminal(width=None if sys.stdout.isatty() else 160)
err = Terminal(stderr=True, highlight=False)


def refuse(message: str, code: str = "") -> None:
    """Print a sentence that says what went wrong and what to do. Its further lines are indented: they pose as
    nothing of ours.
    """
    first, *more = message.splitlines() or [""]
    err.print(line(("✗ ", "red"), first, *([] if more else _suffix(code))), soft_wrap=True)
    for number, text in enumerate(more, 1):
        err.print(line(f"  {text.strip()}", *(_suffix(code) if number == len(more) else [])), soft_wrap=True)


def fail(message: str, code: str = "") -> NoReturn:
    """End with status 1 and a sentence that says what to do."""
    refuse(message, code)
    raise typer.Exit(1)


def _suffix(code: str) -> list[tuple[str, str]]:
    return [(f" ({code})", "dim")] if code else []
