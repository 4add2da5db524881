"""From transcript, sound and picture facts to proposed clips, each with its score and its reason."""

import asyncio
from functools import partial

import structlog

from activities.embedding import embedded, ticking
from activities.stage import StageMemory, progress_heartbeat, remembered
from domain.contracts.clips import ClipPlan, DiscoverRequest, DiscoverResult
from domain.contracts.media import AudioAnalysis
from domain.contracts.picture import PictureAnalysis
from domain.contracts.speech import Transcript
from domain.engines import Embedder, TextEmbedder
from domain.errors import AppError
from domain.heuristics.clip_posts import clip_words, with_posts
from domain.heuristics.clip_proposals import propose_clips, split_vectors, texts_to_embed
from domain.heuristics.clip_scoring_picture import frame_novelty, sprite_tiles
from domain.heuristics.clip_weights import WEIGHTS_VERSION
from domain.heuristics.sentence_bounds import SPLITTER
from domain.language_engines import PostWriter
from domain.ports import ObjectStore
from domain.progress import ProgressCallback

_log = structlog.get_logger()

_EMBEDDING_SHARE = 0.8


class DiscoverActivities:
    """The stage that proposes clips. Without an `image_embedder` the novelty of pictures goes uncounted; without a
    `post_writer`, or when it fails, descriptions and hashtags are chosen by arithmetic.
    """

    def __init__(
        self,
        memory: StageMemory,
        store: ObjectStore,
        text_embedder: TextEmbedder,
        image_embedder: Embedder | None = None,
        post_writer: PostWriter | None = None,
    ) -> None:
        self.memory = memory
        self._store = store
        self._texts = text_embedder
        self._images = image_embedder
        self._posts = post_writer

    def _engines(self) -> tuple[str, ...]:
        images = (self._images.identity,) if self._images else ()
        posts = (self._posts.identity,) if self._posts else ()
        return (f"weights/{WEIGHTS_VERSION}", self._texts.identity, SPLITTER, *images, *posts)

    @remembered(version=4, engines=lambda self: self._engines())
    async def discover_clips(self, request: DiscoverRequest) -> DiscoverResult:
        """Propose the best clips that do not overlap.

        Raises RejectedError `clips.none_possible` when no stretch of whole sentences has a length that was asked for.
        """
        org_id = request.scope.org_id
        transcript, audio, picture = await asyncio.gather(
            self._store.read_bytes(org_id, request.transcript),
            self._store.read_bytes(org_id, request.audio),
            self._store.read_bytes(org_id, request.picture),
        )
        talk = Transcript.model_validate_json(transcript)
        progress = progress_heartbeat()
        vectors = await embedded(self._texts, texts_to_embed(talk, request.wishes), progress, _EMBEDDING_SHARE)
        work = partial(
            propose_clips,
            talk,
            AudioAnalysis.model_validate_json(audio),
            PictureAnalysis.model_validate_json(picture),
            request.frame_rate,
            request.wishes,
            split_vectors(vectors, request.wishes),
            self._texts.identity,
            await self._novelty(request, progress),
        )
        clips, report = await ticking(asyncio.to_thread(work), partial(progress, _EMBEDDING_SHARE))
        if request.wishes.writer == "llm" and self._posts is not None:
            clips = await ticking(self._posted(self._posts, talk, clips), partial(progress, _EMBEDDING_SHARE))
        stored = await self._store.put_bytes(org_id, report.model_dump_json().encode(), "application/json")
        return DiscoverResult(clips=clips, report=stored, weights_version=WEIGHTS_VERSION)

    async def _posted(self, writer: PostWriter, talk: Transcript, clips: tuple[ClipPlan, ...]) -> tuple[ClipPlan, ...]:
        """The clips with what the writer chose; as they are when it does not answer, for nobody waits for a hashtag."""
        words = clip_words(talk, clips)
        try:
            chosen = await writer.choose(words, talk.language)
        except AppError as error:
            _log.warning("descriptions_by_arithmetic", code=error.code, writer=writer.identity)
            return clips
        return with_posts(talk, clips, words, chosen)

    async def _novelty(self, request: DiscoverRequest, progress: ProgressCallback) -> list[tuple[float, float]]:
        if self._images is None or request.sprite is None or request.sprite_index is None:
            return []
        index = await self._store.read_bytes(request.scope.org_id, request.sprite_index)
        tiles = sprite_tiles(index.decode())
        async with self._store.local(request.scope.org_id, request.sprite) as sheet:
            looking = asyncio.to_thread(self._images.embed_tiles, sheet, [box for _, box in tiles])
            vectors = await ticking(looking, partial(progress, _EMBEDDING_SHARE))
        return frame_novelty([time for time, _ in tiles], vectors.tolist())
