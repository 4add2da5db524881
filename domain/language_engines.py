"""The engines that tell speakers apart, translate, write and speak; each is an adapter behind one of these.

As in `domain/engines.py`, `identity` names an engine with its version and its model's digest.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from domain.contracts.base import Contract, TimeRange
from domain.contracts.clips import ChosenPost, ClipWords
from domain.contracts.dubbing import GlossaryTerm
from domain.contracts.lines import LineFlag
from domain.contracts.retell import RetellScript, RetellWish
from domain.contracts.speech import Transcript
from domain.contracts.voices import Voice

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    type_float32 = NDArray[np.float32]


class TtsEngine(Protocol):
    """Text to speech. The same text, voice and language give the same samples on every run."""

    @property
    def name(self) -> str:
        """What the ids of its voices begin with, before the slash."""
        ...

    @property
    def identity(self) -> str: ...

    @property
    def voices(self) -> Sequence[Voice]:
        """What can be spoken with here; empty where the engine's packages or weights are missing."""
        ...

    @property
    def remedy(self) -> str:
        """What a person does where `voices` is empty, as a sentence that may end with the one command."""
        ...

    def speak(self, text: str, voice: str, language: str, reference: Path | None = None) -> "tuple[type_float32, int]":
        """Mono samples, -1..1, at the voice's own pace, and their rate in Hz; long texts are parted by the engine.

        `voice` is a `Voice.id` of this engine. `reference`: a recording of the timbre to clone, where the voice clones.
        A text without anything to say gives no samples. Raises RejectedError `voice.unknown`, `voice.language` or
        `voice.reference` (a voice that clones, without a recording), PermanentError `tts.failed`.
        """
        ...


class VoiceBox(Protocol):
    """All installed speech engines as one."""

    @property
    def identity(self) -> str: ...

    @property
    def voices(self) -> Sequence[Voice]:
        """The catalogue, best first within a language."""
        ...

    def serving(self, language: str) -> Sequence[Voice]:
        """The voices of a language, best first; RejectedError `voice.unserved`, which says what to install."""
        ...

    def identity_of(self, voice: str) -> str:
        """The identity of the engine that speaks with this voice.

        Raises RejectedError `voice.unknown`, PermanentError `voice.unavailable` for a voice of an engine that is not
        installed here.
        """
        ...

    def speak(self, text: str, voice: str, language: str, reference: Path | None = None) -> "tuple[type_float32, int]":
        """As `TtsEngine.speak`; raises also what `identity_of` raises."""
        ...


class SpeechWriter(Protocol):
    """Stores speech without loss."""

    def flac(self, samples: "type_float32", rate: int) -> bytes:
        """Mono FLAC of 16 bits; the same samples give the same bytes."""
        ...


class SpeakerEncoder(Protocol):
    """Voices to vectors: the closer two vectors, the more alike the voices."""

    @property
    def identity(self) -> str: ...

    def embed(self, audio: "type_float32", spans: Sequence[TimeRange]) -> "type_float32":
        """One unit vector for each span of float32 mono audio at 16 kHz; shape (spans, dimensions)."""
        ...


class TranslationLine(Contract):
    """One line to translate: its words, where they are spoken (seconds of the sound), and how long it may become."""

    text: str
    span: TimeRange
    max_chars: int | None = None


class Translation(Contract):
    """What an engine gives for one line: its text, empty where there is none, and what it noticed."""

    text: str
    flags: tuple[LineFlag, ...] = ()


class TranslationTask(Contract):
    """Lines to translate together; `before` and `after` are their neighbours' words, for context only."""

    source: str
    target: str
    lines: tuple[TranslationLine, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    glossary: tuple[GlossaryTerm, ...] = ()


class Translator(Protocol):
    """Lines of one language into lines of another; never their times."""

    @property
    def name(self) -> str: ...

    @property
    def identity(self) -> str: ...

    @property
    def shortens(self) -> bool:
        """Whether it can keep to `max_chars`."""
        ...

    @property
    def listens(self) -> bool:
        """Whether it translates the sound of the lines, and not their words."""
        ...

    @property
    def at_once(self) -> int:
        """How many lines are best given together; what is lost when a worker dies in the midst of them."""
        ...

    def serves(self, source: str | None, target: str) -> bool:
        """Whether this pair of ISO codes can be translated here; without a source: whether any into `target` can."""
        ...

    def remedy(self, source: str | None, target: str) -> str:
        """What a person does so that this pair is served too, as a sentence; empty where nothing is known."""
        ...

    async def translate(self, task: TranslationTask, speech: Path | None) -> tuple[Translation, ...]:
        """One translation for each line, in order. `speech`: the source's sound, 16 kHz mono FLAC.

        Raises TransientError `llm.*` while an endpoint is away or busy, PermanentError `llm.*` or `translator.*`.
        """
        ...


class PostWriter(Protocol):
    """Chooses what a clip is posted with. It chooses and does not write: whoever asks holds it to the clip's words."""

    @property
    def identity(self) -> str: ...

    async def choose(self, clips: Sequence[ClipWords], language: str) -> Sequence[ChosenPost]:
        """One answer per clip that the writer has one for. Raises TransientError or PermanentError `llm.*`."""
        ...


class ScriptWriter(Protocol):
    """Writes the script of a retell. What it writes quotes the transcript; quotes that are not there are dropped."""

    @property
    def identity(self) -> str: ...

    async def write(self, transcript: Transcript, scores: Sequence[float], wish: RetellWish) -> RetellScript:
        """`scores`: how telling each sentence is, 0..1. Raises TransientError or PermanentError `writer.*`."""
        ...
