"""The models are those of the description, take what a later server says, and refuse what was mistyped."""

import importlib.util
import json

import pytest
from pydantic import ValidationError

from api.error_table import ROOT
from cutdown_sdk import (
    ClipChanges,
    FixWord,
    FollowFace,
    JobSpec,
    JobView,
    KeyView,
    SplitSegment,
    TranscriptEdit,
    TranscriptRevisionView,
    UploadView,
)
from tests.sdk.python.described import DOCUMENT, example


def answer(name: str, **changed: object) -> str:
    return json.dumps(example(DOCUMENT["components"]["schemas"][name]) | changed)


def test_the_models_are_what_the_generator_makes_of_the_description() -> None:
    place = ROOT / "sdk" / "python" / "generate.py"
    spec = importlib.util.spec_from_file_location("generate", place)
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    assert generate.MODELS.read_text() == generate.models(ROOT / "sdk" / "openapi.json"), "run: make sdk"


def test_words_and_fields_of_a_later_server_come_through() -> None:
    job = JobView.of_answer(answer("JobView", status="paused", since="yesterday"))
    assert job.status == "paused"
    key = KeyView.of_answer(answer("KeyView", scopes=["jobs:read", "dubs:read"]))
    assert key.scopes == ["jobs:read", "dubs:read"]


def test_a_kind_of_a_later_server_comes_through_beside_those_that_are_known() -> None:
    fix, hush = {"op": "fix_word", "word": 1, "text": "Ana"}, {"op": "hush", "word": 2}
    found = TranscriptRevisionView.of_answer(answer("TranscriptRevisionView", operations=[fix, hush]))
    assert found.operations == [FixWord(word=1, text="Ana"), hush]
    with pytest.raises(ValidationError):
        TranscriptEdit.model_validate({"operations": [hush]})


def test_an_answer_of_another_shape_is_none() -> None:
    with pytest.raises(ValidationError):
        JobView.of_answer(answer("JobView", status=7))
    with pytest.raises(ValidationError):
        UploadView.of_answer(answer("UploadView", size="much"))


@pytest.mark.parametrize("mistyped", [{"style": "blod"}, {"aspects": ["9x16"]}])
def test_a_request_with_a_word_that_is_none_is_refused_before_it_is_sent(mistyped: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        JobSpec.model_validate(mistyped)


def test_a_field_that_is_none_of_a_body_is_refused() -> None:
    with pytest.raises(ValidationError):
        ClipChanges.model_validate({"titel": "Better"})


def test_what_is_not_given_is_not_sent_and_none_is() -> None:
    assert ClipChanges(style=None, rank=1).body() == {"style": None, "rank": 1}
    assert JobSpec(style="clean").body() == {"style": "clean"}


def test_what_a_kind_is_told_apart_by_need_not_be_given_and_is_sent() -> None:
    edit = TranscriptEdit(operations=[FixWord(word=3, text="Ana"), SplitSegment(word=7)])
    assert edit.body() == {
        "operations": [{"op": "fix_word", "word": 3, "text": "Ana"}, {"op": "split_segment", "word": 7}]
    }
    assert FollowFace(shot=1, face="A").body() == {"mode": "follow", "shot": 1, "face": "A"}
