"""How the command line speaks: results on standard output, everything else on standard error."""

import sys
from typing import NoReturn

import typer
from rich.console import Console

# A file or a pipe has no width of its own; 80 columns would break titles and paths.
out = Console(width=None if sys.stdout.isatty() else 160)
err = Console(stderr=True, highlight=False)


def fail(message: str, code: str = "") -> NoReturn:
    """End with status 1 and a sentence that says what to do."""
    suffix = f" [dim]({code})[/dim]" if code else ""
    err.print(f"[red]✗[/red] {message}{suffix}")
    raise typer.Exit(1)
