"""Where model bytes come from: installed packages, the package installer, and the model hub."""

import importlib.metadata
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx

from adapters.models.entries import HubFile, ModelFile, PackageFile
from domain.errors import PermanentError, TransientError

HUB_URL = "https://huggingface.co"
_BLOCK_BYTES = 1 << 20
_INSTALL_SECONDS = 1800
_HUB_SECONDS = 30.0


def locate_parts(file: ModelFile, extra: Path | None = None) -> list[Path] | None:
    """Where the file's parts are installed, in order; None when one is missing.

    `extra` is a folder that packages were installed into, looked at first.
    """
    found = [_locate(part, extra) for part in file.parts]
    paths = [path for path in found if path is not None]
    return paths if paths and len(paths) == len(found) else None


def read_blocks(paths: Sequence[Path]) -> Iterator[bytes]:
    """The bytes of all files, one after the other."""
    for path in paths:
        with path.open("rb") as source:
            while block := source.read(_BLOCK_BYTES):
                yield block


def install_packages(packages: Sequence[tuple[str, str]], target: Path) -> None:
    """Install pinned packages into the folder `target`, without what they depend on and without running their code.

    Raises TransientError `model.unreachable` when the package index does not deliver, PermanentError
    `model.no_installer` where there is neither pip nor uv.
    """
    wanted = [f"{name}=={version}" for name, version in packages]
    options = ["--no-deps", "--only-binary", ":all:", "--target", str(target)]
    try:
        done = subprocess.run(
            [*_installer(), "install", *options, *wanted],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_INSTALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TransientError(
            "model.unreachable", f"The package index took over {_INSTALL_SECONDS} s for {' '.join(wanted)}."
        ) from error
    if done.returncode != 0:
        reason = next((line for line in reversed(done.stderr.splitlines()) if "error" in line.lower()), "no reason")
        raise TransientError(
            "model.unreachable",
            f"The package index did not deliver {' '.join(wanted)} ({reason.strip()}). "
            "Check the network and try again.",
        )


def hub_blocks(hub_url: str, file: HubFile) -> Iterator[bytes]:
    """The bytes of a hub file. Raises TransientError `model.unreachable`."""
    address = f"{hub_url}/{file.repository}/resolve/{file.revision}/{file.path}"
    try:
        with (
            httpx.Client(follow_redirects=True, timeout=_HUB_SECONDS) as client,
            client.stream("GET", address) as reply,
        ):
            reply.raise_for_status()
            yield from reply.iter_bytes(_BLOCK_BYTES)
    except httpx.HTTPError as error:
        raise TransientError(
            "model.unreachable", f"The model hub did not deliver {address} ({error}). Check the network and try again."
        ) from error


def _locate(part: PackageFile, extra: Path | None) -> Path | None:
    if extra is not None and (extra / part.path).is_file():
        return extra / part.path
    try:
        installed = Path(str(importlib.metadata.distribution(part.distribution).locate_file(part.path)))
    except importlib.metadata.PackageNotFoundError:
        return None
    return installed if installed.is_file() else None


def _installer() -> list[str]:
    if importlib.util.find_spec("pip") is not None:
        return [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    if importlib.util.find_spec("uv") is not None:
        return [sys.executable, "-m", "uv", "pip"]
    uv = shutil.which("uv")
    if uv is None:
        raise PermanentError("model.no_installer", "Models come from packages: install pip or uv first.")
    return [uv, "pip"]
