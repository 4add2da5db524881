"""Dubs as a customer gets them: in time, heard as written, as loud as promised, and cheap to correct.

`python -m bench.dub [NAME…] [--show]` dubs the made talks (Spanish to English by Whisper, English to Spanish) and
recordings of people, each whole, on a fresh installation, and prints every figure beside its bar. English talks are
translated by `bench.dub_translator`, an endpoint on this machine with translations made beforehand, for the default
install has no model from English. Each dub is then made again with the original under it, and one line of each made
talk is corrected.

`python -m bench.dub --minutes 10` dubs a Spanish talk of so many minutes: wall against length (bar 0.8), memory of all
workers together (bar 2.5 GB), CPU-seconds. Returns 1 when a bar is missed.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.crash_record import results_of
from bench.dub_measures import Ear, Figure, measure_dub, measure_voice_over, placed_of
from bench.dub_talks import DubTalk, dub_talks
from bench.dub_translator import prepared_translator
from bench.installation import SAMPLE, Installation, installation
from bench.meter import cpu_seconds, memory_bytes, watching
from bench.overhead import print_processes, print_stages
from bench.spending import SUPERVISOR, watching_spending
from cutdown.processes import LOCAL_GROUPS
from cutdown_sdk import DubChanges, DubOrder, DubView, DubWish, LineChanges
from samples.make import join_talk

EDIT_BAR, WALL_BAR, MEMORY_BAR = 0.10, 0.8, 2.5e9
_SETTLE = 5.0
# What is made of the whole video whenever one of its lines changes.
_RENDER = frozenset({"mix_sound", "assemble_dub"})
_CORRECTIONS = {"en": "And now for something else.", "es": "Y ahora otra cosa."}


def main() -> int:
    """Returns 1 when a bar is missed."""
    options = argparse.ArgumentParser(prog="python -m bench.dub", description=__doc__)
    options.add_argument("names", nargs="*", help="talks: agua, talk, two_cities, beckett, librivox")
    options.add_argument("--minutes", type=float, help="dub a talk of so many minutes instead")
    options.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the dubs there")
    options.add_argument("--show", action="store_true", help="print every line and what was heard")
    chosen = options.parse_args()
    if chosen.minutes:
        return int(_long(chosen.minutes))
    found: dict[str, list[Figure]] = {}
    with tempfile.TemporaryDirectory(prefix="cutdown-dub-") as name, prepared_translator() as address:
        folder = Path(name)
        os.environ |= {"CUTDOWN_LLM_URL": address, "CUTDOWN_LLM_MODEL": "prepared"}
        talks = dub_talks(folder, chosen.names)
        ear = Ear(folder / "models")
        with installation() as place:
            for talk in talks:
                kept = (chosen.keep or folder) / f"{talk.name}-{talk.target}"
                found[talk.name] = _measure(place, talk, ear, kept, show=chosen.show)
                print(f"{talk.name}: done", flush=True)
    return _report(found)


def _measure(place: Installation, talk: DubTalk, ear: Ear, folder: Path, *, show: bool) -> list[Figure]:
    """A dub, the correction of one of its lines where the talk is made, and the dub with the original under it."""
    first, second = folder / "replace", folder / "voice_over"
    first.mkdir(parents=True, exist_ok=True)
    second.mkdir(exist_ok=True)
    dub, wall, cost = _dub(place, talk)
    figures = measure_dub(place.api, dub, talk, ear, first, show=show)
    figures.append(Figure("CPU-s / wall s of the job", f"{cost:.0f} / {wall:.0f}"))
    if talk.words:
        figures += _correct(place, dub, cost, show=show)
    place.api.dubs.update(dub.id, DubChanges(mix="voice_over"))
    return [*figures, *measure_voice_over(place.api, _rendered(place, dub), talk, second)]


def _dub(place: Installation, talk: DubTalk) -> tuple[DubView, float, float]:
    """A dub of the whole video in a job of its own, and the job's wall seconds and CPU-seconds."""
    video = place.api.videos.upload(talk.video)
    wish = DubWish(language=talk.target, mix="replace")
    before, began = cpu_seconds(place.supervisor), time.monotonic()
    ordered = place.api.dubs.create(DubOrder(video_id=video.id, wish=wish, source_language=talk.source))
    job = place.finish(ordered.job_id)
    wall = time.monotonic() - began
    if job.status != "completed":
        raise RuntimeError(f"{talk.name}: {job.status}, {job.message}")
    time.sleep(_SETTLE)
    return place.api.dubs.get(ordered.id), wall, cpu_seconds(place.supervisor) - before


