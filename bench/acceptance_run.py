"""Runs rows of the corpus through a real stack, from outside, and holds what comes out against what they promise."""

import re
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.acceptance_checks import Clip, Hear, Verdict, check_clip
from bench.installation import Installation
from cutdown.cli.delivery import deliver
from cutdown_sdk import ClipView, JobSpec
from domain.engines import FaceDetector
from samples.corpus.building import Builder, Made
from samples.corpus.manifest import Row

# One short clip: enough to go through every stage.
_WISHES: Mapping[str, object] = {"count": 1, "min_seconds": 5, "max_seconds": 10}
# Where a row is about the picture it is ordered tall, as most are; else square, which costs half as much to encode.
_TALL_KINDS = {"picture", "content"}
_CLI_SECONDS = 1200.0
_JOB_SECONDS = 2400.0
_JOB_ID = re.compile(r"job_[0-9A-Za-z]+")
_PUBLISHED = "published"


@dataclass
class Case:
    """How a row came out: what was told (`published` or an error code), what is wrong, figures, seconds of wall for the
    job alone and for all of it.
    """

    id: str
    kind: str
    ok: bool = False
    result: str = ""
    faults: list[str] = field(default_factory=list)
    message: str = ""
    clips: list[dict[str, object]] = field(default_factory=list)
    source_seconds: float = 0.0
    job_wall: float = 0.0
    wall: float = 0.0


class Acceptance:
    """A run over a stack; `folder` takes what is delivered. Rows may run at once, each in a thread of its own."""

    def __init__(
        self, place: Installation, builder: Builder, folder: Path, detector: FaceDetector, hear: Hear | None
    ) -> None:
        self._place, self._builder, self._folder = place, builder, folder
        self._detector, self._detecting = detector, threading.Lock()
        self._hear = hear

    def run(self, row: Row) -> Case:
        """One row from its source to its verdict; whatever goes wrong here is a fault of the case."""
        case, began = Case(row.id, row.kind), time.monotonic()
        try:
            made = self._builder.build(row)
            case.source_seconds = round(made.truth.seconds, 1)
            ordered = time.monotonic()
            job_id = self._by_command(row, made, case) if row.way == "cli" else self._by_api(row, made)
            case.job_wall = round(time.monotonic() - ordered, 1)
            if job_id is not None:
                self._judge(row, made, job_id, case)
        except Exception:  # noqa: BLE001 - the run goes on with the other rows
            case.faults.append(traceback.format_exc(limit=-4))
        case.ok = not case.faults
        case.wall = round(time.monotonic() - began, 1)
        return case

    def _by_api(self, row: Row, made: Made) -> str:
        api = self._place.api
        video = api.videos.upload(made.path, filename=row.filename or f"{row.id}{made.path.suffix}")
        job = api.jobs.create(video.id, JobSpec.model_validate(spec_of(row)))
        self._place.finish(job.id, _JOB_SECONDS)
        return job.id

    def _by_command(self, row: Row, made: Made, case: Case) -> str | None:
        """As `_by_api`, by the command line; what it prints counts too."""
        place = self._folder / f"{row.id}-source"
        place.mkdir(parents=True)
        source = place / (row.filename or f"{row.id}{made.path.suffix}")
        source.symlink_to(made.path)
        spec = spec_of(row)
        wishes = {**_WISHES, **_part(spec, "wishes")}
        options = ["--count", wishes["count"], "--min", wishes["min_seconds"], "--max", wishes["max_seconds"]]
        options += ["--language", spec.get("language") or "auto", "--out", self._folder / row.id]
        options += ["--state", self._place.stack.folder.root, "--", source]
        command = [sys.executable, "-m", "cutdown", "clip", *map(str, options)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_CLI_SECONDS, check=False)
        told = done.stdout + done.stderr
        wanted = _PUBLISHED not in row.expect.result
        if (done.returncode != 0) != wanted:
            case.faults.append(f"the command ended with {done.returncode}: {told[-1500:]}")
        if "Traceback" in told:
            case.faults.append(f"the command shows a traceback: {told[-1500:]}")
        if "\x1b" in told:
            case.faults.append("the command sends control characters")
        if not (found := _JOB_ID.search(told)):
            case.faults.append(f"the command names no job: {told[-500:]}")
            return None
        if wanted and not any(code in told for code in row.expect.result):
            case.faults.append(f"the command does not tell the code: {told[-500:]}")
        return found[0]

    def _judge(self, row: Row, made: Made, job_id: str, case: Case) -> None:
        api, expect = self._place.api, row.expect
        job = api.jobs.get(job_id)
        clips = [*api.jobs.clips(job_id)]
        published = [clip for clip in clips if clip.state == _PUBLISHED]
        held = [clip for clip in clips if clip.state != _PUBLISHED]
        case.result = _PUBLISHED if published else (job.error_code or job.status)
        case.message = job.message or "; ".join(filter(None, (clip.message for clip in held)))
        if case.result not in expect.result:
            breaches = [f"{b.clause}: {b.found}" for clip in held for b in clip.breaches]
            case.faults.append(
                f"{case.result} instead of {' or '.join(expect.result)}: {case.message} {breaches or ''}"
            )
            return
        if case.result != _PUBLISHED:
            if len(case.message) < 20:
                case.faults.append(f"the message does not help: {case.message!r}")
            return
        for clip in held:
            case.faults.append(f"a clip is held back: {[f'{b.clause}: {b.found}' for b in clip.breaches]}")
        if len(published) < expect.clips:
            case.faults.append(f"{len(published)} clips instead of {expect.clips}")
        if expect.most is not None and len(published) > expect.most:
            case.faults.append(f"{len(published)} clips instead of at most {expect.most}")
        places = deliver(api, published, self._folder / row.id)
        touched: set[int] = set()
        for clip in published:
            verdict = self._verdict(clip, places[clip.id], made, row)
            case.faults += [f"clip {clip.plan.rank}: {fault}" for fault in verdict.faults]
            case.clips.append(verdict.figures)
            touched |= set(verdict.figures["passages"])  # type: ignore[call-overload]
        if expect.passages is not None and touched != set(expect.passages):
            case.faults.append(f"clips of the passages {sorted(touched)} instead of {list(expect.passages)}")

    def _verdict(self, clip: ClipView, folder: Path, made: Made, row: Row) -> Verdict:
        delivered = Clip(
            start=clip.plan.range.start,
            end=clip.plan.range.end,
            title=clip.plan.title,
            videos={file.aspect: folder / f"clip-{file.aspect.replace(':', 'x')}.mp4" for file in clip.files},
            srt=folder / "clip.srt",
        )
        with self._detecting:  # engines of one process are used by one at a time
            return check_clip(delivered, made.truth, row.expect, self._detector, self._hear)


def spec_of(row: Row) -> dict[str, object]:
    """What is ordered for a row. The language is that of its first passage, unless the order says another or none."""
    language = row.make.passages[0].language if row.make.passages else "en"
    wishes = {**_WISHES, **_part(row.order, "wishes")}
    aspect = "9:16" if row.kind in _TALL_KINDS or row.way == "cli" else "1:1"
    return {"language": language, "aspects": [aspect], **row.order, "wishes": wishes}


def _part(order: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = order.get(name, {})
    return found if isinstance(found, Mapping) else {}
