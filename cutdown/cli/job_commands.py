"""Commands that order, follow and decide jobs."""

import secrets
import time
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.live import Live
from rich.progress import BarColumn, DownloadColumn, Progress, TransferSpeedColumn
from rich.table import Table

from cutdown.api_client import Api, JobView
from cutdown.cli.changes import changes_of
from cutdown.cli.console import err, fail, out
from cutdown.cli.delivery import clip_table, deliver
from cutdown.cli.live import job_picture, stage_line
from cutdown.cli.stack_commands import StateDir, bring_up
from cutdown.remote import Remote
from cutdown.stack.state_folder import StateFolder, project_root
from domain.contracts.job import JobSpec, ReviewDecision

SAMPLE = project_root() / "samples" / "talk.mp4"

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
    job = api.order(_video(api, source), spec, secrets.token_hex(16))
    _see_through(api, job.id, folder, state)


def demo(state: StateDir = None) -> None:
    """Turn the sample talk into finished clips in out/."""
    clip(str(SAMPLE), state=state)


@jobs.command("list")
def list_jobs(limit: Annotated[int, typer.Option(min=1, max=100)] = 20, state: StateDir = None) -> None:
    """Show the newest jobs."""
    table = Table("job", "status", "phase", "started", "message", box=None, pad_edge=False)
    for job in _api(state).jobs(limit):
        table.add_row(job.id, job.status, job.phase, f"{job.created_at.astimezone():%Y-%m-%d %H:%M}", job.message)
    out.print(table)


@jobs.command()
def show(job_id: str, state: StateDir = None) -> None:
    """Show one job: its stages, and its clips."""
    api = _api(state)
    out.print(job_picture(api.job(job_id), api.stages(job_id)))
    if clips := api.clips(job_id):
        out.print(clip_table(clips, {}))


@jobs.command()
def watch(job_id: str, folder: Annotated[Path, typer.Option("--out")] = Path("out"), state: StateDir = None) -> None:
    """Follow a job to its end, and bring its clips."""
    _see_through(_api(state), job_id, folder, state)


@jobs.command()
def cancel(job_id: str, state: StateDir = None) -> None:
    """Stop a job; what it is doing is stopped within seconds."""
    job = _api(state).cancel(job_id)
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
    decision = ReviewDecision.model_validate(
        {
            "decision": "reject" if reject else "approve",
            "decided_by": "command line",
            "note": note,
            "edits": [{"rank": rank, "keep": False} for rank in drop or []],
        }
    )
    _api(state).decide(job_id, gate, decision)
    out.print("[green]✓[/green] The decision took.")


def _spec(wanted: dict[str, object]) -> JobSpec:
    try:
        return JobSpec.model_validate(wanted)
    except ValidationError as error:
        reasons = (f"{'.'.join(map(str, item['loc'])) or 'options'}: {item['msg']}" for item in error.errors())
        fail("; ".join(reasons), "request.invalid")


def _api(state: Path | None) -> Api:
    remote = Remote.of(StateFolder.at(state))
    if remote is not None:
        return Api(remote.url, remote.token.get_secret_value())
    settings = bring_up(state).settings()
    return Api(f"http://{settings.api_host}:{settings.api_port}", settings.api_token.get_secret_value())


def _video(api: Api, source: str) -> str:
    if "://" in source:
        return api.video_from_url(source)
    path = Path(source)
    columns = ("Sending " + path.name, BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("", total=path.stat().st_size)
        return api.upload(path, lambda sent: bar.update(task, completed=sent))


def _see_through(api: Api, job_id: str, folder: Path, state: Path | None) -> None:
    """Follow a job, then deliver. Ctrl-C leaves the job running and says how to come back."""
    began = time.monotonic()
    try:
        job = _follow(api, job_id)
    except KeyboardInterrupt:
        back = f" --state {state}" if state else ""
        out.print(f"\nThe job goes on without you. Come back with [bold]cutdown jobs watch {job_id}{back}[/bold]")
        raise typer.Exit(130) from None
    page = _page(state, job_id)
    clips = api.clips(job_id)
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


def _follow(api: Api, job_id: str) -> JobView:
    if err.is_terminal:
        return _follow_live(api, job_id)
    told: set[str] = set()
    with changes_of(api, job_id) as changes:
        while True:
            job = api.job(job_id)
            for stage in api.stages(job_id):
                line = stage_line(stage)
                if line not in told:
                    told.add(line)
                    err.print(line, markup=False, soft_wrap=True)
            if job.final:
                return job
            changes.wait()


def _follow_live(api: Api, job_id: str) -> JobView:
    hinted = False
    with Live(console=err, refresh_per_second=4) as live, changes_of(api, job_id) as changes:
        while True:
            job, stages = api.job(job_id), api.stages(job_id)
            live.update(job_picture(job, stages))
            if job.final:
                return job
            if job.status == "awaiting_review" and not hinted:
                hinted = True
                live.console.print(f"Waiting for a review: cutdown jobs approve {job_id}")
            changes.wait()
