"""Loopback ports for the servers: chosen free once, then remembered in the state folder."""

from __future__ import annotations

import random
import socket
import time

from cutdown.stack.errors import StackError

LOOPBACK = "127.0.0.1"
# Below the range from which kernels take ports for outgoing connections, so that none takes ours while we are down.
_LOWEST, _HIGHEST = 15_000, 31_999


def is_free(port: int) -> bool:
    """Whether a server could listen on this loopback port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def choose_free(taken: set[int]) -> int:
    """A free port that is not in `taken`."""
    for _ in range(1000):
        port = random.randint(_LOWEST, _HIGHEST)  # noqa: S311 - spreads stacks apart, guards nothing
        if port not in taken and is_free(port):
            return port
    raise StackError(f"no free port between {_LOWEST} and {_HIGHEST}; stop some servers on this machine")


def settle_ports(
    names: tuple[str, ...], remembered: dict[str, int], configured: dict[str, int], patience_s: float = 3.0
) -> dict[str, int]:
    """A port for each name: the configured one, else the remembered one while it is free, else another.

    A remembered port may be busy for a moment after a crash: it is waited for, up to `patience_s` seconds in all.
    Raises `StackError` when a configured port is taken.
    """
    deadline = time.monotonic() + patience_s
    chosen: dict[str, int] = {}
    for name in names:
        wanted = configured.get(name) or remembered.get(name)
        while wanted and not is_free(wanted) and time.monotonic() < deadline:
            time.sleep(0.1)
        if wanted and not is_free(wanted):
            if name in configured:
                raise StackError(f"port {wanted} configured for {name} is in use; free it or configure another")
            wanted = None
        chosen[name] = wanted or choose_free({*chosen.values(), *remembered.values(), *configured.values()})
    return chosen
