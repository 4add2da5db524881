"""Cues keep the reading rules, and lose no word."""

import random
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.contracts.base import TimeRange
from domain.contracts.speech import Word
from domain.heuristics.caption_pieces import Piece, clip_pieces
from domain.heuristics.cue_timing import time_cues
from domain.heuristics.reading_rules import ReadingRules, rules_for
from domain.heuristics.sentence_bounds import closing_words
from domain.heuristics.subtitle_check import Cue, check_cues, illegible_cues

TALK = (
    "So here is the thing that nobody tells you about building a company. The first ten customers are not customers, "
    "they are teachers. Why? Because we had 27 features, and not one of them worked. So we deleted twenty-six of them. "
    "Revenue went up by 300 percent in four months. That is the whole secret: do less, but do it well."
)


def speak(text: str, chars_per_second: float, seed: int = 1) -> list[Word]:
    """Words at a steady pace, with pauses behind punctuation."""
    dice, at, words = random.Random(seed), 0.2, []
    for token in text.split():
        seconds = (len(token) + 1) / chars_per_second
        words.append(Word(text=token, start=at, end=at + seconds * 0.96))
        at += seconds + (dice.choice([0.1, 0.25, 0.5]) if token[-1] in ".,?!:" else 0.0)
    return words


def pieces_of(words: list[Word], rules: ReadingRules) -> list[Piece]:
    clip = TimeRange(start=0, end=words[-1].end + 0.5)
    return clip_pieces(words, closing_words([word.text for word in words], rules.language), clip, rules)


def frames_of(words: list[Word], rules: ReadingRules) -> int:
    return int((words[-1].end + 0.5) * rules.frame_rate)


@pytest.mark.parametrize("rate", [23.976, 25.0, 30.0, 59.94])
@pytest.mark.parametrize("pace", [11.0, 14.0, 16.5])
def test_normal_speech_breaks_no_rule(rate: float, pace: float) -> None:
    """At paces up to the reading speed every rule holds, whatever the frame rate and the cuts."""
    rules = rules_for("en", rate)
    words = speak(TALK, pace)
    cuts = [int(seconds * rate) for seconds in (2.1, 5.05, 8.9, 14.0)]
    cues = time_cues(pieces_of(words, rules), rules, frames_of(words, rules), cuts)
    assert check_cues(cues, rules, cuts) == ()
    assert " ".join(" ".join(cue.lines) for cue in cues) == TALK


def test_cues_end_with_sentences_when_they_can() -> None:
    """At a calm pace only a word too short for a cue shares one with the next sentence."""
    rules = rules_for("en", 25)
    words = speak(TALK, 12)
    cues = time_cues(pieces_of(words, rules), rules, frames_of(words, rules))
    texts = [" ".join(cue.lines) for cue in cues]
    assert "So we deleted twenty-six of them." in texts
    assert all(". " not in text for text in texts)
    assert any(text.startswith("Why? Because") for text in texts)


def test_speech_too_fast_is_told_in_words() -> None:
    """Text stays verbatim; what cannot be read in its time is named."""
    rules = rules_for("en", 25)
    words = speak(TALK, 26)
    cues = time_cues(pieces_of(words, rules), rules, frames_of(words, rules))
    problems = check_cues(cues, rules)
    assert problems
    assert all("characters per second" in problem for problem in problems)
    assert " ".join(" ".join(cue.lines) for cue in cues) == TALK


def test_a_cue_starts_on_the_shot_change_beside_it() -> None:
    """Speech one frame before a cut is captioned from the cut on."""
    rules = rules_for("en", 25)
    pieces = [Piece("Hello", 1.96, 2.4), Piece("there.", 2.4, 3.2, closes_sentence=True)]
    (cue,) = time_cues(pieces, rules, 200, [50])
    assert cue.start == 2.0


def test_a_cue_does_not_hang_over_a_shot_change() -> None:
    """When speech ends shortly before a cut the cue is gone two frames before it."""
    rules = rules_for("en", 25)
    pieces = [Piece("Hello", 1.0, 2.0), Piece("there.", 2.0, 3.0, closes_sentence=True)]
    (cue,) = time_cues(pieces, rules, 200, [80])
    assert round(cue.end * 25) == 78
    hanging = Cue(cue.start, 82 / 25, cue.lines, cue.spoken_start, cue.spoken_end)
    assert "hangs 4 frames over the shot change at frame 80" in check_cues([hanging], rules, [80])[0]


