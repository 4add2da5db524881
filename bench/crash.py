"""What a kill -9 costs: a process dies at a random moment of a job, again and again.

`python -m bench.crash --victim all --times 20 --seed 1` (or worker, temporal, postgres, s3, api). Every round runs the
same job on an emptied record, kills the victim after a random share of the CPU-seconds that an undisturbed job costs
from the start of the upload to its end, and waits for the job. A round is as it should be when the job completes with
the files of the undisturbed run (frames, samples, captions, plans), tells nothing twice, and leaves nothing behind.
What was computed again is compared with the costliest step; what restarting a process costs is measured on an idle
installation, and told apart. `--away 60` keeps the victim dead for a minute.

`--product dub` (or retell) makes one of a video that is known already, so that every kill falls into its own stages;
there, no line may be spoken into two results, placed twice, or heard beside another.
"""

import argparse
import random
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from bench.crash_rounds import Outcome, Scene, idle_kill_cpu, round_of, set_scene, tracing_cpu
from bench.crash_trials import TRIALS
from bench.installation import installation
from cutdown.processes import LOCAL_GROUPS

KINDS = ("worker", "temporal", "postgres", "s3", "api")
JUDGED = KINDS[:4]
# So many undisturbed rounds make the baseline of a round, and a new one comes after so many kills.
_COMPARED, _KILLS = 3, 4
# Steps that may be begun again after a kill: one stretch of sound or picture, one clip, or one batch of lines.
_PIECES = frozenset(
    {
        *("extract_audio", "analyse_picture", "transcribe_chunk", "align_chunk", "render_clip"),
        *("identify_speakers", "translate_lines", "synthesise_lines", "align_lines", "mix_sound", "assemble_dub"),
        *("write_script", "cut_retell"),
    }
)


@dataclass
class Calm:
    """What undisturbed rounds look like: the files, the costs, the costliest piece and the price of each restart."""

    outcome: Outcome
    spent: list[float]
    """CPU-seconds of each undisturbed round, the newest last."""
    piece: float
    restart: dict[str, float] = field(default_factory=dict)

    @property
    def cpu(self) -> float:
        """CPU-seconds of the newest undisturbed rounds."""
        return statistics.median(self.spent[-_COMPARED:])

    @property
    def strain(self) -> float:
        """How much longer CPU-seconds are by now than when pieces and restarts were measured."""
        return self.cpu / statistics.median(self.spent[:_COMPARED])

    @property
    def noise(self) -> float:
        """How much those differ."""
        return max(self.spent[-_COMPARED:]) - min(self.spent[-_COMPARED:])


@dataclass
class Tally:
    """One line of the final table."""

    rounds: int = 0
    completed: int = 0
    equal: int = 0
    faultless: int = 0
    within: int = 0
    redone: list[float] = field(default_factory=list)
    walls: list[float] = field(default_factory=list)

    @property
    def broken(self) -> bool:
        """Whether a round was not as it should be."""
        return min(self.completed, self.equal, self.faultless, self.within) < self.rounds


