"""Finding a voice in an engine's catalogue."""

from collections.abc import Sequence

from domain.contracts.voices import Voice
from domain.errors import RejectedError


def voice_in(voices: Sequence[Voice], voice: str, language: str) -> Voice:
    """The voice of that id, which must know the language; RejectedError `voice.unknown` or `voice.language`."""
    for known in voices:
        if known.id == voice:
            if language not in known.languages:
                raise RejectedError(
                    "voice.language",
                    f"The voice '{voice}' does not speak '{language}'. It speaks {_some(known.languages)}.",
                )
            return known
    raise RejectedError("voice.unknown", f"There is no voice '{voice}'. See the list of voices.")


def _some(languages: Sequence[str], most: int = 12) -> str:
    named = ", ".join(languages[:most])
    return named if len(languages) <= most else f"{named} and {len(languages) - most} more"
