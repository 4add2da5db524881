"""FCPXML 1.9 as Final Cut Pro and DaVinci Resolve read it.

OpenTimelineIO's adapter for the format has frame durations for few rates and loses the sound, so it is not used.
"""

import re
from fractions import Fraction
from urllib.parse import quote
from xml.etree import ElementTree as ET

from domain.timelines import Timeline

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
    sound = {"hasAudio": "1", "audioSources": "1", "audioChannels": "2"} if timeline.has_sound else {}
    asset = ET.SubElement(
        resources,
        "asset",
        sound,
        id="r2",
        name=source,
        start="0s",
        duration=seconds(timeline.source_frames),
        hasVideo="1",
        format="r1",
        uid=timeline.source.digest,
    )
    ET.SubElement(asset, "media-rep", kind="original-media", src="./" + quote(timeline.source_name, safe=""))
    event = ET.SubElement(ET.SubElement(root, "library"), "event", name=name)
    project = ET.SubElement(event, "project", name=name)
    sequence = ET.SubElement(
        project, "sequence", format="r1", duration=seconds(timeline.frames), tcStart="0s", tcFormat="NDF"
    )
    spine = ET.SubElement(sequence, "spine")
    for part in timeline.parts:
        ET.SubElement(
            spine,
            "asset-clip",
            ref="r2",
            name=source,
            offset=seconds(part.place),
            start=seconds(part.first),
            duration=seconds(part.last - part.first),
        )
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n{body}\n'.encode()


def _text(text: str) -> str:
    """Characters that XML can hold."""
    return _NOT_XML.sub(" ", text) or "clip"
