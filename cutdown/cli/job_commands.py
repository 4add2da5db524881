"""Commands that order, follow and decide jobs."""

import time
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.live import Live
from rich.progress import BarColumn, DownloadColumn, Progress, TransferSpeedColumn
from rich.table import Table

from cutdown.cli.changes import changes_of
from cutdown.cli.console import err, fail, out
from cutdown.cli.delivery import clip_table, deliver
from cutdown.cli.live import job_picture, stage_line
from cutdown.cli.stack_commands import StateDir, bring_up
from cutdown.remote import Remote
from cutdown.stack.state_folder import StateFolder, project_root
from cutdown_sdk import FINAL_STATUSES, ClipEdit, Cutdown, JobSpec, JobView
from domain.contracts import job as contract

SAMPLE = project_root() / "samples" / "talk.mp4"
# Longer than a restart takes, or a minute's failure of a server behind the API.
PATIENCE_SECONDS = 180.0

jobs = typer.Typer(help="List, show, cancel and approve jobs.", no_args_is_help=True)


def clip(
    source: Annotated[str, typer.Argument(help="A file, or an http(s) address.")],
    *,
    count: Annotated[int, typer.Option(min=1, max=50, help="How many clips at most.")] = 4,
    min_seconds: Annotated[float, typer.Option("--min", min=3, max=600, help="Shortest clip, in seconds.")] = 15,
    max_seconds: Annotated[float, typer.Option("--max", min=5, max=900, help="Longest clip, in seconds.")] = 60,
    aspect: Annotated[list[str] | None, typer.Option(help="9:16, 1:1, 4:5 or 16:9; may be repeated.")] = None,
    style: Annotated[str, typer.Option(help="Look of the captions: bold, clean or neon.")] = "bold",
    language: Annotated[str, typer.Option(help="ISO 639-1 code of the speech, or auto.")] = "auto",
    keyword: Annotated[list[str] | None, typer.Option(help="Prefer clips about this; may be repeated.")] = None,
    review: Annotated[str, typer.Option(help="auto, or manual: wait for `cutdown jobs approve`.")] = "auto",
    folder: Annotated[Path, typer.Option("--out", help="Where the finished clips go.")] = Path("out"),
    state: StateDir = None,
) -> None:
    """Turn a long video into captioned vertical clips."""
    spec = _spec(
        {
            "wishes": {
                "count": count,
                "min_seconds": min_seconds,
                "max_seconds": max_seconds,
                "keywords": keyword or [],
            },
            "aspects": aspect or ["9:16"],
            "style": style,
            "language": None if language == "auto" else language,
            "review": {"mode": review},
        }
    )
    if "://" not in source and not Path(source).is_file():
        fail(f"There is no file {source}. Give the path of a video, or its http(s) address.", "media.missing")
    api = _api(state)
    job = api.jobs.create(_video(api, source), spec)
    _see_through(api, job.id, folder, state)


def demo(state: StateDir = None) -> None:
    """Turn the sample talk into finished clips in out/."""
    clip(str(SAMPLE), state=state)


@jobs.command("list")
def list_jobs(limit: Annotated[int, typer.Option(min=1, max=100)] = 20, state: StateDir = None) -> None:
    """Show the newest jobs."""
    table = Table("job", "status", "phase", "started", "message", box=None, pad_edge=False)
    for job in islice(_api(state).jobs.list(page_size=limit), limit):
        table.add_row(job.id, job.status, job.phase, f"{job.created_at.astimezone():%Y-%m-%d %H:%M}", job.message)
    out.print(table)


@jobs.command()
def show(job_id: str, state: StateDir = None) -> None:
    """Show one job: its stages, and its clips."""
    api = _api(state)
    status = api.jobs.worker_status(job_id)
    out.print(job_picture(status.job, status.stages))
    if clips := api.jobs.clips(job_id):
        out.print(clip_table(clips, {}))


@jobs.command()
def watch(job_id: str, folder: Annotated[Path, typer.Option("--out")] = Path("out"), state: StateDir = None) -> None:
    """Follow a job to its end, and bring its clips."""
    _see_through(_api(state), job_id, folder, state)


@jobs.command()
def cancel(job_id: str, state: StateDir = None) -> None:
    """Stop a job; what it is doing is stopped within seconds."""
    job = _api(state).jobs.cancel(job_id)
    out.print(f"{job.id} is asked to stop. `cutdown jobs show {job.id}` says when it has.")


