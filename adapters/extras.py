"""How an engine family that is not installed here (an extra of pyproject.toml) is installed, as one command."""

import importlib.metadata
import re
import shlex
import sys
from importlib.util import find_spec
from pathlib import Path

EXTRAS = ("clip", "coqui", "nmt", "voices")
# Their packages ask for others that contradict ours, or that nothing here uses.
_ALONE = {"voices": ("--no-deps",)}
_ROOT = Path(__file__).resolve().parents[1]
_OF_EXTRA = re.compile(r"""\s*;\s*extra\s*==\s*["']([\w-]+)["']\s*$""")


def install_command(extra: str, root: Path = _ROOT, prefix: Path | None = None) -> tuple[str, ...]:
    """The arguments of a command, to be run in `root`, that installs the extra where this program runs.

    `root`: the folder that Cutdown is imported from; `prefix`: the Python environment, None for the running one. In a
    checkout whose environment the Makefile made, it is the Makefile's target; else what the extra asks for is installed
    by name, since no registry has a `cutdown` that is this one. Raises ValueError for an extra that is not in EXTRAS.
    """
    if extra not in EXTRAS:
        raise ValueError(f"{extra} is none of {', '.join(EXTRAS)}")
    place = Path(sys.prefix) if prefix is None else prefix
    # A target that was made already would not be made again, though its packages are gone.
    if (root / "Makefile").is_file() and (place / ".run").is_file() and not (place / f".{extra}").exists():
        if place == root / ".venv":
            return ("make", f".venv/.{extra}")
        return ("make", f"VENV={place}", f"{place}/.{extra}")
    return (*pip_install(), *_packages(extra))


def remedy(extra: str) -> str:
    """What a person does to have the extra, as a sentence that ends with the command; no path of this machine in it
    that a client of the API should not see.
    """
    command = install_command(extra)
    if command[0] == "make":
        return f"Run in Cutdown's folder: {shlex.join(command)}"
    return package_remedy(*_packages(extra))


def package_remedy(*packages: str) -> str:
    """The like for packages by their names."""
    return f"Run in Cutdown's Python environment: {shlex.join((*pip_install('python'), *packages))}"


def pip_install(python: str = sys.executable) -> tuple[str, ...]:
    """The arguments that install packages into the running environment; their names follow."""
    if find_spec("pip") is None:
        return ("uv", "pip", "install", "--python", python)
    return (python, "-m", "pip", "install")


def _packages(extra: str) -> tuple[str, ...]:
    """What the installed package's metadata say that the extra asks for."""
    return _ALONE.get(extra, ()) + tuple(
        _OF_EXTRA.sub("", requirement)
        for requirement in importlib.metadata.requires("cutdown") or ()
        if (asked := _OF_EXTRA.search(requirement)) and asked[1] == extra
    )
