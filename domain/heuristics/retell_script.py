"""The script of a retell in the talk's own sentences: the writer that needs no language model."""

from collections.abc import Sequence
from itertools import pairwise

from domain.contracts.retell import LineMode, RetellScript, RetellWish, ScriptLine
from domain.contracts.speech import Transcript
from domain.errors import RejectedError
from domain.heuristics.clip_candidates import Candidate
from domain.heuristics.clip_titles import propose_title
from domain.heuristics.narration_text import condensed, leaning_sentences
from domain.heuristics.narration_words import narration_words
from domain.heuristics.outline import Chosen, outline, worth_at
from domain.heuristics.retell_edits import EditedLine
from domain.heuristics.retell_lengths import frames_told, heard_lines, told_lines
from domain.heuristics.retell_originals import choose_originals, frames_of_words
from domain.heuristics.retell_source import RetellSource
from domain.heuristics.retell_weights import (
    LINE_SECONDS,
    LINE_SHARE,
    MOST_SHARE,
    RESERVE,
    RESERVE_SECONDS,
)
from domain.heuristics.speaking_pace import seconds_to_say

SHORTEST_RETELL_SECONDS = 10.0
TOLERANCE = 0.05
"""Share of the wish by which a retell may be shorter or longer."""
_JUMP = 0.2
"""Share of the source that is passed over before a line that says so."""
_JUMP_EVERY_SECONDS = 60.0
_TITLE_SENTENCES = 4


def require_enough(source: RetellSource, worths: Sequence[float], wish: RetellWish) -> None:
    """Raise RejectedError `retell.too_little_speech` when so long a retell would be nearly all that is said."""
    seconds = _seconds_to_tell(source)
    able = MOST_SHARE * sum(length for length, worth in zip(seconds, worths, strict=True) if worth > 0)
    if wish.seconds <= able:
        return
    if able >= SHORTEST_RETELL_SECONDS:
        most = wish.model_copy(update={"seconds": able})
        able = min(able, expected_seconds(write_script(source, worths, most), source, most))
    raise _too_little(able, wish)


def require_length(seconds: float, wish: RetellWish) -> None:
    """Raise RejectedError `retell.too_little_speech` when a script that will last `seconds` is too short."""
    if seconds < wish.seconds * (1.0 - TOLERANCE):
        raise _too_little(seconds, wish)


def write_script(source: RetellSource, worths: Sequence[float], wish: RetellWish) -> RetellScript:
    """The outline as lines, in the language of the source; the narrator says the talk's own sentences, condensed.

    `worths`: of each sentence, as `outline.sentence_worths` has them. Where the retell will be in another language,
    originals are heard under the narrator, for nobody would understand them alone.
    """
    transcript, facts = source.transcript, source.facts
    language = transcript.language
    leaning = leaning_sentences(facts.texts, language)
    seconds = _seconds_to_tell(source)
    budget = wish.seconds + max(RESERVE * wish.seconds, RESERVE_SECONDS)
    told = outline(facts, worths, leaning, seconds, budget)
    # What is held in reserve is likely to stay untold; only where all are originals it has to be one, too.
    least = 0.0 if wish.originals >= 1.0 else worth_at(wish.seconds / budget)
    main = {one.sentence: one.worth for one in told if one.worth >= least}
    stretches = {
        index: source.footage.seconds(
            frames_of_words(transcript, facts.texts[index].first, facts.texts[index].last, source.footage)
        )
        for index in main
    }
    originals = choose_originals(facts, main, stretches, source.footage, wish.seconds, wish.originals)
    lines = _lines(source, told, originals, leaning, seconds, wish)
    opening = told[0].sentence if told else 0
    span = facts.texts[opening].span
    title = propose_title(facts, Candidate(opening, min(opening + _TITLE_SENTENCES, len(facts.texts)), span))
    return RetellScript(
        language=language, source_language=language, title=title, lines=tuple(_bridged(lines, wish, transcript))
    )


def expected_seconds(script: RetellScript, source: RetellSource, wish: RetellWish) -> float:
    """How long the retell of this script will about be."""
    voices = {line.number: seconds_to_say(line.text, script.language) for line in script.lines if line.text}
    lines = [EditedLine(line) for line in script.lines]
    told = told_lines(heard_lines(lines, voices, source.transcript, source.footage), source.footage, wish.seconds)
    return source.footage.rate.time_of(frames_told(told))


