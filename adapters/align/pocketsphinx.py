"""Forced alignment of English with PocketSphinx: the sounds of the known text are searched for in the audio."""

import importlib.metadata
import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pocketsphinx import Decoder

from adapters.align.pronunciations import Pronunciations

_RATE = 16_000
_FRAME = 0.01
# Half the library's default: a sixth less work, the same times on the sample talk.
_GAUSSIANS = 2
_Floats = NDArray[np.float32]


class TextPlacer:
    """Finds each written word of a text in a stretch of audio."""

    identity = f"pocketsphinx/{importlib.metadata.version('pocketsphinx')}"

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._decoder: Decoder | None = None
        self._pronunciations: Pronunciations | None = None

    def place(self, audio: _Floats, texts: Sequence[str]) -> list[tuple[float, float] | None] | None:
        """Start and end of each text in seconds of `audio`, None for a text without sound.

        None altogether when the text cannot be found in the audio.
        """
        with self._lock:
            decoder, pronunciations = self._loaded()
            entries = [pronunciations.entry(text) for text in texts]
            spoken = [entry for entry in entries if entry is not None]
            if not spoken:
                return None
            found = _aligned(decoder, audio, spoken)
        if found is None:
            return None
        places = iter(found)
        return [next(places) if entry is not None else None for entry in entries]

    def _loaded(self) -> tuple[Decoder, Pronunciations]:
        if self._decoder is None or self._pronunciations is None:
            self._decoder = Decoder(lm=None, samprate=float(_RATE), loglevel="FATAL", topn=_GAUSSIANS)
            self._pronunciations = Pronunciations(self._decoder)
        return self._decoder, self._pronunciations


def _aligned(decoder: Decoder, audio: _Floats, entries: list[str]) -> list[tuple[float, float]] | None:
    # What was learned of the noise before would move words: the same sound gives the same times in any process.
    decoder.reinit_feat()
    decoder.set_align_text(" ".join(entries))
    decoder.start_utt()
    samples = np.clip(audio * 32767.0, -32768, 32767).astype(np.int16)
    decoder.process_raw(samples.tobytes(), full_utt=True)
    decoder.end_utt()
    if decoder.hyp() is None:
        return None
    places: list[tuple[float, float]] = []
    for segment in decoder.seg():
        name = segment.word.partition("(")[0]
        if len(places) < len(entries) and name == entries[len(places)]:
            places.append((segment.start_frame * _FRAME, (segment.end_frame + 1) * _FRAME))
    return places if len(places) == len(entries) else None
