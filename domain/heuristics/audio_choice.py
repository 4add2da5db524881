"""Which of a source's sound tracks is heard, and why."""

from collections.abc import Callable, Sequence
from typing import Literal

from domain.contracts.media import AudioChoice, AudioStream, AudioTrack, MediaInfo, SoundRepair, TrackPart
from domain.errors import RejectedError
from domain.heuristics.sound_repair import LEAST_SPEECH, SILENT_DB, SOFT_DB, repair_of
from domain.language_codes import tagged_language

AUTO, MIX = "auto", "mix"

SPEAKING_SHARE = 0.25
"""A track speaks when it does so for at least this share of the time that the most talkative one does."""


def needs_listening(tracks: Sequence[AudioTrack]) -> bool:
    """Whether levels alone do not say which track speaks, or whether a soft one is worth being raised."""
    heard = [track.profile.level_db for track in tracks if track.profile and track.profile.level_db > SILENT_DB]
    return len(heard) > 1 or any(level < SOFT_DB for level in heard)


def choose_audio(media: MediaInfo, ordered: str = AUTO, language: str | None = None) -> MediaInfo:
    """The source with the sound that is wanted: `ordered` is `auto`, a number from 1, a language code or `mix`.

    By itself: the track that speaks, in `language` (ISO 639-1) where tagged, then the one that the file calls its
    default, then the first; asides such as commentaries last. A source whose tracks are not known stays as it is.
    Raises RejectedError `media.no_such_track`, with the tracks that are there.
    """
    tracks = media.audio_tracks
    # Of which nothing came out: the stage that needs it says what is wrong with it.
    usable = [track for track in tracks if track.profile is not None] or [track for track in tracks if track.channels]
    if not tracks and ordered in {AUTO, MIX}:
        return media
    if ordered == MIX and usable:
        return _mixed(media, usable)
    chosen, reason = _ordered(tracks, usable, ordered) if ordered not in {AUTO, MIX} else _best(usable, language)
    if chosen is None:
        return media.model_copy(update={"audio": None, "audio_choice": None})
    stream = _stream(chosen)
    message = f"Track {chosen.number} of {len(tracks)} is heard: {_REASONS[reason]}.{_mending(stream.repair)}"
    return media.model_copy(
        update={
            "audio": stream,
            "audio_choice": AudioChoice(ordered=ordered, number=chosen.number, reason=reason, message=message),
        }
    )


Reason = Literal["only", "ordered", "speech", "sound", "language", "default", "first"]

_REASONS: dict[Reason, str] = {
    "only": "it is the only one that can be heard",
    "ordered": "it was ordered",
    "speech": "somebody speaks in it",
    "sound": "it is the only one in which anything sounds",
    "language": "it is in the language that was ordered",
    "default": "the file calls it its default",
    "first": "it is the first of those that are alike",
}


def _ordered(
    tracks: Sequence[AudioTrack], usable: Sequence[AudioTrack], ordered: str
) -> tuple[AudioTrack | None, Reason]:
    if ordered.isdigit():
        found = [track for track in usable if track.number == int(ordered)]
    else:
        found = [track for track in usable if track.language == tagged_language(ordered)]
    if not found:
        wanted = f"number {ordered}" if ordered.isdigit() else f"in the language {ordered!r}"
        there = "; ".join(map(_told, tracks)) or "none at all"
        raise RejectedError(
            "media.no_such_track",
            f"The video has no sound track {wanted} that can be heard; it has {there}. Name one of them, auto or mix.",
        )
    return _best(found, None)[0], "ordered"


def _best(usable: Sequence[AudioTrack], language: str | None) -> tuple[AudioTrack | None, Reason]:
    """The best track, and the first reason that set it apart from all others."""
    if len(usable) <= 1:
        return (usable[0] if usable else None), "only"
    most = max(track.speech or 0.0 for track in usable)
    wanted = None if language is None else tagged_language(language)
    questions: tuple[tuple[Reason, Callable[[AudioTrack], int]], ...] = (
        ("speech", lambda track: _speaks(track, most)),
        ("sound", _sounds),
        ("first", lambda track: not track.aside),
        ("language", lambda track: _fits(track, wanted)),
        ("default", lambda track: track.default),
    )
    left: list[AudioTrack] = list(usable)
    reason: Reason = "first"
    for name, question in questions:
        best = max(question(track) for track in left)
        kept = [track for track in left if question(track) == best]
        if len(kept) < len(left):
            left, reason = kept, name
        if len(left) == 1:
            break
    return left[0], reason if len(left) == 1 else "first"


def _speaks(track: AudioTrack, most: float) -> bool:
    return (track.speech or 0.0) >= max(LEAST_SPEECH, SPEAKING_SHARE * most)


def _sounds(track: AudioTrack) -> bool:
    return track.profile is not None and track.profile.level_db > SILENT_DB


def _fits(track: AudioTrack, wanted: str | None) -> int:
    """2: in the language; 1: says nothing of its language; 0: in another one."""
    if wanted is None or track.language is None:
        return 1
    return 2 if track.language == wanted else 0


def _stream(track: AudioTrack) -> AudioStream:
    return AudioStream(
        codec=track.codec,
        sample_rate=track.sample_rate,
        channels=track.channels,
        layout=track.layout,
        index=track.number - 1,
        repair=repair_of(track.profile, track.layout, track.speech),
    )


def _mixed(media: MediaInfo, usable: Sequence[AudioTrack]) -> MediaInfo:
    """The sum of all tracks that sound, in the layout of two channels."""
    sounding = [track for track in usable if _sounds(track)] or list(usable)
    first = _stream(sounding[0])
    if len(sounding) > 1:
        parts = [TrackPart(index=one.index, repair=one.repair) for one in map(_stream, sounding)]
        first = first.model_copy(update={"mixed": tuple(parts), "channels": 2, "layout": "stereo", "repair": None})
    numbers = ", ".join(str(track.number) for track in sounding)
    choice = AudioChoice(ordered=MIX, number=None, reason="ordered", message=f"Heard together, as ordered: {numbers}.")
    return media.model_copy(update={"audio": first, "audio_choice": choice})


def _mending(repair: SoundRepair | None) -> str:
    """What is mended, in a sentence for people."""
    if repair is None:
        return ""
    steps = [
        "its channels are mixed by what they carry" if repair.downmix == "equal" else "",
        _SIDES_MENDED.get(repair.sides, ""),
        "a constant offset is taken away" if repair.high_pass else "",
        f"it is {'raised' if repair.gain_db > 0 else 'lowered'} by {abs(repair.gain_db):.0f} dB"
        if repair.gain_db
        else "",
    ]
    told = "; ".join(step for step in steps if step)
    return f" Mended: {told}."


_SIDES_MENDED = {
    "invert_right": "its sides cancel each other, so the right one is turned round",
    "spread": "only one side carries the voice, so both sides get it",
}


def _told(track: AudioTrack) -> str:
    facts = [
        track.language,
        f"“{track.title[:60]}”" if track.title else None,
        track.codec,
        track.layout,
        "default" if track.default else None,
        "cannot be decoded" if track.profile is None else None if _sounds(track) else "silent",
    ]
    return f"{track.number} ({', '.join(fact for fact in facts if fact)})"
