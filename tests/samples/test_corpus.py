"""The corpus: enough rows of every kind, each of which can be ordered, and sources that are what they are called."""

import re
from collections import Counter
from pathlib import Path

import av
import numpy as np
import pytest

from bench.acceptance_run import spec_of
from domain.contracts.job import JobSpec
from samples.corpus.building import Builder
from samples.corpus.manifest import KINDS, Expectation, Passage, Recipe, Row, Scene, Track, rows
from samples.corpus.stories import lines_of, parted

# What orders may hold that this state of the contract does not know yet.
_AHEAD = {"audio_track", "transcript"}
_LANGUAGES = {"en", "es", "de", "fr", "pt", "it", "id", "tr", "ar", "he", "hi", "ja", "zh", "th", "ru"}


def test_there_are_rows_of_every_kind_and_a_quick_set() -> None:
    kinds = Counter(row.kind for row in rows())
    assert set(kinds) == set(KINDS)
    assert sum(kinds.values()) >= 80
    assert min(kinds.values()) >= 5
    assert 15 <= sum(row.quick for row in rows()) <= 25


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.id)
def test_a_row_can_be_made_and_ordered(row: Row) -> None:
    for passage in row.make.passages:
        assert lines_of(passage, _Chance())
    assert all(re.fullmatch(r"[\w./-]+#\d+", reference) for reference in row.reference)
    assert not set(row.expect.passages or ()) - set(range(len(row.make.passages)))
    JobSpec.model_validate({key: value for key, value in spec_of(row).items() if key not in _AHEAD})
    assert row.filename is None or (len(row.filename.encode()) <= 255 and (row.way == "api" or "/" not in row.filename))


def test_every_language_of_the_list_has_a_row() -> None:
    spoken = {passage.language for row in rows() if row.kind == "language" for passage in row.make.passages}
    assert spoken >= _LANGUAGES


def test_a_misspelt_key_is_an_error() -> None:
    with pytest.raises(ValueError, match="extra"):
        Expectation.model_validate({"facee": True})


def test_what_is_written_may_be_said_otherwise() -> None:
    line = parted("It saved [$90,000](ninety thousand dollars) a year.")
    assert (line.written, line.spoken) == ("It saved $90,000 a year.", "It saved ninety thousand dollars a year.")


@pytest.fixture(scope="module")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    return Builder(tmp_path_factory.mktemp("corpus"))


def _row(recipe: Recipe) -> Row:
    return Row(id="made", kind="sound", why="a test", make=recipe)


SHORT = Recipe(passages=(Passage(language="de", first=1),), scene=Scene(size=(160, 90)))


def test_a_source_is_as_long_as_its_speech_and_says_where_it_is(builder: Builder) -> None:
    made = builder.build(_row(SHORT))
    (sentence,) = made.truth.sentences
    with av.open(str(made.path)) as container:
        assert float(container.duration / av.time_base) == pytest.approx(made.truth.seconds, abs=0.1)
        sound = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
    level = np.abs(sound)
    outside = np.concatenate(
        [level[: int(48_000 * (sentence.start - 0.05))], level[int(48_000 * (sentence.end + 0.1)) :]]
    )
    assert level[int(48_000 * sentence.start) : int(48_000 * sentence.end)].max() > 0.1
    assert outside.max() < 0.02


def test_the_same_seed_gives_the_same_source_and_another_one_another(tmp_path: Path) -> None:
    row = _row(SHORT.model_copy(update={"passages": (Passage(language="tr", first=1),)}))
    made = [Builder(tmp_path / str(number), seed).build(row).path.read_bytes() for number, seed in enumerate((0, 0, 3))]
    assert made[0] == made[1]
    assert made[0] != made[2]


def test_tracks_lie_where_the_recipe_says(builder: Builder) -> None:
    recipe = SHORT.model_copy(
        update={"container": "mkv", "tracks": (Track(what="silence"), Track(language="spa", default=True))}
    )
    with av.open(str(builder.build(_row(recipe)).path)) as container:
        first, second = container.streams.audio
        assert second.language == "spa"
        loud = [max(float(np.abs(f.to_ndarray()).max()) for f in container.decode(stream)) for stream in (first,)]
        assert loud[0] < 0.001


class _Chance:
    def choice(self, options: list[str]) -> str:
        return options[0]


def test_rows_that_are_alike_tell_one_story_in_one_voice(tmp_path: Path) -> None:
    recipe = SHORT.model_copy(update={"passages": (Passage(language="tr", first=1),)})
    alike = Builder(tmp_path / "alike", alike=True)
    told = {alike.build(_row(recipe).model_copy(update={"id": name})).truth.sentences for name in "abcd"}
    assert len(told) == 1
    assert len([*(tmp_path / "alike").glob("said-*")]) == 1
    each = Builder(tmp_path / "each")
    for name in "abcd":
        each.build(_row(recipe).model_copy(update={"id": name}))
    assert len([*(tmp_path / "each").glob("said-*")]) > 1