def main() -> int:
    """Returns 1 when a round ended in any other way than the undisturbed run."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--victim", choices=[*KINDS, *LOCAL_GROUPS, "all"], default="all")
    options.add_argument("--times", type=int, default=20)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--product", choices=list(TRIALS), default="clips", help="what the rounds make")
    options.add_argument("--seconds", type=float, help="length of the source")
    options.add_argument("--away", type=float, default=0.0, help="seconds until the victim may start again")
    options.add_argument("--keep", type=Path, help="folder for the logs of rounds that went wrong")
    chosen = options.parse_args()
    kinds = JUDGED if chosen.victim == "all" else (chosen.victim,)
    with installation() as place, tempfile.TemporaryDirectory(prefix="cutdown-crash-") as folder:
        make = TRIALS[chosen.product]
        scene = set_scene(place, make() if chosen.seconds is None else make(chosen.seconds), Path(folder))
        calm = measure_calm(scene, sorted({name for kind in kinds for name in _processes(kind)}))
        tallies = {kind: Tally() for kind in kinds}
        dice = {kind: random.Random(f"{kind}/{chosen.seed}") for kind in kinds}
        owed: dict[str, float] = {}
        try:
            # In turns, so that a run that is stopped early has something to say of each.
            for turn in range(chosen.times):
                # A neighbour on the machine makes all CPU-seconds longer: undisturbed rounds in between tell.
                if turn % max(1, _KILLS // len(kinds)) == 0:
                    calm.spent.append(round_of(scene).cpu)
                for kind in kinds:
                    victim = dice[kind].choice(_processes(kind))
                    moment = dice[kind].uniform(0.0, calm.outcome.work)
                    found = round_of(scene, victim, moment, chosen.away)
                    fine = judge(found, victim, calm, owed, tallies[kind])
                    if chosen.keep is not None and not fine:
                        kept = chosen.keep / f"{kind}-{tallies[kind].rounds}"
                        shutil.copytree(place.stack.folder.logs, kept, dirs_exist_ok=True)
        finally:
            print_table(tallies, calm)
    return int(any(tally.broken for tally in tallies.values()))


def measure_calm(scene: Scene, victims: list[str]) -> Calm:
    """Undisturbed rounds first: one to load the models, three to compare with, and some after idle restarts."""
    place = scene.place
    round_of(scene)
    with tracing_cpu(place) as trace:
        calm = round_of(scene)
        stages = place.api.jobs.worker_status(next(place.api.jobs.list(page_size=1)).id).stages
    if calm.status != "completed" or calm.faults:
        raise SystemExit(f"the undisturbed run is not clean: {calm.status} {calm.faults}")
    costs = {stage.step: trace.cost(stage) for stage in stages if stage.stage in _PIECES}
    dearest = max(costs, key=lambda step: costs[step])
    spent = [calm.cpu, *(round_of(scene).cpu for _ in range(_COMPARED - 1))]
    usual = Calm(calm, spent, costs[dearest])
    print(
        f"undisturbed: {calm.wall:.1f} s, {min(spent):.1f} to {max(spent):.1f} CPU-s, {len(calm.files)} files; "
        f"the costliest piece is {dearest!r} with {costs[dearest]:.1f} CPU-s",
        flush=True,
    )
    for victim in victims:
        idle, more = restarted(scene, victim, usual.cpu)
        usual.restart[victim] = idle + max(0.0, more)
        print(f"restarting {victim}: {idle:.1f} CPU-s, and {more:+.1f} in the next job", flush=True)
    return usual


def restarted(scene: Scene, victim: str, usual: float) -> tuple[float, float]:
    """CPU-seconds of a restart while nothing runs, and by how much the next job costs more than usual: medians.

    Only workers load again what they work with, in the next job, and that differs as much as jobs do.
    """
    if victim not in LOCAL_GROUPS:
        return idle_kill_cpu(scene.place, victim), 0.0
    found = [(idle_kill_cpu(scene.place, victim), round_of(scene).cpu - usual) for _ in range(_COMPARED)]
    return statistics.median(idle for idle, _ in found), statistics.median(more for _, more in found)


def judge(found: Outcome, victim: str, calm: Calm, owed: dict[str, float], tally: Tally) -> bool:
    """Compare a round with the undisturbed ones, print it and count it; whether it is as it should be.

    `owed` holds restarts that are not paid yet: models are loaded by the first stage after one, maybe in a later round.
    """
    own = {victim: calm.restart[victim]}
    if found.paid_restart or victim not in LOCAL_GROUPS:
        paid = sum((owed | own).values())
        owed.clear()
    else:
        paid = sum(owed.values())
        owed.clear()
        owed |= own
    redone = found.cpu - calm.cpu - paid * calm.strain
    usual = calm.outcome
    differing = sorted(k for k in found.files | usual.files if found.files.get(k) != usual.files.get(k))
    counts = found.results | usual.results
    differing += sorted(f"results of {k}" for k in counts if found.results.get(k) != usual.results.get(k))
    same = not differing and found.frames == usual.frames
    within = redone <= calm.piece * calm.strain + calm.noise
    tally.rounds += 1
    tally.completed += found.status == "completed"
    tally.equal += same
    tally.faultless += not found.faults
    tally.within += within
    tally.redone.append(redone)
    tally.walls.append(found.wall)
    print(
        f"{tally.rounds:3} {victim:14} at {found.killed_after:5.1f} s: {found.status} {found.wall:5.1f} s, "
        f"redone {redone:+5.1f} CPU-s{'' if within else ' TOO MUCH'} ({', '.join(found.redone) or 'nothing'})"
        f"{'' if same else '; DIFFERS in ' + (', '.join(differing) or 'frames')}"
        f"{'; FAULTS: ' + '; '.join(found.faults) if found.faults else ''}",
        flush=True,
    )
    return found.status == "completed" and same and within and not found.faults


def print_table(tallies: dict[str, Tally], calm: Calm) -> None:
    """The figures of all kinds."""
    print(
        f"\n{'victim':15} rounds completed equal clean  CPU in bounds  redone CPU-s (median, most)  wall (median, most)"
    )
    for kind, t in tallies.items():
        if not t.rounds:
            continue
        redone = f"{statistics.median(t.redone):+.1f}, {max(t.redone):+.1f}"
        wall = f"{statistics.median(t.walls):.1f}, {max(t.walls):.1f} s"
        counts = f"{t.rounds:6} {t.completed:9} {t.equal:5} {t.faultless:5} {t.within:14}"
        print(f"{kind:15} {counts}  {redone:>27}  {wall:>19}")
    span = f"{min(calm.spent):.1f} to {max(calm.spent):.1f}"
    print(f"bound: {calm.piece:.1f} CPU-s, the costliest piece; undisturbed rounds cost {span} on this busy a machine")


def _processes(kind: str) -> list[str]:
    return list(LOCAL_GROUPS) if kind == "worker" else [kind]


if __name__ == "__main__":
    sys.exit(main())
