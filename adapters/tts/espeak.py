"""eSpeak NG as a child process: what it knows, the phonemes of texts, and its own voice."""

import ctypes.util
import functools
import importlib.util
import json
import os
import struct
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from adapters import extras
from adapters.media import launch
from adapters.media.child import Limits
from adapters.tts import espeak_child
from domain.errors import PermanentError, RejectedError

_SECONDS = 60.0
_LIMITS = Limits(address_space=1 << 30, cpu_seconds=30, file_bytes=1 << 20)
_PACKAGE = "espeakng_loader"


@dataclass(frozen=True)
class EspeakFacts:
    """Of an installed library: its version, and the codes of its languages, e.g. `es`, `es-419` or `cmn`."""

    version: str
    languages: tuple[str, ...]


class Espeak:
    """The library that the package espeakng-loader brings, else the system's own. Every call is a child of its own,
    which costs about 40 ms and leaves nothing behind.
    """

    @functools.cached_property
    def installed(self) -> bool:
        """Whether there is a library at all."""
        return self._library is not None

    @functools.cached_property
    def facts(self) -> EspeakFacts:
        """Asked once. Raises PermanentError `tts.failed` where the library does not start."""
        told = json.loads(self._ask({"ask": "about"}))
        return EspeakFacts(told["version"].partition(" ")[0], tuple(told["languages"]))

    def phonemes(self, texts: Sequence[str], voice: str) -> list[str]:
        """The IPA of each text in one line; affricates and diphthongs are tied by `^`.

        `voice` is one of eSpeak's own, such as `en-us` or `pt-br`. Raises RejectedError `voice.language` when it has
        none of that name, PermanentError `tts.failed`.
        """
        found = json.loads(self._ask({"ask": "phonemes", "voice": voice, "texts": list(texts)}))
        return [str(ipa) for ipa in found]

    def speak(self, text: str, voice: str) -> tuple[NDArray[np.float32], int]:
        """Mono samples, -1..1, and their rate in Hz; errors as `phonemes`."""
        answer = self._ask({"ask": "speak", "voice": voice, "text": text})
        (rate,) = struct.unpack("<I", answer[:4])
        return np.frombuffer(answer[4:], "<i2").astype(np.float32) / 32768.0, int(rate)

    @functools.cached_property
    def _library(self) -> tuple[str, str | None] | None:
        """The library's file and its data folder, None for the one that it was built with."""
        package = importlib.util.find_spec(_PACKAGE)
        if package is not None and package.origin is not None:
            folder = Path(package.origin).parent
            for library in sorted(folder.glob("*espeak-ng.*")):
                if library.is_file():
                    return str(library), str(folder / "espeak-ng-data")
        system = ctypes.util.find_library("espeak-ng")
        return None if system is None else (system, None)

    def _ask(self, question: dict[str, object]) -> bytes:
        if self._library is None:
            raise PermanentError("tts.failed", f"eSpeak NG is not installed. {extras.remedy('voices')}")
        library, data = self._library
        python = (sys.executable, "-I", "-S")
        tied = (*python, launch.__file__, str(os.getpid()), json.dumps(asdict(_LIMITS)), "--")
        try:
            done = subprocess.run(
                [*tied, *python, espeak_child.__file__],
                input=json.dumps({"library": library, "data": data, **question}).encode(),
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise PermanentError("tts.failed", f"eSpeak NG did not answer within {_SECONDS:.0f} s.") from late
        if done.returncode == espeak_child.NO_SUCH_VOICE:
            raise RejectedError("voice.language", f"eSpeak NG does not know the language '{question['voice']}'.")
        if done.returncode != 0:
            last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
            raise PermanentError("tts.failed", f"eSpeak NG ended with status {done.returncode} ({last}).")
        return done.stdout
