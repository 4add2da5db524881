"""Voices: who can speak in which language."""

from collections.abc import Sequence

from cutdown_sdk.calls import Resource, Way, call
from cutdown_sdk.models import VoiceList, VoiceView
from cutdown_sdk.steps import Steps


class Voices(Resource[Way]):
    """The voices that are installed."""

    @call
    def list(self, language: str | None = None) -> Steps[Sequence[VoiceView]]:
        """All of them, or those of a language (ISO 639-1), the best first."""
        return (yield from self._api.ask(VoiceList, "GET", "/v1/voices", query={"language": language})).items
