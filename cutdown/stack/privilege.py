"""Who the servers run as, and where their programs and data lie so that this user can reach them.

Postgres refuses to run as root, and no server needs root's power: as root, all three run as `nobody`. Where that user
can enter the state folder, the data lies in `servers/` inside it. Where not (say, below /root), it lies in
`/var/lib/cutdown/<id>` (`/var/tmp/cutdown/<id>` where that cannot be written), which survives a reboot; the state
folder remembers it, and `Stack.purge` removes both. Programs are linked, or copied, beside the data only when `nobody`
cannot reach them where they are installed.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cutdown.stack.errors import StackError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cutdown.stack.state_folder import StateFolder

_OUTSIDE = (Path("/var/lib/cutdown"), Path("/var/tmp/cutdown"))  # noqa: S108 - made by root, mode 0755, never reused

_MARK = "state-folder"


@dataclass(frozen=True)
class User:
    """A user to drop to."""

    uid: int
    gid: int


def servers_user() -> User | None:
    """`nobody` when this process is root; None (stay who we are) when it is not."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        return User(65534, 65534)
    return User(entry.pw_uid, entry.pw_gid)


def can_use(path: Path, user: User | None) -> bool:
    """Whether this user can enter the folder, or read and execute the file; asked of the kernel, so that ACLs count."""
    if user is None:
        return os.access(path, os.R_OK | os.X_OK)
    question = 'if [ -d "$0" ]; then test -x "$0"; else test -r "$0" && test -x "$0"; fi'
    return run_as(user, ["/bin/sh", "-c", question, str(path)], Path("/"), {}).returncode == 0


def own(path: Path, user: User | None) -> None:
    """Give the path to the servers' user; does nothing when they run as us."""
    if user is not None:
        os.chown(path, user.uid, user.gid)


def run_as(
    user: User | None, command: Sequence[str], cwd: Path, env: Mapping[str, str], timeout_s: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end as this user, output captured; raises `StackError` when it takes too long."""
    try:
        return subprocess.run(
            command,
            cwd=cwd,
            env=env,
            user=None if user is None else user.uid,
            group=None if user is None else user.gid,
            extra_groups=None if user is None else [],
            capture_output=True,
            text=True,
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise StackError(f"{Path(command[0]).name} did not end within {timeout_s:.0f} s") from error


def private_folder(path: Path, user: User | None) -> Path:
    """Make a folder, if missing, that only the servers' user can read."""
    path.mkdir(mode=0o700, exist_ok=True)
    own(path, user)
    return path


def settle_home(folder: StateFolder, user: User | None) -> Path:
    """The folder of the servers' data, made if missing; moves data out of a state folder that became unreachable.

    Raises `StackError` when the data is not where the state folder remembers it, or belongs to root and we are not.
    """
    record = folder.record()
    inside = folder.root / "servers"
    if record.servers_home is not None:
        if not record.servers_home.is_dir():
            raise StackError(
                f"the servers' data of {folder.root} was kept in {record.servers_home}, which is gone; "
                f"restore it, or delete {folder.root} to start from nothing"
            )
        if user is None:
            raise StackError(f"{folder.root} was made by root; run as root, or use another state folder")
        _mark(record.servers_home, folder)
        return record.servers_home
    inside.mkdir(mode=0o755, exist_ok=True)
    if can_use(inside, user):
        return inside
    home = _outside_home(record.id)
    for part in inside.iterdir():
        shutil.move(part, home / part.name)
    inside.rmdir()
    _mark(home, folder)
    folder.remember(record.model_copy(update={"servers_home": home}))
    return home


def homes_outside() -> list[tuple[Path, Path]]:
    """(home, state folder that it last belonged to) of all data outside of state folders on this machine."""
    marks = [mark for base in _OUTSIDE for mark in base.glob(f"*/{_MARK}")]
    return [(mark.parent, Path(mark.read_text().strip())) for mark in marks]


def _mark(home: Path, folder: StateFolder) -> None:
    (home / _MARK).write_text(f"{folder.root}\n")


def _outside_home(stack_id: str) -> Path:
    reasons = []
    for base in _OUTSIDE:
        try:
            base.mkdir(mode=0o755, exist_ok=True)
            if base.is_symlink() or base.stat().st_uid != 0:
                reasons.append(f"{base} is not root's")
                continue
            home = base / stack_id
            home.mkdir(mode=0o755, exist_ok=True)
        except OSError as error:
            reasons.append(str(error))
        else:
            return home
    raise StackError(f"no place that the servers' user can reach: {'; '.join(reasons)}")


def reachable_program(program: Path, parts: tuple[Path, ...], shelf: Path, user: User | None) -> Path:
    """A path of `program` that the user can run: its own one, or its twin below `shelf`.

    `parts` are the files and trees that the program needs, itself among them; they are twinned side by side.
    `shelf` is named after the program's version, so that an upgrade makes a new twin.
    """
    if can_use(program, user):
        return program
    if not shelf.exists():
        draft = shelf.with_name(f".{shelf.name}.{os.getpid()}")
        draft.mkdir(mode=0o755, parents=True)
        for part in parts:
            _twin(part, draft / part.name)
        draft.rename(shelf)
    home = next(part.parent for part in parts if program.is_relative_to(part))
    return shelf / program.relative_to(home)


def _twin(source: Path, target: Path) -> None:
    if source.is_file():
        _place(str(source), str(target))
        return
    shutil.copytree(source, target, copy_function=_place, ignore=shutil.ignore_patterns("include", "__pycache__"))
    for folder in (target, *(part for part in target.rglob("*") if part.is_dir())):
        folder.chmod(0o755)


def _place(source: str, target: str) -> str:
    """A hard link where it serves (no space, no time), else a copy that everybody may read and run."""
    mode = Path(source).stat().st_mode
    if mode & 0o005 == 0o005 or (mode & 0o004 and not mode & 0o100):
        try:
            os.link(source, target)
        except OSError:
            pass
        else:
            return target
    shutil.copyfile(source, target)
    Path(target).chmod(0o755 if mode & 0o100 else 0o644)
    return target
