"""From sound to words with times: planning, transcribing, aligning and joining."""

from typing import Literal

from domain.contracts.base import ArtifactRef, Contract, StageRequest, TimeRange

MOST_WARNINGS = 20
"""As many warnings go from stage to stage and into the log; the transcript has all of them."""


class PlanSpeechRequest(StageRequest):
    """Find speech, its language, and pauses at which to cut it into chunks of at most five minutes.

    With `captions`, a language whose captions cannot be drawn is refused.
    """

    audio: ArtifactRef
    language: str | None = None
    captions: bool = False


class PlanSpeechResult(Contract):
    """`chunks` are absolute times and cover all speech; empty when there is none. `language` is ISO 639-1."""

    chunks: tuple[TimeRange, ...]
    speech: ArtifactRef
    speech_seconds: float
    language: str
    language_probability: float


class SpeechMap(Contract):
    """Stored as JSON: where the voice activity detector hears speech."""

    spans: tuple[TimeRange, ...]


class Word(Contract):
    """One word with its punctuation, e.g. `Hello,`; times in seconds of the source, `probability` 0..1.

    `language` (ISO 639-1) where it is another than the transcript's.
    """

    text: str
    start: float
    end: float
    probability: float = 1.0
    speaker: str | None = None
    language: str | None = None


WarningKind = Literal["wrong_script", "no_words", "not_spoken", "other_words", "added_words"]


class SpeechWarning(Contract):
    """What of a stretch of speech a person should look at: `text` as it was written, and why, in a sentence.

    `wrong_script`: the words are not in the script of their language. `no_words`: somebody seems to speak, and no word
    was understood. `not_spoken`, `other_words`: a line of a given transcript that the sound does not have, or has in
    other words. `added_words`: words that were recognised where a given transcript has no line.
    """

    kind: WarningKind
    span: TimeRange
    text: str = ""
    message: str


class TranscribeChunkRequest(StageRequest):
    """Recognise the words of one stretch of audio; all times absolute.

    With `several`, stretches that are surely spoken in another language than `language` are recognised in theirs.
    `given`: a stored GivenTranscript, whose lines take the place of what was recognised; those between the middles of
    the silences around the chunk are its own (`given_reach`).
    """

    audio: ArtifactRef
    speech: ArtifactRef
    chunk: TimeRange
    language: str
    several: bool = False
    given: ArtifactRef | None = None
    given_reach: TimeRange | None = None


class DraftSegment(Contract):
    """A stretch as the recogniser returned it, with its own word times; `language` where it isn't the chunk's."""

    start: float
    end: float
    words: tuple[Word, ...]
    avg_logprob: float
    no_speech_probability: float
    compression_ratio: float
    language: str | None = None


class ChunkDraft(Contract):
    """Stored as JSON: what was heard in one chunk, and what was dropped as invented, with the reason."""

    chunk: TimeRange
    language: str
    segments: tuple[DraftSegment, ...]
    dropped: tuple[str, ...] = ()
    warnings: tuple[SpeechWarning, ...] = ()


class TranscribeChunkResult(Contract):
    """`draft`: a stored ChunkDraft."""

    draft: ArtifactRef
    words: int


class AlignChunkRequest(StageRequest):
    """Give every word of a draft its true start and end."""

    audio: ArtifactRef
    draft: ArtifactRef
    chunk: TimeRange
    language: str


class AlignedChunk(Contract):
    """Stored as JSON: words in time order, no overlaps."""

    words: tuple[Word, ...]
    aligner: str
    warnings: tuple[SpeechWarning, ...] = ()


class AlignChunkResult(Contract):
    """`aligned`: a stored AlignedChunk."""

    aligned: ArtifactRef
    words: int


class AssembleTranscriptRequest(StageRequest):
    """Join aligned chunks in order and restore sentences. `done_with`: what the job reads no more after that."""

    chunks: tuple[ArtifactRef, ...]
    language: str
    duration: float
    done_with: tuple[ArtifactRef, ...] = ()


class Sentence(Contract):
    """Words `first` to `last` (exclusive) of a transcript."""

    first: int
    last: int


class Transcript(Contract):
    """Stored as JSON: words in time order and the sentences they form; every word is in exactly one sentence.

    `language` is the one that most is spoken in; words of another one name it, and no sentence has words of two.
    """

    language: str
    duration: float
    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]
    warnings: tuple[SpeechWarning, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """All languages that are spoken, the main one first, the others in the order of their first words."""
        return tuple(dict.fromkeys((self.language, *(word.language or self.language for word in self.words))))

    def language_of(self, first: int) -> str:
        """The language (ISO 639-1) of the word `first`, and of the sentence that begins with it."""
        return self.words[first].language or self.language

    def sentence_range(self, sentence: Sentence) -> TimeRange:
        """From the first word's start to the last word's end."""
        return TimeRange(start=self.words[sentence.first].start, end=self.words[sentence.last - 1].end)

    def text_of(self, first: int, last: int) -> str:
        """The words `first` to `last` (exclusive), joined as the language writes them."""
        language = self.language_of(first) if first < last else self.language
        joint = "" if language in {"zh", "ja", "th", "lo", "my", "km"} else " "
        return joint.join(word.text for word in self.words[first:last])


class AssembleTranscriptResult(Contract):
    """`transcript`: a stored Transcript; `warnings`: the first MOST_WARNINGS of its own, `warned` how many it has."""

    transcript: ArtifactRef
    words: int
    sentences: int
    languages: tuple[str, ...] = ()
    warnings: tuple[SpeechWarning, ...] = ()
    warned: int = 0
