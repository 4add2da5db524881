"""Each clause of the output contract is kept by a good file and broken by exactly the fault it names."""

from dataclasses import replace
from typing import Any

import pytest

from domain.contracts.base import ArtifactRef, TimeRange
from domain.contracts.captions import BurnedCaptions, CaptionLayout, PixelBox
from domain.contracts.media import AudioStream, FrameRate, Loudness, MediaInfo, VideoStream
from domain.contracts.render import OutputMeasurement, OutputPreset, SoundFidelity
from domain.heuristics.output_contract import Promise, breaches_of, dub_breaches, warnings_of

SAFE = PixelBox(left=50, top=200, right=1030, bottom=1600)


def source(*, sound: bool = True, rate: int = 30) -> MediaInfo:
    return MediaInfo(
        container="mov",
        duration=60,
        video=VideoStream(
            codec="h264", width=1920, height=1080, frame_rate=FrameRate(num=rate, den=1), pixel_format="yuv420p"
        ),
        audio=AudioStream(codec="aac", sample_rate=44100, channels=1, layout="mono") if sound else None,
    )


def captions(ink: PixelBox | None = None, missing: tuple[str, ...] = ()) -> BurnedCaptions:
    layout = CaptionLayout(ink=ink, safe_area=SAFE, missing_glyphs=missing)
    return BurnedCaptions(
        aspect="9:16", ass=ArtifactRef(digest="0" * 64, size=1, media_type="text/x-ssa"), layout=layout
    )


def promise(**changes: Any) -> Promise:
    values: dict[str, Any] = {
        "preset": OutputPreset(aspect="9:16", width=1080, height=1920),
        "ranges": (TimeRange(start=10, end=20),),
        "media": source(),
        "captions": captions(PixelBox(left=50, top=200, right=1030, bottom=1600)),
    }
    return Promise(**(values | changes))


def measured(**changes: Any) -> OutputMeasurement:
    values: dict[str, Any] = {
        "container_seconds": 10.0,
        "video_seconds": 10.0,
        "audio_seconds": 10.0,
        "frames": 300,
        "width": 1080,
        "height": 1920,
        "frame_rate": 30.0,
        "video_codec": "h264",
        "pixel_format": "yuv420p",
        "color_space": "bt709",
        "audio_codec": "aac",
        "channels": 2,
        "sample_rate": 48000,
        "faststart": True,
        "loudness": Loudness(integrated_lufs=-14.3, true_peak_dbtp=-1.2),
        "first_frame_luma": 90.0,
    }
    return OutputMeasurement(**(values | changes))


def test_a_good_file_breaks_nothing() -> None:
    assert breaches_of(measured(), promise()) == []


@pytest.mark.parametrize(
    ("changes", "clauses"),
    [
        ({"video_seconds": 10.05, "audio_seconds": 10.05}, ["duration"]),
        ({"container_seconds": 10.2}, ["container_duration"]),
        ({"frames": 299}, ["frames"]),
        ({"frame_rate": 29.97}, ["frame_rate"]),
        ({"width": 1078}, ["size"]),
        ({"video_codec": "hevc"}, ["video_codec"]),
        ({"pixel_format": "yuv444p"}, ["pixel_format"]),
        ({"color_space": "2/2/2"}, ["color_space"]),
        ({"faststart": False}, ["faststart"]),
        ({"first_frame_luma": 17.0, "first_frame_peak": 20.0}, ["first_frame"]),
        ({"first_frame_luma": 17.0, "first_frame_peak": 180.0}, []),
        ({"first_frame_luma": 21.0, "first_frame_peak": 60.0}, []),
        ({"audio_codec": None, "audio_seconds": None, "loudness": None}, ["audio"]),
        ({"audio_codec": "mp3"}, ["audio"]),
        ({"channels": 1}, ["audio_format"]),
        ({"sample_rate": 44100}, ["audio_format"]),
        ({"audio_seconds": 9.9}, ["audio_duration"]),
        ({"loudness": Loudness(integrated_lufs=-14.6, true_peak_dbtp=-2)}, ["loudness"]),
        ({"loudness": Loudness(integrated_lufs=-14.0, true_peak_dbtp=-0.9)}, ["true_peak"]),
        ({"loudness": Loudness(integrated_lufs=-70.0, true_peak_dbtp=-80)}, []),
    ],
)
def test_each_fault_breaks_its_own_clause(changes: dict[str, Any], clauses: list[str]) -> None:
    found = breaches_of(measured(**changes), promise())
    assert [breach.clause for breach in found] == clauses
    assert all(breach.aspect == "9:16" and breach.found and breach.promised for breach in found)


def test_one_frame_more_or_less_of_time_is_kept() -> None:
    assert breaches_of(measured(video_seconds=10.033, container_seconds=10.033, audio_seconds=10.02), promise()) == []


def test_a_source_without_sound_promises_none() -> None:
    quiet = measured(audio_codec=None, audio_seconds=None, channels=None, sample_rate=None, loudness=None)
    assert breaches_of(quiet, promise(media=source(sound=False))) == []
    assert [b.clause for b in breaches_of(measured(), promise(media=source(sound=False)))] == ["audio"]


def test_a_faster_source_is_thinned_to_what_the_preset_allows() -> None:
    preset = OutputPreset(aspect="9:16", width=1080, height=1920, max_frame_rate=30)
    assert breaches_of(measured(), promise(media=source(rate=60), preset=preset)) == []


