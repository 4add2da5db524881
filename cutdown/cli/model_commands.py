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


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="What it is called here; a translation model of one pair: de-en.")],
    source: Annotated[
        str, typer.Argument(help="A folder, or OWNER/REPOSITORY@REVISION of the model hub, with :FOLDER in it.")
    ],
    *,
    state: StateDir = None,
) -> None:
    """Copy a recogniser, translation model or voice into the state folder; its digests are checked from then on."""
    try:
        with err.status(line(f"Adding {name}")):
            added = Container(Settings.load(state), "cli").models.add(name, source)
    except AppError as error:
        fail(error.message, error.code)
    out.print(line(("✓", "green"), f" {name} is in {added.folder} ({added.entry.purpose})"))
    for file in added.entry.files:
        out.print(line(f"  {file.sha256}  {file.name}"), soft_wrap=True)
    if added.advice:
        out.print(line(f"Use it with the setting {added.advice}"), soft_wrap=True)


@app.command()
def remove(name: Annotated[str, typer.Argument(help="The model.")], *, state: StateDir = None) -> None:
    """Delete a model's files from the state folder; packages stay."""
    try:
        Container(Settings.load(state), "cli").models.remove(name)
    except AppError as error:
        fail(error.message, error.code)
    out.print(line(("✓", "green"), f" {name} is gone from the state folder"))
