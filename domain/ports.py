"""What the use cases and stages ask of the outside world; `domain/engines.py` has the engines."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from pathlib import Path
from typing import Protocol

from domain.contracts.base import ArtifactRef
from domain.contracts.dubbing import DubProductionInput
from domain.contracts.job import ClipProductionInput, ReviewDecision, VideoJobInput
from domain.contracts.retell import RetellProductionInput
from domain.progress import ProgressCallback


class ObjectStore(Protocol):
    """Content-addressed blobs of an organisation in S3, with a local cache."""

    async def put_file(self, org_id: str, path: Path, media_type: str) -> ArtifactRef: ...
    async def put_bytes(self, org_id: str, data: bytes, media_type: str) -> ArtifactRef: ...
    def local(self, org_id: str, ref: ArtifactRef) -> AbstractAsyncContextManager[Path]:
        """A read-only local copy whose digest was checked; it stays while the context is open."""
        ...

    def forget(self, org_id: str, *refs: ArtifactRef) -> None:
        """Give up local copies that no later stage will read, as far as nobody holds them; the blobs stay."""
        ...

    async def read_bytes(self, org_id: str, ref: ArtifactRef) -> bytes: ...
    async def presign_get(self, org_id: str, ref: ArtifactRef, filename: str, expires_seconds: int) -> str: ...
    async def presign_put(self, key: str, size: int, media_type: str, expires_seconds: int) -> str: ...
    async def adopt_upload(
        self,
        org_id: str,
        key: str,
        media_type: str,
        expected_digest: str | None = None,
        expected_etag: str | None = None,
    ) -> ArtifactRef:
        """Hash the object under an upload key and make it a blob; `delete_upload` is called once that is recorded.

        Raises RejectedError `upload.digest_mismatch` or `upload.swapped`, with nothing stored, when another digest or
        another version was expected.
        """
        ...

    async def upload_size(self, key: str) -> int | None: ...
    async def delete_upload(self, key: str) -> None: ...


class JobControl(Protocol):
    """The workflow engine, as far as orders need it; TransientError while it is away."""

    async def start(self, order: VideoJobInput) -> None:
        """Start the job's workflow; a job that was started before, running or ended, is left alone."""
        ...

    async def render(self, order: ClipProductionInput) -> None:
        """Make an edited clip again; a render of this revision that still runs is left alone."""
        ...

    async def make(self, order: DubProductionInput | RetellProductionInput) -> None:
        """Make an edited dub or retell again; one of this revision that still runs is left alone."""
        ...

    async def cancel(self, job_id: str) -> None:
        """Ask the job to stop; raises NotFoundError when it was never started, nothing happens when it has ended."""
        ...

    async def decide(self, job_id: str, gate: str, decision: ReviewDecision) -> None:
        """Hand a decision to a waiting gate; raises ConflictError when the job does not wait there."""
        ...


class TaskQueues(Protocol):
    """The queues of stages; TransientError `temporal.unavailable` while the workflow engine is away."""

    async def polled(self, queues: Sequence[str]) -> frozenset[str]:
        """Those of the queues at which a worker has asked for work within the last two minutes."""
        ...


class EventWatch(Protocol):
    """Wakes when an organisation's log may have grown."""

    async def changed(self, timeout_seconds: float) -> bool:
        """Wait for the next announcement; False when none came in time."""
        ...


class EventFeed(Protocol):
    """Announcements of the event log. A hint only: whoever is woken reads the log, and reads it now and then anyway."""

    def watch(self, org_id: str) -> AbstractContextManager[EventWatch]: ...


class SourceFetcher(Protocol):
    """Brings the bytes behind a public address to a local file."""

    async def check(self, url: str) -> None:
        """Raise RejectedError `fetch.*` when this address would be refused; nothing is asked of the server."""
        ...

    async def download(self, url: str, target: Path, progress: ProgressCallback) -> str:
        """Stream to `target`; returns the media type. Private addresses, oversize and slow replies are refused."""
        ...


class Scratch(Protocol):
    """Temporary folders of this worker, removed on leaving, and by the next worker when this one dies."""

    def folder(self, label: str) -> AbstractContextManager[Path]: ...
