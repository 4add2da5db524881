"""Clips: what jobs make; they can be edited, made again, and brought."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from cutdown_sdk.asking import request
from cutdown_sdk.calls import Resource, Way, call
from cutdown_sdk.fetching import fetch
from cutdown_sdk.models import ArtifactRef, ClipChanges, ClipPublication, ClipView, RenderPlanView, ShotList, ShotView
from cutdown_sdk.steps import Progress, Steps, wait

TimelineFormat = Literal["otio", "fcpxml", "edl"]

_PATH = "/v1/clips/{clip_id}"
_LOOK_SECONDS = 1.0


class Clips(Resource[Way]):
    """Look at, edit, render and download clips."""

    @call
    def get(self, clip_id: str) -> Steps[ClipView]:
        """One clip."""
        return self._api.ask(ClipView, "GET", _PATH, clip_id=clip_id)

    @call
    def update(self, clip_id: str, changes: ClipChanges, *, revision: int | None = None) -> Steps[ClipView]:
        """Edit a clip: what is given is changed, also where it is None. Its files become stale until it is rendered."""
        return self._api.ask(ClipView, "PATCH", _PATH, body=changes, revision=revision, clip_id=clip_id)

    @call
    def shots(self, clip_id: str) -> Steps[Sequence[ShotView]]:
        """The shots of a clip, with the faces in them."""
        return (yield from self._api.ask(ShotList, "GET", _PATH + "/shots", clip_id=clip_id)).items

    @call
    def timeline(self, clip_id: str, form: TimelineFormat = "otio") -> Steps[bytes]:
        """The cut for other editing programs, as a ZIP with its captions."""
        asked = request("GET", _PATH + "/timeline", {"clip_id": clip_id}, query={"format": form})
        return (yield from self._api.patiently(asked)).content

    @call
    def render(
        self,
        clip_id: str,
        *,
        dry_run: bool = False,
        revision: int | None = None,
        idempotency_key: str | None = None,
    ) -> Steps[RenderPlanView]:
        """Make a clip again as it stands, for which `rendered` waits; with `dry_run` only say what would run."""
        return self._api.ask(
            RenderPlanView,
            "POST",
            _PATH + "/render",
            query={"dry_run": dry_run},
            revision=revision,
            key=idempotency_key,
            clip_id=clip_id,
        )

    @call
    def publish(
        self, clip_id: str, *, force: bool = False, revision: int | None = None, idempotency_key: str | None = None
    ) -> Steps[RenderPlanView]:
        """Publish a clip that is held back as it stands, for which `rendered` waits; without `force` it is refused."""
        return self._api.ask(
            RenderPlanView,
            "POST",
            _PATH + "/publish",
            body=ClipPublication(force=force),
            revision=revision,
            key=idempotency_key,
            clip_id=clip_id,
        )

    @call
    def rendered(self, clip_id: str) -> Steps[ClipView]:
        """The clip once its render has ended: look at `render.state`, and at `render.message` where it failed."""
        while True:
            clip = yield from self._api.ask(ClipView, "GET", _PATH, clip_id=clip_id)
            if clip.render is None or clip.render.state in {"completed", "failed"}:
                return clip
            yield from wait(_LOOK_SECONDS)

    @call
    def download(
        self, clip: ClipView, folder: Path | str, *, progress: Progress | None = None
    ) -> Steps[dict[str, Path]]:
        """Bring every file of a clip into a folder: video, poster and burned captions of each format, SRT, VTT and the
        manifest. Returns where each is by its name. Goes on after a break; a file takes its name when it is whole.
        """
        places = {}
        for name, ref in files_of(clip):
            places[name] = yield from fetch(self._api, ref, Path(folder) / name, progress)
        return places


def files_of(clip: ClipView) -> Iterator[tuple[str, ArtifactRef]]:
    """The files of a published clip and what they are called in a folder."""
    for name, ref in (("clip.srt", clip.srt), ("clip.vtt", clip.vtt), ("manifest.json", clip.manifest)):
        if ref is not None:
            yield name, ref
    for file in clip.files:
        aspect = file.aspect.replace(":", "x")
        yield f"clip-{aspect}.mp4", file.video
        yield f"poster-{aspect}.jpg", file.poster
    for burned in clip.burned:
        yield f"clip-{burned.aspect.replace(':', 'x')}.ass", burned.ass
