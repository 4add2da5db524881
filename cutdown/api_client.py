"""The command line's client of the HTTP API; it sees what any client sees."""

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import httpx
from pydantic import BaseModel

from cutdown.sending import PARTS_FROM_BYTES, begin, send_parts
from domain.contracts.base import ArtifactRef
from domain.contracts.clips import ClipPlan
from domain.contracts.job import JobSpec, ReviewDecision
from domain.contracts.render import Breach, RenderedFile
from domain.errors import AppError, PermanentError, TransientError

T = TypeVar("T")

_BLOCK = 1024 * 1024
_TIMEOUT = httpx.Timeout(30, read=60)
# How long the API may be away, e.g. while it is restarted, before a command gives up.
_PATIENCE_SECONDS = 60.0
# How long a server behind an API that does answer may be away: longer than a restart, or a minute's failure, takes.
_OUTAGE_SECONDS = 180.0
_AGAIN_SECONDS = 0.5


class JobView(BaseModel):
    """A job, as far as a terminal shows it."""

    id: str
    video_id: str
    status: str
    phase: str = ""
    error_code: str | None = None
    message: str = ""
    created_at: datetime
    finished_at: datetime | None = None

    @property
    def final(self) -> bool:
        """True when nothing more will happen."""
        return self.status in {"completed", "failed", "cancelled"}


class StageView(BaseModel):
    """One step of a job; `progress` 0..1."""

    step: str
    stage: str
    state: str
    pool: str
    worker: str
    attempt: int
    progress: float
    reused: bool = False
    message: str = ""
    started_at: datetime
    finished_at: datetime | None = None
    eta_seconds: float | None = None


class ClipView(BaseModel):
    """A clip with its files."""

    id: str
    plan: ClipPlan
    state: str
    files: tuple[RenderedFile, ...] = ()
    srt: ArtifactRef | None = None
    vtt: ArtifactRef | None = None
    burned: tuple[dict[str, Any], ...] = ()
    manifest: ArtifactRef | None = None
    breaches: tuple[Breach, ...] = ()
    message: str = ""


