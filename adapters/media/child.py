"""Runs one program as a child that cannot outlive its caller: limits, streams of frames, cancellation, no zombies."""

import asyncio
import collections
import contextlib
import fcntl
import json
import os
import signal
import sys
from collections.abc import AsyncIterable, Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path

from adapters.media.memory_watch import NEAR_LIMIT, MemoryWatch
from domain.errors import RejectedError

_LAUNCHER = Path(__file__).with_name("launch.py")
_F_SETPIPE_SZ = 1031
_PIPE_BYTES = 1 << 20
_TAIL_LINES = 400
_LINE_BYTES = 1 << 16
# Between the polite signal and the final one: enough for a program to drop its files, far below the promised 5 s.
_TERM_SECONDS = 0.3

GIB = 1024**3


@dataclass(frozen=True)
class Limits:
    """What a child may use: bytes of address space, seconds of CPU (all threads), bytes of any one file it writes."""

    address_space: int = 6 * GIB
    cpu_seconds: int = 600
    file_bytes: int = 16 * GIB


@dataclass(frozen=True, eq=False)
class FrameStream:
    """Raw frames of `frame_bytes` each from one output of a child.

    Put the stream itself among the arguments, where the output's address belongs. `on_frame` is called in a thread of
    its own, in order; the view it gets is only valid during the call. A last incomplete frame is dropped.
    """

    frame_bytes: int
    on_frame: Callable[[memoryview], None] = field(repr=False)


@dataclass(frozen=True)
class ChildResult:
    """How a child ended: its status (negative: the signal that ended it), standard output, last lines of errors, and
    whether it was seen close to its limit of memory.
    """

    status: int
    stdout: bytes
    error_tail: str
    short_of_memory: bool = False


async def run_child(
    command: Sequence[str | FrameStream],
    *,
    limits: Limits,
    seconds: float,
    on_line: Callable[[str], None] | None = None,
    max_stdout: int = 4 << 20,
    folder: Path | None = None,
    stdin: AsyncIterable[bytes] | None = None,
) -> ChildResult:
    """Run `command` (its first item is an absolute path) in `folder` for at most `seconds` of wall time.

    With `on_line` standard output goes there line by line, else up to `max_stdout` bytes of it are returned. `stdin` is
    asked for the next bytes when the child has taken most of the last ones. Raises RejectedError `media.timeout` past
    `seconds`; whatever `stdin` or a FrameStream's consumer raises ends the child and is raised. On cancellation the
    child and all of its descendants are gone when the call returns.
    """
    streams = [item for item in command if isinstance(item, FrameStream)]
    pipes = {id(stream): _pipe() for stream in streams}
    try:
        words = [f"pipe:{pipes[id(i)][1]}" if isinstance(i, FrameStream) else i for i in command]
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-S", str(_LAUNCHER), str(os.getpid()), json.dumps(asdict(limits)), "--"),
            *words,
            stdin=asyncio.subprocess.DEVNULL if stdin is None else asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            pass_fds=[write for _, write in pipes.values()],
            process_group=0,
            limit=_LINE_BYTES,
            cwd=folder,
        )
    except BaseException:
        for read, write in pipes.values():
            os.close(read)
            os.close(write)
        raise
    for _, write in pipes.values():
        os.close(write)
    readers = _start_readers(streams, [pipes[id(stream)][0] for stream in streams])
    try:
        async with asyncio.timeout(seconds):
            return await _attend(process, limits, readers, stdin, on_line, max_stdout)
    except BaseExceptionGroup as several:
        raise several.exceptions[0] from None
    except TimeoutError as late:
        raise RejectedError(
            "media.timeout", f"The file could not be processed within {seconds:.0f} s; it may be damaged."
        ) from late
    finally:
        await asyncio.shield(_bury(process, readers))


async def _attend(
    process: asyncio.subprocess.Process,
    limits: Limits,
    readers: "list[Future[None]]",
    stdin: AsyncIterable[bytes] | None,
    on_line: Callable[[str], None] | None,
    max_stdout: int,
) -> ChildResult:
    assert process.stdout is not None  # noqa: S101 - both are pipes, as asked for above
    assert process.stderr is not None  # noqa: S101
    tail: collections.deque[str] = collections.deque(maxlen=_TAIL_LINES)
    kept = bytearray()

    async def output(stream: asyncio.StreamReader) -> None:
        if on_line is not None:
            await _lines(stream, on_line)
            return
        while data := await stream.read(_LINE_BYTES):
            kept.extend(data[: max(0, max_stdout - len(kept))])

    memory = MemoryWatch(process.pid)
    async with asyncio.TaskGroup() as group:
        watching = group.create_task(memory.run())
        process_ended = group.create_task(_ended(process, watching))
        group.create_task(output(process.stdout))
        group.create_task(_lines(process.stderr, tail.append))
        for reader in readers:
            group.create_task(_finish(reader))
        if stdin is not None:
            assert process.stdin is not None  # noqa: S101
            group.create_task(_feed(process.stdin, stdin))
    return ChildResult(
        status=process_ended.result(),
        stdout=bytes(kept),
        error_tail="\n".join(tail),
        short_of_memory=memory.peak >= NEAR_LIMIT * limits.address_space,
    )


async def _ended(process: asyncio.subprocess.Process, watching: "asyncio.Task[None]") -> int:
    status = await process.wait()
    watching.cancel()
    return status


async def _feed(pipe: asyncio.StreamWriter, stdin: AsyncIterable[bytes]) -> None:
    # A child that has stopped reading says by its status whether it had enough or failed.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        async for data in stdin:
            pipe.write(data)
            await pipe.drain()
    pipe.close()


async def _finish(reader: "Future[None]") -> None:
    await asyncio.wrap_future(reader)


async def _lines(stream: asyncio.StreamReader, take: Callable[[str], None]) -> None:
    while True:
        try:
            line = await stream.readline()
        except ValueError:
            # A line longer than the buffer: readline has dropped it, what follows is still of use.
            continue
        if not line:
            return
        take(line.decode("utf-8", "replace").rstrip())


async def _bury(process: asyncio.subprocess.Process, readers: "list[Future[None]]") -> None:
    """End the child's whole group and wait for it and for the reading threads."""
    if process.returncode is None:
        _signal(process, signal.SIGTERM)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _TERM_SECONDS)
        _signal(process, signal.SIGKILL)
    await process.wait()
    await asyncio.gather(*(asyncio.wrap_future(reader) for reader in readers), return_exceptions=True)


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _pipe() -> tuple[int, int]:
    read, write = os.pipe()
    with contextlib.suppress(OSError):  # refused past the user's share of pipe memory; only speed is lost
        fcntl.fcntl(read, _F_SETPIPE_SZ, _PIPE_BYTES)
    return read, write


def _start_readers(streams: Sequence[FrameStream], descriptors: Sequence[int]) -> "list[Future[None]]":
    if not streams:
        return []
    # Threads of their own: in a shared pool two streams of one child could wait for each other.
    pool = ThreadPoolExecutor(len(streams), thread_name_prefix="frames")
    futures = [pool.submit(_read_frames, s, fd) for s, fd in zip(streams, descriptors, strict=True)]
    pool.shutdown(wait=False)
    return futures


def _read_frames(stream: FrameStream, descriptor: int) -> None:
    buffer = memoryview(bytearray(stream.frame_bytes))
    with open(descriptor, "rb", buffering=0) as pipe:
        while True:
            filled = 0
            while filled < stream.frame_bytes:
                count = pipe.readinto(buffer[filled:])
                if not count:
                    return
                filled += count
            stream.on_frame(buffer)
