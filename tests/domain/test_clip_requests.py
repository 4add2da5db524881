"""What a clip's stages are asked for, and under which names an operator finds them."""

import pytest

from domain.clip_requests import framing_request, subtitles_request
from tests.workflows.test_clip_edit import edit


def test_an_edits_steps_are_told_from_those_of_the_job_and_of_other_edits() -> None:
    order = edit("plain")
    changes = ({}, {"revision": 4}, {"clip_id": "clip_other"}, {"edit": False})
    names = [subtitles_request(order.model_copy(update=change)).scope.step for change in changes]
    assert names == [
        "clip 1 edit 3 of plain subtitles",
        "clip 1 edit 4 of plain subtitles",
        "clip 1 edit 3 of other subtitles",
        "clip 1 subtitles",
    ]
    assert framing_request(order).scope.step == "clip 1 edit 3 of plain framing"


def test_a_clip_of_a_source_without_a_picture_cannot_be_asked_for() -> None:
    order = edit("blind")
    blind = order.model_copy(update={"media": order.media.model_copy(update={"video": None})})
    with pytest.raises(ValueError, match="a source with a picture"):
        subtitles_request(blind)
