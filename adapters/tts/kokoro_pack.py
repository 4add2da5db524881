"""The voices that Kokoro speaks with here, in one small file: `kokoro_voices.npz`, made by `samples/kokoro_voices.py`.

A voice is 510 styles of 256 numbers, one for each length of a sentence, and neighbours are nearly alike. The pack keeps
them in half precision, as differences of bit patterns from length to length: a zip of that is 12 times smaller than
what the makers published.
"""

import functools
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.contracts.voices import Sex
from domain.errors import PermanentError

PACK = Path(__file__).with_name("kokoro_voices.npz")
PACK_SHA256 = "82baa63f19e230f02254baa1c91e818d8d5a481b1762171e0af3f5ac822e3306"

_LANGUAGES = {"a": "en", "b": "en", "e": "es", "f": "fr", "h": "hi", "i": "it", "p": "pt"}
_SEXES: dict[str, Sex] = {"f": "female", "m": "male"}


@dataclass(frozen=True)
class KokoroVoice:
    """One voice. `quality` follows the grades of the model's makers (VOICES.md of hexgrad/Kokoro-82M): 5 for A, 4 for
    B, 3 for C and those without a grade, 2 below.
    """

    name: str
    quality: int

    @property
    def dialect(self) -> str:
        """The first letter: a American, b British, e Spanish, f French, h Hindi, i Italian, p Brazilian."""
        return self.name[0]

    @property
    def language(self) -> str:
        """ISO 639-1."""
        return _LANGUAGES[self.dialect]

    @property
    def sex(self) -> Sex:
        """The second letter."""
        return _SEXES[self.name[1]]


_BY_QUALITY = {
    5: "af_heart af_bella",
    4: "bf_emma ff_siwis",
    3: "am_michael am_fenrir am_puck af_kore af_sarah af_aoede af_nova bm_george bm_fable bf_isabella "
    "ef_dora em_alex hf_alpha hf_beta hm_omega hm_psi if_sara im_nicola pf_dora pm_alex",
    2: "am_onyx am_liam bm_lewis em_santa pm_santa",
}
VOICES = tuple(KokoroVoice(name, quality) for quality, names in _BY_QUALITY.items() for name in names.split())
"""Best first."""
GUESTS = {
    "es": ("af_heart", "am_michael", "am_fenrir"),
    "fr": ("if_sara", "ef_dora", "em_alex", "pm_alex"),
    "it": ("bf_emma", "am_michael", "am_fenrir"),
    "pt": ("af_heart", "am_michael", "am_fenrir"),
}
"""Voices that speak another language than their own, with an accent: for a scene with more people than the language has
voices of its own (French has one). Those here were understood with at most 11 % wrong words (`bench.voices`).
"""
DIALECTS = {language: dialect for dialect, language in reversed(_LANGUAGES.items())}
"""The first letter of a language's own voices; of English, the American."""


def packed(styles: Mapping[str, NDArray[np.float32]]) -> bytes:
    """The pack's bytes, from each voice's styles, shape (510, 256)."""
    target = io.BytesIO()
    arrays: dict[str, NDArray[np.int16]] = {}
    for name, values in styles.items():
        # A number's 510 values lie side by side: that order is what makes the file small.
        patterns = np.ascontiguousarray(values.astype("<f2").view("<i2").T)
        arrays[name] = np.diff(patterns, axis=1, prepend=np.zeros((len(patterns), 1), "<i2"))
    # mypy takes a dictionary of arrays for the file's other options.
    np.savez_compressed(target, **arrays)  # type: ignore[arg-type]
    return target.getvalue()


@functools.cache
def pack_digest() -> str:
    """SHA-256 of the pack; PermanentError `model.damaged` when it is not the one that this version came with."""
    found = hashlib.sha256(PACK.read_bytes()).hexdigest()
    if found != PACK_SHA256:
        raise PermanentError("model.damaged", f"The file '{PACK.name}' of Kokoro's voices is damaged: install again.")
    return found


@functools.lru_cache(maxsize=8)
def styles_of(name: str) -> NDArray[np.float32]:
    """A voice's styles, shape (510, 1, 256)."""
    pack_digest()
    with np.load(PACK) as pack:
        patterns = np.cumsum(pack[name], axis=1, dtype="<i2")
    return np.ascontiguousarray(patterns.T).view(np.float16).astype(np.float32)[:, np.newaxis, :]
