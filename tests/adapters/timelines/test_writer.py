"""Cut lists read back by other means than they were written by."""

from fractions import Fraction
from xml.etree import ElementTree as ET

import opentimelineio as otio
import pytest

from adapters.timelines.writer import OtioTimelineWriter
from domain.contracts.base import ArtifactRef
from domain.contracts.media import FrameRate
from domain.errors import RejectedError
from domain.timelines import SoundLane, Timeline, TimelinePart, TimelineSound

PARTS = (TimelinePart(first=100, last=200, place=0), TimelinePart(first=300, last=450, place=100))
NASTY = 'A "title" <b>&\n001  AX  V  C\x00'


def timeline(rate: FrameRate, name: str = "Clip", *, sound: bool = True) -> Timeline:
    return Timeline(
        name=name,
        clip_id="clip_1",
        revision=3,
        source_name="my talk #1.mp4",
        source=ArtifactRef(digest="a" * 64, size=1, media_type="video/mp4"),
        frame_rate=rate,
        source_frames=4743,
        width=1920,
        height=1080,
        has_sound=sound,
        parts=PARTS,
    )


RATES = [FrameRate(num=24, den=1), FrameRate(num=25, den=1), FrameRate(num=30000, den=1001), FrameRate(num=60, den=1)]


@pytest.mark.parametrize("rate", [*RATES, FrameRate(num=15, den=1)], ids=lambda rate: f"{rate.num}/{rate.den}")
def test_otio_holds_the_frames_of_picture_and_sound(rate):
    read = otio.adapters.read_from_string(OtioTimelineWriter().write(timeline(rate), "otio").decode(), "otio_json")
    assert [str(track.kind) for track in read.tracks] == ["Video", "Audio"]
    for track in read.tracks:
        shown = [(c.source_range.start_time.to_frames(), c.source_range.duration.to_frames()) for c in track]
        assert shown == [(100, 100), (300, 150)]
    assert read.metadata["cutdown"]["revision"] == 3
    assert read.duration().to_frames() == 250


@pytest.mark.parametrize("rate", RATES, ids=lambda rate: f"{rate.num}/{rate.den}")
def test_an_edl_holds_the_same_frames(rate):
    text = OtioTimelineWriter().write(timeline(rate), "edl").decode()
    read = otio.adapters.read_from_string(text, "cmx_3600", rate=float(rate.value))
    shown = [(c.source_range.start_time.to_frames(), c.source_range.duration.to_frames()) for c in read.find_clips()]
    assert shown == [(100, 100), (300, 150)]


@pytest.mark.parametrize("rate", [*RATES, FrameRate(num=15, den=1)], ids=lambda rate: f"{rate.num}/{rate.den}")
def test_fcpxml_holds_the_same_frames_as_exact_fractions(rate):
    root = ET.fromstring(OtioTimelineWriter().write(timeline(rate), "fcpxml"))

    def frames(text: str) -> Fraction:
        return Fraction(text.removesuffix("s")) * rate.value

    assert frames(root.find("resources/format").get("frameDuration")) == 1
    clips = root.findall("library/event/project/sequence/spine/asset-clip")
    shown = [tuple(frames(clip.get(name)) for name in ("offset", "start", "duration")) for clip in clips]
    assert shown == [(0, 100, 100), (100, 300, 150)]
    assert frames(root.find("library/event/project/sequence").get("duration")) == 250
    assert root.find("resources/asset").get("hasAudio") == "1"
    assert root.find("resources/asset/media-rep").get("src") == "./my%20talk%20%231.mp4"


def with_lanes(rate: FrameRate) -> Timeline:
    """Two originals in sync with the picture, and two lines of a narrator with a pause between them."""
    flac = ArtifactRef(digest="b" * 64, size=1, media_type="audio/flac")
    originals = (
        TimelineSound(name="original", first=120, last=180, place=20),
        TimelineSound(name="original, under the narrator", first=300, last=350, place=100),
    )
    narration = (
        TimelineSound(name="narration 01", first=0, last=30, place=85, file="narration-01.flac", media=flac),
        TimelineSound(name="narration 02", first=0, last=60, place=140, file="narration-02.flac", media=flac),
    )
    lanes = (SoundLane(name="Original", sounds=originals), SoundLane(name="Narration", sounds=narration))
    return timeline(rate, sound=False).model_copy(update={"lanes": lanes})