def _correct(place: Installation, dub: DubView, first_cost: float, *, show: bool) -> list[Figure]:
    """One line gets another text; what is not the render of the whole is held against the dub."""
    with tempfile.TemporaryDirectory() as name:
        before = placed_of(place.api, dub, Path(name)).lines
        line = max(before, key=lambda line: line.spoken.line.slot.duration).spoken.line
        spoken = _lines_spoken(place)
        with watching_spending(place.pids() | {SUPERVISOR: place.supervisor}) as spending:
            place.api.dubs.update_line(dub.id, line.number, LineChanges(text=_CORRECTIONS[dub.language]))
            again = _rendered(place, dub)
            time.sleep(_SETTLE)
        after = placed_of(place.api, again, Path(name)).lines
    steps = [s for s in place.api.jobs.worker_status(dub.job_id).stages if f" edit {again.revision} " in s.step]
    inside = spending.in_process(steps)
    render = sum(inside.get(stage, 0.0) + spending.child_stages.get(stage, 0.0) for stage in _RENDER)
    if show:
        print_processes(spending)
        print_stages(spending, steps, {})
    share = (spending.total - render) / first_cost
    made = _lines_spoken(place) - spoken
    kept = sum(one.spoken == other.spoken for one, other in zip(before, after, strict=True))
    return [
        Figure("one line corrected: lines spoken again", str(made), "1", kept=made == 1),
        Figure("… other lines as they were", f"{kept} of {len(before) - 1}", "all", kept=kept == len(before) - 1),
        Figure("… CPU-s, of them the mix and the file", f"{spending.total:.1f}, {render:.1f}"),
        Figure("… the rest over the job's", f"{share:.1%}", f"{EDIT_BAR:.0%}", kept=share <= EDIT_BAR),
    ]


def _rendered(place: Installation, dub: DubView) -> DubView:
    place.api.dubs.render(dub.id)
    again = place.api.dubs.rendered(dub.id)
    if again.stale or (again.render is not None and again.render.state == "failed"):
        raise RuntimeError(f"{dub.id}: {again.render}")
    return again


def _lines_spoken(place: Installation) -> int:
    """How many lines voices have ever spoken here; what is brought from memory is not counted again."""
    return results_of(place).get("synthesise_lines/line", 0)


def _report(found: dict[str, list[Figure]]) -> int:
    table = Table("figure", *found, "bar")
    by_name = {talk: {figure.name: figure for figure in figures} for talk, figures in found.items()}
    names = dict.fromkeys(figure.name for figures in found.values() for figure in figures)
    for name in names:
        row = [figures.get(name) for figures in by_name.values()]
        cells = ["-" if one is None else one.told if one.kept else f"[red]{one.told} MISSED[/red]" for one in row]
        table.add_row(name, *cells, next((one.bar for one in row if one), ""))
    Console(width=max(120, 50 + 22 * len(found))).print(table)
    return int(not found or any(not figure.kept for figures in found.values() for figure in figures))


def _long(minutes: float) -> bool:
    """One row; True when a bar is missed."""
    with tempfile.TemporaryDirectory(prefix="cutdown-dub-") as name, installation() as place:
        truth = join_talk(SAMPLE.with_name("agua.mp4"), Path(name), minutes)
        workers = [pid for group in LOCAL_GROUPS if (pid := place.pid_of(group)) is not None]
        with watching(lambda: memory_bytes(workers)) as memory:
            dub, wall, cost = _dub(place, DubTalk("long", Path(name) / truth.video, "es", "en"))
        lines = place.api.dubs.lines(dub.id)
    share = wall / truth.duration
    print(f"{'minutes':>8} {'lines':>6} {'wall s':>8} {'wall/len':>9} {'CPU-s':>8} {'peak MB':>8}")
    print(
        f"{truth.duration / 60:8.1f} {len(lines):6} {wall:8.0f} {share:9.3f} {cost:8.0f} {memory.value / 1e6:8.0f}  "
        f"(bars: {WALL_BAR} of the length, {MEMORY_BAR / 1e6:.0f} MB)"
    )
    return share > WALL_BAR or memory.value > MEMORY_BAR


if __name__ == "__main__":
    sys.exit(main())
