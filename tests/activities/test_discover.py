"""The stage that proposes clips: what it reads, stores and remembers, and that it stays alive meanwhile."""

import hashlib
import json
import time
from collections.abc import Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest
from temporalio.testing import ActivityEnvironment

from activities.discover import DiscoverActivities
from adapters.embed.hashing import HashingEmbedder
from domain.contracts.base import ArtifactRef, StageScope
from domain.contracts.captions import PixelBox
from domain.contracts.clips import ChosenPost, ClipWishes, ClipWords, DiscoverRequest
from domain.errors import AppError, RejectedError, TransientError
from domain.heuristics.thumbnails import sprite_index
from tests.domain.heuristics.clip_talks import RATE, heard, seen, spoken

LINES = [
    "Welcome back, the slides are on the website.",
    "We fill in the form and send it to the office.",
    "Why did nobody ever answer the letter of 1912?",
    "She had walked forty miles through the snow, but the door was locked.",
    "Everybody laughed at her, and she never came back.",
    "Thank you, the next meeting is on Monday.",
    "The agenda has four points.",
]


class MemoryStore:
    """Blobs in a dictionary, by digest; local copies in a folder."""

    def __init__(self, folder: Path) -> None:
        self.blobs: dict[str, bytes] = {}
        self._folder = folder

    async def put_bytes(self, org_id: str, data: bytes, media_type: str) -> ArtifactRef:
        digest = hashlib.sha256(data).hexdigest()
        self.blobs[digest] = data
        return ArtifactRef(digest=digest, size=len(data), media_type=media_type)

    async def read_bytes(self, org_id: str, ref: ArtifactRef) -> bytes:
        return self.blobs[ref.digest]

    @asynccontextmanager
    async def local(self, org_id: str, ref: ArtifactRef):
        path = self._folder / ref.digest
        path.write_bytes(self.blobs[ref.digest])
        yield path


class MemoryResults(dict[str, str]):
    async def find(self, org_id: str, fingerprint: str) -> str | None:
        return self.get(f"{org_id}/{fingerprint}")

    async def keep(self, org_id: str, fingerprint: str, stage: str, result: str) -> None:
        self[f"{org_id}/{fingerprint}"] = result


