"""Children take no more than they may, and never outlive whoever started them."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from adapters.media.child import FrameStream, Limits
from adapters.media.failures import failure_of
from adapters.media.ffmpeg import FfmpegRunner, locate_ffmpeg
from domain.errors import AppError, PermanentError, RejectedError, TransientError

ENDLESS = ["-f", "lavfi", "-i", "testsrc2=s=1280x720:r=30", "-c:v", "libx264", "-preset", "ultrafast"]


def children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children(recursive=True) if "ffmpeg" in " ".join(child.cmdline() or [])]


async def test_two_streams_of_frames_arrive_whole_and_in_order(runner: FfmpegRunner) -> None:
    small: list[int] = []
    large: list[bytes] = []
    await runner.run(
        [
            *("-f", "lavfi", "-i", "color=black:s=64x36:r=30:d=2,format=gray,geq=lum=N"),
            *("-map", "0:v", "-f", "rawvideo", FrameStream(64 * 36, lambda frame: small.append(frame[0]))),
            *(
                "-map",
                "0:v",
                "-s",
                "128x72",
                "-f",
                "rawvideo",
                FrameStream(128 * 72, lambda frame: large.append(bytes(frame))),
            ),
        ],
        seconds=30,
    )
    assert small == list(range(60))
    assert [len(frame) for frame in large] == [128 * 72] * 60


async def test_what_a_consumer_raises_ends_the_child_and_is_raised(runner: FfmpegRunner) -> None:
    def refuse(_: memoryview) -> None:
        raise ValueError("enough")

    with pytest.raises(ValueError, match="enough"):
        await runner.run(
            ["-f", "lavfi", "-i", "testsrc2=s=64x36", "-f", "rawvideo", FrameStream(64, refuse)], seconds=30
        )
    assert children() == []


async def test_a_child_reads_what_it_is_fed_and_no_further_ahead_than_a_pipe_holds(runner: FfmpegRunner) -> None:
    picture, fed = bytes(range(256)) * 9, 0

    async def frames() -> AsyncIterator[bytes]:
        nonlocal fed
        for number in range(4000):
            fed += 1
            yield bytes([number % 256]) + picture[1:]

    seen: list[int] = []

    def take(frame: memoryview) -> None:
        seen.append(frame[0])
        if len(seen) == 1:
            time.sleep(0.5)
            ahead.append(fed)

    ahead: list[int] = []
    raw = ["-protocol_whitelist", "pipe", "-f", "rawvideo", "-pix_fmt", "gray", "-s", "64x36", "-i", "pipe:0"]
    await runner.run([*raw, "-f", "rawvideo", FrameStream(64 * 36, take)], seconds=30, stdin=frames())
    assert seen == [number % 256 for number in range(4000)]
    assert ahead[0] < 4000


async def test_what_its_feeder_raises_ends_the_child_and_is_raised(runner: FfmpegRunner) -> None:
    async def frames() -> AsyncIterator[bytes]:
        yield bytes(64 * 36)
        raise TransientError("storage.away", "The next part cannot be read.")

    raw = ["-protocol_whitelist", "pipe", "-f", "rawvideo", "-pix_fmt", "gray", "-s", "64x36", "-i", "pipe:0"]
    with pytest.raises(TransientError) as failed:
        await runner.run([*raw, "-f", "null", "-"], seconds=30, stdin=frames())
    assert failed.value.code == "storage.away"
    assert children() == []


async def test_a_child_that_has_enough_leaves_the_rest_of_its_feed(runner: FfmpegRunner) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield bytes(64 * 36)

    raw = ["-protocol_whitelist", "pipe", "-f", "rawvideo", "-pix_fmt", "gray", "-s", "64x36", "-i", "pipe:0"]
    done = await runner.run([*raw, "-frames:v", "5", "-f", "null", "-"], seconds=30, stdin=endless())
    assert done.frames == 5


async def test_a_cancelled_call_leaves_no_process_behind(runner: FfmpegRunner, tmp_path: Path) -> None:
    work = asyncio.create_task(runner.run([*ENDLESS, str(tmp_path / "x.mp4")], seconds=60))
    await asyncio.sleep(0.6)
    assert len(children()) == 1
    began = time.monotonic()
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert time.monotonic() - began < 2
    assert children() == []


async def test_a_child_that_takes_too_long_is_ended(runner: FfmpegRunner) -> None:
    with pytest.raises(RejectedError) as refused:
        await runner.run([*ENDLESS, "-f", "null", "-"], seconds=0.7)
    assert refused.value.code == "media.timeout"
    assert children() == []


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(cpu_seconds=1), "media.timeout"),
        (Limits(address_space=200 << 20), "media.out_of_memory"),
        (Limits(file_bytes=20_000), "media.output_too_large"),
    ],
)
async def test_a_child_past_its_limits_is_stopped(
    runner: FfmpegRunner, tmp_path: Path, limits: Limits, code: str
) -> None:
    with pytest.raises(RejectedError) as refused:
        await runner.run([*ENDLESS, "-f", "mpegts", str(tmp_path / "x.ts")], limits=limits, seconds=60)
    assert refused.value.code == code


async def test_a_full_disk_is_a_reason_to_wait_not_to_refuse(runner: FfmpegRunner) -> None:
    with pytest.raises(TransientError) as full:
        await runner.run([*ENDLESS, "-f", "mpegts", "/dev/full"], seconds=60)
    assert full.value.code == "storage.disk_full"


def test_a_child_dies_with_a_killed_worker(tmp_path: Path) -> None:
    script = (
        "import asyncio; from adapters.media.ffmpeg import FfmpegRunner\n"
        f"asyncio.run(FfmpegRunner().run({[*ENDLESS, '-f', 'null', '-']!r}, seconds=60))"
    )
    worker = subprocess.Popen([sys.executable, "-c", script], cwd=Path(__file__).parents[3])
    try:
        ours = psutil.Process(worker.pid)
        deadline = time.monotonic() + 20
        while not (found := [c for c in ours.children(recursive=True) if "testsrc2" in " ".join(c.cmdline())]):
            assert time.monotonic() < deadline
            time.sleep(0.05)
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    _, alive = psutil.wait_procs(found, timeout=5)
    assert alive == []


async def test_progress_grows_to_the_whole(runner: FfmpegRunner) -> None:
    seen: list[float] = []
    args = ["-f", "lavfi", "-i", "testsrc2=s=640x360:r=30:d=3", "-c:v", "libx264", "-f", "null", "-"]
    done = await runner.run(args, seconds=60, expected_frames=90, on_progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert done.frames == 90


@pytest.mark.parametrize(
    ("status", "tail", "kind", "code"),
    [
        (228, "av_interleaved_write_frame(): No space left on device", TransientError, "storage.disk_full"),
        (-int(signal.SIGKILL), "", TransientError, "worker.killed"),
        (-int(signal.SIGSEGV), "", RejectedError, "media.damaged"),
        (183, "Error opening input: Invalid data found when processing input", RejectedError, "media.damaged"),
        (
            187,
            "[info] title: No space left on device\n[error] Invalid data found when processing input",
            RejectedError,
            "media.damaged",
        ),
        (
            245,
            "[error] pthread_create() failed: Resource temporarily unavailable",
            RejectedError,
            "media.out_of_memory",
        ),
        (1, "something never seen", PermanentError, "media.tool_failed"),
    ],
)
def test_each_failure_has_its_own_meaning(status: int, tail: str, kind: type[AppError], code: str) -> None:
    failure = failure_of(status, tail)
    assert (type(failure), failure.code) == (kind, code)


@pytest.mark.parametrize(
    "graph",
    [
        "select=" + "+".join(f"eq(n\\,{number})" for number in range(120)),
        "select=nonsense(1)",
        "nonsense",
        "select=nonsense=1",
        "scale=16:16[a][b]",
        "crop=w=(",
    ],
    ids=["too deep", "function", "filter", "option", "labels", "expression"],
)
async def test_a_graph_that_is_not_taken_is_our_fault_and_never_the_files(runner: FfmpegRunner, graph: str) -> None:
    with pytest.raises(PermanentError) as failed:
        await runner.run(
            ["-f", "lavfi", "-i", "color=s=16x16:d=1", "-filter_complex", f"[0:v]{graph}", "-f", "null", "-"],
            seconds=30,
        )
    assert failed.value.code == "media.tool_failed"
    assert "fault of Cutdown" in failed.value.message
    assert "log:" in failed.value.message


async def test_an_option_that_is_unknown_is_our_fault(runner: FfmpegRunner) -> None:
    with pytest.raises(PermanentError) as failed:
        await runner.run(["-f", "lavfi", "-i", "color=s=16x16:d=1", "-nonsense", "1", "-f", "null", "-"], seconds=30)
    assert failed.value.code == "media.tool_failed"


@pytest.mark.parametrize("mib", [200, 230, 260, 320])
async def test_a_child_at_its_limit_of_memory_says_so_wherever_it_meets_it(runner: FfmpegRunner, mib: int) -> None:
    big = ["-f", "lavfi", "-i", "testsrc2=s=3840x2160:r=30", "-c:v", "libx264", "-f", "null", "-"]
    with pytest.raises(RejectedError) as refused:
        await runner.run(big, limits=Limits(address_space=mib << 20), seconds=60)
    assert refused.value.code == "media.out_of_memory"


def test_what_a_child_at_its_limit_says_matters_only_where_another_limit_was_met_first() -> None:
    assert failure_of(1, "[error] whatever", short_of_memory=True).code == "media.out_of_memory"
    assert failure_of(-int(signal.SIGABRT), "", short_of_memory=True).code == "media.out_of_memory"
    assert failure_of(228, "No space left on device", short_of_memory=True).code == "storage.disk_full"
    assert failure_of(-int(signal.SIGKILL), "", short_of_memory=True).code == "worker.killed"


def test_a_wrong_program_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PermanentError) as missing:
        locate_ffmpeg(tmp_path / "ffmpeg")
    assert missing.value.code == "media.no_ffmpeg"
    with pytest.raises(PermanentError):
        _ = FfmpegRunner(Path("/bin/echo")).identity


def test_the_identity_names_version_and_build(runner: FfmpegRunner) -> None:
    assert runner.identity.startswith("ffmpeg-")
    assert runner.identity == FfmpegRunner().identity
