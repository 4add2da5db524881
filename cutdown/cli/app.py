"""All commands in one place."""

import sys

import typer

from cutdown.cli import job_commands, login_commands, model_commands, product_commands, stack_commands, worker_command
from cutdown.cli.console import refuse
from cutdown.cli.terminal import never_fail_on_letters
from cutdown_sdk import CutdownError, UnreachableError
from domain.errors import AppError

app = typer.Typer(
    name="cutdown",
    help="Turns a long video into captioned vertical clips, dubs and recaps, through durable workflows.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

app.command()(job_commands.clip)
app.command()(product_commands.dub)
app.command()(product_commands.retell)
app.command()(product_commands.voices)
app.command()(job_commands.publish)
app.command()(job_commands.demo)
app.command("demo-dub")(product_commands.demo_dub)
app.command()(stack_commands.up)
app.command()(stack_commands.down)
app.command()(stack_commands.status)
app.command()(stack_commands.logs)
app.command()(stack_commands.doctor)
app.command()(worker_command.worker)
app.command()(login_commands.login)
app.command()(login_commands.logout)
app.add_typer(job_commands.jobs, name="jobs")
app.add_typer(model_commands.app, name="models")


def main() -> None:
    """The console script; an expected failure is a sentence, not a stack trace."""
    never_fail_on_letters()
    try:
        app()
    except (AppError, CutdownError) as error:
        hint = " Is the stack up? `cutdown up`" if isinstance(error, UnreachableError) else ""
        refuse(error.message + hint, error.code)
        sys.exit(1)