class Api:
    """Speaks to one API with one token. Refusals become AppErrors with the API's own code and sentence."""

    def __init__(self, base_url: str, token: str) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        self._http = httpx.Client(base_url=base_url, headers=headers, timeout=_TIMEOUT)
        # Object storage is another server: it gets no token, and its big bodies may take their time.
        self._storage = httpx.Client(timeout=httpx.Timeout(60, write=None, read=None))

    def upload(self, path: Path, progress: Callable[[int], None]) -> str:
        """Send a file unless the server has it already; returns the id of a new video. `progress` takes bytes."""
        size = path.stat().st_size
        digest = _digest_of(path)
        body = {"filename": path.name, "size": size, "sha256": digest, "media_type": "application/octet-stream"}
        in_parts = size > PARTS_FROM_BYTES
        ticket = begin(self._call, body) if in_parts else self._call("POST", "/v1/uploads", json=body)
        upload_id = ticket["upload"]["id"]
        if not ticket["exists"]:
            if in_parts:
                send_parts(self._call, self._storage, ticket["upload"], path, progress)
            else:
                self._put(ticket["url"], ticket["headers"], path, progress)
            self._call("POST", f"/v1/uploads/{upload_id}/complete")
        progress(size)
        return str(self._call("POST", "/v1/videos", json={"upload_id": upload_id})["id"])

    def video_from_url(self, url: str) -> str:
        """A new video whose bytes the server fetches itself; returns its id."""
        return str(self._call("POST", "/v1/videos", json={"url": url})["id"])

    def order(self, video_id: str, spec: JobSpec, key: str) -> JobView:
        """Order a job; the same key never orders twice."""
        body = {"video_id": video_id, "spec": spec.model_dump(mode="json")}
        return JobView.model_validate(self._call("POST", "/v1/jobs", json=body, headers={"Idempotency-Key": key}))

    def job(self, job_id: str) -> JobView:
        """One job."""
        return JobView.model_validate(self._call("GET", f"/v1/jobs/{job_id}"))

    def jobs(self, limit: int) -> list[JobView]:
        """The newest jobs."""
        page = self._call("GET", "/v1/jobs", params={"limit": limit})
        return [JobView.model_validate(item) for item in page["items"]]

    def cancel(self, job_id: str) -> JobView:
        """Ask a job to stop."""
        return JobView.model_validate(self._call("POST", f"/v1/jobs/{job_id}/cancel"))

    def decide(self, job_id: str, gate: str, decision: ReviewDecision) -> None:
        """Decide a review gate."""
        self._call("POST", f"/v1/jobs/{job_id}/reviews/{gate}", json=decision.model_dump(mode="json"))

    def stages(self, job_id: str) -> list[StageView]:
        """Every step of a job that was begun, in order."""
        found = self._call("GET", f"/v1/jobs/{job_id}/worker-status")
        return [StageView.model_validate(item) for item in found["stages"]]

    def events(self, job_id: str) -> list[dict[str, Any]]:
        """The job's log so far: seq, kind and data of each entry."""
        return list(self.follow(job_id, live=False))

    def follow(self, job_id: str, after: int = 0, *, live: bool = True) -> Iterator[dict[str, Any]]:
        """The job's events after `after` as they happen, to its end; each once, also when the API is restarted.

        Raises TransientError `api.unavailable` when the API stays away for a minute.
        """
        heard_at = time.monotonic()
        while True:
            options = {"after": str(after), "follow": str(live).lower()}
            try:
                for fields in self._server_sent(f"/v1/jobs/{job_id}/events", options):
                    heard_at = time.monotonic()
                    if fields["event"] == "stream.closed":
                        break
                    event = json.loads(fields["data"])
                    after = event["seq"]
                    yield event
                else:
                    return
            except (httpx.TransportError, TransientError) as error:
                if time.monotonic() - heard_at > _PATIENCE_SECONDS:
                    message = f"The API does not answer at {self._http.base_url}. Is the stack up? `cutdown up`"
                    raise TransientError("api.unavailable", message) from error
            time.sleep(_AGAIN_SECONDS)

    def clips(self, job_id: str) -> list[ClipView]:
        """The clips of a job, by rank."""
        found = self._call("GET", f"/v1/jobs/{job_id}/clips")
        return [ClipView.model_validate(item) for item in found["items"]]

    def download(self, ref: ArtifactRef, target: Path) -> None:
        """Bring a file, checked against its digest; nothing half-written is left under its name."""
        part = target.with_name(f".{target.name}.part")
        try:
            if self._patiently(lambda: self._receive(ref, target.name, part)) != ref.digest:
                raise TransientError("download.damaged", f"{target.name} arrived damaged. Run the command again.")
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)

    def _receive(self, ref: ArtifactRef, filename: str, part: Path) -> str:
        """Write an artifact's bytes to `part`; returns their SHA-256."""
        digest = hashlib.sha256()
        with self._http.stream(
            "GET", f"/v1/artifacts/{ref.digest}/download", params={"filename": filename}, follow_redirects=False
        ) as answer:
            address = answer.headers.get("location")
            if address is None:
                answer.read()
                raise _refusal(answer)
        with self._storage.stream("GET", address) as answer, part.open("wb") as out:
            if not answer.is_success:
                raise _refused_by_storage("download", answer)
            for block in answer.iter_bytes(_BLOCK):
                digest.update(block)
                out.write(block)
        return digest.hexdigest()

    def _server_sent(self, path: str, options: dict[str, str]) -> Iterator[dict[str, str]]:
        """The fields of each server-sent event until the server ends the stream."""
        fields: dict[str, str] = {}
        with self._http.stream("GET", path, params=options, headers={"Accept": "text/event-stream"}) as answer:
            if not answer.is_success:
                answer.read()
                raise _refusal(answer)
            for line in answer.iter_lines():
                name, _, value = line.partition(":")
                if name:
                    fields[name] = value.removeprefix(" ")
                elif not line:  # else it is a comment
                    if "data" in fields:
                        yield fields
                    fields = {}

    def _put(self, url: str, headers: dict[str, str], path: Path, progress: Callable[[int], None]) -> None:
        def blocks() -> Iterator[bytes]:
            sent = 0
            with path.open("rb") as source:
                while block := source.read(_BLOCK):
                    yield block
                    sent += len(block)
                    progress(sent)

        def send() -> None:
            answer = self._storage.put(url, headers=headers, content=blocks())
            # 412: it is there already, by an attempt whose answer was lost.
            if answer.status_code not in {200, 201, 412}:
                raise _refused_by_storage("upload", answer)

        self._patiently(send)

    def _patiently(self, attempt: Callable[[], T]) -> T:
        """Repeat what fails because a server is away for the moment, e.g. while it is restarted."""
        deadline = time.monotonic() + _OUTAGE_SECONDS
        while True:
            try:
                return attempt()
            except httpx.TransportError as error:
                if time.monotonic() > deadline:
                    message = "The object storage does not answer. Is the stack up? `cutdown up`"
                    raise TransientError("storage.unavailable", message) from error
            except TransientError:
                if time.monotonic() > deadline:
                    raise
            time.sleep(0.5)

    def _call(self, method: str, path: str, **options: Any) -> Any:
        """One request; waits while the API is away, since every call of ours may be repeated."""
        began = time.monotonic()
        deadline, outage_ends = began + _PATIENCE_SECONDS, began + _OUTAGE_SECONDS
        while True:
            try:
                answer = self._http.request(method, path, **options)
            except httpx.TransportError as error:
                if time.monotonic() > deadline:
                    message = f"The API does not answer at {self._http.base_url}. Is the stack up? `cutdown up`"
                    raise TransientError("api.unavailable", message) from error
            else:
                if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE or time.monotonic() > outage_ends:
                    break
                deadline = time.monotonic() + _PATIENCE_SECONDS
            time.sleep(0.5)
        if answer.is_success:
            return answer.json()
        raise _refusal(answer)


def _refused_by_storage(what: str, answer: httpx.Response) -> AppError:
    kind = TransientError if answer.is_server_error else PermanentError
    return kind(f"{what}.failed", f"The object storage refused the {what} ({answer.status_code}). Try again.")


def _refusal(answer: httpx.Response) -> AppError:
    try:
        problem = answer.json()
        code, sentence = str(problem["code"]), str(problem.get("detail") or problem["title"])
    except (ValueError, KeyError, TypeError):
        code, sentence = "api.error", f"The API answered {answer.status_code}."
    kind = TransientError if answer.is_server_error else PermanentError
    return kind(code, sentence)


def _digest_of(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
