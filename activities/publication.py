"""What a finished render makes of its clip, and how it is told."""

import json
from datetime import UTC, datetime

from domain.contracts.base import ArtifactRef
from domain.contracts.render import PublishClipRequest
from domain.entities import Clip, ClipState
from domain.held_back import held_back

TOLD = {"rank", "range", "title", "description", "hashtags", "score", "reason"}
"""What of a plan is told in events."""


def with_outcome(clip: Clip, request: PublishClipRequest, manifest: ArtifactRef | None) -> Clip:
    """The clip with its new files; without a manifest, with what is wrong with them.

    An edit that breaks the output contract leaves the files that were published before in their place, and one that
    was overtaken by a newer one changes nothing.
    """
    if request.edit and clip.rendered is not None and clip.rendered > request.revision:
        return clip
    if manifest is None:
        return _failed(clip, request)
    subtitles = request.subtitles
    published: dict[str, object] = {
        "state": ClipState.READY if request.hold else ClipState.PUBLISHED,
        "style": request.style,
        "files": request.files,
        "srt": subtitles.srt,
        "vtt": subtitles.vtt,
        "burned": subtitles.burned,
        "manifest": manifest,
        "breaches": (*request.check.breaches, *request.check.warnings),
        "message": "",
        "rendered": request.revision,
        "transcript_revision": request.transcript_revision,
    }
    if not request.edit:
        return clip.model_copy(update=published | {"plan": request.plan})
    return clip.model_copy(update=published | _render(clip, request, "completed"))


def told(request: PublishClipRequest, manifest: ArtifactRef | None) -> str:
    """The event's data, as JSON."""
    files = [] if manifest is None else [file.model_dump(mode="json") for file in request.files]
    return json.dumps(
        {
            "clip_id": request.clip_id,
            "revision": request.revision,
            **request.plan.model_dump(mode="json", include=TOLD),
            "files": files,
            "manifest": manifest.model_dump(mode="json") if manifest else None,
            "breaches": [breach.model_dump(mode="json") for breach in request.check.breaches],
            "warnings": [warning.model_dump(mode="json") for warning in request.check.warnings],
            **({"forced_by": request.forced_by} if request.forced_by and request.check.breaches else {}),
        }
    )


def _failed(clip: Clip, request: PublishClipRequest) -> Clip:
    breaches = request.check.breaches
    failed: dict[str, object] = {"breaches": breaches, "message": held_back(clip.id, breaches)}
    if clip.state is not ClipState.PUBLISHED:
        failed["state"] = ClipState.FAILED
    if not request.edit:
        failed["plan"] = request.plan
    return clip.model_copy(update=failed | _render(clip, request, "failed"))


def _render(clip: Clip, request: PublishClipRequest, state: str) -> dict[str, object]:
    if clip.render is None or clip.render.revision != request.revision:
        return {}
    ended = {"state": state, "finished_at": datetime.now(UTC)}
    return {"render": clip.render.model_copy(update=ended)}
