"""Commands that order, follow and decide jobs."""

from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from cutdown.cli.console import out
from cutdown.cli.delivery import clip_table, deliver
from cutdown.cli.live import job_picture
from cutdown.cli.ordering import AudioTrack, api_of, order, see_through
from cutdown.cli.stack_commands import StateDir
from cutdown.cli.terminal import Sheet, line
from cutdown.stack.state_folder import project_root
from cutdown_sdk import ClipEdit

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
    audio_track: AudioTrack = "auto",
    keyword: Annotated[list[str] | None, typer.Option(help="Prefer clips about this; may be repeated.")] = None,
    review: Annotated[str, typer.Option(help="auto, or manual: wait for `cutdown jobs approve`.")] = "auto",
    transcript: Annotated[
        Path | None, typer.Option(help="An SRT, VTT or JSON file with what is said: its words are taken.")
    ] = None,
    folder: Annotated[Path, typer.Option("--out", help="Where the finished clips go.")] = Path("out"),
    state: StateDir = None,
) -> None:
    """Turn a long video into captioned vertical clips."""
    wanted: dict[str, object] = {
        "wishes": {"count": count, "min_seconds": min_seconds, "max_seconds": max_seconds, "keywords": keyword or []},
        "aspects": aspect or ["9:16"],
        "style": style,
        "language": None if language == "auto" else language,
        "audio_track": audio_track,
        "review": {"mode": review},
    }
    order(source, wanted, folder, state, transcript)


def publish(
    clip_id: str,
    *,
    force: Annotated[bool, typer.Option(help="Although it breaks the output contract; this is recorded.")] = False,
    folder: Annotated[Path, typer.Option("--out", help="Where the finished clip goes.")] = Path("out"),
    state: StateDir = None,
) -> None:
    """Publish a clip that is held back, as it stands."""
    api = api_of(state)
    api.clips.publish(clip_id, force=force)
    clip = api.clips.rendered(clip_id)
    places = deliver(api, [clip], folder)
    out.print(clip_table([clip], places))
    if not places:
        raise typer.Exit(1)


def demo(state: StateDir = None) -> None:
    """Turn the sample talk into finished clips in out/."""
    clip(str(SAMPLE), state=state)


@jobs.command("list")
def list_jobs(limit: Annotated[int, typer.Option(min=1, max=100)] = 20, state: StateDir = None) -> None:
    """Show the newest jobs."""
    table = Sheet("job", "status", "phase", "started", "message")
    for job in islice(api_of(state).jobs.list(page_size=limit), limit):
        table.row(job.id, job.status, job.phase, f"{job.created_at.astimezone():%Y-%m-%d %H:%M}", job.message)
    out.print(table)


@jobs.command()
def show(job_id: str, state: StateDir = None) -> None:
    """Show one job: its stages, and its clips."""
    api = api_of(state)
    status = api.jobs.worker_status(job_id)
    out.print(job_picture(status.job, status.stages))
    if clips := api.jobs.clips(job_id):
        out.print(clip_table(clips, {}))


@jobs.command()
def watch(job_id: str, folder: Annotated[Path, typer.Option("--out")] = Path("out"), state: StateDir = None) -> None:
    """Follow a job to its end, and bring its clips."""
    see_through(api_of(state), job_id, folder, state)


@jobs.command()
def cancel(job_id: str, state: StateDir = None) -> None:
    """Stop a job; what it is doing is stopped within seconds."""
    job = api_of(state).jobs.cancel(job_id)
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
    api_of(state).reviews.decide(
        job_id,
        gate,
        "reject" if reject else "approve",
        decided_by="command line",
        note=note,
        edits=[ClipEdit(rank=rank, keep=False) for rank in drop or []],
    )
    out.print(line(("✓", "green"), " The decision took."))