def test_tokens_without_spaces_are_split_to_fit() -> None:
    """A Chinese token of forty characters becomes cues of sixteen a line, with nothing lost."""
    rules = rules_for("zh", 25)
    text = "我们今天要讨论的问题是为什么大多数的公司在最初的几年里都会失败而只有很少的公司能够成功。"
    words = [Word(text=text, start=0.5, end=11.0)]
    cues = time_cues(pieces_of(words, rules), rules, 300)
    assert "".join(line for cue in cues for line in cue.lines) == text
    assert check_cues(cues, rules) == ()


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        (Cue(1.0, 1.5, ("Hi.",)), "stays 0.50 s"),
        (Cue(1.0, 9.0, ("Hi.",)), "stays 8.00 s"),
        (Cue(1.0, 3.0, ("x" * 43,)), "a line of 43 characters"),
        (Cue(1.0, 3.0, ("a", "b", "c")), "3 lines"),
        (Cue(1.0, 2.0, ("one-and-twenty letters",)), "characters per second"),
        (Cue(1.0, 3.0, (" ",)), "no text"),
        (Cue(1.0, 3.0, ("Hi.",), 1.2, 2.9), "starts -5.0 frames"),
        (Cue(1.0, 3.0, ("Hi.",), 1.0, 2.0), "stays 13.0 frames longer"),
    ],
)
def test_the_judge_finds_each_breach(cue: Cue, expected: str) -> None:
    """Each rule alone is found broken, and named."""
    assert any(expected in problem for problem in check_cues([cue], rules_for("en", 25)))


def test_the_judge_finds_gaps() -> None:
    """One frame between cues is too little, two are enough."""
    rules = rules_for("en", 25)
    first = Cue(1.0, 2.0, ("Hi.",))
    assert "frames before the next" in check_cues([first, Cue(2.04, 3.04, ("Hi.",))], rules)[0]
    assert check_cues([first, Cue(2.08, 3.08, ("Hi.",))], rules) == ()


FAST = (
    "The machine that prints the sticker saved us $90,000 a year? We were spending that money on people who guess. The "
    "sticker costs two cents. I told Dr. Smith and Mr. Jones about it, and J. R. Tolkien would have laughed at us."
)
FULL_STOPS = frozenset({"Dr.", "Mr.", "J.", "R."})


@pytest.mark.parametrize("pace", [14.0, 17.0, 18.0, 19.0, 21.0])
@pytest.mark.parametrize("seed", range(3))
def test_fast_speech_breaks_where_a_reader_would(pace: float, seed: int) -> None:
    """No speed makes a cue end on an article, a title, a number or the first words of a sentence."""
    rules = rules_for("en", 25)
    words = speak(FAST, pace, seed)
    clip = TimeRange(start=0, end=words[-1].end + 0.5)
    closing = [word.text[-1] in ".?" and word.text not in FULL_STOPS for word in words]
    cues = time_cues(clip_pieces(words, closing, clip, rules), rules, frames_of(words, rules))
    texts = [" ".join(cue.lines) for cue in cues]
    assert " ".join(texts) == FAST
    for text in texts[:-1]:
        assert text.split()[-1].strip(",") not in {"a", "the", "The", "of", "on", "and", "two", "$90,000", *FULL_STOPS}
        assert not re.search(r"[.?] \S+( \S+)?$", text), text
    assert not [problem for problem in check_cues(cues, rules) if "characters per second" not in problem]


def test_a_sentence_that_was_parted_at_a_title_is_not_shown_so() -> None:
    """Whatever a splitter says, no cue ends with `Dr.`."""
    rules = rules_for("en", 25)
    words = speak("Yesterday in the evening we told Dr. Smith the whole story of it.", 9)
    clip = TimeRange(start=0, end=words[-1].end + 0.5)
    pieces = clip_pieces(words, [word.text.endswith(".") for word in words], clip, rules)
    cues = time_cues(pieces, rules, frames_of(words, rules))
    assert not any(cue.lines[-1].endswith("Dr.") for cue in cues)


