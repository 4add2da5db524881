"""Commands for the model files."""

from pathlib import Path
from typing import Annotated

import typer

from adapters.container import Container
from adapters.settings import Settings
from cutdown.cli.console import err, fail, out
from cutdown.cli.terminal import Sheet, line
from domain.errors import AppError

app = typer.Typer(help="List and bring model files.", no_args_is_help=True)

StateDir = Annotated[Path | None, typer.Option("--state", help="The state folder.", show_default=False)]


@app.command("list")
def list_models(state: StateDir = None) -> None:
    """Show every model with its size, licence, source and state."""
    table = Sheet("model", "for", "size", "licence", "state", "sources")
    for model in Container(Settings.load(state), "cli").models.status():
        table.row(
            model.name,
            model.purpose,
            f"{model.size / 1e6:.0f} MB",
            model.licence,
            model.state,
            ", ".join(model.sources),
        )
    out.print(table)


@app.command()
def pull(
    names: Annotated[list[str] | None, typer.Argument(help="Models; those of the settings without a name.")] = None,
    *,
    state: StateDir = None,
) -> None:
    """Bring models into the state folder, each file checked against its SHA-256."""
    parts = Container(Settings.load(state), "cli")
    for name in names or parts.needed_models():
        try:
            with err.status(line(f"Bringing {name}")):
                folder = parts.models.pull(name)
        except AppError as error:
            fail(error.message, error.code)
        out.print(line(("✓", "green"), f" {name} is in {folder}"))
