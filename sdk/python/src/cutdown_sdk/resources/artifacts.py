"""Artifacts: files by their content."""

from pathlib import Path

from cutdown_sdk.calls import Resource, Way, call
from cutdown_sdk.fetching import fetch, where
from cutdown_sdk.models import ArtifactRef
from cutdown_sdk.steps import Progress, Steps


class Artifacts(Resource[Way]):
    """Bring files."""

    @call
    def download(self, ref: ArtifactRef, target: Path | str, *, progress: Progress | None = None) -> Steps[Path]:
        """Bring a file, checked against its digest. After a break, also of this program, the same call goes on where it
        was; the file takes its name when it is whole. Raises DamagedFileError, StorageError.
        """
        return fetch(self._api, ref, Path(target), progress)

    @call
    def url(self, digest: str, *, filename: str = "file") -> Steps[str]:
        """An address that hands out the file for an hour, to whoever has it."""
        return (yield from where(self._api, digest, filename)).url
