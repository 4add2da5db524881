"""FCPXML 1.9 as Final Cut Pro and DaVinci Resolve read it.

OpenTimelineIO's adapter for the format has frame durations for few rates and loses the sound, so it is not used.
"""

import re
from collections.abc import Callable
from fractions import Fraction
from urllib.parse import quote
from xml.etree import ElementTree as ET

from domain.timelines import Timeline, TimelinePart

_Seconds = Callable[[int], str]
_HEARD = {"hasAudio": "1", "audioSources": "1", "audioChannels": "2"}
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fcpxml(timeline: Timeline) -> bytes:
    """The document; times are exact fractions of seconds on the frame grid."""

    def seconds(frames: int) -> str:
        value = Fraction(frames) / timeline.frame_rate.value
        return f"{value.numerator}s" if value.denominator == 1 else f"{value.numerator}/{value.denominator}s"

    name, source = _text(timeline.name), _text(timeline.source_name)
    root = ET.Element("fcpxml", version="1.9")
    resources = ET.SubElement(root, "resources")
    shape = {"width": str(timeline.width), "height": str(timeline.height)}
    ET.SubElement(resources, "format", shape, id="r1", frameDuration=seconds(1))
    own = any(sound.file is None for lane in timeline.lanes for sound in lane.sounds)
    heard = _HEARD if timeline.has_sound or own else {}
    asset = ET.SubElement(
        resources,
        "asset",
        heard,
        id="r2",
        name=source,
        start="0s",
        duration=seconds(timeline.source_frames),
        hasVideo="1",
        format="r1",
        uid=timeline.source.digest,
    )
    ET.SubElement(asset, "media-rep", kind="original-media", src="./" + quote(timeline.source_name, safe=""))
    files = _sound_files(resources, timeline, seconds)
    event = ET.SubElement(ET.SubElement(root, "library"), "event", name=name)
    project = ET.SubElement(event, "project", name=name)
    sequence = ET.SubElement(
        project, "sequence", format="r1", duration=seconds(timeline.frames), tcStart="0s", tcFormat="NDF"
    )
    spine = ET.SubElement(sequence, "spine")
    # What the source says where it is seen is a lane of its own, so that each stretch of it can be turned down.
    silent = {"srcEnable": "video"} if timeline.lanes else {}
    for part in timeline.parts:
        shown = ET.SubElement(
            spine,
            "asset-clip",
            silent,
            ref="r2",
            name=source,
            offset=seconds(part.place),
            start=seconds(part.first),
            duration=seconds(part.last - part.first),
        )
        _connect(shown, part, timeline, files, seconds)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n{body}\n'.encode()


def _sound_files(resources: ET.Element, timeline: Timeline, seconds: _Seconds) -> dict[str, str]:
    """Resources for the files beside the timeline; their ids by their names."""
    files: dict[str, str] = {}
    for heard in (sound for lane in timeline.lanes for sound in lane.sounds):
        if heard.file is not None and heard.file not in files:
            files[heard.file] = f"r{3 + len(files)}"
            shape = {"id": files[heard.file], "name": _text(heard.file), "start": "0s", "duration": seconds(heard.last)}
            asset = ET.SubElement(resources, "asset", _HEARD | shape)
            ET.SubElement(asset, "media-rep", kind="original-media", src="./" + quote(heard.file, safe=""))
    return files


def _connect(
    shown: ET.Element, part: TimelinePart, timeline: Timeline, files: dict[str, str], seconds: _Seconds
) -> None:
    """Hang the sounds that begin in a part below its clip; a connected clip counts in the time of the clip it is on."""
    for depth, lane in enumerate(timeline.lanes, start=1):
        for heard in lane.sounds:
            if part.place <= heard.place < part.place + part.last - part.first:
                source = {"ref": "r2", "srcEnable": "audio"} if heard.file is None else {"ref": files[heard.file]}
                ET.SubElement(
                    shown,
                    "asset-clip",
                    source,
                    lane=str(-depth),
                    name=_text(f"{lane.name}: {heard.name}"),
                    offset=seconds(part.first + heard.place - part.place),
                    start=seconds(heard.first),
                    duration=seconds(heard.last - heard.first),
                )


def _text(text: str) -> str:
    """Characters that XML can hold."""
    return _NOT_XML.sub(" ", text) or "clip"
