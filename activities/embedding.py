"""Work that takes a while in a thread, sentence embeddings above all, without the stage seeming dead."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TypeVar

from domain.engines import TextEmbedder
from domain.progress import ProgressCallback

_BATCH = 32
_TICK = 2.0

_Value = TypeVar("_Value")


async def embedded(
    engine: TextEmbedder, texts: Sequence[str], progress: ProgressCallback, share: float
) -> list[list[float]]:
    """One vector for each text; each different text is embedded once, in batches, so that a cancelled stage stops soon.

    `share`: the part of the stage's progress that this is.
    """
    different = list(dict.fromkeys(texts))
    vectors: dict[str, list[float]] = {}
    for start in range(0, len(different), _BATCH):
        batch = different[start : start + _BATCH]
        done = share * start / len(different)
        found = await ticking(asyncio.to_thread(engine.embed, batch), partial(progress, done))
        vectors.update(zip(batch, found.tolist(), strict=True))
    return [vectors[text] for text in texts]


async def ticking(work: Awaitable[_Value], tick: Callable[[], None]) -> _Value:
    """Await `work` in a thread and call `tick` all the while, so that a long silence is not taken for death."""
    running = asyncio.ensure_future(work)
    try:
        while not (await asyncio.wait({running}, timeout=_TICK))[0]:
            tick()
    except asyncio.CancelledError:
        running.cancel()
        raise
    return running.result()
