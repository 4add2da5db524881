"""From a script and its voices to the cut of a retell: which frames are seen, and what is heard when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.contracts.base import TimeRange
from domain.contracts.lines import PlacedLine, PlacedLines, SpokenLine
from domain.contracts.mixing import BedSpan
from domain.contracts.retell import Edl, EdlEntry
from domain.contracts.speech import Sentence, Transcript, Word
from domain.errors import RejectedError
from domain.heuristics.footage import Footage, affinities
from domain.heuristics.retell_edits import EditedLine
from domain.heuristics.retell_lengths import Told, frames_told, heard_lines, told_lines
from domain.heuristics.shot_picking import OWN_SHIFT_SECONDS, LinePicture, pick_shots

_SPEECH_GAP_SECONDS = 0.3
"""Words nearer to each other than this are one stretch of speech."""

Likeness = Sequence[Sequence[tuple[float, float]]]


@dataclass(frozen=True)
class RetellCut:
    """All times in seconds of the output, but those of `parts`, which are the source's."""

    edl: Edl
    parts: tuple[TimeRange, ...]
    placed: PlacedLines
    originals: Transcript
    bed: tuple[BedSpan, ...]
    speech: tuple[TimeRange, ...]
    seconds: float
    kept: tuple[int, ...]


def cut_retell(
    lines: Sequence[EditedLine],
    spoken: Mapping[int, SpokenLine],
    languages: tuple[str, str],
    transcript: Transcript,
    footage: Footage,
    seconds: float,
    likeness: Mapping[int, Sequence[tuple[float, float]]] | None = None,
) -> RetellCut:
    """Cut what is told to about `seconds`.

    `spoken`: the narrator's lines by number; `languages`: the narrator's and the source's; `likeness`: for each line,
    seconds of pictures of the source and how alike line and picture are (cosine). Raises RejectedError
    `retell.nothing_to_tell`.
    """
    voices = {number: line.seconds for number, line in spoken.items() if line.audio is not None}
    told = told_lines(heard_lines(lines, voices, transcript, footage), footage, seconds)
    if not told:
        raise RejectedError("retell.nothing_to_tell", "No line of the script is left to be told; put one back.")
    pictures = [picture for line in told for picture in _pictures(line)]
    alike = [likeness.get(picture.number, ()) for picture in pictures] if likeness else ()
    entries = pick_shots(footage, pictures, affinities(footage, [picture.around for picture in pictures], alike))
    rate = footage.rate
    length = rate.time_of(frames_told(told))
    language, source_language = languages
    starts = _starts(told)
    return RetellCut(
        edl=Edl(frame_rate=rate, entries=tuple(entries)),
        parts=tuple(footage.seconds(frames) for frames in runs_of(entries)),
        placed=PlacedLines(language=language, duration=length, lines=_placed(told, starts, spoken, footage)),
        originals=_originals(told, starts, transcript, source_language, footage),
        bed=_bed(told, starts, entries, footage),
        speech=_speech(entries, transcript, footage),
        seconds=length,
        kept=tuple(line.heard.edited.line.number for line in told),
    )


def runs_of(entries: Sequence[EdlEntry]) -> list[range]:
    """The stretches of the source in the order of the output; what runs on is one, whatever shots it is of."""
    runs: list[range] = []
    for entry in entries:
        if runs and runs[-1].stop == entry.first:
            runs[-1] = range(runs[-1].start, entry.last)
        else:
            runs.append(range(entry.first, entry.last))
    return runs


def _starts(told: Sequence[Told]) -> list[int]:
    """The frame of the output on which each line begins, its pause included."""
    starts = [0]
    for line in told:
        starts.append(starts[-1] + line.pause + line.heard.frames + line.heard.after)
    return starts[:-1]


def _pictures(told: Told) -> list[LinePicture]:
    heard = told.heard
    number = heard.edited.line.number
    if not heard.original:
        own = heard.edited.line.mode == "both"
        return [LinePicture(number, told.pause + heard.frames, heard.source, heard.after, own=own)]
    lead = told.pause - told.breath
    shown = range(heard.source.start - lead, heard.source.stop + heard.after)
    glance = [LinePicture(number, told.breath, heard.source)] if told.breath else []
    return [*glance, LinePicture(number, lead + heard.frames, shown, heard.after, fixed=True)]


def _placed(
    told: Sequence[Told], starts: Sequence[int], spoken: Mapping[int, SpokenLine], footage: Footage
) -> tuple[PlacedLine, ...]:
    placed = []
    for line, start in zip(told, starts, strict=True):
        if not line.heard.original:
            voice = spoken[line.heard.edited.line.number]
            begin = footage.rate.time_of(start + line.pause)
            placed.append(PlacedLine(spoken=voice, start=begin, end=begin + voice.seconds))
    return tuple(placed)


