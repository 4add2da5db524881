"""The live picture of a running job in a terminal: one line per stage, with share, time and estimate."""

import time
from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.text import Text

from cutdown.cli.terminal import Sheet, line, shown
from cutdown_sdk import JobView, StageView

_SIGNS = {
    "running": ("▶", "yellow"),
    "completed": ("✓", "green"),
    "failed": ("✗", "red"),
    "cancelled": ("■", "dim"),
}


def job_picture(job: JobView, stages: Iterable[StageView]) -> RenderableType:
    """The job's state as something rich can draw."""
    table = Sheet(show_header=False)
    for stage in stages:
        table.row(
            line(_SIGNS.get(stage.state, " ")),
            stage.step,
            ProgressBar(total=1, completed=stage.progress, width=24),
            f"{stage.progress:4.0%}",
            f"{_seconds(stage):6.1f} s",
            _remark(stage),
        )
    head = line((job.status.replace("_", " "), "bold"), f"  {job.phase}  ", (job.id, "dim"))
    return Group(head, table)


def _seconds(stage: StageView) -> float:
    end = stage.finished_at.timestamp() if stage.finished_at else time.time()
    return max(0.0, end - stage.started_at.timestamp())


def _remark(stage: StageView) -> Text:
    if stage.state == "running":
        retry = f" · attempt {stage.attempt}" if stage.attempt > 1 else ""
        left = f"about {stage.eta_seconds:.0f} s left" if stage.eta_seconds is not None else ""
        return line((f"{left}{retry}", "dim"))
    if stage.reused:
        return line(("reused", "cyan"))
    return line((stage.message, "red"))


def stage_line(stage: StageView) -> str:
    """A stage's state as a line, for output that is not a terminal."""
    took = f" {_seconds(stage):.1f} s" if stage.finished_at else ""
    notes = [note for note in ("reused" if stage.reused else "", stage.message) if note]
    return shown(f"{stage.state:<10} {stage.step}{took}{' (' + ', '.join(notes) + ')' if notes else ''}")
