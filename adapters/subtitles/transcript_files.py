"""Reads transcripts that customers bring: SRT and VTT through pysubs2, and JSON as we and others write it."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pysubs2
from pydantic import ValidationError

from domain.contracts.given_transcript import MOST_LINES, GivenLine, GivenTranscript
from domain.contracts.speech import Transcript
from domain.errors import RejectedError
from domain.heuristics.subtitle_text import clean

_VOICE = re.compile(r"<v(?:\.[^ >]*)? ([^>]+)>")
_TAG = re.compile(r"<[^<>]{0,80}>|\{\\[^{}]*\}")
_LABEL = re.compile(r"^(?:>>\s*|-\s*)?((?:[^\W\d_a-z][^\Wa-z_ ]*(?: [^\W_a-z]+){0,3})|(?:Speaker \w{1,3})):\s+")
_SOUND = re.compile(r"\[[^\[\]]*\]|♪[^♪]*♪?|^\([^()]*\)$")
_DASH = re.compile(r"^(?:-|>>)\s*")
_CUE_TIME = re.compile(r"\d{1,2}:\d{2}[,.]\d{3}\s*-->|\d+:\d{2}:\d{2}[,.]\d{1,3}\s*-->")


class TranscriptFileReader:
    """A TranscriptReader."""

    def read(self, text: str) -> GivenTranscript:
        """The lines in the order of time, without tags and notes of sounds; the format is known by the text.

        Raises RejectedError `transcript.unreadable`, `transcript.empty`, `transcript.bad_times` or
        `transcript.too_long`.
        """
        body = text.lstrip("\ufeff \r\n\t")
        lines = sorted(
            _json_lines(body) if body.startswith(("{", "[")) else _cue_lines(body), key=lambda one: one.start
        )
        if not lines:
            raise RejectedError("transcript.empty", "The transcript has no line that anybody could say.")
        if len(lines) > MOST_LINES:
            raise RejectedError(
                "transcript.too_long", f"A transcript may have {MOST_LINES} lines; it has {len(lines)}."
            )
        return GivenTranscript(lines=tuple(lines))


def _cue_lines(text: str) -> Iterator[GivenLine]:
    if not _CUE_TIME.search(text):
        raise RejectedError(
            "transcript.unreadable",
            "The transcript is no SRT, no VTT and no JSON: no line has a time such as 00:00:01,000 --> 00:00:03,500.",
        )
    kind = "vtt" if text.startswith("WEBVTT") else "srt"
    marked = _VOICE.sub(lambda found: f"\u241e{found.group(1)}\u241f", text)
    try:
        subs = pysubs2.SSAFile.from_string(marked, format_=kind)
    except Exception as error:  # the library raises whatever a broken file leads it to
        raise RejectedError("transcript.unreadable", f"The {kind.upper()} cannot be read ({error}).") from error
    for event in subs:
        spoken = event.text.replace(r"\N", "\n").replace(r"\h", " ")
        voices = re.split("\u241e([^\u241f]*)\u241f", spoken)
        parts = [(None, voices[0]), *zip(voices[1::2], voices[2::2], strict=True)]
        yield from _lines_of(event.start / 1000, event.end / 1000, parts)


def _lines_of(start: float, end: float, parts: list[tuple[str | None, str]]) -> Iterator[GivenLine]:
    """A cue as lines, one for each of its speakers, who share its time by the length of what they say."""
    said = [(speaker, _spoken(text)) for speaker, text in parts]
    turns = [_labelled(speaker, text) for speaker, text in said if text]
    letters = sum(len(text) for _, text in turns)
    at = start
    for speaker, text in turns:
        until = at + (end - start) * len(text) / letters
        yield _line(at, until, text, speaker)
        at = until


def _labelled(speaker: str | None, text: str) -> tuple[str | None, str]:
    """The speaker whom a line names, as in `ANNA: Good morning`, and the line without the name."""
    found = _LABEL.match(text)
    if speaker is None and found is not None and text[found.end() :]:
        return found.group(1), text[found.end() :]
    return speaker, text


def _spoken(text: str) -> str:
    """What of a cue is said: no tags, no notes such as [Music], one line."""
    bare = _TAG.sub("", text)
    lines = (_SOUND.sub("", _DASH.sub("", clean(line))) for line in bare.split("\n"))
    return clean(" ".join(lines))


def _json_lines(text: str) -> Iterator[GivenLine]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise RejectedError("transcript.unreadable", f"The JSON of the transcript cannot be read ({error}).") from error
    if isinstance(found, dict) and "sentences" in found:
        yield from _own_lines(found)
        return
    listed = found if isinstance(found, list) else found.get("segments") or found.get("lines")
    if not isinstance(listed, list):
        raise RejectedError(
            "transcript.unreadable",
            "The JSON has no list `segments` or `lines` of objects with `start`, `end` and `text`.",
        )
    words = found.get("words") if isinstance(found, dict) else None
    for one in listed:
        if not isinstance(one, dict) or not isinstance(one.get("text"), str):
            raise RejectedError("transcript.unreadable", "A line of the JSON has no `text`.")
        spoken = _spoken(one["text"])
        if spoken:
            yield _line(one.get("start"), one.get("end"), spoken, one.get("speaker") or _speaker_of(one, words))


def _own_lines(found: dict[str, Any]) -> Iterator[GivenLine]:
    try:
        talk = Transcript.model_validate(found)
        for sentence in talk.sentences:
            place = talk.sentence_range(sentence)
            text = talk.text_of(sentence.first, sentence.last)
            yield _line(place.start, place.end, text, talk.words[sentence.first].speaker)
    except (ValidationError, IndexError) as error:
        raise RejectedError("transcript.unreadable", "The JSON is no transcript of ours: it is not whole.") from error


def _speaker_of(segment: dict[str, Any], words: object) -> str | None:
    first = segment.get("first")
    if (
        isinstance(words, list)
        and isinstance(first, int)
        and 0 <= first < len(words)
        and isinstance(words[first], dict)
    ):
        speaker = words[first].get("speaker")
        return speaker if isinstance(speaker, str) else None
    return None


def _line(start: object, end: object, text: str, speaker: object) -> GivenLine:
    try:
        return GivenLine.model_validate({"start": start, "end": end, "text": text, "speaker": speaker})
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"])) or "its times"
        if place in {"start", "end", "its times"}:
            raise RejectedError(
                "transcript.bad_times",
                f"The line “{text[:60]}” has no true times, in seconds and in order: {fault['msg']}.",
            ) from error
        raise RejectedError(
            "transcript.unreadable", f"The line “{text[:60]}” has a fault in {place}: {fault['msg']}."
        ) from error
