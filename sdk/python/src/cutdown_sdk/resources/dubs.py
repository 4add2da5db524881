"""Dubs: videos in other languages; their lines can be corrected and made again one by one."""

from collections.abc import Sequence
from pathlib import Path

from cutdown_sdk.calls import Resource, Way, call, listing
from cutdown_sdk.fetching import fetch
from cutdown_sdk.models import (
    ArtifactRef,
    DubChanges,
    DubLineList,
    DubLineView,
    DubOrder,
    DubPlanView,
    DubView,
    LineChanges,
    ProductFile,
)
from cutdown_sdk.steps import Progress, Series, Steps, wait

_PATH = "/v1/dubs/{dub_id}"
_LINE = _PATH + "/lines/{number}"
_LOOK_SECONDS = 1.0


class Dubs(Resource[Way]):
    """Order, correct, render and download dubs."""

    @call
    def create(self, order: DubOrder, *, idempotency_key: str | None = None) -> Steps[DubView]:
        """Order a dub of a video, in a job of its own: follow `job_id`."""
        return self._api.ask(DubView, "POST", "/v1/dubs", body=order, key=idempotency_key)

    @listing
    def list(
        self, *, job_id: str | None = None, video_id: str | None = None, page_size: int | None = None
    ) -> Series[DubView]:
        """Dubs, newest first; of one job or one video where it is given."""
        query = {"job_id": job_id, "video_id": video_id}
        return self._api.pages(DubView, "/v1/dubs", page_size=page_size, query=query)

    @call
    def get(self, dub_id: str) -> Steps[DubView]:
        """One dub."""
        return self._api.ask(DubView, "GET", _PATH, dub_id=dub_id)

    @call
    def update(self, dub_id: str, changes: DubChanges, *, revision: int | None = None) -> Steps[DubView]:
        """Change the mix or voices. Its files become stale until it is rendered."""
        return self._api.ask(DubView, "PATCH", _PATH, body=changes, revision=revision, dub_id=dub_id)

    @call
    def lines(self, dub_id: str) -> Steps[Sequence[DubLineView]]:
        """All lines in the order of time."""
        return (yield from self._api.ask(DubLineList, "GET", _PATH + "/lines", dub_id=dub_id)).items

    @call
    def line(self, dub_id: str, number: int) -> Steps[DubLineView]:
        """One line."""
        return self._api.ask(DubLineView, "GET", _LINE, dub_id=dub_id, number=str(number))

    @call
    def update_line(
        self, dub_id: str, number: int, changes: LineChanges, *, revision: int | None = None
    ) -> Steps[DubLineView]:
        """Correct a line; `revision` is the dub's. Rendering the dub speaks this line again and no other."""
        return self._api.ask(
            DubLineView, "PATCH", _LINE, body=changes, revision=revision, dub_id=dub_id, number=str(number)
        )

    @call
    def render(
        self,
        dub_id: str,
        *,
        dry_run: bool = False,
        revision: int | None = None,
        idempotency_key: str | None = None,
    ) -> Steps[DubPlanView]:
        """Make a dub again as it stands, for which `rendered` waits; with `dry_run` only say what would run."""
        return self._api.ask(
            DubPlanView,
            "POST",
            _PATH + "/render",
            query={"dry_run": dry_run},
            revision=revision,
            key=idempotency_key,
            dub_id=dub_id,
        )

    @call
    def rendered(self, dub_id: str) -> Steps[DubView]:
        """The dub once its render has ended: look at `render.state`, and at `render.message` where it failed."""
        while True:
            dub = yield from self._api.ask(DubView, "GET", _PATH, dub_id=dub_id)
            if dub.render is None or dub.render.state in {"completed", "failed"}:
                return dub
            yield from wait(_LOOK_SECONDS)

    @call
    def download(self, dub: DubView, folder: Path | str, *, progress: Progress | None = None) -> Steps[dict[str, Path]]:
        """Bring the files of a published dub into a folder: `dub-es.mp4`, `.srt`, `.vtt`, or those of each clip."""
        places = {}
        for number, file in enumerate(dub.result.files if dub.result else (), 1):
            many = "" if file.clip_id is None else f"-{number:02}"
            for ending, ref in _of_file(file):
                name = f"dub-{dub.language}{many}.{ending}"
                places[name] = yield from fetch(self._api, ref, Path(folder) / name, progress)
        return places


def _of_file(file: ProductFile) -> Sequence[tuple[str, ArtifactRef]]:
    found = [("mp4", file.video), ("srt", file.srt), ("vtt", file.vtt)]
    return found if file.poster is None else [*found, ("jpg", file.poster)]