@jobs.command()
def approve(
    job_id: str,
    *,
    reject: Annotated[bool, typer.Option(help="Refuse the proposed clips instead.")] = False,
    drop: Annotated[list[int] | None, typer.Option(help="Leave out the clip of this rank; may be repeated.")] = None,
    note: Annotated[str, typer.Option(help="Why; kept with the decision.")] = "",
    gate: str = "clips",
    state: StateDir = None,
) -> None:
    """Decide the review of a job's proposed clips."""
    _api(state).reviews.decide(
        job_id,
        gate,
        "reject" if reject else "approve",
        decided_by="command line",
        note=note,
        edits=[ClipEdit(rank=rank, keep=False) for rank in drop or []],
    )
    out.print("[green]✓[/green] The decision took.")


def _spec(wanted: dict[str, object]) -> JobSpec:
    """The order; what the server would refuse is told before anything is sent."""
    try:
        contract.JobSpec.model_validate(wanted)
    except ValidationError as error:
        reasons = (f"{'.'.join(map(str, item['loc'])) or 'options'}: {item['msg']}" for item in error.errors())
        fail("; ".join(reasons), "request.invalid")
    return JobSpec.model_validate(wanted)


def _api(state: Path | None) -> Cutdown:
    remote = Remote.of(StateFolder.at(state))
    if remote is not None:
        return Cutdown(remote.url, remote.token.get_secret_value(), patience=PATIENCE_SECONDS)
    settings = bring_up(state).settings()
    address, key = f"http://{settings.api_host}:{settings.api_port}", settings.api_token.get_secret_value()
    return Cutdown(address, key, patience=PATIENCE_SECONDS)


def _video(api: Cutdown, source: str) -> str:
    if "://" in source:
        return api.videos.create(url=source).id
    path = Path(source)
    columns = ("Sending " + path.name, BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("", total=path.stat().st_size)
        return api.videos.upload(path, progress=lambda sent, _: bar.update(task, completed=sent)).id


def _see_through(api: Cutdown, job_id: str, folder: Path, state: Path | None) -> None:
    """Follow a job, then deliver. Ctrl-C leaves the job running and says how to come back."""
    began = time.monotonic()
    try:
        job = _follow(api, job_id)
    except KeyboardInterrupt:
        back = f" --state {state}" if state else ""
        out.print(f"\nThe job goes on without you. Come back with [bold]cutdown jobs watch {job_id}{back}[/bold]")
        raise typer.Exit(130) from None
    page = _page(state, job_id)
    clips = api.jobs.clips(job_id)
    if job.status != "completed":
        out.print(page, soft_wrap=True)
        fail(job.message or f"The job is {job.status}.", job.error_code or "")
    places = deliver(api, clips, folder)
    out.print(clip_table(clips, places))
    out.print(f"\n[green]✓[/green] {len(places)} clips in {folder}/ after {time.monotonic() - began:.0f} s")
    out.print(page, soft_wrap=True)


def _page(state: Path | None, job_id: str) -> str:
    if Remote.of(StateFolder.at(state)) is not None:
        return f"Job {job_id}"
    page = bring_up(state).settings().temporal_ui_url.rstrip("/") + f"/namespaces/default/workflows/{job_id}"
    return f"Job page: {page}"


def _follow(api: Cutdown, job_id: str) -> JobView:
    if err.is_terminal:
        return _follow_live(api, job_id)
    told: set[str] = set()
    with changes_of(api, job_id) as changes:
        while True:
            status = api.jobs.worker_status(job_id)
            for stage in status.stages:
                line = stage_line(stage)
                if line not in told:
                    told.add(line)
                    err.print(line, markup=False, soft_wrap=True)
            if status.job.status in FINAL_STATUSES:
                return status.job
            changes.wait()


def _follow_live(api: Cutdown, job_id: str) -> JobView:
    hinted = False
    with Live(console=err, refresh_per_second=4) as live, changes_of(api, job_id) as changes:
        while True:
            status = api.jobs.worker_status(job_id)
            job = status.job
            live.update(job_picture(job, status.stages))
            if job.status in FINAL_STATUSES:
                return job
            if job.status == "awaiting_review" and not hinted:
                hinted = True
                live.console.print(f"Waiting for a review: cutdown jobs approve {job_id}")
            changes.wait()