def test_a_source_without_picture_promises_no_frames() -> None:
    found = breaches_of(measured(), promise(media=source().model_copy(update={"video": None})))
    assert "frames" in [breach.clause for breach in found]


@pytest.mark.parametrize("edge", [{"left": 49}, {"top": 199}, {"right": 1031}, {"bottom": 1601}])
def test_captions_outside_the_safe_area_break_the_contract(edge: dict[str, int]) -> None:
    ink = PixelBox(left=100, top=300, right=900, bottom=1500).model_copy(update=edge)
    assert [b.clause for b in breaches_of(measured(), promise(captions=captions(ink)))] == ["safe_area"]


def test_missing_glyphs_and_broken_reading_rules_are_told_in_words() -> None:
    found = breaches_of(
        measured(), promise(captions=captions(missing=("ﷺ",)), violations=("cue 3: 22 characters a second",))
    )
    assert [(b.clause, b.found) for b in found] == [
        ("glyphs", "no font draws ﷺ"),
        ("reading", "cue 3: 22 characters a second"),
    ]


def test_a_clip_without_captions_has_none_to_check() -> None:
    assert breaches_of(measured(), promise(captions=None)) == []
    assert breaches_of(measured(), promise(captions=captions(None))) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"lag_seconds": 0.05}, ["the sound ends 0.050 s after the picture, which is more than a frame"]),
        ({"lag_seconds": None}, ["the sound ends 0.000 s after the picture, which is more than a frame"]),
        ({"faststart": False}, ["the index is at the end"]),
        (
            {"loudness": Loudness(integrated_lufs=-15.2, true_peak_dbtp=-0.4)},
            [
                "loudness: -15.2 LUFS, promised -14.0 LUFS within 0.5 LU",
                "true_peak: -0.4 dBTP, promised at most -1.0 dBTP",
            ],
        ),
        ({}, []),
    ],
)
def test_a_dub_ends_with_its_picture_and_is_as_loud_as_promised(change: dict[str, Any], words: list[str]) -> None:
    assert dub_breaches(measured(**({"lag_seconds": 0.033} | change)), 30.0, -14.0, -1.0) == words


def test_a_source_that_is_black_at_a_clips_beginning_is_a_warning() -> None:
    black = measured(first_frame_luma=16.0, first_frame_peak=17.0)
    told = replace(promise(), begins_black=True)
    assert breaches_of(black, told) == []
    assert [(w.clause, w.severity) for w in warnings_of(black, told)] == [("first_frame", "warning")]
    assert warnings_of(measured(), told) == []
    assert [breach.severity for breach in breaches_of(black, promise())] == ["hold"]


def test_hasty_captions_are_told_of_once_and_hold_nothing_back() -> None:
    hasty = replace(promise(), hasty=("cue 2 at 3.000 s: fast", "cue 7 at 9.000 s: fast"))
    assert breaches_of(measured(), hasty) == []
    (warning,) = warnings_of(measured(), hasty)
    assert (warning.clause, warning.severity) == ("reading", "warning")
    assert warning.found == "cue 2 at 3.000 s: fast, and 1 more in the manifest"


def test_what_holds_a_clip_back_is_no_warning_besides() -> None:
    both = replace(promise(), violations=("cue 2: no text",), hasty=("cue 2: no text",))
    assert [breach.clause for breach in breaches_of(measured(), both)] == ["reading"]
    assert warnings_of(measured(), both) == []


def fidelity(**changes: Any) -> SoundFidelity:
    values: dict[str, Any] = {
        "shift_seconds": 0.0,
        "likeness": 0.95,
        "silent_seconds": 0.0,
        "sides_db": (-15.0, -15.0),
        "source_sides_db": (-30.0, -30.0),
    }
    return SoundFidelity(**(values | changes))


@pytest.mark.parametrize(
    ("sound", "clause"),
    [
        (fidelity(), None),
        (fidelity(shift_seconds=0.02), None),
        (fidelity(shift_seconds=None, likeness=0.2), None),
        (fidelity(sides_db=(-15.0, -40.0), source_sides_db=(-30.0, -55.0)), None),
        (fidelity(shift_seconds=0.04), "audio_sync"),
        (fidelity(shift_seconds=-0.04), "audio_sync"),
        (fidelity(silent_seconds=0.5), "audio_gap"),
        (fidelity(sides_db=(-15.0, -120.0)), "audio_channel"),
    ],
)
def test_a_sound_unlike_its_source_is_a_breach(sound: SoundFidelity, clause: str | None) -> None:
    found = [breach.clause for breach in breaches_of(measured(sound=sound), promise())]
    assert found == ([] if clause is None else [clause])


def test_silence_is_allowed_only_where_no_words_are_said() -> None:
    silent = measured(loudness=Loudness(integrated_lufs=-64.5, true_peak_dbtp=-50))
    assert breaches_of(silent, promise()) == []
    assert [breach.clause for breach in breaches_of(silent, promise(spoken=True))] == ["loudness"]


def test_captions_that_are_not_what_is_said_are_one_breach() -> None:
    (one,) = breaches_of(measured(), promise(unsaid=("SRT, cue 2 at 1.000 s begins 2.00 s after its words",)))
    assert (one.clause, one.found) == ("captions", "SRT, cue 2 at 1.000 s begins 2.00 s after its words")
    (both,) = breaches_of(measured(), promise(unsaid=("cue 2 is off", "cue 3 is off")))
    assert both.found == "cue 2 is off, and 1 more"
    assert both.severity == "hold"
