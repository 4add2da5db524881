"""What a correction costs: one word of one clip's captions, against the whole job.

`python -m bench.edit [SOURCE]` prints CPU-seconds of a job and of the edit (the correction, its render, its check and
its publication, servers included), what was reused, and the bar: 15 % of the job; the other clips keep their digests.
"""

import sys
import time
from pathlib import Path
from typing import Any

import httpx

from bench.figures import record
from bench.installation import SAMPLE, Installation, installation
from bench.meter import cpu_seconds
from domain.contracts.job import JobSpec

BAR = 0.15
_PATIENCE = 600.0


def main() -> int:
    """Returns 1 when the bar is missed or another clip has changed."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    with installation() as place:
        first = place.run(source, JobSpec(), settle=5.0)
        if first.job.status != "completed":
            raise RuntimeError(first.job.message)
        before = _files(place, first.job.id)
        edited, began = first.clips[-1], time.monotonic()
        cost = cpu_seconds(place.supervisor)
        _correct(place, edited.id)
        wall = time.monotonic() - began
        time.sleep(5.0)
        cost = cpu_seconds(place.supervisor) - cost
        after = _files(place, first.job.id)
        place_of = edited.id.removeprefix("clip_")[:6]
        steps = [stage for stage in place.api.jobs.worker_status(first.job.id).stages if f"of {place_of}" in stage.step]
    others_kept = all(after[name] == files for name, files in before.items() if name != edited.id)
    share = cost / first.cpu
    print(f"the whole job    {first.wall:7.1f} s wall {first.cpu:7.1f} CPU-s  {len(first.clips)} clips")
    print(f"one word edited  {wall:7.1f} s wall {cost:7.1f} CPU-s  {share:6.1%} (bar {BAR:.0%})")
    record("edit.share", round(100 * share, 1), "%")
    for stage in steps:
        print(f"  {stage.stage:16} {'reused' if stage.reused else 'ran'}")
    changed = after[edited.id] != before[edited.id]
    print(f"the other clips keep their digests: {others_kept}; the edited one changed: {changed}")
    return int(share > BAR or not others_kept or not changed)


def _files(place: Installation, job_id: str) -> dict[str, list[str]]:
    return {clip.id: [file.video.digest for file in clip.files] for clip in place.api.jobs.clips(job_id)}


def _correct(place: Installation, clip_id: str) -> None:
    """Correct a word of the clip's captions, and wait until the clip is rendered."""
    settings = place.stack.settings()
    headers = {"Authorization": f"Bearer {settings.api_token.get_secret_value()}"}
    with httpx.Client(base_url=f"http://{settings.api_host}:{settings.api_port}", headers=headers, timeout=30) as http:

        def call(method: str, path: str, body: object = None) -> Any:
            answer = http.request(method, path, json=body)
            answer.raise_for_status()
            return answer.json()

        clip = call("GET", f"/v1/clips/{clip_id}")
        word = (clip["plan"]["first_word"] + clip["plan"]["last_word"]) // 2
        fix = {"op": "fix_word", "word": word, "text": "Zanzibar"}
        call("PATCH", f"/v1/videos/{clip['video_id']}/transcript", {"operations": [fix]})
        call("POST", f"/v1/clips/{clip_id}/render")
        deadline = time.monotonic() + _PATIENCE
        while (clip := call("GET", f"/v1/clips/{clip_id}"))["stale"]:
            if clip["render"]["state"] == "failed" or time.monotonic() > deadline:
                raise RuntimeError(f"{clip_id}: {clip['render']}")
            time.sleep(0.25)


if __name__ == "__main__":
    sys.exit(main())
