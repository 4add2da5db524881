"""Scripts are read strictly, and every script in the repository can be made."""

from __future__ import annotations

from pathlib import Path

import pytest

from samples.script import ScriptError, read_script, sentences

SCRIPTS = sorted((Path(__file__).parents[2] / "samples" / "scripts").glob("*.yaml"))

SMALL = """
title: Small
language: en
speakers:
  ana: {voice: af_heart, name: Ana}
lines:
  - {speaker: ana, scene: ana, text: Hello there.}
"""


def test_a_word_may_be_said_otherwise_than_it_is_written() -> None:
    first, second = sentences("It cost [$5,](five dollars,) or more. Did it?")
    assert first.text == "It cost $5, or more."
    assert [word.spoken for word in first.words] == ["It", "cost", "five dollars,", "or", "more."]
    assert second.text == "Did it?"


def test_one_scene_may_be_written_without_a_list(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL)
    assert read_script(path).lines[0].scene == ("ana",)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("speaker: ana,", "speaker: bob,", "nobody is called 'bob'"),
        ("scene: ana", "scene: moon", "no such scene: 'moon'"),
        ("scene: ana", "scene: two", "no such scene: 'two'"),
        ("scene: ana", "scene: slide plan", "no such scene: 'slide plan'"),
        ("voice: af_heart", "voice: zf_xiaoni", "is not supported"),
        ("text: Hello", "highlight: big, text: Hello", "highlight 'big' is not explained"),
        ("text: Hello", "colour: red, text: Hello", "colour"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert old in SMALL
    path = tmp_path / "wrong.yaml"
    path.write_text(SMALL.replace(old, new))
    with pytest.raises(ScriptError, match=reason):
        read_script(path)


@pytest.mark.parametrize("path", SCRIPTS, ids=[path.stem for path in SCRIPTS])
def test_the_scripts_of_the_repository_are_valid(path: Path) -> None:
    script = read_script(path)
    used = {line.highlight for line in script.lines} - {None}
    assert used == set(script.highlights)
