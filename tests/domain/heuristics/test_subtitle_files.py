"""SRT and VTT are valid, and hold the text as it was said."""

import re

from hypothesis import given
from hypothesis import strategies as st

from domain.heuristics.subtitle_check import Cue
from domain.heuristics.subtitle_files import read_cues, to_srt, to_vtt
from domain.heuristics.subtitle_text import clean

CUES = [Cue(0.0, 1.5, ("Hello, <b>you</b>", "& me --> them")), Cue(3661.2, 3663.0, (r"{\an8} C:\New",))]


def test_srt_is_numbered_and_verbatim() -> None:
    """SubRip has no escapes: the text stands as it is."""
    assert to_srt(CUES) == (
        "1\n00:00:00,000 --> 00:00:01,500\nHello, <b>you</b>\n& me --> them\n"
        "\n2\n01:01:01,200 --> 01:01:03,000\n{\\an8} C:\\New\n"
    )


def test_vtt_escapes_tags_and_arrows() -> None:
    """No cue text of a VTT file is read as a tag, an entity or a timing line."""
    vtt = to_vtt(CUES)
    assert vtt.startswith("WEBVTT\n\n1\n00:00:00.000 --> 00:00:01.500\n")
    assert "Hello, &lt;b&gt;you&lt;/b&gt;\n&amp; me --&gt; them" in vtt
    assert len(re.findall("-->", vtt)) == len(CUES)


TIMES = st.integers(0, 4_000_000)
LINE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).map(clean).filter(bool)


@given(st.lists(st.tuples(TIMES, st.integers(40, 7000), st.lists(LINE, min_size=1, max_size=2)), max_size=8))
def test_vtt_reads_back_as_written(raw: list[tuple[int, int, list[str]]]) -> None:
    """Any text and any times survive writing and reading."""
    cues = [Cue(start / 1000, (start + length) / 1000, tuple(lines)) for start, length, lines in raw]
    assert read_cues(to_vtt(cues)) == cues


def test_cleaned_text_is_one_visible_line() -> None:
    """Line breaks, blank lines, controls and direction overrides cannot break a file or hide text."""
    assert clean(" a\n\nb\x00\u202ec\t d ") == "a bc d"
