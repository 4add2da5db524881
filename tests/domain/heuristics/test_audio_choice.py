"""The track that is heard: as ordered, else the one that speaks, in the wished language, the default, the first."""

from typing import Any

import pytest

from domain.contracts.media import AudioTrack, MediaInfo, SoundProfile, SoundRepair
from domain.errors import RejectedError
from domain.heuristics.audio_choice import choose_audio, needs_listening
from domain.language_codes import tagged_language


def track(number: int, speech: float | None = 0.8, level: float = -20.0, **changes: Any) -> AudioTrack:
    profile = SoundProfile(
        seconds=60,
        level_db=level,
        peak_db=-3,
        offset=0,
        channels_db=(level, level),
        left_db=level,
        right_db=level,
        correlation=1,
    )
    values: dict[str, Any] = {"codec": "aac", "sample_rate": 48000, "channels": 2, "layout": "stereo"}
    return AudioTrack(**(values | {"number": number, "speech": speech, "profile": profile} | changes))


def source(*tracks: AudioTrack) -> MediaInfo:
    return MediaInfo(container="mov", duration=60, video=None, audio=None, audio_tracks=tracks)


@pytest.mark.parametrize(
    ("tracks", "language", "number", "reason"),
    [
        ((track(1),), None, 1, "only"),
        ((track(1, profile=None), track(2)), None, 2, "only"),
        ((track(1, None, profile=None), track(2, None, profile=None, channels=0)), None, 1, "only"),
        ((track(1, None, -120.0, default=True), track(2, None)), None, 2, "sound"),
        ((track(1, 0.0, -120.0, default=True), track(2)), None, 2, "speech"),
        ((track(1, 0.0, -12.0), track(2, 0.4, -50.0)), None, 2, "speech"),
        ((track(1, 0.1), track(2, 0.8)), None, 2, "speech"),
        ((track(1, 0.0, -120.0), track(2, 0.0, -30.0)), None, 2, "sound"),
        ((track(1, language="deu", default=True), track(2, language="eng")), "en", 2, "language"),
        ((track(1, language="deu"), track(2)), "en", 2, "language"),
        ((track(1, language="deu"), track(2, language="eng", default=True)), None, 2, "default"),
        ((track(1, 0.0, -120.0, language="eng"), track(2, language="deu")), "en", 2, "speech"),
        ((track(1, aside=True, language="eng"), track(2, language="eng")), "en", 2, "first"),
        ((track(1), track(2)), None, 1, "first"),
        ((track(1, default=True), track(2, default=True)), None, 1, "first"),
    ],
)
def test_the_best_track_is_heard(
    tracks: tuple[AudioTrack, ...], language: str | None, number: int, reason: str
) -> None:
    media = choose_audio(source(*tracks), "auto", language)
    assert media.audio is not None
    assert media.audio_choice is not None
    assert (media.audio.index, media.audio_choice.number, media.audio_choice.reason) == (number - 1, number, reason)


@pytest.mark.parametrize(("ordered", "number"), [("2", 2), ("de", 2), ("deu", 2), ("ger", 2), ("en", 1)])
def test_an_ordered_track_is_heard_whatever_else_is_there(ordered: str, number: int) -> None:
    media = choose_audio(source(track(1, language="eng"), track(2, 0.0, language="deu")), ordered, "en")
    assert media.audio_choice is not None
    assert (media.audio_choice.number, media.audio_choice.reason) == (number, "ordered")


@pytest.mark.parametrize("ordered", ["3", "fr"])
def test_a_track_that_is_not_there_is_refused_with_those_that_are(ordered: str) -> None:
    tracks = (track(1, language="eng", default=True), track(2, level=-120.0, title="Mic"), track(3, profile=None))
    with pytest.raises(RejectedError) as refused:
        choose_audio(source(*tracks), ordered)
    assert refused.value.code == "media.no_such_track"
    for words in ("1 (eng, aac, stereo, default)", "“Mic”", "silent", "cannot be decoded"):
        assert words in refused.value.message


def test_a_track_of_a_silent_video_is_refused_too() -> None:
    with pytest.raises(RejectedError, match="it has none at all"):
        choose_audio(source(), "1")


def test_all_tracks_that_sound_are_mixed_each_as_it_is_mended() -> None:
    opposite = track(3)
    assert opposite.profile is not None
    opposite = opposite.model_copy(update={"profile": opposite.profile.model_copy(update={"correlation": -1.0})})
    media = choose_audio(source(track(1), track(2, level=-120.0), opposite), "mix")
    assert media.audio is not None
    assert [(part.index, part.repair) for part in media.audio.mixed] == [
        (0, None),
        (2, SoundRepair(sides="invert_right")),
    ]
    assert not media.audio.untouched
    alone = choose_audio(source(track(1)), "mix")
    assert alone.audio is not None
    assert alone.audio.mixed == ()


def test_a_source_whose_tracks_are_not_known_stays_as_it_is() -> None:
    assert choose_audio(source()) == source()


def test_what_is_worked_on_is_the_same_however_it_was_chosen() -> None:
    media = source(track(1), track(2))
    assert choose_audio(media, "auto").as_chosen() == choose_audio(media, "1").as_chosen()
    assert choose_audio(media, "1").without_sound() == choose_audio(media, "2").without_sound()
    assert choose_audio(choose_audio(media, "2"), "1") == choose_audio(media, "1")


def test_it_is_listened_only_where_levels_do_not_say_enough() -> None:
    assert not needs_listening((track(1),))
    assert not needs_listening((track(1, level=-120.0), track(2)))
    assert needs_listening((track(1), track(2)))
    assert needs_listening((track(1, level=-66.0),))


def test_tags_of_media_files_are_languages() -> None:
    assert [tagged_language(code) for code in ("eng", "en", "GER", "pt-BR", "und", "", "mul")] == [
        *("eng", "eng", "deu", "por", None, None, None)
    ]
