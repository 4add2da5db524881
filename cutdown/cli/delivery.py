"""Brings a job's finished clips into a folder, and shows them as a table."""

from pathlib import Path

from rich.table import Table

from cutdown.api_client import Api, ClipView
from domain.contracts.base import ArtifactRef


def deliver(api: Api, clips: list[ClipView], folder: Path) -> dict[str, Path]:
    """Download every file of the published clips; returns the folder of each clip by its id."""
    places = {}
    for clip in clips:
        if clip.state != "published":
            continue
        place = folder / f"clip-{clip.plan.rank:02d}"
        place.mkdir(parents=True, exist_ok=True)
        for name, ref in _files(clip):
            api.download(ref, place / name)
        places[clip.id] = place
    return places


def clip_table(clips: list[ClipView], places: dict[str, Path]) -> Table:
    """Score, times, title, reason and file of each clip."""
    table = Table("#", "score", "in", "out", "title and reason", "file", box=None, pad_edge=False, padding=(0, 1))
    for clip in clips:
        plan = clip.plan
        place = places.get(clip.id)
        result = str(place) if place else f"[red]{clip.state}: {_why(clip)}"
        table.add_row(
            str(plan.rank),
            f"{plan.score:.0f}",
            _clock(plan.range.start),
            _clock(plan.range.end),
            f"[bold]{plan.title}[/bold]\n[dim]{plan.reason}[/dim]",
            result,
        )
    return table


def _files(clip: ClipView) -> list[tuple[str, ArtifactRef]]:
    files = [("clip.srt", clip.srt), ("clip.vtt", clip.vtt), ("manifest.json", clip.manifest)]
    found = [(name, ref) for name, ref in files if ref is not None]
    for file in clip.files:
        aspect = file.aspect.replace(":", "x")
        found += [(f"clip-{aspect}.mp4", file.video), (f"poster-{aspect}.jpg", file.poster)]
    for burned in clip.burned:
        found.append((f"clip-{burned['aspect'].replace(':', 'x')}.ass", ArtifactRef.model_validate(burned["ass"])))
    return found


def _why(clip: ClipView) -> str:
    return clip.message or "; ".join(f"{breach.clause} {breach.found}" for breach in clip.breaches)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes)}:{rest:05.2f}"
