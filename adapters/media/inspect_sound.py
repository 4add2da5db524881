"""Which sound tracks a source has, by what its container says of them; runs in the disposable child."""

from typing import Any

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition

from domain.language_codes import tagged_language

_MOST_TEXT = 200
_ASIDES = Disposition.comment | Disposition.visual_impaired | Disposition.descriptions | Disposition.karaoke
# Names that programs write where a person wrote none.
_NO_TITLES = {"soundhandler", "soundmediahandler", "coremediaaudio", "applesoundmediahandler", "isomediafile"}


def sound_tracks(source: InputContainer) -> list[dict[str, Any]]:
    """The fields of an AudioTrack for each sound track, in the file's order; `channels`: 0 where nothing decodes it."""
    return [_track(number, stream) for number, stream in enumerate(source.streams.audio, start=1)]


def _track(number: int, stream: AudioStream) -> dict[str, Any]:
    context = stream.codec_context
    decodes = context is not None and bool(context.sample_rate) and bool(context.layout.nb_channels)
    return {
        "number": number,
        "codec": context.name if context is not None else "unknown",
        "sample_rate": context.sample_rate if decodes else 0,
        "channels": context.layout.nb_channels if decodes else 0,
        "layout": context.layout.name if decodes else "",
        "language": tagged_language(stream.metadata.get("language", "")),
        "title": _title(stream),
        "default": bool(stream.disposition & Disposition.default),
        "aside": bool(stream.disposition & _ASIDES),
    }


def _title(stream: AudioStream) -> str:
    """The name that a person gave the track."""
    name = stream.metadata.get("title") or stream.metadata.get("handler_name", "")
    plain = "".join(sign if sign.isprintable() else " " for sign in name).strip()[:_MOST_TEXT]
    return "" if plain.lower().replace(" ", "") in _NO_TITLES else plain
