"""The stages of a retell: what they read, store, refuse and remember."""

import numpy as np
import pytest

from activities.retell import RetellActivities
from activities.scripts import ScriptActivities
from adapters.embed.hashing import HashingEmbedder
from domain.contracts.base import StageScope
from domain.contracts.lines import Lines, PlacedLines, SpokenLines
from domain.contracts.mixing import MixRequest
from domain.contracts.retell import (
    CutRetellRequest,
    Edl,
    NarrationRequest,
    RetellScript,
    RetellWish,
    ScriptEdit,
    WriteScriptRequest,
)
from domain.contracts.speech import Transcript
from domain.errors import RejectedError
from domain.heuristics.shot_picking import pieces_of
from domain.heuristics.thumbnails import sprite_index
from domain.retell_requests import NARRATOR
from tests.activities.memory_store import DictResults, FolderBlobs
from tests.domain.heuristics.clip_talks import heard, spoken
from tests.domain.heuristics.retell_talks import PAUSES, RATES, STORY, picture_of, voices_of

TALK = spoken(STORY, "en", PAUSES)
SCOPE = StageScope(org_id="org", job_id="job", step="retell")
SHOTS = [175, 100, 140] * 8


class ReadingWriter:
    """A writer that tells of two sentences, and keeps what it was given."""

    identity = "reading/1"

    def __init__(self) -> None:
        self.scores: list[float] = []

    async def write(self, transcript, scores, wish) -> RetellScript:
        self.scores = list(scores)
        picked = [transcript.sentences[3], transcript.sentences[11]]
        lines = [
            {
                "number": number,
                "mode": wish.mode,
                "text": f"Somebody tells of it, in line {number}, and takes some time for it.",
                "quote": transcript.text_of(s.first, s.last),
                "range": transcript.sentence_range(s),
                "first_word": s.first,
                "last_word": s.last,
            }
            for number, s in enumerate(picked, start=1)
        ]
        return RetellScript.model_validate(
            {"language": "en", "source_language": "en", "title": "Two", "lines": lines, "dropped": ("“x”: no",)}
        )


class Tiles:
    """An image embedder for which the tile that lies furthest to the left is the one that every text is about."""

    identity = "tiles/1"

    def embed_tiles(self, sheet, tiles):
        return np.eye(2, dtype=np.float32)[[0 if tile.left == 0 else 1 for tile in tiles]]

    def embed_texts(self, texts):
        self.texts = list(texts)
        return np.eye(2, dtype=np.float32)[[0] * len(texts)]


@pytest.fixture
def store(tmp_path) -> FolderBlobs:
    return FolderBlobs(tmp_path)


async def put(store: FolderBlobs, value):
    return await store.put_bytes("org", value.model_dump_json().encode(), "application/json")


async def write_request(store: FolderBlobs, talk: Transcript = TALK, **wish) -> WriteScriptRequest:
    return WriteScriptRequest(
        scope=SCOPE,
        transcript=await put(store, talk),
        audio=await put(store, heard(talk)),
        picture=await put(store, picture_of(SHOTS)),
        wish=RetellWish(**({"seconds": 30} | wish)),
    )


def writing(store: FolderBlobs, memory=None, **writers) -> ScriptActivities:
    return ScriptActivities(memory or DictResults(), store, HashingEmbedder(), writers)


async def script_of(store: FolderBlobs, result) -> RetellScript:
    return RetellScript.model_validate_json(await store.read_bytes("org", result.script))


async def cut_request(store: FolderBlobs, result, speed: float = 1.0, edits=(), **more) -> CutRetellRequest:
    script = await script_of(store, result)
    spoken_lines = SpokenLines(language="en", lines=tuple(voices_of(script, speed).values()))
    return CutRetellRequest(
        scope=SCOPE,
        script=result.script,
        spoken=await put(store, spoken_lines),
        transcript=await put(store, TALK),
        picture=await put(store, picture_of(SHOTS)),
        frame_rate=RATES[0],
        seconds=30,
        edits=edits,
        **more,
    )


async def test_a_script_is_stored_whose_quotes_are_said_and_whose_length_is_the_wish(store):
    result = await writing(store).write_script(await write_request(store))
    script = await script_of(store, result)
    assert result.lines == len(script.lines) > 4
    assert result.seconds == pytest.approx(30, rel=0.05)
    assert all(line.quote == TALK.text_of(line.first_word, line.last_word) for line in script.lines)
    assert script.title


async def test_the_same_wish_is_remembered_and_another_tone_is_other_work(store):
    memory = DictResults()
    stage = writing(store, memory)
    first = await stage.write_script(await write_request(store))
    assert await stage.write_script(await write_request(store)) == first
    assert len(memory.kept) == 1
    await stage.write_script(await write_request(store, tone="playful"))
    assert len(memory.kept) == 2


