"""What a crash measurement calls twice, lost or different, on made-up rounds."""

from dataclasses import replace
from typing import Any

import pytest

from bench.crash import Calm, Tally, judge
from bench.crash_faults import identity_of
from bench.crash_lines import placed_faults, spoken_faults
from bench.crash_rounds import Outcome
from bench.crash_trials import TRIALS, product_files
from cutdown_sdk import RetellResult
from domain.contracts.base import ArtifactRef, TimeRange
from domain.contracts.lines import Line, PlacedLine, PlacedLines, SpokenLine


def placed(*spans: tuple[int, float, float], voiced: bool = True) -> PlacedLines:
    lines = []
    for number, start, end in spans:
        line = Line(number=number, slot=TimeRange(start=start, end=end), first_word=0, last_word=1, source="a")
        audio = ref("a") if voiced else None
        lines.append(PlacedLine(spoken=SpokenLine(line=line, voice="v", audio=audio), start=start, end=end))
    return PlacedLines(language="en", duration=60, lines=tuple(lines))


def ref(letter: str) -> ArtifactRef:
    return ArtifactRef(digest=letter * 64, size=1, media_type="audio/flac")


def test_lines_one_after_the_other_are_as_they_should_be():
    assert placed_faults("dub en", placed((1, 0, 2), (2, 2, 4), (3, 5, 6))) == []


def test_a_line_that_is_placed_twice_is_a_fault():
    assert placed_faults("dub en", placed((1, 0, 2), (2, 2, 4), (2, 5, 7))) == ["dub en: line 2 placed 2 times"]


def test_two_voices_at_once_are_a_fault_and_what_nobody_speaks_is_none():
    both = placed((2, 1.9, 4), (1, 0, 2))
    assert placed_faults("retell", both) == ["retell: lines 1 and 2 at the same time"]
    assert placed_faults("retell", placed((2, 1.9, 4), (1, 0, 2), voiced=False)) == []


def test_a_line_spoken_into_two_results_is_a_fault_and_silent_lines_are_none():
    sound, other, silent = ({"audio": ref(letter).model_dump()} for letter in "abc")
    silent["audio"] = None
    assert spoken_faults([sound, other, silent, silent]) == []
    assert spoken_faults([sound, other, sound]) == [f"line spoken 2 times: {'a' * 64}"]


@pytest.mark.parametrize("family", ["dub", "retell"])
def test_a_product_published_twice_is_one_happening_told_twice_whatever_its_files_are(family):
    told: dict[str, Any] = {f"{family}_id": "p1", "revision": 1, "files": ["a"]}
    published = f"{family}.published"
    assert identity_of(published, told) == identity_of(published, told | {"files": ["b"]})
    assert identity_of(published, told) != identity_of(published, told | {f"{family}_id": "p2"})
    assert identity_of(published, told) != identity_of(f"{family}.running", told)


def test_the_products_begin_on_ground_that_has_none_of_their_work():
    assert TRIALS["clips"]().ground is None
    for name in ("dub", "retell"):
        trial = TRIALS[name]()
        assert trial.ground is not None
        assert (trial.ground.makes_products, trial.spec.clips, trial.spec.makes_products) == (False, False, True)
        assert trial.ground.language == trial.spec.language


def test_all_files_of_a_retell_are_compared_and_so_is_its_cut():
    file = {
        **{name: ref(letter).model_dump() for name, letter in (("video", "1"), ("srt", "2"), ("vtt", "3"))},
        "seconds": 10,
        "loudness": {"integrated_lufs": -14, "true_peak_dbtp": -1, "range_lu": 3},
    }
    made = {name: ref(letter).model_dump() for name, letter in (("sound", "4"), ("transcript", "5"), ("edl", "6"))}
    result = RetellResult.model_validate({"files": [file], **made, "parts": [], "kept": [1], "seconds": 10})
    names = {"sound 1 sound", "sound 1 transcript", "cut list", "file 1 video", "file 1 srt", "file 1 vtt"}
    assert product_files(result).keys() == names


CALM = Outcome("completed", {"sound": "s"}, ("md5",), {"synthesise_lines/line": 3}, 10, 20, 20, ())


@pytest.mark.parametrize(
    "change",
    [
        {"status": "failed"},
        {"files": {"sound": "other"}},
        {"files": {}},
        {"frames": ("other",)},
        {"results": {"synthesise_lines/line": 4}},
        {"faults": ("left behind: scratch/a",)},
        {"cpu": 40.0},
    ],
)
def test_a_round_with_anything_else_than_the_undisturbed_one_is_not_as_it_should_be(change):
    calm, tally = Calm(CALM, [20.0, 20.0, 20.0], piece=5, restart={"s3": 1.0}), Tally()
    assert judge(replace(CALM, cpu=25.0), "s3", calm, {}, tally)
    assert not tally.broken
    assert not judge(replace(CALM, **change), "s3", calm, {}, tally)
    assert tally.broken
