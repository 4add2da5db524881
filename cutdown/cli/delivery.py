"""Brings a job's finished clips into a folder, and shows them as a table."""

from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from cutdown.cli.terminal import Sheet, line, lines
from cutdown_sdk import ClipView, Cutdown


def deliver(api: Cutdown, clips: Sequence[ClipView], folder: Path) -> dict[str, Path]:
    """Download every file of the published clips; returns the folder of each clip by its id."""
    places = {}
    for clip in clips:
        if clip.state != "published":
            continue
        place = folder / f"clip-{clip.plan.rank:02d}"
        api.clips.download(clip, place)
        places[clip.id] = place
    return places


def deliver_products(api: Cutdown, job_id: str, folder: Path) -> list[Text]:
    """Download the dubs and the retell of a job; one line for each that tells where it is, or why it is not."""
    told = []
    for dub in api.dubs.list(job_id=job_id):
        places = api.dubs.download(dub, folder)
        flagged = sum(bool(line.flags) for line in api.dubs.lines(dub.id)) if dub.result else 0
        looks = f", {flagged} lines to look at: GET /v1/dubs/{dub.id}/lines" if flagged else ""
        told.append(_line(f"dub {dub.language}", places, dub.message, dub.error_code).append(looks))
    for retell in api.retells.list(job_id=job_id):
        places = api.retells.download(retell, folder)
        told.append(_line("retell", places, retell.message, retell.error_code))
    return told


def _line(name: str, places: dict[str, Path], message: str, code: str | None) -> Text:
    if not places:
        return line(("✗", "red"), f" {name}: {message}", (f" ({code})" if code else "", "dim"))
    return line(("✓", "green"), f" {name}: {', '.join(str(place) for place in places.values())}")


def clip_table(clips: Sequence[ClipView], places: dict[str, Path]) -> Sheet:
    """Score, times, title, reason and file of each clip."""
    table = Sheet("#", "score", "in", "out", "title and reason", "file")
    for clip in clips:
        plan = clip.plan
        place = places.get(clip.id)
        result = line(str(place)) if place else line((f"{clip.state}: {_why(clip)}", "red"))
        table.row(
            str(plan.rank),
            f"{plan.score:.0f}",
            _clock(plan.range.start),
            _clock(plan.range.end),
            lines(line((plan.title, "bold")), line((plan.reason, "dim"))),
            result,
        )
    return table


def _why(clip: ClipView) -> str:
    return clip.message or "; ".join(f"{breach.clause} {breach.found}" for breach in clip.breaches)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes)}:{rest:05.2f}"
