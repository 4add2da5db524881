"""Where an added model comes from: a folder of this machine, or a repository of the model hub at a revision."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from domain.errors import PermanentError, RejectedError, TransientError

_HUB_SOURCE = re.compile(r"(?P<repository>[\w.-]+/[\w.-]+)(?:@(?P<revision>[\w./-]+))?(?::(?P<folder>[\w./-]+))?")
# No code, pickled or other, is taken beside the weights, and no weights of other libraries.
_WANTED = (
    "model.bin",
    "*.json",
    "vocabulary.txt",
    "shared_vocabulary.txt",
    "source_vocabulary.txt",
    "target_vocabulary.txt",
    "*.spm",
    "sentencepiece.bpe.model",
    "*.onnx",
    "*.pth",
)


@dataclass(frozen=True)
class Origin:
    """A folder with the files of one model. `within`: the folder in the hub's repository; empty: its root."""

    source: str
    folder: Path
    repository: str = ""
    commit: str = ""
    within: str = ""


@contextmanager
def fetched(source: str, space: Path) -> Iterator[Origin]:
    """The model's files while the context lasts; what comes from the hub is brought into a folder within `space`.

    Raises RejectedError `model.source`, PermanentError `engine.not_installed`, TransientError `model.unreachable`.
    """
    folder = Path(source).expanduser()
    if folder.is_dir():
        yield Origin(str(folder.resolve()), folder)
        return
    named = _HUB_SOURCE.fullmatch(source)
    if named is None or source.startswith((".", "/", "~")):
        raise RejectedError("model.source", f"'{source}' is neither a folder here nor OWNER/REPOSITORY@REVISION.")
    if named["revision"] is None:
        raise RejectedError(
            "model.source",
            f"There is no folder '{source}'. A repository of the model hub is named with its revision: "
            f"{named['repository']}@REVISION, a commit or a tag.",
        )
    within = (named["folder"] or "").strip("/")
    if ".." in within.split("/"):
        raise RejectedError("model.source", f"'{within}' is no folder within a repository.")
    with tempfile.TemporaryDirectory(dir=space, prefix=".add-") as target:
        commit = _snapshot(named["repository"], named["revision"], within, Path(target))
        yield Origin(source, Path(target) / within, named["repository"], commit, within)


def _snapshot(repository: str, revision: str, within: str, target: Path) -> str:
    """Bring the files there; returns the commit that the revision stands for."""
    try:
        from huggingface_hub import HfApi, constants, snapshot_download
    except ImportError as error:
        raise PermanentError(
            "engine.not_installed", "The model hub needs the package huggingface_hub. Install it, or give a folder."
        ) from error
    endpoint = str(constants.ENDPOINT)
    if not endpoint.startswith("https://"):
        raise RejectedError("model.source", f"Models are fetched by https only; HF_ENDPOINT says '{endpoint}'.")
    patterns = [f"{within}/{pattern}" if within else pattern for pattern in _WANTED]
    try:
        commit = str(HfApi(endpoint=endpoint).model_info(repository, revision=revision).sha)
        snapshot_download(repository, revision=commit, local_dir=target, allow_patterns=patterns, endpoint=endpoint)
    # The hub's client raises errors of its own, of httpx and of the system.
    except Exception as error:
        raise TransientError(
            "model.unreachable",
            f"The model hub did not deliver {repository}@{revision} ({type(error).__name__}: "
            f"{(str(error).splitlines() or [''])[0]}). Check name, revision and network.",
        ) from error
    return commit
