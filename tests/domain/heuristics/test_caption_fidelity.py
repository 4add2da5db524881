"""Captions as they are made say what is said, in every language; a line off, they are seen to."""

from dataclasses import replace
from itertools import pairwise

import pytest

from domain.contracts.base import TimeRange
from domain.contracts.captions import CaptionText
from domain.contracts.media import FrameRate
from domain.contracts.picture import PictureAnalysis, Shot
from domain.heuristics.caption_fidelity import MOST_OFF_SECONDS, caption_faults
from domain.heuristics.cut_captions import CutCaptions, CutWords, caption_cut
from domain.heuristics.subtitle_check import Cue
from domain.heuristics.subtitle_files import read_cues, to_srt, to_vtt
from tests.domain.heuristics.test_sentence_sets import LANGUAGES, talk

RATE = 25


def captioned(language: str, *ranges: TimeRange, texts: tuple[CaptionText, ...] = (), rate: int = RATE) -> CutCaptions:
    """The captions of a talk, of two parts of it if no others are named."""
    transcript, _ = talk(language, 1)
    frames = round(transcript.duration * rate) + rate
    picture = PictureAnalysis(
        frame_rate=FrameRate(num=rate, den=1),
        frame_count=frames,
        width=640,
        height=360,
        shots=(Shot(first=0, last=200), Shot(first=200, last=frames)),
        motion=(),
        faces=(),
    )
    parts = ranges or (TimeRange(start=4, end=30), TimeRange(start=42, end=60))
    return caption_cut(CutWords(transcript, None, None, texts), picture, parts, float(rate))


def one_line_off(cues: list[Cue], by: int) -> list[Cue]:
    """Each cue's text at the time of a neighbour; what has none is lost."""
    return [replace(cue, lines=cues[place + by].lines) for place, cue in enumerate(cues) if 0 <= place + by < len(cues)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rate", [8, 25])
def test_captions_as_they_are_made_have_no_fault(language: str, rate: int) -> None:
    made = captioned(language, rate=rate)
    assert len(made.cues) > 5
    for text in (to_srt(made.cues), to_vtt(made.cues)):
        assert caption_faults(read_cues(text), made.words, rate) == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("by", [-1, 1])
def test_a_file_that_is_a_line_off_is_seen(language: str, by: int) -> None:
    made = captioned(language)
    assert caption_faults(one_line_off(read_cues(to_srt(made.cues)), by), made.words, RATE)


def test_texts_a_line_off_that_are_all_there_begin_off_their_words() -> None:
    made = captioned("en")
    cues = read_cues(to_srt(made.cues))
    late = [replace(cue, start=after.start, end=after.end) for cue, after in pairwise(cues)]
    found = caption_faults([*late, replace(cues[-1], start=cues[-1].end, end=cues[-1].end + 1)], made.words, RATE)
    assert len(found) == len(cues)
    assert all("after its words" in fault for fault in found)


@pytest.mark.parametrize(("seconds", "off"), [(MOST_OFF_SECONDS - 0.1, False), (MOST_OFF_SECONDS + 0.1, True)])
def test_the_limit_of_time(seconds: float, off: bool) -> None:
    made = captioned("en")
    moved = [replace(cue, start=cue.start + seconds, end=cue.end + seconds) for cue in read_cues(to_srt(made.cues))]
    assert bool(caption_faults(moved, made.words, RATE)) is off


def test_a_lost_cue_and_another_word_are_seen() -> None:
    made = captioned("en")
    cues = read_cues(to_srt(made.cues))
    assert "is not what is said next" in caption_faults([*cues[:2], *cues[3:]], made.words, RATE)[-1]
    assert "are in no cue" in caption_faults(cues[:-1], made.words, RATE)[-1]
    assert caption_faults([replace(cues[0], lines=("Something else.",)), *cues[1:]], made.words, RATE)


def test_what_an_editor_writes_is_what_is_said() -> None:
    spoken = captioned("en")
    texts = tuple(
        CaptionText(word=word, text=text) for word, text in ((12, ""), (15, "Two words"), (17, "🎉"), (18, "X-1"))
    )
    made = captioned("en", texts=texts)
    assert to_srt(made.cues) != to_srt(spoken.cues)
    assert caption_faults(read_cues(to_srt(made.cues)), made.words, RATE) == ()
    assert caption_faults(read_cues(to_srt(spoken.cues)), made.words, RATE)


def test_no_words_no_cues_no_fault() -> None:
    assert caption_faults((), (), RATE) == ()
