"""The engines that tell voices apart, by name; one is added with its module and one line here."""

from collections.abc import Callable

import structlog

from adapters.models import ModelCatalogue
from domain.errors import PermanentError
from domain.language_engines import SpeakerEncoder

_log = structlog.get_logger()


def make_speaker_encoder(name: str, models: ModelCatalogue) -> SpeakerEncoder:
    """The engine `name`; `auto` is the best one whose weights are here, and its identity tells which.

    Raises PermanentError `engine.unknown`.
    """
    if name not in SPEAKER_ENCODERS:
        known = ", ".join(SPEAKER_ENCODERS)
        raise PermanentError("engine.unknown", f"No speaker encoder is called '{name}'; there are: {known}.")
    return SPEAKER_ENCODERS[name](models)


def _resemblyzer(models: ModelCatalogue) -> SpeakerEncoder:
    from adapters.speakers.resemblyzer import ResemblyzerEncoder

    return ResemblyzerEncoder(models)


def _spectral(_models: ModelCatalogue) -> SpeakerEncoder:
    from adapters.speakers.spectral import SpectralEncoder

    return SpectralEncoder()


def _auto(models: ModelCatalogue) -> SpeakerEncoder:
    from adapters.speakers.resemblyzer import MODEL

    if models.present(MODEL):
        return _resemblyzer(models)
    # Speakers of one sex are then taken for one, so an operator must be able to see why.
    _log.warning("speakers.without_model", engine="spectral", cure=f"cutdown models pull {MODEL}")
    return _spectral(models)


SPEAKER_ENCODERS: dict[str, Callable[[ModelCatalogue], SpeakerEncoder]] = {
    "auto": _auto,
    "resemblyzer": _resemblyzer,
    "spectral": _spectral,
}