def _seconds_to_tell(source: RetellSource) -> list[float]:
    """How long the narrator takes for each sentence."""
    language = source.transcript.language
    return [seconds_to_say(condensed(text.text, language), language) for text in source.facts.texts]


def _too_little(most: float, wish: RetellWish) -> RejectedError:
    cure = f"order one of {int(most)} s or less" if most >= SHORTEST_RETELL_SECONDS else "no retell is worth its while"
    return RejectedError(
        "retell.too_little_speech", f"This video says too little for a retell of {wish.seconds:g} s: {cure}."
    )


def _lines(
    source: RetellSource,
    told: Sequence[Chosen],
    originals: set[int],
    leaning: Sequence[bool],
    seconds: Sequence[float],
    wish: RetellWish,
) -> list[ScriptLine]:
    language = source.transcript.language
    translated = wish.language not in {None, language}
    groups: list[list[Chosen]] = []
    for one in told:
        group = groups[-1] if groups else []
        follows = bool(group) and one.sentence == group[-1].sentence + 1
        alone = one.sentence in originals or (bool(group) and group[-1].sentence in originals)
        full = sum(seconds[other.sentence] for other in group) >= min(LINE_SECONDS, LINE_SHARE * wish.seconds)
        # Lines of one worth stay together; what is only held in reserve can be left out without its neighbours.
        apart = bool(group) and abs(one.worth - group[-1].worth) > _JUMP
        if not follows or alone or full or apart:
            groups.append([one])
        else:
            group.append(one)
    lines: list[ScriptLine] = []
    for group in groups:
        first, last = group[0].sentence, group[-1].sentence
        joined = bool(lines) and lines[-1].last_word == source.facts.texts[first].first
        mode: LineMode = wish.mode
        if first in originals:
            mode = "both" if translated else "original"
        texts = [
            condensed(source.facts.texts[one.sentence].text, language, joined=joined or place > 0)
            for place, one in enumerate(group)
        ]
        opens = source.facts.texts[first].text
        leans = joined and (leaning[first] or condensed(opens, language) != condensed(opens, language, joined=True))
        length = sum(seconds[one.sentence] for one in group) or 1.0
        lines.append(
            _line(source, len(lines) + 1, mode, texts, first, last).model_copy(
                update={
                    "leans": leans,
                    "worth": round(sum(one.worth * seconds[one.sentence] for one in group) / length, 4),
                }
            )
        )
    return lines


def _line(source: RetellSource, number: int, mode: LineMode, texts: Sequence[str], first: int, last: int) -> ScriptLine:
    transcript, sentences = source.transcript, source.facts.texts
    words = sentences[first].first, sentences[last].last
    return ScriptLine(
        number=number,
        mode=mode,
        text="" if mode == "original" else _join(texts, transcript.language),
        quote=transcript.text_of(*words),
        range=sentences[first].span.model_copy(update={"end": sentences[last].span.end}),
        first_word=words[0],
        last_word=words[1],
    )


def _join(texts: Sequence[str], language: str) -> str:
    return ("" if language in {"zh", "ja", "th", "lo", "my", "km"} else " ").join(texts)


def _bridged(lines: list[ScriptLine], wish: RetellWish, transcript: Transcript) -> list[ScriptLine]:
    """A word of ours where the retell leaps far ahead, at most once a minute: true of whatever is told in order."""
    later = narration_words(transcript.language).later.get(wish.tone)
    if later is None:
        return lines
    leaps = [
        (after.range.start - before.range.end, after.number)
        for before, after in pairwise(lines)
        if after.text and not after.leans and after.range.start - before.range.end >= _JUMP * transcript.duration
    ]
    most = max(1, round(wish.seconds / _JUMP_EVERY_SECONDS))
    chosen = {number for _, number in sorted(leaps, key=lambda leap: (-leap[0], leap[1]))[:most]}
    return [
        line.model_copy(update={"text": f"{later} {line.text}"}) if line.number in chosen else line for line in lines
    ]
