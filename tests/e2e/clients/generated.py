"""The whole way through Cutdown, by a client that openapi-python-client has made of the published description.

`python generated.py URL FILE FOLDER` needs that client as the package `published`, httpx, and nothing of Cutdown's own.
Prints what came of it as JSON.
"""

import hashlib
import json
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
from published import AuthenticatedClient, Client
from published.api.artifacts import download
from published.api.auth import sign_up
from published.api.clips import get_clip, render_clip
from published.api.events import follow_job
from published.api.jobs import create_job, list_clips
from published.api.members import invite
from published.api.reviews import decide_review
from published.api.transcripts import edit_transcript, get_transcript
from published.api.uploads import complete_upload, create_upload, list_parts, list_uploads, sign_parts
from published.api.videos import create_video
from published.models import (
    ClipView,
    ClipWishes,
    EventView,
    FixWord,
    InvitationOrder,
    JobOrder,
    JobSpec,
    PartOrder,
    ReviewDecision,
    ReviewDecisionDecision,
    ReviewPolicy,
    ReviewPolicyMode,
    Role,
    SignUp,
    TranscriptEdit,
    UploadOrder,
    UploadStatus,
    UploadView,
    VideoOrder,
    VideoView,
)

PATIENCE_SECONDS = 300
PASSWORD = "a long enough password"


def main(url: str, file: Path, folder: Path) -> dict[str, Any]:
    who = SignUp(email="ana@published.example", password=PASSWORD, name="Ana", organisation="Published")
    token = sign_up.sync(client=Client(base_url=url), body=who).access_token

    def fresh() -> AuthenticatedClient:
        """As after a break: a client that knows nothing but its token."""
        return AuthenticatedClient(
            base_url=url, token=token, timeout=httpx.Timeout(60), raise_on_unexpected_status=True
        )

    announce_and_break_off(fresh(), file)
    video = create_video.sync(client=fresh(), body=VideoOrder(upload_id=go_on(fresh(), file).id))
    spec = JobSpec(
        wishes=ClipWishes(count=2, min_seconds=3, max_seconds=5),
        language="en",
        review=ReviewPolicy(mode=ReviewPolicyMode.MANUAL),
    )
    order = JobOrder(video_id=video.id, spec=spec)
    job = create_job.sync(client=fresh(), body=order, idempotency_key="the-order")
    assert create_job.sync(client=fresh(), body=order, idempotency_key="the-order").id == job.id

    def decide() -> None:
        verdict = ReviewDecision(decision=ReviewDecisionDecision.APPROVE, decided_by="Ana", note="both are fine")
        decide_review.sync(job.id, "clips", client=fresh(), body=verdict)

    told = follow(fresh, job.id, decide)
    assert told[-1].kind == "job.completed", told[-1]

    first, second = list_clips.sync(job.id, client=fresh()).items
    correct_a_word_of(fresh(), video, second)
    assert [clip.stale for clip in list_clips.sync(job.id, client=fresh()).items] == [False, True]
    made = again(fresh(), second)
    still = get_clip.sync(first.id, client=fresh())
    assert still.files[0].video.digest == first.files[0].video.digest
    assert made.files[0].video.digest != second.files[0].video.digest
    target = bring(fresh(), made, folder)
    invitation = invite.sync(client=fresh(), body=InvitationOrder(email="bo@published.example", role=Role.EDITOR))
    return {"events": len(told), "file": str(target), "invitation": invitation.token}


def announce_and_break_off(client: AuthenticatedClient, file: Path) -> None:
    """Announce the file and send its last part only."""
    order = UploadOrder(filename=file.name, size=file.stat().st_size, sha256=digest_of(file.read_bytes()), parts=True)
    upload = create_upload.sync(client=client, body=order).upload
    assert upload.part_count > 1, "a break needs a middle"
    send(client, file, upload, upload.part_count)


def go_on(client: AuthenticatedClient, file: Path) -> UploadView:
    """Find the upload by the file's digest, and send what is missing."""
    digest = digest_of(file.read_bytes())
    (upload,) = list_uploads.sync(client=client, sha256=digest, status=UploadStatus.PENDING).items
    arrived = {part.number for part in list_parts.sync(upload.id, client=client).items}
    assert arrived == {upload.part_count}
    for number in range(1, upload.part_count):
        send(client, file, upload, number)
    return complete_upload.sync(upload.id, client=client)


def send(client: AuthenticatedClient, file: Path, upload: UploadView, number: int) -> None:
    (ticket,) = sign_parts.sync(upload.id, client=client, body=PartOrder(numbers=[number])).items
    with file.open("rb") as source:
        source.seek((number - 1) * upload.part_size)
        answer = httpx.put(ticket.url, content=source.read(ticket.size), headers=ticket.headers.to_dict(), timeout=60)
    answer.raise_for_status()


def follow(fresh: Callable[[], AuthenticatedClient], job_id: str, decide: Callable[[], None]) -> list[EventView]:
    """The job's events from its first to its end, over a line that is dropped after every third one."""
    told: list[EventView] = []
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not told or told[-1].kind.removeprefix("job.") not in {"completed", "failed", "cancelled"}:
        assert time.monotonic() < deadline, told[-1:]
        position = {"last_event_id": told[-1].seq} if told else {}
        request = follow_job._get_kwargs(job_id, **position)
        request["headers"] = {name: str(value) for name, value in request["headers"].items()}
        seen = 0
        with fresh().get_httpx_client() as http, http.stream(**request, timeout=60) as answer:
            answer.raise_for_status()
            for line in answer.iter_lines():
                if line.startswith("data:") and '"seq"' in line:
                    told.append(EventView.from_dict(json.loads(line.removeprefix("data:"))))
                    seen += 1
                    if told[-1].kind == "review.opened":
                        decide()
                if seen == 3:
                    break
    assert [later.seq - sooner.seq for sooner, later in pairwise(told)] == [1] * (len(told) - 1)
    return told


def correct_a_word_of(client: AuthenticatedClient, video: VideoView, clip: ClipView) -> None:
    words = get_transcript.sync_detailed(video.id, client=client)
    edit = TranscriptEdit(operations=[FixWord(op="fix_word", word=clip.plan.first_word + 1, text="Zanzibar")])
    changed = edit_transcript.sync(video.id, client=client, body=edit, if_match=words.headers["etag"])
    assert changed.revision == words.parsed.revision + 1
    late = edit_transcript.sync_detailed(video.id, client=client, body=edit, if_match=words.headers["etag"])
    assert (late.status_code, late.parsed.code) == (412, "revision.stale")


def again(client: AuthenticatedClient, clip: ClipView) -> ClipView:
    """Render the clip as it stands, and wait for it."""
    planned = render_clip.sync(clip.id, client=client, dry_run=True)
    assert {stage.stage for stage in planned.stages if stage.will == "reuse"} == {"plan_framing"}
    render_clip.sync(clip.id, client=client)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (found := get_clip.sync(clip.id, client=client)).render.state not in {"completed", "failed"}:
        assert time.monotonic() < deadline, found.render
        time.sleep(0.2)
    assert (found.render.state, found.stale) == ("completed", False)
    return found


def bring(client: AuthenticatedClient, clip: ClipView, folder: Path) -> Path:
    ref = clip.files[0].video
    address = download.sync(ref.digest, client=client, redirect=False).url
    content = httpx.get(address, timeout=60).raise_for_status().content
    assert digest_of(content) == ref.digest
    target = folder / "clip.mp4"
    target.write_bytes(content)
    return target


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    address, file, folder = sys.argv[1:]
    sys.stdout.write(json.dumps(main(address, Path(file), Path(folder))))
