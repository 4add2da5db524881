"""Sentence embeddings without a model: hashed character n-grams and words, so that likeness is likeness of wording."""

import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

DIMENSIONS = 512
NGRAMS = (2, 3, 4)
WORD_WEIGHT = 2.0
# A change of what is done here must give another identity.
_REVISION = 1


class HashingEmbedder:
    """A TextEmbedder that needs no weights; it knows no synonyms and no other language's words.

    Hashing trick after Weinberger et al. (2009): a hash picks the dimension, another bit of it the sign.
    """

    identity = f"hashing/{_REVISION} {DIMENSIONS}x{'-'.join(map(str, NGRAMS))}"

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Unit vectors of shape (n, 512); a text without a letter or digit gets the same fixed vector each time."""
        vectors = np.zeros((len(texts), DIMENSIONS), np.float64)
        for row, text in enumerate(texts):
            for feature, weight in _features(text):
                value = zlib.crc32(feature.encode("utf-8", "replace"))
                vectors[row, value % DIMENSIONS] += weight if value & 0x8000_0000 else -weight
            # Repeated n-grams say less each time.
            vectors[row] = np.sign(vectors[row]) * np.sqrt(np.abs(vectors[row]))
            if not vectors[row].any():
                vectors[row, 0] = 1.0
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def _features(text: str) -> Iterator[tuple[str, float]]:
    plain = unicodedata.normalize("NFKC", text).lower()
    words = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in plain).split()
    for word in words:
        yield f"w:{word}", WORD_WEIGHT
        framed = f" {word} "
        for size in NGRAMS:
            for start in range(len(framed) - size + 1):
                yield f"{size}:{framed[start : start + size]}", 1.0
