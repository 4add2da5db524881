"""Joins copies of one talk into a long one without encoding again, for benchmarks."""

from __future__ import annotations

import hashlib
import math
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

import av
from pydantic import BaseModel

from samples.truth import CutTruth, TalkTruth

if TYPE_CHECKING:
    from pathlib import Path

    from av.container import InputContainer, OutputContainer

Record = TypeVar("Record", bound=BaseModel)

# Samples of one AAC packet.
_PACKET = 1024
_TIMES = frozenset({"start", "end", "time"})
_FRAMES = frozenset({"frame", "first_frame", "end_frame"})


def join(video: Path, truth: TalkTruth, seconds: float, out: Path) -> TalkTruth:
    """Write the talk as often as it takes to last `seconds`, and return the truth of the long talk.

    Pictures are exact. Sound is moved in whole AAC packets, so a copy's sound is up to 11 ms beside its picture.
    """
    copies = max(1, math.ceil(seconds / _period(truth)))
    with av.open(str(out), "w", format="mp4", options={"movflags": "+faststart"}) as target:
        for copy in range(copies):
            with av.open(str(video)) as source:
                _append(source, target, truth, copy)
    with out.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return repeated(truth, copies).model_copy(update={"video": out.name, "sha256": digest})


def _append(source: InputContainer, target: OutputContainer, truth: TalkTruth, copy: int) -> None:
    """Write one copy's packets behind those that are there."""
    streams = (source.streams.video[0], source.streams.audio[0])
    if copy == 0:
        for stream in streams:
            target.add_stream_from_template(stream)
    first_packet, end_packet = (
        round(number * _period(truth) * streams[1].rate / _PACKET) for number in (copy, copy + 1)
    )
    number = 0
    for packet in source.demux(*streams):
        if packet.dts is None or packet.pts is None or packet.time_base is None:
            continue
        if packet.stream.type == "video":
            shift = round(copy * _period(truth) / packet.time_base)
            packet.pts += shift
            packet.dts += shift
            packet.stream = target.streams.video[0]
            target.mux(packet)
        # The encoder's priming packet sounds before the talk begins and would push the sound off the picture.
        elif packet.pts >= 0 and number < end_packet - first_packet:
            packet.pts = packet.dts = round((first_packet + number) * _PACKET / streams[1].rate / packet.time_base)
            number += 1
            packet.stream = target.streams.audio[0]
            target.mux(packet)


def repeated(truth: TalkTruth, copies: int) -> TalkTruth:
    """Return the truth of a talk played `copies` times in a row."""

    def each(records: tuple[Record, ...], **indices: int) -> tuple[Record, ...]:
        return tuple(_later(record, truth, copy, indices) for copy in range(copies) for record in records)

    words, sentences = len(truth.words), len(truth.sentences)
    return truth.model_copy(
        update={
            "frames": truth.frames * copies,
            "duration": round(float(copies * _period(truth)), 3),
            "words": each(truth.words, sentence=sentences),
            "sentences": each(truth.sentences, first_word=words, end_word=words),
            "shots": each(truth.shots),
            "cuts": _cuts(truth, copies),
            "highlights": each(truth.highlights, first_sentence=sentences, end_sentence=sentences),
            "passages": each(truth.passages),
            "face_samples": each(truth.face_samples),
        }
    )


def _period(truth: TalkTruth) -> Fraction:
    """Return one copy's exact length in seconds; `duration` is rounded."""
    return truth.frames / Fraction(truth.frame_rate)


def _later(record: Record, truth: TalkTruth, copy: int, indices: dict[str, int]) -> Record:
    """Move one record into the given copy of the talk; `indices` names its indices and how many a copy adds."""
    changes: dict[str, float] = {}
    for name, value in record.model_dump().items():
        if name in _TIMES:
            changes[name] = round(value + float(copy * _period(truth)), 3)
        elif name in _FRAMES:
            changes[name] = value + copy * truth.frames
        elif name in indices:
            changes[name] = value + copy * indices[name]
    return record.model_copy(update=changes)


def _cuts(truth: TalkTruth, copies: int) -> tuple[CutTruth, ...]:
    """Return every cut; where two copies meet there is one only when the talk begins and ends differently."""
    found: list[CutTruth] = []
    for copy in range(copies):
        if copy and truth.shots[0].scene != truth.shots[-1].scene:
            found.append(CutTruth(frame=copy * truth.frames, time=round(float(copy * _period(truth)), 3)))
        found += [_later(cut, truth, copy, {}) for cut in truth.cuts]
    return tuple(found)
