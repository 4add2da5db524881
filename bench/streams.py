"""Live streams: how fast a change reaches 500 followers, and what they lose when a server is killed.

`python -m bench.streams [--seconds 30] [--rate 5] [--kill api|postgres --times 3]`. Postgres writes durably; the API is
a process of its own; followers (half over SSE, half over WebSocket) and the writer share a third. The delay counts from
the moment when the writer begins its commit. The bars: 99th percentile at most 250 ms; after a kill -9 and restart
nobody has lost an event or seen one twice.
"""

import argparse
import asyncio
import math
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from adapters.db.engine import open_engine
from adapters.db.unit_of_work import SqlUnitOfWorkFactory
from bench.meter import cpu_seconds
from bench.stream_clients import Address, Follower
from bench.stream_scene import Scene, scene
from cutdown.stack.postgres import APP, DATABASE
from domain.contracts.base import DEFAULT_ORG
from domain.contracts.job import JobSpec, JobStatus
from domain.entities import Job, Video
from domain.errors import AppError
from domain.ids import random_id

BAR_SECONDS = 0.250
JOBS = 10
_PATIENCE = 60.0
_CALM_SECONDS = 5.0


class Writer:
    """Changes jobs as the workers do; `begun` says when the commit of each change was begun."""

    def __init__(self, scene: Scene) -> None:
        self._engine = open_engine(scene.postgres.url(APP, DATABASE))
        self._units = SqlUnitOfWorkFactory(self._engine)
        self._jobs: list[str] = []
        self.begun: dict[int, float] = {}
        self.committing: list[float] = []

    async def prepare(self) -> int:
        """Make the jobs; returns the newest org_seq."""
        now = datetime.now(UTC)
        async with self._units(DEFAULT_ORG) as unit:
            for _ in range(JOBS):
                video = Video(id=random_id("vid"), org_id=DEFAULT_ORG, filename="talk.mp4", created_at=now)
                job = Job(
                    id=random_id("job"),
                    org_id=DEFAULT_ORG,
                    video_id=video.id,
                    spec=JobSpec(),
                    status=JobStatus.RUNNING,
                    created_at=now,
                )
                await unit.videos.add(video)
                await unit.jobs.add(job)
                self._jobs.append(job.id)
            await unit.commit()
        return await self.last()

    async def change(self, number: int) -> None:
        """One change, told once however often it takes."""
        job_id, data = self._jobs[number % JOBS], f'{{"n": {number}, "step": "render_clip", "progress": 0.5}}'
        while True:
            try:
                async with self._units(DEFAULT_ORG) as unit:
                    if not await unit.events.append(job_id, f"change {number}", "stage.progress", data):
                        return
                    self.begun[number] = time.monotonic()
                    await unit.commit()
                    self.committing.append(time.monotonic() - self.begun[number])
            except AppError:
                await asyncio.sleep(0.2)
            else:
                return

    async def last(self) -> int:
        """The newest org_seq."""
        async with self._units(DEFAULT_ORG) as unit:
            return await unit.events.last()

    async def close(self) -> None:
        """Give the connections back."""
        await self._engine.dispose()


@dataclass(frozen=True)
class Outcome:
    """What the followers were told: seconds of each delivery, and what was lost or told twice."""

    delays: list[float]
    committing: list[float]
    lost: int
    twice: int
    connections: int
    opening: float
    api_cpu: float
    away: list[float]
    wall: float


async def measure(place: Scene, options: argparse.Namespace) -> Outcome:
    """One run with one set of followers."""
    writer = Writer(place)
    start = await writer.prepare()
    address = Address(place.port, place.token)
    followers = [Follower(address, number % 2 == 1, start) for number in range(options.subscribers)]
    began = time.monotonic()
    tasks = []
    for follower in followers:
        tasks.append(asyncio.create_task(follower.follow()))
        await asyncio.sleep(0.002)
    await _until(lambda: all(follower.ready for follower in followers))
    opening = time.monotonic() - began
    await asyncio.sleep(2)
    cpu = cpu_seconds(place.api.pid) if place.api else 0.0
    killing = asyncio.create_task(_kill(place, options, followers))
    began, number = time.monotonic(), 0
    while time.monotonic() - began < options.seconds or not killing.done():
        await writer.change(number)
        number += 1
        await asyncio.sleep(max(0.0, began + number / options.rate - time.monotonic()))
    away = await killing
    wall = time.monotonic() - began
    used = cpu_seconds(place.api.pid) - cpu if place.api and not options.kill else 0.0
    newest = await writer.last()
    await _until(lambda: all(follower.position >= newest for follower in followers))
    await asyncio.sleep(1)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await writer.close()
    expected = set(range(start + 1, newest + 1))
    seen = [[org_seq for org_seq, _, _ in follower.told] for follower in followers]
    return Outcome(
        committing=sorted(writer.committing),
        delays=sorted(came - writer.begun[n] for follower in followers for _, n, came in follower.told),
        lost=sum(len(expected - set(numbers)) for numbers in seen),
        twice=sum(len(numbers) - len(set(numbers)) + (numbers != sorted(numbers)) for numbers in seen),
        connections=sum(follower.connections for follower in followers),
        opening=opening,
        api_cpu=used,
        away=away,
        wall=wall,
    )


async def _kill(place: Scene, options: argparse.Namespace, followers: list[Follower]) -> list[float]:
    """Kill and restart `times` times, with calm between; returns how long it took until all followers were back."""
    away: list[float] = []
    killer = {"api": place.kill_api, "postgres": place.kill_postgres}.get(options.kill)
    for _ in range(options.times if killer else 0):
        await asyncio.sleep(_CALM_SECONDS)
        began = time.monotonic()
        if killer is not None:
            await asyncio.get_running_loop().run_in_executor(None, killer)
        await asyncio.sleep(0.5)
        await _until(lambda: all(follower.ready for follower in followers))
        away.append(time.monotonic() - began)
    return away


async def _until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not done() and time.monotonic() < deadline:  # noqa: ASYNC110 - followers count, they do not call
        await asyncio.sleep(0.05)


def _at(share: float, sorted_values: list[float]) -> float:
    return sorted_values[min(len(sorted_values) - 1, int(share * len(sorted_values)))] if sorted_values else math.inf


def main() -> int:
    """Returns 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--subscribers", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--rate", type=float, default=5.0, help="changes per second")
    parser.add_argument("--kill", choices=["api", "postgres"])
    parser.add_argument("--times", type=int, default=3, help="how often to kill")
    options = parser.parse_args()
    with scene() as place:
        found = asyncio.run(measure(place, options))
    print(
        f"{options.subscribers} followers, {options.rate:g} changes/s for {options.seconds:g} s, kill: {options.kill}"
    )
    print(f"  opened in {found.opening:.1f} s, connections {found.connections}, deliveries {len(found.delays)}")
    for share in (0.5, 0.9, 0.99, 1.0):
        told, committed = _at(share, found.delays) * 1000, _at(share, found.committing) * 1000
        print(f"  p{share * 100:<5g} {told:8.1f} ms, of which the commit itself takes {committed:8.1f} ms")
    if options.kill:
        print(
            f"  killed {len(found.away)} times; back after {', '.join(f'{s:.1f}' for s in found.away)} s, counted above"
        )
    else:
        print(f"  API {found.api_cpu / found.wall * 100:.0f} % of a core")
    print(f"  lost {found.lost}, told twice or out of order {found.twice}")
    slow = not options.kill and _at(0.99, found.delays) > BAR_SECONDS
    return int(slow or found.lost > 0 or found.twice > 0 or not found.delays)


if __name__ == "__main__":
    sys.exit(main())
