"""SRT and VTT are valid, and hold the text as it was said."""

import re

import pytest
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


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0.0004, "00:00:00,000"),
        (0.0006, "00:00:00,001"),
        (0.9996, "00:00:01,000"),
        (59.999, "00:00:59,999"),
        (60.0, "00:01:00,000"),
        (3599.9994, "00:59:59,999"),
        (3599.9996, "01:00:00,000"),
        (3661.5, "01:01:01,500"),
        (360_000.0, "100:00:00,000"),
    ],
)
def test_a_moment_is_rounded_once_and_carried_over(seconds: float, shown: str) -> None:
    assert to_srt([Cue(seconds, seconds, ("x",))]) == f"1\n{shown} --> {shown}\nx\n"


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("00:00:01,500 --> 01:02:03,004", 1.5, 3723.004),
        ("01:30.250 --> 61:00:00.001", 90.25, 219_600.001),
        ("10:00:00.000   -->   10:00:00.010 align:start", 36_000.0, 36_000.01),
    ],
)
def test_times_are_read_with_and_without_hours(line: str, start: float, end: float) -> None:
    assert read_cues(f"7\n{line}\none\ntwo\n") == [Cue(start, end, ("one", "two"))]


def test_what_is_no_cue_is_passed_over_and_what_follows_is_read() -> None:
    text = "WEBVTT\r\n\r\nNOTE nothing\r\n\r\n00:01.000 --> 00:02.000\r\na &amp; b\r\n\r\n\r\n"
    assert read_cues(text + "3\r\n00:03.000 --> 00:04.000\r\nc\r\n") == [
        Cue(1.0, 2.0, ("a & b",)),
        Cue(3.0, 4.0, ("c",)),
    ]
    assert read_cues("1\n00:00:01,000 --> 00:00:02,000\na &amp; b\n") == [Cue(1.0, 2.0, ("a &amp; b",))]


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