async def test_another_writer_is_given_how_telling_sentences_are_and_what_it_lacks_is_held_in_reserve(store):
    writer = ReadingWriter()
    result = await writing(store, llm=writer).write_script(await write_request(store, writer="llm"))
    script = await script_of(store, result)
    assert len(writer.scores) == len(STORY)
    assert 0 <= min(writer.scores) <= max(writer.scores) <= 1
    own = [line for line in script.lines if line.text.startswith("Somebody")]
    assert len(own) == 2
    assert script.lines[0] == own[0]
    reserve = [line for line in script.lines if line not in own]
    assert reserve
    assert all(line.mode == "original" for line in reserve)
    assert max(line.worth for line in reserve) < min(line.worth for line in own)
    assert [line.number for line in script.lines] == list(range(1, len(script.lines) + 1))
    assert script.dropped[0] == "“x”: no"
    assert "of 30 s" in script.dropped[1]


async def test_a_writer_that_is_not_there_is_refused_with_the_way_out(store):
    with pytest.raises(RejectedError, match=r"writer\.not_configured.*CUTDOWN_LLM_URL.*extractive"):
        await writing(store).write_script(await write_request(store, writer="llm"))


@pytest.mark.parametrize("lines", [STORY[2:4], ["Hello everybody, and welcome."]])
async def test_a_video_that_says_too_little_is_refused_before_anybody_writes(store, lines):
    writer = ReadingWriter()
    request = await write_request(store, spoken(lines), writer="llm", seconds=60)
    with pytest.raises(RejectedError, match=r"retell\.too_little_speech"):
        await writing(store, llm=writer).write_script(request)
    assert writer.scores == []


async def test_the_narrator_s_lines_are_those_with_something_to_say_as_they_were_edited(store):
    written = await writing(store).write_script(await write_request(store, originals=0.3))
    script = await script_of(store, written)
    narrated = [line for line in script.lines if line.text]
    edits = (
        ScriptEdit(number=narrated[0].number, text="Somebody else's\nwords.\x00"),
        ScriptEdit(number=narrated[1].number, drop=True),
    )
    stage = RetellActivities(DictResults(), store)
    result = await stage.plan_narration(NarrationRequest(scope=SCOPE, script=written.script, edits=edits))
    lines = Lines.model_validate_json(await store.read_bytes("org", result.lines))
    assert result.count == len(lines.lines) == len(narrated) - 1
    assert lines.lines[0].text == lines.lines[0].source == "Somebody else's words."
    assert narrated[1].number not in [line.number for line in lines.lines]
    assert {line.speaker for line in lines.lines} == {NARRATOR}
    assert all(line.slot == by.range for line in lines.lines for by in script.lines if by.number == line.number)
    assert (lines.language, lines.source_language) == ("en", "en")


@pytest.mark.parametrize("speed", [0.85, 1.0, 1.2])
async def test_the_cut_is_as_long_as_wished_and_says_all_that_mix_and_render_ask_for(store, speed):
    written = await writing(store).write_script(await write_request(store))
    stage = RetellActivities(DictResults(), store)
    result = await stage.cut_retell(await cut_request(store, written, speed))
    assert result.seconds == pytest.approx(30, rel=0.05)
    edl = Edl.model_validate_json(await store.read_bytes("org", result.edl))
    placed = PlacedLines.model_validate_json(await store.read_bytes("org", result.placed))
    originals = Transcript.model_validate_json(await store.read_bytes("org", result.originals))
    assert edl.frame_rate == RATES[0]
    assert sum(e.last - e.first for e in edl.entries) == round(25 * result.seconds)
    assert placed.duration == originals.duration == result.seconds
    assert sum(part.duration for part in result.parts) == pytest.approx(result.seconds)
    assert {line.spoken.line.number for line in placed.lines} <= set(result.kept)
    assert result.bed[-1].span.end == pytest.approx(result.seconds)
    assert MixRequest.model_fields.keys() >= {"parts", "placed", "speech", "bed"}
    pieces = pieces_of(edl.entries)
    assert all(len(frames) >= 30 for _, frames in pieces)


async def test_pictures_are_compared_with_what_is_said_where_an_image_embedder_is_installed(store):
    written = await writing(store).write_script(await write_request(store, originals=0))
    sprite = await store.put_bytes("org", b"jpeg", "image/jpeg")
    frames = tuple(range(0, 2490, 250))
    index = sprite_index(frames, 2490, RATES[0], (160, 90), "sprite.jpg")
    request = await cut_request(
        store, written, sprite=sprite, sprite_index=await store.put_bytes("org", index.encode(), "text/vtt")
    )
    tiles = Tiles()
    blind = await RetellActivities(DictResults(), store).cut_retell(request)
    seeing = await RetellActivities(DictResults(), store, tiles).cut_retell(request)
    assert tiles.texts[0] == (await script_of(store, written)).lines[0].quote
    assert blind.edl != seeing.edl
    assert blind.placed == seeing.placed


async def test_an_edit_makes_the_cut_anew_and_the_same_request_does_not(store):
    memory = DictResults()
    stage = RetellActivities(memory, store)
    written = await writing(store).write_script(await write_request(store))
    first = await stage.cut_retell(await cut_request(store, written))
    assert await stage.cut_retell(await cut_request(store, written)) == first
    assert len(memory.kept) == 1
    dropped = await stage.cut_retell(
        await cut_request(store, written, edits=(ScriptEdit(number=first.kept[1], drop=True),))
    )
    assert first.kept[1] not in dropped.kept
    assert len(memory.kept) == 2
