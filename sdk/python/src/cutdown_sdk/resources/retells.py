"""Retells: videos told again as short ones; their scripts can be corrected line by line."""

from collections.abc import Sequence
from pathlib import Path

from cutdown_sdk.asking import request
from cutdown_sdk.calls import Resource, Way, call, listing
from cutdown_sdk.fetching import fetch
from cutdown_sdk.models import (
    RetellChanges,
    RetellOrder,
    RetellPlanView,
    RetellView,
    ScriptChanges,
    ScriptLineList,
    ScriptLineView,
)
from cutdown_sdk.resources.clips import TimelineFormat
from cutdown_sdk.steps import Progress, Series, Steps, wait

_PATH = "/v1/retells/{retell_id}"
_LOOK_SECONDS = 1.0


class Retells(Resource[Way]):
    """Order, correct, render and download retells."""

    @call
    def create(self, order: RetellOrder, *, idempotency_key: str | None = None) -> Steps[RetellView]:
        """Order a retell of a video, in a job of its own: follow `job_id`."""
        return self._api.ask(RetellView, "POST", "/v1/retells", body=order, key=idempotency_key)

    @listing
    def list(
        self, *, job_id: str | None = None, video_id: str | None = None, page_size: int | None = None
    ) -> Series[RetellView]:
        """Retells, newest first; of one job or one video where it is given."""
        query = {"job_id": job_id, "video_id": video_id}
        return self._api.pages(RetellView, "/v1/retells", page_size=page_size, query=query)

    @call
    def get(self, retell_id: str) -> Steps[RetellView]:
        """One retell."""
        return self._api.ask(RetellView, "GET", _PATH, retell_id=retell_id)

    @call
    def update(self, retell_id: str, changes: RetellChanges, *, revision: int | None = None) -> Steps[RetellView]:
        """Change the narrator or the captions' look. Its file becomes stale until it is rendered."""
        return self._api.ask(RetellView, "PATCH", _PATH, body=changes, revision=revision, retell_id=retell_id)

    @call
    def script(self, retell_id: str) -> Steps[Sequence[ScriptLineView]]:
        """The lines of its script."""
        return (yield from self._api.ask(ScriptLineList, "GET", _PATH + "/script", retell_id=retell_id)).items

    @call
    def update_line(
        self, retell_id: str, number: int, changes: ScriptChanges, *, revision: int | None = None
    ) -> Steps[ScriptLineView]:
        """Correct a line of the script; `revision` is the retell's."""
        return self._api.ask(
            ScriptLineView,
            "PATCH",
            _PATH + "/script/{number}",
            body=changes,
            revision=revision,
            retell_id=retell_id,
            number=str(number),
        )

    @call
    def timeline(self, retell_id: str, form: TimelineFormat = "otio") -> Steps[bytes]:
        """The cut for other editing programs, as a ZIP with its captions and the narrator's lines."""
        asked = request("GET", _PATH + "/timeline", {"retell_id": retell_id}, query={"format": form})
        return (yield from self._api.patiently(asked)).content

    @call
    def render(
        self,
        retell_id: str,
        *,
        dry_run: bool = False,
        revision: int | None = None,
        idempotency_key: str | None = None,
    ) -> Steps[RetellPlanView]:
        """Make a retell again as it stands, for which `rendered` waits; with `dry_run` only say what would run."""
        return self._api.ask(
            RetellPlanView,
            "POST",
            _PATH + "/render",
            query={"dry_run": dry_run},
            revision=revision,
            key=idempotency_key,
            retell_id=retell_id,
        )

    @call
    def rendered(self, retell_id: str) -> Steps[RetellView]:
        """The retell once its render has ended: look at `render.state`, and at `render.message` where it failed."""
        while True:
            retell = yield from self._api.ask(RetellView, "GET", _PATH, retell_id=retell_id)
            if retell.render is None or retell.render.state in {"completed", "failed"}:
                return retell
            yield from wait(_LOOK_SECONDS)

    @call
    def download(
        self, retell: RetellView, folder: Path | str, *, progress: Progress | None = None
    ) -> Steps[dict[str, Path]]:
        """Bring the files of a published retell into a folder: `retell.mp4`, `.srt`, `.vtt` and its poster."""
        places = {}
        for file in retell.result.files if retell.result else ():
            found = [("mp4", file.video), ("srt", file.srt), ("vtt", file.vtt), ("jpg", file.poster)]
            for name, ref in ((f"retell.{ending}", ref) for ending, ref in found if ref is not None):
                places[name] = yield from fetch(self._api, ref, Path(folder) / name, progress)
        return places
