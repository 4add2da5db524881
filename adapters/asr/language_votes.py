"""Which language is spoken in each few seconds of a window, from the encoding that recognises it anyway.

The decoder is shown only those frames of the encoding that belong to a piece, and asked for its language: a single step
for each, while the encoding, which is nearly all of the cost of a detection, is made once.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from ctranslate2 import StorageView
from faster_whisper import WhisperModel

from adapters.asr.languages import from_whisper
from domain.contracts.base import TimeRange
from domain.heuristics.speech_chunks import pack_spans, spans_within
from domain.heuristics.spoken_languages import Vote

_FRAMES_PER_SECOND = 50
_PIECE_SECONDS = 4.0
_LEAST_FRAMES = 50
_COUNTED = 5
"""The likeliest languages of a piece that are kept."""


class VotingModel:
    """A WhisperModel that takes a vote on the language of every window that it encodes.

    One is made for each recognition: windows are encoded in the order of `windows`.
    """

    def __init__(self, model: WhisperModel, windows: Sequence[TimeRange], spans: Sequence[TimeRange]) -> None:
        self._model = model
        self._waiting = list(windows)
        self._spans = spans
        self.votes: list[Vote] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def encode(self, features: np.ndarray) -> StorageView:
        """As the model does; the pieces' votes are noted."""
        encoded = self._model.encode(features)
        count = features.shape[0] if features.ndim > 2 else 1
        windows, self._waiting = self._waiting[:count], self._waiting[count:]
        self.votes += self._voted(np.asarray(encoded), windows)
        return encoded

    def _voted(self, encoded: np.ndarray, windows: Sequence[TimeRange]) -> list[Vote]:
        pieces = [
            (row, piece, *_frames(piece, window))
            for row, window in enumerate(windows)
            for piece in pack_spans(spans_within(self._spans, window), _PIECE_SECONDS)
        ]
        votes: list[Vote] = []
        # Pieces of one length go through the decoder together.
        for length in sorted({last - first for _, _, first, last in pieces}):
            alike = [piece for piece in pieces if piece[3] - piece[2] == length]
            batch = np.stack([encoded[row, first:last] for row, _, first, last in alike])
            heard = self._model.model.detect_language(StorageView.from_array(np.ascontiguousarray(batch)))
            votes += [
                Vote(piece, {from_whisper(token.strip("<|>")): float(share) for token, share in likely[:_COUNTED]})
                for (_, piece, _, _), likely in zip(alike, heard, strict=True)
            ]
        return sorted(votes, key=lambda vote: vote.span.start)


def _frames(piece: TimeRange, window: TimeRange) -> tuple[int, int]:
    """The piece's frames in the encoding of its window, as many as whole seconds, so that lengths are few."""
    seconds = max(1, round(piece.duration))
    first = max(0, round((piece.start - window.start) * _FRAMES_PER_SECOND))
    last = min(first + seconds * _FRAMES_PER_SECOND, 1500)
    return max(0, min(first, last - _LEAST_FRAMES)), last