@pytest.mark.parametrize("rate", RATES, ids=lambda rate: f"{rate.num}/{rate.den}")
def test_otio_holds_each_lane_at_its_frames(rate):
    read = otio.adapters.read_from_string(OtioTimelineWriter().write(with_lanes(rate), "otio").decode(), "otio_json")
    assert [(track.name, str(track.kind)) for track in read.tracks] == [
        ("Video", "Video"),
        ("Original", "Audio"),
        ("Narration", "Audio"),
    ]
    for track, lane in zip(read.tracks[1:], with_lanes(rate).lanes, strict=True):
        found = [
            (
                clip.range_in_parent().start_time.to_frames(),
                clip.source_range.start_time.to_frames(),
                clip.source_range.duration.to_frames(),
                clip.media_reference.target_url,
            )
            for clip in track.find_clips()
        ]
        assert found == [(s.place, s.first, s.last - s.first, s.file or "my talk #1.mp4") for s in lane.sounds]


@pytest.mark.parametrize("rate", RATES, ids=lambda rate: f"{rate.num}/{rate.den}")
def test_fcpxml_hangs_each_lane_on_the_picture_and_keeps_the_picture_silent(rate):
    made = with_lanes(rate)
    root = ET.fromstring(OtioTimelineWriter().write(made, "fcpxml"))

    def frames(text: str) -> Fraction:
        return Fraction(text.removesuffix("s")) * rate.value

    files = {asset.get("id"): asset.find("media-rep").get("src") for asset in root.findall("resources/asset")}
    assert root.find("resources/asset").get("hasAudio") == "1"
    found: dict[str, list[tuple]] = {"-1": [], "-2": []}
    for shown in root.findall("library/event/project/sequence/spine/asset-clip"):
        assert shown.get("srcEnable") == "video"
        for heard in shown.findall("asset-clip"):
            place = frames(heard.get("offset")) - frames(shown.get("start")) + frames(shown.get("offset"))
            size = frames(heard.get("duration"))
            found[heard.get("lane")].append((place, frames(heard.get("start")), size, files[heard.get("ref")]))
    for depth, lane in enumerate(made.lanes, start=1):
        wanted = [
            (s.place, s.first, s.last - s.first, f"./{s.file}" if s.file else "./my%20talk%20%231.mp4")
            for s in lane.sounds
        ]
        assert found[f"-{depth}"] == wanted


def test_an_edl_of_a_retell_holds_its_pictures():
    text = OtioTimelineWriter().write(with_lanes(RATES[1]), "edl").decode()
    read = otio.adapters.read_from_string(text, "cmx_3600", rate=25)
    shown = [(c.source_range.start_time.to_frames(), c.source_range.duration.to_frames()) for c in read.find_clips()]
    assert shown == [(100, 100), (300, 150)]


def test_without_sound_no_format_speaks_of_it():
    silent = timeline(RATES[1], sound=False)
    read = otio.adapters.read_from_string(OtioTimelineWriter().write(silent, "otio").decode(), "otio_json")
    assert [str(track.kind) for track in read.tracks] == ["Video"]
    assert b"hasAudio" not in OtioTimelineWriter().write(silent, "fcpxml")


def test_a_title_cannot_add_events_or_break_the_document():
    nasty = timeline(RATES[1], NASTY)
    edl = OtioTimelineWriter().write(nasty, "edl").decode()
    assert len(list(otio.adapters.read_from_string(edl, "cmx_3600", rate=25).find_clips())) == 2
    assert edl.splitlines()[0].startswith("TITLE: A")
    root = ET.fromstring(OtioTimelineWriter().write(nasty, "fcpxml"))
    assert "<b>&" in root.find("library/event").get("name")


def test_a_rate_without_a_time_code_is_refused_for_an_edl_alone():
    with pytest.raises(RejectedError, match=r"timeline\.rate_unsupported"):
        OtioTimelineWriter().write(timeline(FrameRate(num=15, den=1)), "edl")


@pytest.mark.parametrize("form", ["otio", "fcpxml", "edl"])
def test_the_same_cut_gives_the_same_bytes(form):
    writer = OtioTimelineWriter()
    assert writer.write(timeline(RATES[2]), form) == writer.write(timeline(RATES[2]), form)
