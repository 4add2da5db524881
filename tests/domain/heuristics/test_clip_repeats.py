"""Two clips of a job never tell the same passage, whatever the source repeats."""

import math
import random

from domain.contracts.base import TimeRange
from domain.contracts.clips import ClipWishes
from domain.heuristics.clip_candidates import Candidate
from domain.heuristics.clip_proposals import propose_clips
from domain.heuristics.clip_repeats import SAME_SHARE, RepeatedPassages
from domain.heuristics.clip_selection import Option, select_clips
from tests.domain.heuristics.clip_talks import RATE, facts_of, heard, seen, spoken, vectors_for

SYLLABLES = ("bar", "lin", "tos", "mek", "ruv", "nal", "gip", "dor", "fes", "zum", "kal", "pir", "wod", "hes", "jat")


def story(seed: int, lines: int = 6, length: int = 12) -> list[str]:
    dice = random.Random(seed)
    return [" ".join("".join(dice.sample(SYLLABLES, 3)) for _ in range(length)) + "." for _ in range(lines)]


def clips_of(lines: list[str], count: int = 4, language: str = "en"):
    transcript = spoken(lines, language)
    vectors = vectors_for([0.5 + 0.4 * (n % 3 == 0) for n in range(len(lines))], [n // 6 for n in range(len(lines))])
    wish = ClipWishes(count=count, min_seconds=10, max_seconds=25)
    return transcript, *propose_clips(transcript, heard(transcript), seen(transcript), RATE, wish, vectors, "test")


def shared_runs(transcript, left, right, run: int = 4) -> float:
    sets = []
    for clip in (left, right):
        words = [word.text.lower().strip(".") for word in transcript.words[clip.first_word : clip.last_word]]
        sets.append({tuple(words[n : n + run]) for n in range(len(words) - run + 1)})
    return len(sets[0] & sets[1]) / min(map(len, sets))


def test_a_looped_talk_gives_each_story_once():
    transcript, clips, report = clips_of([*story(1), *story(2)] * 4, count=6)
    assert len(clips) >= 2
    for index, left in enumerate(clips):
        for right in clips[index + 1 :]:
            assert shared_runs(transcript, left, right) < SAME_SHARE
    reasons = {one.left_out for one in report.candidates if one.rank is None}
    assert any(reason.startswith("tells what clip 1 tells (") for reason in reasons)
    assert any(reason.startswith("overlaps clip") for reason in reasons)
    assert all(one.left_out == "" for one in report.candidates if one.rank is not None)
    assert all(one.left_out for one in report.candidates if one.rank is None)


def test_a_teaser_and_its_passage_are_one_story():
    told = story(3, lines=12)
    lines = [*told[5:7], *story(4, lines=4), *told]
    transcript, clips, _ = clips_of(lines, count=5)
    for index, left in enumerate(clips):
        for right in clips[index + 1 :]:
            assert shared_runs(transcript, left, right) < SAME_SHARE


def test_a_talk_without_repeats_loses_no_clip():
    lines = [line for seed in range(10, 16) for line in story(seed)]
    _, clips, report = clips_of(lines)
    assert len(clips) == 4
    assert not any("tells what" in one.left_out for one in report.candidates)


def span(first: int, last: int) -> Candidate:
    return Candidate(first, last, TimeRange(start=first, end=last))


def test_a_passage_heard_a_little_differently_the_second_time_is_the_same():
    first = story(5)
    again = [" ".join("um" if n % 7 == 3 else word for n, word in enumerate(line.split())) for line in first]
    passages = RepeatedPassages(facts_of([*first, *story(6), *again]))
    assert passages.likeness(span(0, 6), span(12, 18)) > 0
    assert passages.likeness(span(0, 6), span(6, 12)) == 0
    assert passages.likeness(span(0, 6), span(3, 9)) == 0


def test_a_refrain_does_not_make_two_stories_one():
    refrain = "And nobody ever came back again."
    lines = [*story(7, 5), refrain, *story(8, 5), refrain]
    assert RepeatedPassages(facts_of(lines)).likeness(span(0, 6), span(6, 12)) == 0


def test_a_language_without_spaces_is_compared_by_characters():
    told = ["从前有一个商人走进了武夷山的茶园深处。", "他偷走了两万棵茶树苗和八个师傅。"]
    other = ["我父亲一辈子没有对我说过一句话。", "他的柜子里面有二十七个小罐子。"]
    passages = RepeatedPassages(facts_of([*told, *other, *told], language="zh"))
    assert passages.likeness(span(0, 2), span(4, 6)) == 1.0
    assert passages.likeness(span(0, 2), span(2, 4)) == 0


def test_the_better_of_two_that_tell_the_same_stays_and_the_rest_is_chosen_again():
    options = [Option(TimeRange(start=10 * n, end=10 * n + 9), score) for n, score in enumerate((80, 90, 70, 60, 85))]
    same = [{0, 1, 4}, {2, 3}]

    def repeats(left: int, right: int) -> bool:
        return any({left, right} <= group for group in same)

    assert select_clips(options, 3, lambda _a, _b: 0.0, repeats) == [1, 2]
    assert select_clips(options, 3, lambda _a, _b: 0.0) == [1, 4, 0]


def moving(seed: int, seconds: int, phase: int = 0, rate: int = 25) -> list[float]:
    """Somebody who moves now more and now less, a mean for each second of `rate` frames, from frame `phase` on."""
    dice, level, frames = random.Random(seed), 0.0, []
    for _ in range(seconds * rate + phase):
        level = 0.97 * level + dice.gauss(0, 0.25)
        frames.append(0.01 * math.exp(0.6 * level))
    return [sum(frames[at : at + rate]) / rate for at in range(phase, seconds * rate + phase, rate)]


def test_one_run_of_words_over_the_same_footage_makes_one_story_of_two():
    refrain = "And nobody ever came back again."
    facts = facts_of([*story(7, 5), refrain, *story(8, 5), refrain])
    first, last = facts.texts[5].span.end, facts.texts[-1].span.end
    left = Candidate(0, 6, TimeRange(start=0, end=first))
    right = Candidate(6, 12, TimeRange(start=first, end=last))
    shift = facts.texts[-1].span.start - facts.texts[5].span.start
    seconds, whole = round(first) + 2, int(shift)
    shown = moving(1, seconds)
    # The second time begins a part of a second later: its seconds are counted from another frame.
    again = moving(1, seconds, phase=round((1 - shift + whole) * 25) % 25)
    looped = [*shown[:whole], *again] if len(shown) >= whole else [*shown, *[0.01] * (whole - len(shown)), *again]
    assert RepeatedPassages(facts, looped).likeness(left, right) > 0
    another = [*shown, *moving(2, 60)]
    assert RepeatedPassages(facts, another).likeness(left, right) == 0
    assert RepeatedPassages(facts, [0.0] * 120).likeness(left, right) == 0  # slides: nothing moves
    assert RepeatedPassages(facts).likeness(left, right) == 0