class CountingEmbedder(HashingEmbedder):
    """The engine without a model, with the texts it was asked for."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.asked: list[str] = []
        self._seconds = seconds

    def embed(self, texts: Sequence[str]):
        time.sleep(self._seconds)
        self.asked.extend(texts)
        return super().embed(texts)


class TileEmbedder:
    identity = "tiles/1"

    def __init__(self) -> None:
        self.tiles: list[PixelBox] = []

    def embed_images(self, images):
        raise AssertionError("the stage looks at tiles")

    def embed_texts(self, texts):
        raise AssertionError("the stage looks at tiles")

    def embed_tiles(self, sheet: Path, tiles: Sequence[PixelBox]):
        assert sheet.read_bytes() == b"jpeg"
        self.tiles.extend(tiles)
        vectors = np.eye(2, dtype=np.float32)[[1 if tile.left > 200 else 0 for tile in tiles]]
        return np.asarray(vectors)


@pytest.fixture
def store(tmp_path):
    return MemoryStore(tmp_path)


async def request_for(store: MemoryStore, wishes: ClipWishes, lines=LINES, **more) -> DiscoverRequest:
    talk = spoken(lines)
    put = [
        await store.put_bytes("org", value.model_dump_json().encode(), "application/json")
        for value in (talk, heard(talk), seen(talk))
    ]
    return DiscoverRequest(
        scope=StageScope(org_id="org", job_id="job", step="discover"),
        transcript=put[0],
        audio=put[1],
        picture=put[2],
        frame_rate=RATE,
        wishes=wishes,
        **more,
    )


WISHES = ClipWishes(count=2, min_seconds=5, max_seconds=12)


async def test_clips_and_a_report_come_of_stored_facts(store):
    result = await DiscoverActivities(MemoryResults(), store, CountingEmbedder()).discover_clips(
        await request_for(store, WISHES)
    )
    assert len(result.clips) == 2
    report = json.loads(store.blobs[result.report.digest])
    assert report["weights_version"] == result.weights_version
    assert report["embedder"] == HashingEmbedder.identity
    assert len(report["sentences"]) == len(LINES)
    assert [one["score"] for one in report["candidates"] if one["rank"] == 1] == [result.clips[0].score]


async def test_each_text_is_embedded_once(store):
    engine = CountingEmbedder()
    await DiscoverActivities(MemoryResults(), store, engine).discover_clips(
        await request_for(store, WISHES, lines=LINES + LINES)
    )
    assert len(engine.asked) == len(set(engine.asked))
    assert set(LINES) <= set(engine.asked)


async def test_the_same_request_is_remembered_and_another_embedder_is_other_work(store):
    memory, engine = MemoryResults(), CountingEmbedder()
    stage = DiscoverActivities(memory, store, engine)
    request = await request_for(store, WISHES)
    first = await stage.discover_clips(request)
    asked = len(engine.asked)
    assert await stage.discover_clips(request) == first
    assert len(engine.asked) == asked
    other = CountingEmbedder()
    other.identity = "another"
    await DiscoverActivities(memory, store, other).discover_clips(request)
    assert other.asked


async def test_thumbnails_are_looked_at_where_an_image_embedder_is_installed(store):
    frames = (0, 50, 100, 150)
    sprite = await store.put_bytes("org", b"jpeg", "image/jpeg")
    index = await store.put_bytes("org", sprite_index(frames, 200, RATE, (160, 90), "sprite.jpg").encode(), "text/vtt")
    request = await request_for(store, WISHES, sprite=sprite, sprite_index=index)
    looking = TileEmbedder()
    memory = MemoryResults()
    seen_clips = await DiscoverActivities(memory, store, CountingEmbedder(), looking).discover_clips(request)
    blind_clips = await DiscoverActivities(memory, store, CountingEmbedder()).discover_clips(request)
    assert [box.left for box in looking.tiles] == [0, 160, 320, 480]
    visuals = [
        [s.value for c in r.clips for s in c.sub_scores if s.name == "visuals"] for r in (seen_clips, blind_clips)
    ]
    assert visuals[0] != visuals[1]


async def test_heartbeats_go_on_while_the_embedder_thinks(store):
    beats: list[object] = []
    environment = ActivityEnvironment()
    environment.on_heartbeat = lambda *details: beats.append(details)
    stage = DiscoverActivities(MemoryResults(), store, CountingEmbedder(seconds=2.3))
    await environment.run(stage.discover_clips, await request_for(store, WISHES))
    assert len(beats) >= 2


async def test_a_talk_with_no_possible_clip_is_refused(store):
    stage = DiscoverActivities(MemoryResults(), store, CountingEmbedder())
    with pytest.raises(RejectedError) as caught:
        await stage.discover_clips(await request_for(store, ClipWishes(min_seconds=100, max_seconds=200)))
    assert caught.value.code == "clips.none_possible"


class ChoosingWriter:
    """A PostWriter that answers what it is told to, or fails."""

    identity = "choosing"

    def __init__(self, *posts: ChosenPost, error: AppError | None = None) -> None:
        self.posts = posts
        self.error = error
        self.asked: list[ClipWords] = []

    async def choose(self, clips: Sequence[ClipWords], language: str) -> Sequence[ChosenPost]:
        self.asked.extend(clips)
        if self.error is not None:
            raise self.error
        return self.posts


async def discovered(store, writer: ChoosingWriter | None, wishes: ClipWishes):
    stage = DiscoverActivities(MemoryResults(), store, CountingEmbedder(), post_writer=writer)
    return (await stage.discover_clips(await request_for(store, wishes))).clips


async def test_each_clip_has_a_description_and_hashtags_of_its_own_words(store):
    for clip in await discovered(store, None, WISHES):
        assert clip.description
        assert any(line.rstrip(".?") in clip.description for line in LINES)
        assert 1 <= len(clip.hashtags) <= 5
        assert all(tag[1:].lower() in " ".join(LINES).lower() for tag in clip.hashtags)


async def test_a_writer_chooses_and_what_is_not_said_is_dropped(store):
    plain = await discovered(store, None, WISHES)
    first = plain[0]
    chosen = ChosenPost(rank=1, sentences=(1, 99), hashtags=("#Bitcoin", "snow", "#Door!", "doors", "20"))
    writer = ChoosingWriter(chosen, ChosenPost(rank=7, sentences=(1,)))
    clips = await discovered(store, writer, WISHES.model_copy(update={"writer": "llm"}))
    assert [one.rank for one in writer.asked] == [1, 2]
    assert clips[0].description == writer.asked[0].sentences[0]
    assert set(clips[0].hashtags) <= {"#snow", "#Door"}
    assert clips[1] == plain[1]
    assert clips[0].title == first.title


async def test_arithmetic_stands_in_for_a_writer_that_does_not_answer(store):
    wishes = WISHES.model_copy(update={"writer": "llm"})
    away = ChoosingWriter(error=TransientError("llm.unavailable", "It is away."))
    assert await discovered(store, away, wishes) == await discovered(store, None, wishes)
    assert away.asked


async def test_a_writer_is_asked_only_where_it_was_ordered(store):
    writer = ChoosingWriter()
    await discovered(store, writer, WISHES)
    assert writer.asked == []
