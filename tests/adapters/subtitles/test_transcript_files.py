"""Subtitle files and JSON as people really have them, and those that are refused."""

import json

import pytest

from adapters.subtitles.transcript_files import TranscriptFileReader
from domain.contracts.speech import Sentence, Transcript, Word
from domain.errors import RejectedError

SRT = """\ufeff1\r
00:00:01,000 --> 00:00:03,500\r
<i>Good morning,</i>\r
everyone.\r
\r
2\r
00:00:04,000 --> 00:00:06,000\r
ANNA: [laughs] Thank you.\r
\r
3\r
00:00:07,000 --> 00:00:08,000\r
♪ music ♪\r
"""
VTT = """WEBVTT

NOTE made by hand

intro
00:01.000 --> 00:03.000 align:start
<v Bo Li>Hello there.

00:03.500 --> 00:05.500
<v Anna>Yes, <c.loud>really</c>?
<v Bo Li>No.
"""


def read(text: str) -> list[tuple[float, float, str, str | None]]:
    lines = TranscriptFileReader().read(text).lines
    return [(line.start, line.end, line.text, line.speaker) for line in lines]


def test_srt() -> None:
    assert read(SRT) == [(1.0, 3.5, "Good morning, everyone.", None), (4.0, 6.0, "Thank you.", "ANNA")]


def test_vtt_with_voices() -> None:
    found = read(VTT)
    assert [(text, speaker) for _, _, text, speaker in found] == [
        ("Hello there.", "Bo Li"),
        ("Yes, really?", "Anna"),
        ("No.", "Bo Li"),
    ]
    assert found[1][1] == found[2][0]
    assert found[2][1] == 5.5


def test_json_of_ours_and_of_others() -> None:
    words = (Word(text="Hi", start=1, end=1.4, speaker="A"), Word(text="there.", start=1.4, end=2, speaker="A"))
    own = Transcript(language="en", duration=9, words=words, sentences=(Sentence(first=0, last=2),))
    assert read(own.model_dump_json()) == [(1.0, 2.0, "Hi there.", "A")]
    view = {
        "words": [word.model_dump() for word in words],
        "segments": [{"first": 0, "start": 1, "end": 2, "text": "Hi"}],
    }
    assert read(json.dumps(view)) == [(1.0, 2.0, "Hi", "A")]
    assert read('{"lines": [{"start": 3, "end": 4, "text": "Later."}, {"start": 1, "end": 2, "text": "First."}]}') == [
        (1.0, 2.0, "First.", None),
        (3.0, 4.0, "Later.", None),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("just some words", "transcript.unreadable"),
        ("{", "transcript.unreadable"),
        ('{"a": 1}', "transcript.unreadable"),
        ('[{"start": 1, "end": 2}]', "transcript.unreadable"),
        ('[{"start": 3, "end": 2, "text": "x"}]', "transcript.bad_times"),
        ('[{"start": null, "end": 2, "text": "x"}]', "transcript.bad_times"),
        ('[{"start": -1, "end": 2, "text": "x"}]', "transcript.bad_times"),
        ('[{"start": 1, "end": 2, "text": "[Music]"}]', "transcript.empty"),
        ("[]", "transcript.empty"),
        ('{"sentences": [{"first": 0, "last": 2}]}', "transcript.unreadable"),
        ("1\n00:00:01,000 --> 00:00:02,000\n\n", "transcript.empty"),
    ],
)
def test_bad_files_are_refused(text: str, code: str) -> None:
    with pytest.raises(RejectedError) as refused:
        TranscriptFileReader().read(text)
    assert refused.value.code == code
