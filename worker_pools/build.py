"""Which build of the code a worker runs: the id under which the workflow engine shows it."""

import functools
import hashlib
from importlib.metadata import version
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_ROOMS = ("workflows", "activities", "domain", "adapters", "worker_pools")


@functools.cache
def build_id() -> str:
    """The package's version and a digest of its own modules, e.g. `0.1.0-3f9c0a…`.

    The client library's default digests the compiled code of every module that is loaded, which costs a worker seconds
    of CPU at each start, and tells builds apart that differ in nothing of ours.
    """
    digest = hashlib.sha256((_ROOT / "temporal.yaml").read_bytes())
    for room in _ROOMS:
        for module in sorted((_ROOT / room).rglob("*.py")):
            digest.update(module.relative_to(_ROOT).as_posix().encode())
            digest.update(module.read_bytes())
    return f"{version('cutdown')}-{digest.hexdigest()[:12]}"
