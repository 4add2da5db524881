"""Orders something of a video, follows its job, and brings what was made."""

import time
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.live import Live
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from adapters.subtitles.transcript_files import TranscriptFileReader
from cutdown.cli.changes import changes_of
from cutdown.cli.console import err, fail, out
from cutdown.cli.delivery import clip_table, deliver, deliver_products
from cutdown.cli.live import job_picture, stage_line
from cutdown.cli.stack_commands import bring_up
from cutdown.cli.terminal import line, shown
from cutdown.remote import Remote
from cutdown.stack.state_folder import StateFolder
from cutdown_sdk import FINAL_STATUSES, Cutdown, JobSpec, JobView
from domain.contracts import job as contract

AudioTrack = Annotated[
    str, typer.Option(help="The sound that is heard: auto, a track's number (from 1), a language code, or mix.")
]

# Longer than a restart takes, or a minute's failure of a server behind the API.
PATIENCE_SECONDS = 180.0
MOST_TRANSCRIPT_SIGNS = 900_000


def _spec(wanted: dict[str, object]) -> JobSpec:
    """The order; what the server would refuse is told before anything is sent."""
    try:
        contract.JobSpec.model_validate(wanted)
    except ValidationError as error:
        reasons = (f"{'.'.join(map(str, item['loc'])) or 'options'}: {item['msg']}" for item in error.errors())
        fail("; ".join(reasons), "request.invalid")
    return JobSpec.model_validate(wanted)


def order(
    source: str, wanted: dict[str, object], folder: Path, state: Path | None, transcript: Path | None = None
) -> None:
    """Order a job for a file or an address, and see it through. What cannot be is told before anything is started or
    sent.
    """
    spec = _spec(wanted)
    said = None if transcript is None else _transcript(transcript)
    if "://" not in source and not Path(source).is_file():
        fail(f"There is no file {source}. Give the path of a video, or its http(s) address.", "media.missing")
    api = api_of(state)
    job = api.jobs.create(_video(api, source), spec, transcript=said)
    see_through(api, job.id, folder, state)


def _transcript(path: Path) -> str:
    """The text of the file; what cannot be one is told before anything is sent."""
    if not path.is_file():
        fail(f"There is no file {path}. Give the path of an SRT, VTT or JSON.", "transcript.missing")
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError:
        fail(f"{path.name} is not written in UTF-8. Save it as UTF-8 and try again.", "transcript.unreadable")
    if len(text) > MOST_TRANSCRIPT_SIGNS:
        fail(f"{path.name} has {len(text)} signs; at most {MOST_TRANSCRIPT_SIGNS} are taken.", "transcript.too_long")
    TranscriptFileReader().read(text)
    return text


def api_of(state: Path | None) -> Cutdown:
    """The server that was logged in to, else the one of this machine, which is started when it is down."""
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
    name = TextColumn("Sending {task.description}", markup=False)
    columns = (name, BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(shown(path.name), total=path.stat().st_size)
        return api.videos.upload(path, progress=lambda sent, _: bar.update(task, completed=sent)).id


def see_through(api: Cutdown, job_id: str, folder: Path, state: Path | None) -> None:
    """Follow a job, then deliver. Ctrl-C leaves the job running and says how to come back."""
    began = time.monotonic()
    try:
        job = _follow(api, job_id)
    except KeyboardInterrupt:
        back = f" --state {state}" if state else ""
        out.print()
        again = (f"cutdown jobs watch {job_id}{back}", "bold")
        out.print(line("The job goes on without you. Come back with ", again), soft_wrap=True)
        raise typer.Exit(130) from None
    page = _page(state, job_id)
    clips = api.jobs.clips(job_id)
    if job.status != "completed":
        out.print(page, soft_wrap=True)
        fail(job.message or f"The job is {job.status}.", job.error_code or "")
    places = deliver(api, clips, folder)
    if clips:
        out.print(clip_table(clips, places))
    for product in deliver_products(api, job_id, folder):
        out.print(product, soft_wrap=True)
    told = f"{len(places)} clips in" if clips else "Done:"
    out.print("\n", line(("✓", "green"), f" {told} {folder}/ after {time.monotonic() - began:.0f} s"), sep="")
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
                now = stage_line(stage)
                if now not in told:
                    told.add(now)
                    err.print(now, soft_wrap=True)
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