def test_a_word_longer_than_a_line_is_hyphenated() -> None:
    rules = rules_for("de", 25)
    long = "Krankenversicherungsbeitragsbemessungsgrenzenverordnung"
    cues = time_cues(pieces_of(speak(f"Die {long} gilt.", 12), rules), rules, 400)
    shown = [line for cue in cues for line in cue.lines]
    assert all(len(line) <= 42 for line in shown)
    assert any(line.endswith("-") for line in shown)
    assert "".join(shown).replace("-", "").replace(" ", "") == f"Die{long}gilt."


def test_tokens_become_phrases_with_the_times_of_their_letters() -> None:
    """A recogniser's tokens know no words; numbers join, and Thai keeps its space around them."""
    rules = rules_for("zh", 25)
    tokens = ["我们", "在20", "24", "年", "增长了", "。"]
    words = [Word(text=text, start=index, end=index + 1) for index, text in enumerate(tokens)]
    pieces = clip_pieces(words, [False] * 5 + [True], TimeRange(start=0, end=7), rules)
    (year,) = [piece for piece in pieces if "2024" in piece.text]
    assert year.text == "2024年"
    assert (year.start, year.end) == (pytest.approx(1 + 1 / 3), 4)
    assert pieces[-1].closes_sentence
    thai = [Word(text=text, start=index, end=index + 1) for index, text in enumerate(["ในปี", "2530", "คนซื้อ"])]
    made = clip_pieces(thai, [False, False, True], TimeRange(start=0, end=4), rules_for("th", 25))
    (cue,) = time_cues(made, rules_for("th", 25), 110)
    assert cue.lines == ("ในปี 2530 คนซื้อ",)


WORDS = st.lists(
    st.tuples(
        st.text(st.characters(categories=["Ll", "Lu", "Lo", "Nd", "Po"]), min_size=1, max_size=12),
        st.floats(0.0, 1.2),
        st.floats(0.0, 1.5),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=30, deadline=None)
@given(WORDS, st.sampled_from(["en", "ar", "th", "zh", "hi"]), st.sampled_from([24.0, 29.97, 60.0]))
def test_any_words_make_ordered_cues(spoken: list[tuple[str, float, float]], language: str, rate: float) -> None:
    """Whatever the words and times: cues in order, apart, on the grid, inside the clip, with all text."""
    rules = rules_for(language, rate)
    at, words = 0.0, []
    for text, length, pause in spoken:
        words.append(Word(text=text, start=at, end=at + length))
        at += length + pause
    frames = int((at + 1.0) * rate)
    pieces = clip_pieces(words, [False] * len(words), TimeRange(start=0, end=at + 1.0), rules)
    cues = time_cues(pieces, rules, frames, [frames // 2])
    shown = "".join(line for cue in cues for line in cue.lines)
    assert "".join(shown.split()) == "".join("".join(piece.text.split()) for piece in pieces)
    for cue in cues:
        assert cue.end > cue.start >= 0
        assert abs(cue.start * rate - round(cue.start * rate)) < 1e-6
    for cue, following in pairwise(cues):
        assert following.start >= cue.start


def test_fast_speech_is_told_of_but_only_what_nobody_can_read_blocks() -> None:
    rules = rules_for("en", 25)
    brisk = Cue(0.0, 2.0, ("x" * 39,))  # 19.5 characters a second
    fast = Cue(0.0, 2.0, ("x" * 22, "x" * 22))  # 22.5
    frantic = Cue(0.0, 1.0, ("x" * 40,))
    assert check_cues([brisk], rules) == ()
    assert "characters per second" in check_cues([fast], rules)[0]
    assert illegible_cues([fast], rules) == ()
    assert "characters per second" in illegible_cues([frantic], rules)[0]


def test_one_cue_too_fast_holds_no_clip_back_and_many_do() -> None:
    rules = rules_for("en", 25)
    calm = [Cue(start=2.0 * i, end=2.0 * i + 1.9, lines=("Twenty letters here.",)) for i in range(8)]
    fast = Cue(start=16.0, end=17.0, lines=("This is said by somebody in haste",))
    assert check_cues([*calm, fast], rules)
    assert illegible_cues([*calm, fast], rules) == ()
    hasty = [Cue(start=17.0 + i, end=18.0 + i, lines=fast.lines) for i in range(8)]
    (told,) = illegible_cues([*calm, *hasty], rules)
    assert "characters per second" in told
