"""Commands that start, stop and look at the local stack."""

import asyncio
import contextlib
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.status import Status
from rich.text import Text

from cutdown.cli.console import err, fail, out
from cutdown.cli.terminal import Sheet, line
from cutdown.processes import local_processes
from cutdown.stack.doctor import examine
from cutdown.stack.errors import StackError
from cutdown.stack.stack import Stack
from cutdown.stack.status import StackStatus

StateDir = Annotated[
    Path | None,
    typer.Option("--state", help="The state folder (default: .cutdown here).", show_default=False),
]


def bring_up(state: Path | None) -> Stack:
    """A running, ready stack; ends the command with the reason when it cannot be had."""
    stack = Stack(state, local_processes())
    with err.status(line("Starting the local stack")) as spinner:
        try:
            stack.ensure_up(on_change=lambda status: _tell(spinner, status))
        except StackError as error:
            fail(f"The stack did not start. {error}\n  `cutdown doctor` says what is missing.", "stack.not_started")
    return stack


def _tell(spinner: Status, status: StackStatus) -> None:
    waiting = [process.name for process in status.processes if process.state != "running"]
    told = f"Starting the local stack: waiting for {', '.join(waiting)}" if waiting else "The stack is ready"
    spinner.update(line(told))


def up(state: StateDir = None) -> None:
    """Start the local stack and leave it running."""
    stack = bring_up(state)
    settings = stack.settings()
    out.print(line(("✓", "green"), f" Cutdown is up. API http://{settings.api_host}:{settings.api_port}/docs"))
    out.print(f"  Temporal UI {settings.temporal_ui_url}   state in {stack.folder.root}")
    out.print(f"  First owner {settings.owner_email}, first password in {stack.folder.secrets_file} (owner_password)")


def down(state: StateDir = None) -> None:
    """Stop the local stack; jobs go on with the next `cutdown up`."""
    stopped = Stack(state).down()
    out.print(
        "Cutdown is down. Unfinished jobs go on with the next `cutdown up`." if stopped else "It was not running."
    )


def status(state: StateDir = None) -> None:
    """Show each process of the local stack."""
    stack = Stack(state)
    found = stack.status()
    if not found.running:
        out.print("Cutdown is not running. Start it with `cutdown up`.")
        raise typer.Exit(1)
    table = Sheet("process", "state", "pid", "port", "up", "restarts", "memory")
    for process in found.processes:
        since = time.time() - process.ready_at if process.ready_at else None
        table.row(
            process.name,
            line((process.state, "green" if process.state == "running" else "yellow")),
            str(process.pid or ""),
            str(process.port or ""),
            f"{since:.0f} s" if since is not None else "",
            str(process.restarts),
            f"{process.rss_bytes / 1e6:.0f} MB" if process.rss_bytes else "",
        )
    out.print(table)


def logs(
    names: Annotated[list[str] | None, typer.Argument(help="Processes; all without a name.")] = None,
    *,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on as lines are written.")] = False,
    lines: Annotated[int, typer.Option("--lines", "-n", min=0)] = 50,
    state: StateDir = None,
) -> None:
    """Print the logs of the local stack."""
    stack = Stack(state)
    known = stack.log_names()
    for name in names or []:
        if name not in known:
            fail(f"There is no log named {name}. There are: {', '.join(known) or 'none yet'}.")
    for name, text in stack.tail_logs(names or (), lines):
        out.print(_logged(name, text), soft_wrap=True)
    if follow:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_follow(stack, names or []))


def _logged(name: str, text: str) -> Text:
    return line((f"{name:>14}", "cyan"), f" {text}")


async def _follow(stack: Stack, names: list[str]) -> None:
    async for name, text in stack.follow_logs(names):
        out.print(_logged(name, text), soft_wrap=True)


def doctor(state: StateDir = None) -> None:
    """Say what is missing on this machine, and how to get it."""
    checks = examine(state)
    for check in checks:
        out.print(line(("✓", "green") if check.ok else ("✗", "red"), f" {check.name}: {check.detail}"), soft_wrap=True)
        if not check.ok and check.remedy:
            out.print(line(f"    → {check.remedy}"), soft_wrap=True)
    if not all(check.ok for check in checks):
        raise typer.Exit(1)
