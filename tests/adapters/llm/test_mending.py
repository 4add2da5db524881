"""What is mended of broken JSON is a part of what was sent, never something else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.llm.mending import mended

LINES = st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=12), max_size=3), max_size=5)


@given(LINES)
def test_sound_json_is_read_as_it_is(lines):
    assert mended(json.dumps({"lines": lines})) == {"lines": lines}


@given(LINES.filter(any), st.data())
def test_of_an_answer_that_was_cut_off_the_complete_lines_remain(lines, data):
    text = json.dumps({"lines": lines})
    cut = text[: data.draw(st.integers(1, len(text) - 1))]
    try:
        found = mended(cut)
    except ValueError:
        return
    assert set(found) <= {"lines"}
    kept = found.get("lines", [])
    assert kept == lines[: len(kept)]


def test_two_complete_lines_of_three_are_kept():
    assert mended('{"lines": [{"a": "1"}, {"a": "2"}, {"a": "thr') == {"lines": [{"a": "1"}, {"a": "2"}]}


def test_brackets_inside_of_strings_are_text():
    assert mended('{"a": "}]\\"{", "b": [1,2,],}') == {"a": '}]"{', "b": [1, 2]}


@pytest.mark.parametrize("text", ["", "no", "{", "[1, 2", '{"a": [1}', '{"a" 1}'])
def test_what_cannot_be_read_is_an_error(text):
    with pytest.raises(ValueError):
        mended(text)
