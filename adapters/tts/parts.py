"""What speech engines are made of."""

from dataclasses import dataclass

from adapters.models import ModelCatalogue
from adapters.settings import Settings
from adapters.tts.espeak import Espeak


@dataclass(frozen=True)
class TtsParts:
    """Model files, the speller, and the settings."""

    models: ModelCatalogue
    espeak: Espeak
    settings: Settings
