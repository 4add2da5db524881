"""A client that asks one address over kept-alive connections, in a process and on a core of its own."""

import asyncio
import multiprocessing
import os
import resource
import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

CONNECTIONS = 16


@dataclass(frozen=True)
class Load:
    """What is asked for `seconds`: as fast as can be, or `rate` times a second."""

    port: int
    path: str
    key: str
    seconds: float
    rate: float | None = None


@dataclass(frozen=True)
class Asked:
    """How it went. `latencies_ms` count from when a request was due, so that a server which falls behind cannot hide it
    by slowing its client down. `client_share`: how much of its core the client itself used; near 1 it, and not the
    server, is what was measured.
    """

    per_second: float
    latencies_ms: list[float]
    client_share: float
    body: bytes


def ask(load: Load, cores: Collection[int]) -> Asked:
    """Let a fresh process ask from these cores. Raises RuntimeError when one answer was not 200."""
    spawn = multiprocessing.get_context("spawn")
    told = spawn.Queue()
    process = spawn.Process(target=_tell, args=(load, cores, told))
    process.start()
    found: Asked | str = told.get()
    process.join()
    if isinstance(found, str):
        raise RuntimeError(found)  # noqa: TRY004 - the other process's failure, not a wrong type
    return found


def _tell(load: Load, cores: Collection[int], told: Any) -> None:
    os.sched_setaffinity(0, cores)
    try:
        told.put(asyncio.run(_asked(load)))
    except (OSError, asyncio.IncompleteReadError, RuntimeError) as error:
        told.put(f"{type(error).__name__}: {error}")


async def _asked(load: Load) -> Asked:
    request = f"GET {load.path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {load.key}\r\n\r\n".encode()
    latencies: list[float] = []
    body = b""
    used = _cpu_seconds()
    began = time.perf_counter()
    end = began + load.seconds
    turn = iter(range(10**9))

    async def client() -> None:
        nonlocal body
        reader, writer = await asyncio.open_connection("127.0.0.1", load.port)
        while True:
            due = time.perf_counter() if load.rate is None else began + next(turn) / load.rate
            if due >= end:
                break
            if load.rate is not None and (wait := due - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            lower = head.lower()
            at = lower.index(b"content-length:") + 15
            body = await reader.readexactly(int(lower[at : lower.index(b"\r\n", at)]))
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(f"not every answer is 200: {head!r} {body!r}")
            latencies.append((time.perf_counter() - due) * 1000)
        writer.close()

    await asyncio.gather(*(client() for _ in range(CONNECTIONS)))
    took = time.perf_counter() - began
    return Asked(len(latencies) / took, latencies, (_cpu_seconds() - used) / took, body)


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