def _originals(
    told: Sequence[Told], starts: Sequence[int], transcript: Transcript, language: str, footage: Footage
) -> Transcript:
    """The words that are heard in the original's own voice, on the output's timeline."""
    closing = {sentence.last - 1 for sentence in transcript.sentences}
    words: list[Word] = []
    sentences: list[Sentence] = []
    for line, start in zip(told, starts, strict=True):
        if not line.heard.original:
            continue
        source = footage.seconds(line.heard.source)
        offset = footage.rate.time_of(start + line.pause) - source.start
        first = len(words)
        for index, word in enumerate(transcript.words):
            if not source.start <= (word.start + word.end) / 2 < source.end:
                continue
            begin, end = max(word.start, source.start) + offset, min(word.end, source.end) + offset
            words.append(word.model_copy(update={"start": round(begin, 6), "end": round(end, 6)}))
            if index in closing:
                sentences.append(Sentence(first=first, last=len(words)))
                first = len(words)
        if first < len(words):
            sentences.append(Sentence(first=first, last=len(words)))
    length = footage.rate.time_of(frames_told(told))
    return Transcript(language=language, duration=length, words=tuple(words), sentences=tuple(sentences))


def _bed(
    told: Sequence[Told], starts: Sequence[int], entries: Sequence[EdlEntry], footage: Footage
) -> tuple[BedSpan, ...]:
    """Full where the original speaks for itself, under the narrator where its own moment is seen, else off."""
    spans: list[tuple[int, int, str]] = []
    for before, line, start in zip([None, *told], told, starts, strict=False):
        heard = line.heard
        begin = start + line.pause
        end = begin + heard.frames + heard.after
        if heard.original:
            runs_on = before is not None and _runs_on(before, line)
            if runs_on:
                spans[-1] = (*spans[-1][:2], "full")
            spans.append((start, begin, "full" if runs_on else "off"))
            spans.append((begin, begin + heard.frames, "full"))
            spans.append((begin + heard.frames, end, "off"))
        else:
            under = heard.edited.line.mode == "both" and _own_moment(_shown(entries, start, end), heard.source, footage)
            spans.append((start, end, "under" if under else "off"))
    bed: list[BedSpan] = []
    for first, last, level in spans:
        span = footage.seconds(range(first, last))
        if first == last:
            continue
        if bed and bed[-1].level == level:
            bed[-1] = bed[-1].model_copy(update={"span": TimeRange(start=bed[-1].span.start, end=span.end)})
        else:
            bed.append(BedSpan.model_validate({"span": span, "level": level}))
    return tuple(bed)


def _own_moment(entries: Sequence[EdlEntry], source: range, footage: Footage) -> bool:
    """Whether one stretch of the source is seen, and it is the one that the line tells of."""
    runs = runs_of(entries)
    shift = OWN_SHIFT_SECONDS * footage.rate.value
    return len(runs) == 1 and abs(runs[0].start - source.start) <= shift


def _shown(entries: Sequence[EdlEntry], start: int, end: int) -> list[EdlEntry]:
    """The entries that lie in frames `start` to `end` of the output."""
    found, at = [], 0
    for entry in entries:
        if start <= at < end:
            found.append(entry)
        at += entry.last - entry.first
    return found


def _runs_on(one: Told, other: Told) -> bool:
    """Whether `other` is the original's next words, and nothing but the pause between them is seen in between."""
    before, after = one.heard, other.heard
    said_next = before.edited.line.last_word == after.edited.line.first_word
    pause = after.source.start - before.source.stop
    return before.original and after.original and said_next and pause == before.after + other.pause and not other.breath


def _speech(entries: Sequence[EdlEntry], transcript: Transcript, footage: Footage) -> tuple[TimeRange, ...]:
    """Where the source speaks in the frames that are shown, whether it is heard or not."""
    spans: list[TimeRange] = []
    at = 0
    for frames in runs_of(entries):
        part = footage.seconds(frames)
        offset = footage.rate.time_of(at) - part.start
        at += len(frames)
        for word in transcript.words:
            start, end = max(word.start, part.start) + offset, min(word.end, part.end) + offset
            if end <= start:
                continue
            if spans and start - spans[-1].end < _SPEECH_GAP_SECONDS:
                spans[-1] = TimeRange(start=spans[-1].start, end=max(end, spans[-1].end))
            else:
                spans.append(TimeRange(start=max(0.0, start), end=end))
    return tuple(spans)
