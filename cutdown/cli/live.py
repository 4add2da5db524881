"""The live picture of a running job in a terminal: one line per stage, with share, time and estimate."""

import time
from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from cutdown_sdk import JobView, StageView

_SIGNS = {"running": "[yellow]▶", "completed": "[green]✓", "failed": "[red]✗", "cancelled": "[dim]■"}


def job_picture(job: JobView, stages: Iterable[StageView]) -> RenderableType:
    """The job's state as something rich can draw."""
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1))
    for _ in range(6):
        table.add_column()
    for stage in stages:
        table.add_row(
            _SIGNS.get(stage.state, " "),
            stage.step,
            ProgressBar(total=1, completed=stage.progress, width=24),
            f"{stage.progress:4.0%}",
            f"{_seconds(stage):6.1f} s",
            _remark(stage),
        )
    head = Text.assemble((job.status.replace("_", " "), "bold"), f"  {job.phase}  ", (job.id, "dim"))
    return Group(head, table)


def _seconds(stage: StageView) -> float:
    end = stage.finished_at.timestamp() if stage.finished_at else time.time()
    return max(0.0, end - stage.started_at.timestamp())


def _remark(stage: StageView) -> str:
    if stage.state == "running":
        retry = f" · attempt {stage.attempt}" if stage.attempt > 1 else ""
        left = f"about {stage.eta_seconds:.0f} s left" if stage.eta_seconds is not None else ""
        return f"[dim]{left}{retry}[/dim]"
    if stage.reused:
        return "[cyan]reused[/cyan]"
    return f"[red]{stage.message}[/red]" if stage.message else ""


def stage_line(stage: StageView) -> str:
    """A stage's state as a line, for output that is not a terminal."""
    took = f" {_seconds(stage):.1f} s" if stage.finished_at else ""
    notes = [note for note in ("reused" if stage.reused else "", stage.message) if note]
    return f"{stage.state:<10} {stage.step}{took}{' (' + ', '.join(notes) + ')' if notes else ''}"
